"""Builds the guide of a procedure."""

from __future__ import annotations

from collections.abc import Iterator

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
    view: ProcedureView,
    neighbours: Neighbours = _NO_NEIGHBOURS,
    pdf_files: tuple[PdfFile, ...] = (),
) -> Guide:
    """Build the page on which a procedure is read."""
    procedure = view.procedure
    afterwards = tuple(anchor for after in procedure.afterwards if (anchor := _afterwards(context, after)))
    head = context.head(
        PageSubject(
            path=context.urls.guide(procedure),
            title=view.title,
            heading=procedure.title,
            description=view.summary,
            crumbs=build_crumbs(context, procedure),
            section=context.urls.procedures,
            foreign=view.has_untranslated,
            status=context.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
            outline=_outline(context, view, afterwards),
        )
    )
    boxes = [
        StepBox(
            id=step.path,
            symbol=step.symbol,
            number=step.number,
            text=step.plain_text,
            answers=tuple(_answers(context, step)),
            condition=f"{context.ui.only_if} {step.condition}" if step.condition else "",
        )
        for group in view.groups
        for step in group.steps
    ]
    audiences = context.library.audiences
    return Guide(
        head=head,
        procedure=procedure.id,
        summary=procedure.summary,
        audience=tuple([audiences[name].name for name in procedure.audience if name in audiences]),
        time=view.time,
        duration=procedure.estimated_time,
        role_access=view.role_access,
        prerequisites=view.prerequisites,
        groups=view.groups,
        outcome=procedure.outcome,
        afterwards=afterwards,
        flowchart=lay_out_flowchart(boxes, view.graph.outgoing),
        flowchart_title=context.ui.picture_title.fill(title=view.title),
        flowchart_lines=tuple(
            [_flowchart_line(context, view.graph, step) for group in view.groups for step in group.steps]
        ),
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        neighbours=neighbours,
        plain_title=view.title,
        pdfs=build_pdf_links(context, procedure, pdf_files),
    )


def _afterwards(context: LocaleContext, after: Afterwards) -> Anchor | None:
    library = context.library
    if after.procedure and (procedure := library.procedures.get(after.procedure)):
        return Anchor(text=procedure.title, href=context.urls.guide(procedure))
    if after.page and (article := library.articles.get(after.page)):
        return Anchor(text=article.title, href=context.urls.article(article.slug))
    return context.link(after.link) if after.link else None


def _outline(
    context: LocaleContext, view: ProcedureView, afterwards: tuple[Anchor, ...]
) -> tuple[OutlineEntry, ...]:
    ui, plain = context.ui, context.formatter.plain
    screens = tuple(
        [
            OutlineEntry(href=f"#{group.anchor}", text=plain(name), inner=(), numbers=group.numbers)
            for group in view.groups
            if (name := group.screen or group.system)
        ]
    )
    entries = [OutlineEntry(href="#_who-may", text=ui.who_may)]
    if view.prerequisites:
        entries.append(OutlineEntry(href="#_prerequisites", text=ui.prerequisites))
    entries.append(OutlineEntry(href="#_steps", text=ui.steps, inner=screens if len(screens) > 1 else ()))
    entries.append(OutlineEntry(href="#_outcome", text=ui.outcome))
    if afterwards:
        entries.append(OutlineEntry(href="#_afterwards", text=ui.afterwards))
    entries.append(OutlineEntry(href="#_picture", text=ui.picture))
    return tuple(entries)


def _answers(context: LocaleContext, step: StepView) -> Iterator[tuple[str, str]]:
    """Yield what edges from a step depend on: its answers, or the outcomes of what it calls."""
    yield from ((choice.id, context.formatter.plain(choice.label)) for choice in step.choices)
    yield from step.outcomes


def _flowchart_line(context: LocaleContext, graph: GraphSummary, step: StepView) -> FlowchartLine:
    ui, numbers = context.ui, graph.numbers
    labels = dict(_answers(context, step))
    links = [f"{ui.only_if} {step.condition}"] if step.condition else []
    for edge in graph.outgoing[step.path]:
        number = numbers[edge.target]
        if edge.option is not None:
            message = ui.picture_if_again if edge.again else ui.picture_if
            links.append(message.fill(answer=labels.get(edge.option, edge.option), number=number))
        elif edge.otherwise:
            links.append(ui.picture_otherwise.fill(number=number))
        elif step.allows_many:
            links.append(ui.picture_join.fill(number=number))
        else:
            message = ui.picture_again if edge.again else ui.picture_then
            links.append(message.fill(number=number))
    return FlowchartLine(name=step.name, text=step.plain_text, href=f"#{step.anchor}", edges=tuple(links))
