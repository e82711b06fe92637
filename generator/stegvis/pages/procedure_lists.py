"""Builds the lists of procedures by collection and by role."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.permissions import build_role_views
from stegvis.pages.views.frame import OutlineEntry
from stegvis.pages.views.procedure_lists import CollectionView, ProcedureCard, ProcedureLists


def build_procedure_lists(context: LocaleContext) -> ProcedureLists:
    """List all procedures, by collection in reading order, and by role."""
    collections = tuple(
        CollectionView(
            anchor=f"_collection-{name}",
            title=collection.title,
            summary=collection.summary,
            cards=tuple(_card(context, procedure) for procedure in context.library.procedures_in(name)),
        )
        for name, collection in context.library.collections.items()
    )
    return ProcedureLists(collections=collections, roles=build_role_views(context))


def outline_procedures(context: LocaleContext, lists: ProcedureLists) -> Iterator[OutlineEntry]:
    """Yield the lists' entries in the page's outline."""
    ui, plain = context.ui, context.formatter.plain
    inner = tuple(
        OutlineEntry(href=f"#{collection.anchor}", text=plain(collection.title))
        for collection in lists.collections
    )
    yield OutlineEntry(href="#_by-collection", text=ui.by_collection, inner=inner)
    yield OutlineEntry(href="#_by-role", text=ui.by_role)


def _card(context: LocaleContext, procedure: Procedure[LocalizedText]) -> ProcedureCard:
    duration = context.formatter.duration(procedure.estimated_time)
    return ProcedureCard(
        title=procedure.title,
        summary=procedure.summary,
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        time=context.ui.about_duration.fill(duration=duration) if duration else "",
        roles=context.roles(procedure.roles),
    )
