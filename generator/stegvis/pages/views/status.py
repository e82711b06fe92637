"""What the page on the state of the translations shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class UntranslatedTextView:
    """A text that readers see in English."""

    text: str
    """Where it is missing, and what kind of text it is."""
    key: str
    href: str
    """The step, in the language in which it can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """How much of something is translated, and what that means."""

    name: Anchor
    counts: tuple[int, ...]
    """Translated, fuzzy, missing, not reviewed."""
    kind: str = ""
    """`complete`, `safe`, `hard` or `unsafe`, or nothing."""
    word: str = ""
    lacks: tuple[UntranslatedTextView, ...] = ()
    more: str = ""
    """How many lacks are not shown, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """Counts under a heading."""

    anchor: str
    title: LocalizedText | str
    first: str
    """Head of the first column."""
    last: str
    """Head of the last column, or nothing where there is none."""
    rows: tuple[StatusRow, ...]
