"""What can be asked for: editions, papers, locales, procedures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stegvis.pages.editions.edition import SheetEdition, SheetSelection
from stegvis.pages.editions.table import SHEET_EDITIONS


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions(SheetSelection):
    """Which PDFs to make, and how."""

    editions: tuple[SheetEdition, ...] = SHEET_EDITIONS
    papers: tuple[Paper, ...] = tuple(Paper)
    locales: tuple[str, ...] = ()
    """Codes; all locales if empty."""
    cache: Path | None = None
    """Folder of the cache of finished PDFs; None turns it off."""
    jobs: int = 0
    """Number of worker processes; 0 starts one for each processor."""
