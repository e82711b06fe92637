"""Stegvis: procedures as step graphs, rendered as localized guides, checklists and sheets."""

__version__ = "0.1.0"
