"""Builds the page with all runs of the reader’s browser."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.pdf_index import PAPERS, PdfIndex
from stegvis.pages.run_data import encode_data_block
from stegvis.pages.urls import tail_of
from stegvis.pages.views.runs import RunsPage, SelectOption


def build_runs_page(context: LocaleContext, withheld: AbstractSet[str], ready: PdfIndex) -> RunsPage:
    """The page with all runs in the reader's browser."""
    ui = context.ui
    head = context.head(
        PageSubject(
            path=context.urls.runs,
            title=ui.runs,
            heading=ui.runs,
            description=ui.runs_description,
            section=context.urls.runs,
        )
    )
    known = {
        str(procedure.id): {
            "path": context.urls.checklist(procedure),
            "title": context.wording.plain(procedure.title),
            **(_source_checklist(context, procedure) if procedure.id in withheld else {}),
        }
        for procedure in context.library.procedures.values()
    }
    return RunsPage(
        head=head, procedures=encode_data_block(known), sheets=tuple(_offline_options(context, ready))
    )


def _offline_options(context: LocaleContext, ready: PdfIndex) -> Iterator[SelectOption]:
    """The sizes of paper on which there are sheets, with how large these are together."""
    ui = context.ui
    for paper in PAPERS:
        size = sum(one.size for one in ready.all_of(context) if one.paper == paper)
        if size:
            told = context.wording.size(size)
            yield SelectOption(
                id=paper, word=ui.offline_sheets.format(paper=getattr(ui, f"paper_{paper}"), size=told)
            )


def _source_checklist(context: LocaleContext, procedure: Procedure[LocalizedText]) -> dict[str, str]:
    """Where a procedure can be followed that the edition's language holds back."""
    source = context.config.source
    locale = context.config.locales[source]
    return {
        "path": f"{source}/{tail_of(context.urls.checklist(procedure))}",
        "original": context.ui.withheld_original.format(language=locale.name),
        "language": locale.language,
    }
