"""What the glossary shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TermForm:
    """The form of a term in one language."""

    language: str
    """BCP 47 tag of the words."""
    words: str
    avoid: str
    """The forms to avoid, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A row of the glossary."""

    anchor: str
    term: str
    meaning: LocalizedText
    forms: tuple[TermForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTable:
    """The terms and their forms."""

    language: str
    """BCP 47 tag of the terms."""
    columns: tuple[Language, ...]
    terms: tuple[TermRow, ...]
