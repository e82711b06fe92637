"""What the tables of controls show."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlName:
    """A control's name in one language."""

    text: str
    language: str
    """BCP 47 tag of the text."""
    verified: bool
    source: str
    """In which source it was seen, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """A control with its names."""

    anchor: str
    kind: str
    names: tuple[ControlName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTable:
    """The controls of a system."""

    system: LocalizedText | str
    columns: tuple[Language, ...]
    rows: tuple[ControlRow, ...]
