"""Builds the page with all PDFs of a locale, and with what to print where there is no PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.table import SHEET_EDITIONS
from stegvis.pages.pdf_index import PAPERS, PdfFile, PdfIndex, group_pdfs
from stegvis.pages.roles import acting_parties, acting_roles
from stegvis.pages.views.frame import OutlineEntry
from stegvis.pages.views.pdf import PdfGroup
from stegvis.pages.views.pdf_page import PdfLists, PdfPack, PdfRow, PdfSection
from stegvis.pages.views.runs import SelectOption


def build_pdf_lists(context: LocaleContext, withheld: AbstractSet[str], index: PdfIndex) -> PdfLists:
    """List the PDFs by collection and procedure, then the packs.

    `withheld` has the ids of procedures that the locale doesn't show.
    """
    plain, library = context.formatter.plain, context.library
    sections = tuple(
        PdfSection(
            anchor=f"_of-{name}",
            title=collection.title,
            plain=plain(collection.title),
            rows=tuple(
                _row(context, procedure, index.of(context, procedure), withheld)
                for procedure in library.procedures_in(name)
            ),
        )
        for name, collection in library.collections.items()
    )
    available = tuple(entry for entry in library.procedures.values() if entry.id not in withheld)
    packs = tuple(
        PdfPack(group=group, procedures=tuple(_packed(group, available)))
        for group in group_pdfs(context, index.packs_of(context))
    )
    return PdfLists(
        sections=sections,
        packs=packs,
        roles=tuple(_role_options(context)),
        editions=tuple(_edition_options(context, sections, packs)),
        papers=tuple(SelectOption(id=paper, word=getattr(context.ui, f"paper_{paper}")) for paper in PAPERS),
    )


def outline_pdfs(context: LocaleContext, lists: PdfLists) -> Iterator[OutlineEntry]:
    """Yield the lists' entries in the page's outline."""
    for section in lists.sections:
        yield OutlineEntry(href=f"#{section.anchor}", text=section.plain)
    if lists.packs:
        yield OutlineEntry(href="#_packs", text=context.ui.sheets_packs)


def _edition_options(
    context: LocaleContext, sections: Iterable[PdfSection], packs: Iterable[PdfPack]
) -> Iterator[SelectOption]:
    """The editions of which the page lists anything."""
    listed = {group.edition for section in sections for row in section.rows for group in row.groups}
    listed |= {pack.group.edition for pack in packs}
    for edition in SHEET_EDITIONS:
        if edition.key in listed:
            yield SelectOption(id=edition.key, word=edition.label(context))


def _row(
    context: LocaleContext,
    procedure: Procedure[LocalizedText],
    pdf_files: tuple[PdfFile, ...],
    withheld: AbstractSet[str],
) -> PdfRow:
    is_withheld = procedure.id in withheld
    return PdfRow(
        procedure=procedure.id,
        anchor=f"_sheets-{procedure.id}",
        title=procedure.title,
        plain=context.formatter.plain(procedure.title),
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        notice=context.ui.consequence_unsafe if is_withheld else "",
        roles=(*acting_roles(procedure), *acting_parties(context, procedure)),
        groups=() if is_withheld else tuple(_groups(context, procedure, pdf_files)),
    )


def _groups(
    context: LocaleContext, procedure: Procedure[LocalizedText], pdf_files: Iterable[PdfFile]
) -> Iterator[PdfGroup]:
    """By edition, the PDFs of a procedure, or the page to print in their place."""
    groups = tuple(group_pdfs(context, pdf_files))
    for edition in SHEET_EDITIONS:
        printed = [group for group in groups if group.edition == edition.key]
        yield from printed
        if not printed and edition.printable_page:
            page = edition.printable_page(context, procedure)
            yield PdfGroup(
                edition=edition.key,
                subject=procedure.id,
                name=page.name,
                role="",
                downloads=(),
                printable_page=page.path,
            )


def _packed(pack: PdfGroup, available: Iterable[Procedure[LocalizedText]]) -> Iterator[str]:
    """Ids of the procedures in a pack: of its collection, of its role, or all."""
    for procedure in available:
        if pack.subject in ("", procedure.collection) and (
            not pack.role or pack.role in acting_roles(procedure)
        ):
            yield procedure.id


def _role_options(context: LocaleContext) -> Iterator[SelectOption]:
    """The roles and other parties that take part in any procedure, in the order of the registries."""
    procedures = context.library.procedures.values()
    acting = {role for entry in procedures for role in acting_roles(entry)}
    for role in context.library.roles:
        if role in acting:
            yield SelectOption(id=role, word=context.name_role(role))
    parties = {party for entry in procedures for party in acting_parties(context, entry)}
    for name, party in context.library.parties.items():
        if name in parties:
            yield SelectOption(id=name, word=context.formatter.plain(party.name))
