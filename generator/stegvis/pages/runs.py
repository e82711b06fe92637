"""Builds the page with all runs of the reader’s browser."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.calendar import build_calendar, has_due_times
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.pdf_index import PAPERS, PdfFile
from stegvis.pages.run_data import encode_data_block
from stegvis.pages.urls import tail_of
from stegvis.pages.views.runs import RunsPage, SelectOption


def build_runs_page(
    context: LocaleContext, withheld: AbstractSet[str], pdf_files: tuple[PdfFile, ...]
) -> RunsPage:
    """Build the page with all runs in the reader's browser.

    `withheld` has the ids of procedures that the locale doesn't show, `pdf_files` all its PDFs.
    """
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
    checklists = {
        str(procedure.id): {
            "path": context.urls.checklist(procedure),
            "title": context.formatter.plain(procedure.title),
            **({"was": list(procedure.former_ids)} if procedure.former_ids else {}),
            **(_source_checklist(context, procedure) if procedure.id in withheld else {}),
        }
        for procedure in context.library.procedures.values()
    }
    return RunsPage(
        head=head,
        calendar=build_calendar(context.config) if has_due_times(context.library) else None,
        procedures=encode_data_block(checklists),
        sheets=tuple(_offline_options(context, pdf_files)),
    )


def _offline_options(context: LocaleContext, pdf_files: tuple[PdfFile, ...]) -> Iterator[SelectOption]:
    """The sizes of paper on which there are PDFs, with the size of these together."""
    ui = context.ui
    for paper in PAPERS:
        size = sum(pdf_file.size for pdf_file in pdf_files if pdf_file.paper == paper)
        if size:
            total = context.formatter.size(size)
            yield SelectOption(
                id=paper, word=ui.offline_sheets.fill(paper=getattr(ui, f"paper_{paper}"), size=total)
            )


def _source_checklist(context: LocaleContext, procedure: Procedure[LocalizedText]) -> dict[str, str]:
    """The checklist in the source's language, of a procedure that the locale withholds."""
    source = context.config.source
    locale = context.config.locales[source]
    return {
        "path": f"{source}/{tail_of(context.urls.checklist(procedure))}",
        "original": context.ui.withheld_original.fill(language=locale.name),
        "language": locale.language,
    }
