"""How long a translation may be where it stands on one line: on a button, in a menu, in a search result."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stegvis.model.text import SourceText

MAX_LENGTHS: Mapping[str, int] = {
    r"[^/.]+\.title": 90,
    r"[^/.]+\.description": 200,
    r"[^/]+/[^/]+\.options\.[^.]+\.label": 80,
    r"(roles|labels|systems|audiences)/[^.]+\.name": 60,
    r"(collections|links)/[^.]+\.title": 80,
}
"""Longest translation in characters, by the shape of the key: titles in tabs and menus, descriptions in
search results, answers on buttons, names in running text."""

_SHAPES = [(re.compile(shape), longest) for shape, longest in MAX_LENGTHS.items()]
_WORD = re.compile(r"[a-z0-9_]+")
_SHORT, _LEAST = 24, 32


def max_length(text: SourceText) -> int | None:
    """How many characters the translation of a text may have; None where lines may break.

    Short words of the interface stand on buttons and in tables: they may be twice as long as in English.
    Where they hold values, nobody knows.
    """
    if "/" not in text.key and _WORD.fullmatch(text.key):
        is_short = len(text.source) <= _SHORT and "{" not in text.source
        return max(_LEAST, 2 * len(text.source)) if is_short else None
    return next((longest for shape, longest in _SHAPES if shape.fullmatch(text.key)), None)
