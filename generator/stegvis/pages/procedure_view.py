"""Builds what the guide, the checklist and the PDFs of a procedure share."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.graph.analysis import GraphSummary
from stegvis.model.article import Generated
from stegvis.model.procedure import Prerequisite, Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.pdf_index import PdfFile, group_pdfs
from stegvis.pages.steps import RenderScope, StepViewBuilder
from stegvis.pages.urls import HOME
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.pdf import ProcedurePdfs
from stegvis.pages.views.procedure import Condition, HandOver, RoleAccess, RoleRequirement, StepGroup


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """What guide and checklist of one procedure share."""

    procedure: Procedure[LocalizedText]
    facts: GraphSummary
    groups: tuple[StepGroup, ...]
    who: RoleAccess
    prerequisites: tuple[Condition, ...]
    time: str
    title: str
    summary: str
    foreign: bool


def build_procedure_view(context: LocaleContext, procedure: Procedure[LocalizedText]) -> ProcedureView:
    """Tell a procedure in the words of an edition."""
    facts = context.analyses.facts(procedure, {})
    steps = StepViewBuilder(context)
    groups = steps.build_groups(procedure, RenderScope(facts))
    around = (procedure.title, procedure.summary, procedure.outcome)
    foreign = steps.has_untranslated or any(words.is_untranslated for words in around)
    duration = context.wording.duration(procedure.estimated_time)
    return ProcedureView(
        procedure,
        facts,
        groups,
        build_role_access(context, procedure),
        tuple([_condition(context, one) for one in procedure.prerequisites]),
        context.ui.about_duration.format(duration=duration) if duration else "",
        context.wording.plain(procedure.title),
        context.wording.plain(procedure.summary),
        foreign or any(one.text.is_untranslated for one in procedure.prerequisites),
    )


def build_pdf_links(
    context: LocaleContext, procedure: Procedure[LocalizedText], pdf_files: tuple[PdfFile, ...]
) -> ProcedurePdfs:
    """Link to the PDFs of a procedure, and to its place on the page of all PDFs."""
    listed = f"{context.urls.pdfs}#sheets-{procedure.id}" if context.urls.pdfs else ""
    return ProcedurePdfs(sheets=tuple(group_pdfs(context, pdf_files)), all=listed)


def build_role_access(context: LocaleContext, procedure: Procedure[LocalizedText]) -> RoleAccess:
    """Who may do a procedure, who can finish it, and who else must hold a role."""
    doing, ui = context.analyses.doing(procedure), context.ui
    if not procedure.roles:
        verdict = ""
    elif len(doing.alone) == len(procedure.roles):
        verdict = ui.alone_all if len(procedure.roles) > 1 else ""
    else:
        verdict = "" if doing.alone else ui.alone_none
    some = 0 < len(doing.alone) < len(procedure.roles)
    held = tuple(
        RoleRequirement(who=getattr(ui, f"held_by_{other.actor.value}"), role=tag)
        for other in procedure.other_roles
        for tag in context.roles((other.role,))
    )
    return RoleAccess(
        roles=context.roles(procedure.roles),
        verdict=verdict,
        alone=context.roles(doing.alone) if some else (),
        hand_overs=build_hand_overs(context, procedure),
        read_only=context.roles(procedure.read_only_roles),
        held=held,
    )


def build_hand_overs(
    context: LocaleContext, procedure: Procedure[LocalizedText], page: str = ""
) -> tuple[HandOver, ...]:
    """The steps that need a role which some of the procedure's roles lack; `page` is their page."""
    return tuple(
        HandOver(
            step=context.ui.step.format(number=fact.number),
            href=f"{page}#{fact.path.replace('/', '.')}",
            roles=context.roles(fact.roles),
        )
        for fact in context.analyses.doing(procedure).hand_overs
    )


def _condition(context: LocaleContext, one: Prerequisite[LocalizedText]) -> Condition:
    links = []
    if one.procedure and (called := context.library.procedures.get(one.procedure)):
        links.append(Anchor(text=called.title, href=context.urls.guide(called)))
    if one.link and (link := context.link(one.link)):
        links.append(link)
    return Condition(text=one.text, links=tuple(links))


def build_crumbs(context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[Anchor, ...]:
    """Link to the collection of a procedure; nothing where the collection is unknown."""
    shelf = context.library.collections.get(procedure.collection)
    if shelf is None:
        return ()
    listed = context.urls.generated(Generated.PROCEDURES)
    path = f"{listed}#{procedure.collection}" if listed else context.urls.article(HOME)
    return (Anchor(text=shelf.title, href=path),)
