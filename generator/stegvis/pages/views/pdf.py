"""What pages show of PDFs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfDownload:
    """A link to a PDF."""

    paper: str
    """`a4` or `letter`."""
    word: str
    """The paper in words."""
    href: str
    extent: str
    """Its size in bytes and its number of pages, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfGroup:
    """PDFs that differ in their paper alone; or the page to print in their place."""

    edition: str
    """Key of the edition."""
    subject: str
    """Id of the procedure or of a pack's collection, or nothing."""
    name: str
    role: str
    """Id of the role that it is for, or nothing."""
    downloads: tuple[PdfDownload, ...]
    printable_page: str = ""
    """Path of the page to print from the browser, where there is no PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePdfs:
    """The PDFs of a page's procedure, and a link to all others."""

    groups: tuple[PdfGroup, ...] = ()
    all: str = ""
    """The procedure's section on the page with all PDFs, or nothing where there is no such page."""
