"""Inline CommonMark with names in braces: parsed once into a lossless tree that every reader visits."""
