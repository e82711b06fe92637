"""Builds the checklist of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.calendar import build_calendar
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.pdf_index import PdfFile
from stegvis.pages.procedure_view import ProcedureView, build_crumbs, build_pdf_links
from stegvis.pages.roles import acting_parties
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.procedure import Checklist, RoleOption, StepGroup


def build_checklist(
    context: LocaleContext, view: ProcedureView, pdf_files: tuple[PdfFile, ...] = ()
) -> Checklist:
    """Build the page on which a procedure is ticked off."""
    procedure = view.procedure
    title = context.ui.checklist_title.fill(title=view.title)
    head = context.head(
        PageSubject(
            path=context.urls.checklist(procedure),
            title=title,
            heading=procedure.title,
            description=view.summary,
            crumbs=(
                *build_crumbs(context, procedure),
                Anchor(text=procedure.title, href=context.urls.guide(procedure)),
            ),
            section=context.urls.procedures,
            foreign=view.has_untranslated,
            status=context.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
        )
    )
    graph, roles = context.analyses.run_graph(procedure.id)
    party_options = tuple(_party_options(context, procedure))
    return Checklist(
        head=head,
        procedure=procedure.id,
        summary=procedure.summary,
        time=view.time,
        role_access=view.role_access,
        prerequisites=view.prerequisites,
        groups=view.groups,
        outcome=procedure.outcome,
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        graph=graph,
        features=tuple(_features(graph, view.groups, has_parties=bool(party_options))),
        party_options=party_options,
        calendar=build_calendar(context.config),
        role_options=tuple(RoleOption(id=name, name=context.library.roles[name].name) for name in roles),
        runs=context.urls.runs,
        pdfs=build_pdf_links(context, procedure, pdf_files),
    )


def _features(graph: str, groups: Iterable[StepGroup], *, has_parties: bool) -> Iterator[str]:
    """Yield the scripts that a checklist needs besides its own.

    Outside of conditions, an id is the key of strings only: a step called `due` is not taken for a due time.
    """
    if '"when":[' in graph or '"remarks":[' in graph:
        yield "conditions"
    if '"due":{' in graph:
        yield "due"
    if _has_values(groups):
        yield "values"
    if has_parties:
        yield "parties"


def _party_options(context: LocaleContext, procedure: Procedure[LocalizedText]) -> Iterator[RoleOption]:
    """Yield the parties that perform steps, our own first; nothing if no other does."""
    parties, others = context.library.parties, acting_parties(context, procedure)
    if others:
        yield RoleOption(id="", name=parties[context.library.our_party or ""].name)
    for party in others:
        yield RoleOption(id=party, name=parties[party].name)


def _has_values(groups: Iterable[StepGroup]) -> bool:
    return any(
        step.values or step.commands or step.each or (step.part is not None and _has_values(step.part.groups))
        for group in groups
        for step in group.steps
    )
