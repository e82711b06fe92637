"""Checks of translations, as a table of codes and functions."""
