"""Translatable text: as an author wrote it, and as a reader of one locale sees it.

Model types with the parameter `T` exist twice: with `SourceText` and with `LocalizedText`. Each of their
text fields is annotated with the role of its text: `title: Annotated[T, TextRole.PROCEDURE_TITLE]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from stegvis.diagnostics import Location
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True)
class SourceText:
    """Translatable text as its author wrote it: inline CommonMark with placeholders."""

    key: str
    """Translation key, `procedure/step.field`; never depends on wording or position."""
    source: str
    location: Location
    role: TextRole
    """What the text is: the field of the model in which it stands."""
    comment: str = ""
    """The author's comment for translators."""


class TranslationState(StrEnum):
    """Where the words that a reader sees come from."""

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
        """Whether the text is English because the locale has no valid translation of it."""
        return self.state in (TranslationState.FUZZY, TranslationState.MISSING)


def owner_of(key: str) -> str:
    """Return what a text belongs to, as its key begins: the id of its procedure."""
    return key.partition("/")[0]


T = TypeVar("T")


class Whole:
    """Marks the field of a record in whose place the file may have the value of the field alone.

    The translation key of a text is that of the record, so that it stays when the file gets the other fields.
    """


GIVEN: Mapping[str, bool] = {"given": True}
"""Marks a field that comes from the file's name or body, not from a key in it."""
