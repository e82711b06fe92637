"""Procedures as PDF, in every language, on every paper."""
