"""Indexes the PDFs of a site, for the page that lists all of them and the pages of their procedures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetEdition
from stegvis.pages.views.pdf import PdfDownload, PdfGroup

PAPERS = ("a4", "letter")
"""Sizes of paper in display order; the interface names each."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF of the site."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    edition: SheetEdition
    paper: str
    """`a4` or `letter`."""
    name: str
    """The procedure's id, or the collection's; nothing for a pack of all or of a role."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    pages: int
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class PdfIndex:
    """The PDFs of a site by locale and subject."""

    procedures: Mapping[tuple[str, str], tuple[PdfFile, ...]] = field(default_factory=dict)
    """By locale and procedure."""
    packs: Mapping[str, tuple[PdfFile, ...]] = field(default_factory=dict)
    """By locale."""

    def of(self, context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[PdfFile, ...]:
        """Return the PDFs of a procedure in one locale."""
        return self.procedures.get((context.code, procedure.id), ())

    def packs_of(self, context: LocaleContext) -> tuple[PdfFile, ...]:
        """Return the packs of one locale."""
        return self.packs.get(context.code, ())

    def all_of(self, context: LocaleContext) -> tuple[PdfFile, ...]:
        """Return all PDFs of one locale, packs last."""
        return (
            *(
                pdf_file
                for (code, _), pdf_files in self.procedures.items()
                if code == context.code
                for pdf_file in pdf_files
            ),
            *self.packs_of(context),
        )


def build_pdf_index(pdf_files: Iterable[PdfFile]) -> PdfIndex:
    """Index PDFs by locale and procedure, packs by locale, each in the given order."""
    procedures: dict[tuple[str, str], list[PdfFile]] = {}
    packs: dict[str, list[PdfFile]] = {}
    for pdf_file in pdf_files:
        if pdf_file.edition.pack_of:
            packs.setdefault(pdf_file.locale, []).append(pdf_file)
        else:
            procedures.setdefault((pdf_file.locale, pdf_file.name), []).append(pdf_file)
    return PdfIndex(
        {key: tuple(members) for key, members in procedures.items()},
        {locale: tuple(members) for locale, members in packs.items()},
    )


def group_pdfs(context: LocaleContext, pdf_files: Iterable[PdfFile]) -> Iterator[PdfGroup]:
    """Group PDFs that differ in their paper alone, in the order of the first of each group."""
    groups: dict[tuple[str, str, str], list[PdfFile]] = {}
    for pdf_file in pdf_files:
        groups.setdefault((pdf_file.edition.key, pdf_file.name, pdf_file.role), []).append(pdf_file)
    for (key, subject, role), members in groups.items():
        by_paper = {pdf_file.paper: pdf_file for pdf_file in members}
        downloads = tuple(_download(context, by_paper[paper]) for paper in PAPERS if paper in by_paper)
        edition = members[0].edition
        yield PdfGroup(
            edition=key,
            subject=subject,
            name=edition.document_name(context, edition, subject, role),
            role=role,
            downloads=downloads,
        )


def _download(context: LocaleContext, pdf_file: PdfFile) -> PdfDownload:
    ui = context.ui
    size = context.formatter.size(pdf_file.size)
    extent = ui.sheets_file.fill(size=size, pages=pdf_file.pages)
    return PdfDownload(
        paper=pdf_file.paper,
        word=getattr(ui, f"paper_{pdf_file.paper}"),
        href=pdf_file.path,
        extent=extent,
    )
