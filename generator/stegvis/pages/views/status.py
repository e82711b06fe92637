"""What the page on the status of the translations shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class UntranslatedTextView:
    """A text that readers see in the source's language."""

    text: str
    """Its step, what kind of text it is, and why it is untranslated."""
    key: str
    href: str
    """The step, on a page that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """How completely something is translated, and how usable that makes it."""

    name: Anchor
    counts: tuple[int, ...]
    """Numbers of texts: translated, fuzzy, missing, not reviewed."""
    usability: str = ""
    """`complete`, `safe`, `hard` or `unsafe`, or nothing."""
    word: str = ""
    untranslated: tuple[UntranslatedTextView, ...] = ()
    more: str = ""
    """How many untranslated texts are not listed, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """A table of numbers under a heading."""

    anchor: str
    title: LocalizedText | str
    first_column: str
    """Heading of the first column."""
    last_column: str
    """Heading of the last column; empty where there is none."""
    rows: tuple[StatusRow, ...]
