"""What the page with all PDFs shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.article import ArticlePage
from stegvis.pages.views.pdf import PdfGroup
from stegvis.pages.views.runs import SelectOption


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfRow:
    """What can be printed of a procedure."""

    procedure: str
    anchor: str
    title: LocalizedText
    plain: str
    """The title without markup."""
    guide: str
    checklist: str
    notice: str
    """Why nothing can be printed, in words, or nothing."""
    roles: tuple[str, ...]
    """Ids of the roles that take part in it."""
    groups: tuple[PdfGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSection:
    """What can be printed of a collection."""

    anchor: str
    title: LocalizedText
    plain: str
    """The title without markup."""
    rows: tuple[PdfRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPack:
    """The PDFs of a pack."""

    group: PdfGroup
    procedures: tuple[str, ...]
    """Ids of the procedures in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLists:
    """Everything to print, and the choices that narrow it."""

    sections: tuple[PdfSection, ...]
    packs: tuple[PdfPack, ...]
    roles: tuple[SelectOption, ...]
    editions: tuple[SelectOption, ...]
    papers: tuple[SelectOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage(ArticlePage):
    """A page of prose with everything to print: its `part` are `PdfLists`."""
