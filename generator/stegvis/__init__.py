"""Stegvis: procedures as step graphs, rendered as localized guides, checklists and sheets."""

from stegvis._version import __version__
from stegvis.pipeline import build, check, load

__all__ = ["__version__", "build", "check", "load"]
