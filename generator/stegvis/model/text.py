"""Translatable text: as an author wrote it, and as a reader of one locale sees it.

Model types with the parameter `T` exist twice: with `SourceText` and with `LocalizedText`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from stegvis.diagnostics import Location


@dataclass(frozen=True, slots=True)
class SourceText:
    """Translatable text as its author wrote it: inline CommonMark with placeholders."""

    key: str
    """Translation key, `procedure/step.field`; never depends on wording or position."""
    source: str
    location: Location
    comment: str = ""
    """What its translators should know."""


class TranslationState(StrEnum):
    """What a reader's words are."""

    SOURCE = "source"
    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """Text as a reader of one locale sees it."""

    key: str
    text: str
    """In the reader's language, or English where `state` is fuzzy or missing."""
    state: TranslationState

    @property
    def is_untranslated(self) -> bool:
        """Whether the text is English because the locale lacks it."""
        return self.state in (TranslationState.FUZZY, TranslationState.MISSING)


T = TypeVar("T")

GIVEN: Mapping[str, bool] = {"given": True}
"""Marks a field that comes from the file's name or body, not from a key in it."""
