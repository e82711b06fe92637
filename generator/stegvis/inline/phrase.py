"""Phrases: texts of the interface with names in braces, which are filled in while pages are built.

A phrase knows names only: `{number}` is replaced by a value that the caller passes under this name.
`str.format` would also evaluate attributes, indexes, conversions and format specifications, and a phrase may
be a translator's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")
"""A name in braces, in phrases and in all other texts."""

VALUE = re.compile(r"\{\{([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\}\}")
"""The id of a noted value in two pairs of braces, in texts and commands."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with names, parsed once."""

    _pieces: tuple[str, ...]
    """Literal text and names in turn; the first and the last piece are literal."""

    def __str__(self) -> str:
        """The text as it was written, with the names in braces."""
        return "".join([f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(self._pieces)])

    def fill(self, **values: object) -> str:
        """Return the text with each name replaced by its value; a name without a value stays in braces."""
        pieces = list(self._pieces)
        for at in range(1, len(pieces), 2):
            name = pieces[at]
            pieces[at] = str(values[name]) if name in values else f"{{{name}}}"
        return "".join(pieces)


def parse_phrase(text: str) -> Phrase | str:
    """Return a text with names as a phrase, and any other text as it is."""
    pieces = NAME.split(text)
    return Phrase(tuple(pieces)) if len(pieces) > 1 else text
