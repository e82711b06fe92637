"""Marks in text that say which message it is, for the translator’s preview."""

from __future__ import annotations

import re

OPENING = "⸨"
_MARK = re.compile(r"⸨(?:[tfm]:[^⸩]*)?⸩")


def strip_annotations(text: str) -> str:
    """Return the text without annotations."""
    return _MARK.sub("", text) if OPENING in text else text
