"""Sheets that are ready to print: on the page that lists them, and on those of their procedures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.pdf import PdfDownload, PdfGroup

PAPERS = ("a4", "letter")
"""In the order in which they are shown; the interface has a word for each."""

CHECKLIST, TRAINER, HAND_OVER, PACK = "checklist", "trainer", "hand-over", "pack"


@dataclass(frozen=True, slots=True)
class PdfFile:
    """One PDF: what it is, for whoever lists them."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    form: str
    """`checklist`, `trainer`, `hand-over` or `pack`."""
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
    """All sheets that are ready, each locale's by what they are about."""

    procedures: Mapping[tuple[str, str], tuple[PdfFile, ...]] = field(default_factory=dict)
    """By locale and procedure."""
    packs: Mapping[str, tuple[PdfFile, ...]] = field(default_factory=dict)
    """By locale."""

    def of(self, context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[PdfFile, ...]:
        """Those of a procedure in the edition's language."""
        return self.procedures.get((context.code, procedure.id), ())

    def packs_of(self, context: LocaleContext) -> tuple[PdfFile, ...]:
        """The packs in the edition's language."""
        return self.packs.get(context.code, ())

    def all_of(self, context: LocaleContext) -> tuple[PdfFile, ...]:
        """Everything in the edition's language."""
        return (
            *(one for (code, _), sheets in self.procedures.items() if code == context.code for one in sheets),
            *self.packs_of(context),
        )


def build_pdf_index(pdf_files: Iterable[PdfFile]) -> PdfIndex:
    """Sort sheets by what they are about."""
    procedures: dict[tuple[str, str], list[PdfFile]] = {}
    packs: dict[str, list[PdfFile]] = {}
    for one in pdf_files:
        if one.form == PACK:
            packs.setdefault(one.locale, []).append(one)
        else:
            procedures.setdefault((one.locale, one.name), []).append(one)
    return PdfIndex(
        {key: tuple(found) for key, found in procedures.items()},
        {key: tuple(found) for key, found in packs.items()},
    )


def group_pdfs(
    context: LocaleContext, pdf_files: Iterable[PdfFile], named: Callable[[PdfFile], str]
) -> Iterator[PdfGroup]:
    """Sheets with their papers together, by what each kind is called."""
    kinds: dict[tuple[str, str, str], list[PdfFile]] = {}
    for one in pdf_files:
        kinds.setdefault((one.form, one.name, one.role), []).append(one)
    for (form, subject, role), found in kinds.items():
        by_paper = {one.paper: one for one in found}
        ready = tuple(_download(context, by_paper[paper]) for paper in PAPERS if paper in by_paper)
        yield PdfGroup(kind=form, subject=subject, name=named(found[0]), role=role, ready=ready)


def _download(context: LocaleContext, pdf_file: PdfFile) -> PdfDownload:
    ui = context.ui
    size = context.wording.size(pdf_file.size)
    told = ui.sheets_file.format(size=size, pages=pdf_file.pages)
    return PdfDownload(
        paper=pdf_file.paper, word=getattr(ui, f"paper_{pdf_file.paper}"), href=pdf_file.path, told=told
    )


def procedure_pdf_groups(context: LocaleContext, pdf_files: Iterable[PdfFile]) -> tuple[PdfGroup, ...]:
    """The sheets of one procedure."""
    return tuple(group_pdfs(context, pdf_files, lambda one: edition_name(context, one)))


def edition_name(context: LocaleContext, pdf_file: PdfFile) -> str:
    """What a sheet of a procedure is called."""
    ui = context.ui
    if pdf_file.form == TRAINER:
        return str(ui.sheet_trainer)
    if pdf_file.form != HAND_OVER:
        return str(ui.checklist)
    return str(ui.sheet_of.format(sheet=ui.sheet_hand_over, roles=role_name(context, pdf_file.role)))


def role_name(context: LocaleContext, role: str) -> str:
    """A role's name as plain text."""
    return context.wording.plain(context.library.roles[role].name)
