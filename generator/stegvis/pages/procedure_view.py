"""Builds what the guide, the checklist and the PDFs of a procedure share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stegvis.graph.analysis import GraphSummary
from stegvis.graph.facts import ask_open_facts
from stegvis.graph.roles import HandOver
from stegvis.model.article import Generated
from stegvis.model.procedure import Prerequisite, Procedure
from stegvis.model.registries import each_role
from stegvis.model.text import LocalizedText
from stegvis.names import make_anchor
from stegvis.pages.context import LocaleContext
from stegvis.pages.pdf_index import PdfFile, group_pdfs
from stegvis.pages.roles import acting_parties
from stegvis.pages.steps import RenderScope, StepViewBuilder
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.pdf import ProcedurePdfs
from stegvis.pages.views.procedure import (
    Condition,
    HandOverLink,
    PartySteps,
    RoleAccess,
    RoleRequirement,
    StepGroup,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureView:
    """What the guide, the checklist and the PDFs of a procedure share."""

    procedure: Procedure[LocalizedText]
    graph: GraphSummary
    groups: tuple[StepGroup, ...]
    role_access: RoleAccess
    prerequisites: tuple[Condition, ...]
    time: str
    """The estimated time in words, or nothing."""
    title: str
    """As plain text, like the summary."""
    summary: str
    has_untranslated: bool
    """Whether readers meet text in the source's language because the locale lacks it."""


def build_procedure_view(context: LocaleContext, procedure: Procedure[LocalizedText]) -> ProcedureView:
    """Build the view of a procedure in one locale."""
    graph = context.analyses.run_summary(procedure)
    steps = StepViewBuilder(context)
    asked = ask_open_facts(context.whole, context.whole.procedures[procedure.id], context.facts)
    groups = steps.build_groups(asked, RenderScope(graph))
    conditions = (condition.text for condition in procedure.prerequisites)
    texts = (procedure.title, procedure.summary, procedure.outcome, *conditions)
    duration = context.formatter.duration(procedure.estimated_time)
    return ProcedureView(
        procedure=procedure,
        graph=graph,
        groups=groups,
        role_access=build_role_access(context, procedure, dict(_conditions(groups, ()))),
        prerequisites=tuple([_condition(context, entry) for entry in procedure.prerequisites]),
        time=context.ui.about_duration.fill(duration=duration) if duration else "",
        title=context.formatter.plain(procedure.title),
        summary=context.formatter.plain(procedure.summary),
        has_untranslated=steps.has_untranslated or any(text.is_untranslated for text in texts),
    )


def build_pdf_links(
    context: LocaleContext, procedure: Procedure[LocalizedText], pdf_files: tuple[PdfFile, ...]
) -> ProcedurePdfs:
    """Link to the PDFs of a procedure, and to its section on the page of all PDFs."""
    section = f"{context.urls.pdfs}#_sheets-{procedure.id}" if context.urls.pdfs else ""
    return ProcedurePdfs(groups=tuple(group_pdfs(context, pdf_files)), all=section)


def _conditions(groups: Iterable[StepGroup], outer: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the paths of steps that are there on conditions, with these in words, the outermost first."""
    for group in groups:
        for step in group.steps:
            conditions = (*outer, step.condition) if step.condition else outer
            if conditions:
                yield step.path, "; ".join(conditions)
            if step.part:
                yield from _conditions(step.part.groups, conditions)


def build_role_access(
    context: LocaleContext, procedure: Procedure[LocalizedText], conditions: Mapping[str, str]
) -> RoleAccess:
    """Build the view of who may perform a procedure, who can complete it, and who else must hold a role.

    `conditions` has the conditions of steps in words, by path.
    """
    coverage, ui = context.analyses.role_coverage(procedure), context.ui
    if not procedure.roles:
        verdict = ""
    elif len(coverage.alone) == len(procedure.roles):
        verdict = ui.alone_all if len(procedure.roles) > 1 else ""
    else:
        verdict = "" if coverage.alone else ui.alone_none
    only_some = 0 < len(coverage.alone) < len(procedure.roles)
    requirements = tuple(
        RoleRequirement(holder=ui.also_needed.fill(party=context.name_party_of(role)), role=tag)
        for role in procedure.other_roles
        for tag in context.roles(each_role((role,)))
    )
    return RoleAccess(
        roles=context.roles(procedure.roles),
        verdict=verdict,
        alone=context.roles(coverage.alone) if only_some else (),
        hand_overs=build_hand_overs(context, procedure, conditions=conditions),
        read_only=context.roles(each_role(procedure.read_only_roles)),
        requirements=requirements,
        of_others=tuple(_steps_of_others(context, procedure, conditions)),
    )


def build_hand_overs(
    context: LocaleContext,
    procedure: Procedure[LocalizedText],
    page: str = "",
    conditions: Mapping[str, str] = MappingProxyType({}),
) -> tuple[HandOverLink, ...]:
    """Build links to the steps that need a role which some of the procedure's roles lack.

    `page` is the guide's path below the root, to which the links lead; empty for links within a page.
    `conditions` has the conditions of steps in words, by path.
    """
    hand_overs = context.analyses.role_coverage(procedure).hand_overs
    return tuple(_hand_over_link(context, hand_over, page, conditions) for hand_over in hand_overs)


def _hand_over_link(
    context: LocaleContext, hand_over: HandOver, page: str, conditions: Mapping[str, str]
) -> HandOverLink:
    return HandOverLink(
        step=context.ui.step.fill(number=hand_over.number),
        href=f"{page}#{make_anchor(hand_over.path)}",
        roles=context.roles(hand_over.performers.roles),
        condition=conditions.get(hand_over.path, ""),
    )


def _steps_of_others(
    context: LocaleContext, procedure: Procedure[LocalizedText], conditions: Mapping[str, str]
) -> Iterator[PartySteps]:
    """Yield the steps of each other party, in the order of their first steps."""
    steps = context.analyses.role_coverage(procedure).of_others
    for party in acting_parties(context, procedure):
        own = (step for step in steps if step.performers.party == party)
        yield PartySteps(
            word=context.name_steps_of(party),
            steps=tuple(_hand_over_link(context, step, "", conditions) for step in own),
            checklist=f"{context.urls.checklist(procedure)}?party={party}",
        )


def _condition(context: LocaleContext, prerequisite: Prerequisite[LocalizedText]) -> Condition:
    links = []
    if prerequisite.procedure and (called := context.library.procedures.get(prerequisite.procedure)):
        links.append(Anchor(text=called.title, href=context.urls.guide(called)))
    if prerequisite.link and (link := context.link(prerequisite.link)):
        links.append(link)
    return Condition(text=prerequisite.text, links=tuple(links))


def build_crumbs(context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[Anchor, ...]:
    """Link to the collection of a procedure; empty where the collection is unknown."""
    collection = context.library.collections.get(procedure.collection)
    if collection is None:
        return ()
    listing = context.urls.generated(Generated.PROCEDURES)
    path = f"{listing}#_collection-{procedure.collection}" if listing else context.urls.home
    return (Anchor(text=collection.title, href=path),)
