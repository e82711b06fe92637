"""What pages show of PDFs to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfDownload:
    """A sheet as PDF."""

    paper: str
    """`a4` or `letter`."""
    word: str
    """The paper in words."""
    href: str
    told: str
    """Its size and its pages, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfGroup:
    """A kind of sheet, on each paper; or the page that is printed in its place."""

    kind: str
    """`checklist`, `trainer`, `hand-over` or `pack`."""
    subject: str
    """Id of the procedure or of a pack's collection, or nothing."""
    name: str
    role: str
    """Id of the role that it is for, or nothing."""
    ready: tuple[PdfDownload, ...]
    instead: str = ""
    """Path of the page to print from the browser, where no sheet is ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePdfs:
    """The sheets of a page's procedure, and where the others are."""

    sheets: tuple[PdfGroup, ...] = ()
    all: str = ""
    """Its place on the page of all sheets, or nothing where there is none."""
