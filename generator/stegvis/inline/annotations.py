"""Marks in text that say which message it is, for the translator’s preview."""

from __future__ import annotations

import re

OPENING = "⸨"
_MARK = re.compile(r"⸨(?:[tfm]:[^⸩]*)?⸩")


def strip_annotations(text: str) -> str:
    """The text without marks."""
    return _MARK.sub("", text) if OPENING in text else text
