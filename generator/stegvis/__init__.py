"""Stegvis: procedures as step graphs, rendered as localized guides, checklists and sheets."""

from stegvis._version import __version__

__all__ = ["__version__"]
