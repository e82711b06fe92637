"""What can be asked for: editions, papers, whose procedures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class SheetEdition(StrEnum):
    """The editions of a sheet."""

    CHECKLIST = "checklist"
    TRAINER = "trainer"
    HAND_OVER = "hand-over"
    PACK = "pack"


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """What to print; nothing named means everything of it."""

    forms: tuple[SheetEdition, ...] = tuple(SheetEdition)
    papers: tuple[Paper, ...] = tuple(Paper)
    locales: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Of hand-over sheets, and of packs with everything that a role does."""
    cache: Path | None = None
    """Where finished sheets are kept; nowhere if none is named."""
    jobs: int = 0
    """How many processes make sheets; as many as there are processors if 0."""
