"""The page from which a trainer prints: every sheet of a locale, and what to print where none is ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.articles import build_article_frame
from stegvis.pages.context import LocaleContext
from stegvis.pages.pdf_index import (
    CHECKLIST,
    HAND_OVER,
    PACK,
    PAPERS,
    TRAINER,
    PdfFile,
    PdfIndex,
    group_pdfs,
    procedure_pdf_groups,
    role_name,
)
from stegvis.pages.translation_status import TranslationStatus
from stegvis.pages.views.frame import OutlineEntry
from stegvis.pages.views.pdf import PdfGroup
from stegvis.pages.views.pdf_page import PdfPack, PdfPage, PdfRow, PdfSection
from stegvis.pages.views.runs import SelectOption


def build_pdf_page(
    context: LocaleContext, article: Article[LocalizedText], desk: TranslationStatus, rack: PdfIndex
) -> PdfPage:
    """The article's words, then the sheets by collection and procedure, then the packs."""
    ui, plain, library = context.ui, context.wording.plain, context.library
    withheld = desk.withheld.get(context.code, frozenset())
    shelves = tuple(
        PdfSection(
            anchor=f"of-{name}",
            title=shelf.title,
            plain=plain(shelf.title),
            rows=tuple(_row(context, one, rack.of(context, one), withheld) for one in library.shelf(name)),
        )
        for name, shelf in library.collections.items()
    )
    shown = tuple(one for one in library.procedures.values() if one.id not in withheld)
    packs = tuple(
        PdfPack(sheet=one, procedures=tuple(_held(one, shown)))
        for one in group_pdfs(context, rack.packs_of(context), lambda one: _pack(context, one))
    )
    added = [OutlineEntry(href=f"#{shelf.anchor}", text=plain(shelf.title)) for shelf in shelves]
    if packs:
        added.append(OutlineEntry(href="#packs", text=ui.sheets_packs))
    head, body = build_article_frame(context, article, added)
    return PdfPage(
        head=head,
        description=article.description,
        body=body,
        shelves=shelves,
        packs=packs,
        roles=tuple(_roles(context)),
        kinds=tuple(
            SelectOption(id=kind, word=word)
            for kind, word in _kinds(context).items()
            if kind in _shown(shelves, packs)
        ),
        papers=tuple(SelectOption(id=paper, word=getattr(ui, f"paper_{paper}")) for paper in PAPERS),
    )


def _kinds(context: LocaleContext) -> dict[str, str]:
    ui = context.ui
    return {
        CHECKLIST: ui.checklist,
        TRAINER: ui.sheet_trainer,
        HAND_OVER: ui.sheet_hand_over,
        PACK: ui.sheet_pack,
    }


def _shown(shelves: tuple[PdfSection, ...], packs: tuple[PdfPack, ...]) -> AbstractSet[str]:
    rows = (one.kind for shelf in shelves for row in shelf.rows for one in row.sheets)
    return {*rows, *(one.sheet.kind for one in packs)}


def _row(
    context: LocaleContext,
    procedure: Procedure[LocalizedText],
    pdf_files: tuple[PdfFile, ...],
    withheld: AbstractSet[str],
) -> PdfRow:
    ui, guide, is_withheld = context.ui, context.guide(procedure), procedure.id in withheld
    printed = () if is_withheld else procedure_pdf_groups(context, pdf_files)
    kinds = {one.kind for one in printed}
    pages = (
        PdfGroup(
            kind=CHECKLIST,
            subject=procedure.id,
            name=ui.checklist,
            role="",
            ready=(),
            instead=context.checklist(procedure),
        ),
        PdfGroup(kind=TRAINER, subject=procedure.id, name=ui.guide, role="", ready=(), instead=guide),
    )
    lacking = () if is_withheld else tuple(one for one in pages if one.kind not in kinds)
    in_order = sorted((*printed, *lacking), key=lambda one: _ORDER.get(one.kind, len(_ORDER)))
    return PdfRow(
        procedure=procedure.id,
        anchor=f"sheets-{procedure.id}",
        title=procedure.title,
        plain=context.wording.plain(procedure.title),
        guide=guide,
        checklist=context.checklist(procedure),
        why_not=ui.consequence_withheld if is_withheld else "",
        roles=acting_roles(procedure),
        sheets=tuple(in_order),
    )


_ORDER = {CHECKLIST: 0, TRAINER: 1}


def acting_roles(procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """The roles that do something in a procedure."""
    steps = (role for step in procedure.steps for role in step.performed_by)
    return tuple(dict.fromkeys(map(str, (*procedure.roles, *steps))))


def _held(pack: PdfGroup, shown: Iterable[Procedure[LocalizedText]]) -> Iterator[str]:
    """The procedures in a pack: of its collection, of its role, or all."""
    for one in shown:
        if pack.subject in ("", one.collection) and (not pack.role or pack.role in acting_roles(one)):
            yield one.id


def _pack(context: LocaleContext, pdf_file: PdfFile) -> str:
    if pdf_file.role:
        return str(context.ui.sheet_role_pack.format(role=role_name(context, pdf_file.role)))
    shelf = context.library.collections.get(pdf_file.name)
    return context.wording.plain(shelf.title) if shelf else str(context.ui.sheet_everything)


def _roles(context: LocaleContext) -> Iterator[SelectOption]:
    """The roles that a reader may have, in the registry's order."""
    known = {role for procedure in context.library.procedures.values() for role in acting_roles(procedure)}
    for role in context.library.roles:
        if role in known:
            yield SelectOption(id=role, word=role_name(context, role))
