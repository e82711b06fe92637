"""Builds the guide of a procedure."""

from __future__ import annotations

from stegvis.graph.analysis import GraphSummary
from stegvis.graph.flowchart import StepBox, lay_out_flowchart
from stegvis.model.procedure import Afterwards
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.pdf_index import PdfFile
from stegvis.pages.procedure_view import ProcedureView, build_crumbs, build_pdf_links
from stegvis.pages.views.frame import Anchor, OutlineEntry
from stegvis.pages.views.procedure import FlowchartLine, Guide, Neighbours, StepView

_NO_NEIGHBOURS = Neighbours(before=None, after=None)


def build_guide(
    context: LocaleContext,
    one: ProcedureView,
    neighbours: Neighbours = _NO_NEIGHBOURS,
    pdf_files: tuple[PdfFile, ...] = (),
) -> Guide:
    """The page on which a procedure is read."""
    procedure = one.procedure
    afterwards = tuple(anchor for after in procedure.afterwards if (anchor := _afterwards(context, after)))
    head = context.head(
        PageSubject(
            path=context.urls.guide(procedure),
            title=one.title,
            heading=procedure.title,
            description=one.summary,
            crumbs=build_crumbs(context, procedure),
            section=context.urls.procedures,
            foreign=one.foreign,
            status=context.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
            outline=_outline(context, one, afterwards),
        )
    )
    boxes = [
        StepBox(
            id=step.path,
            symbol=step.symbol,
            number=step.number,
            text=step.plain,
            answers=tuple([(choice.id, context.wording.plain(choice.label)) for choice in step.choices]),
        )
        for group in one.groups
        for step in group.steps
    ]
    audiences = context.library.audiences
    return Guide(
        head=head,
        procedure=procedure.id,
        summary=procedure.summary,
        audience=tuple([audiences[name].name for name in procedure.audience if name in audiences]),
        time=one.time,
        duration=procedure.estimated_time,
        who=one.who,
        prerequisites=one.prerequisites,
        groups=one.groups,
        outcome=procedure.outcome,
        afterwards=afterwards,
        picture=lay_out_flowchart(boxes, one.facts.outgoing),
        picture_title=context.ui.picture_title.format(title=one.title),
        lines=tuple([_line(context, one.facts, step) for group in one.groups for step in group.steps]),
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        neighbours=neighbours,
        plain_title=one.title,
        to_print=build_pdf_links(context, procedure, pdf_files),
    )


def _afterwards(context: LocaleContext, after: Afterwards) -> Anchor | None:
    library = context.library
    if after.procedure and (procedure := library.procedures.get(after.procedure)):
        return Anchor(text=procedure.title, href=context.urls.guide(procedure))
    if after.page and (article := library.articles.get(after.page)):
        return Anchor(text=article.title, href=context.urls.article(article.slug))
    return context.link(after.link) if after.link else None


def _outline(
    context: LocaleContext, one: ProcedureView, afterwards: tuple[Anchor, ...]
) -> tuple[OutlineEntry, ...]:
    ui, plain = context.ui, context.wording.plain
    screens = tuple(
        [
            OutlineEntry(href=f"#{group.anchor}", text=plain(name), inner=(), numbers=group.numbers)
            for group in one.groups
            if (name := group.screen or group.system)
        ]
    )
    parts = [OutlineEntry(href="#who-may", text=ui.who_may)]
    if one.prerequisites:
        parts.append(OutlineEntry(href="#prerequisites", text=ui.prerequisites))
    parts.append(OutlineEntry(href="#steps", text=ui.steps, inner=screens if len(screens) > 1 else ()))
    parts.append(OutlineEntry(href="#outcome", text=ui.outcome))
    if afterwards:
        parts.append(OutlineEntry(href="#afterwards", text=ui.afterwards))
    parts.append(OutlineEntry(href="#picture", text=ui.picture))
    return tuple(parts)


def _line(context: LocaleContext, facts: GraphSummary, step: StepView) -> FlowchartLine:
    ui, numbers = context.ui, facts.numbers
    labels = {choice.id: context.wording.plain(choice.label) for choice in step.choices}
    said = []
    for edge in facts.outgoing[step.path]:
        number = numbers[edge.target]
        if edge.option is not None:
            form = ui.picture_if_again if edge.again else ui.picture_if
            said.append(form.format(answer=labels.get(edge.option, edge.option), number=number))
        elif step.many:
            said.append(ui.picture_join.format(number=number))
        else:
            form = ui.picture_again if edge.again else ui.picture_then
            said.append(form.format(number=number))
    return FlowchartLine(name=step.name, text=step.plain, href=f"#{step.anchor}", ways=tuple(said))
