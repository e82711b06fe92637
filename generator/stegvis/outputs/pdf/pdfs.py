"""Sheets to print: procedures as PDF, in every language, on every paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from stegvis.diagnostics import Diagnostic, Location, Severity
from stegvis.graph.expansion import expand_steps
from stegvis.model.library import Library
from stegvis.model.site import Printing, SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.cache import PdfTask
from stegvis.outputs.pdf.documents import PdfJob, plan_documents
from stegvis.outputs.pdf.layout_checks import LAYOUT_CHECKS, NO_ADDRESS, REFUSED, WITHHELD, LayoutDiagnostic
from stegvis.outputs.pdf.options import PdfOptions
from stegvis.outputs.pdf.pool import make_documents
from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.table import CHECKLIST, SHEET_EDITIONS
from stegvis.pages.pdf_index import PdfFile

Progress = Callable[[int, int], None]
"""Told how many sheets of how many are made."""


@dataclass(frozen=True, slots=True)
class PdfOutput:
    """All sheets that were asked for."""

    files: Mapping[str, bytes]
    """PDFs, and the pages of the short addresses, by path below the site's root."""
    pdf_files: tuple[PdfFile, ...]
    """The PDFs among them."""
    diagnostics: tuple[Diagnostic, ...]


def site_pdf_options(config: SiteConfig, cache: Path | None = None) -> PdfOptions | None:
    """What a build of the site prints, as its `print` says; None where that is nothing."""
    if config.print is Printing.OFF:
        return None
    editions = (CHECKLIST,) if config.print is Printing.CHECKLIST else SHEET_EDITIONS
    # Sheets of pseudo-locales are for `stegvis print`: what is measured on them is no fault of the project.
    locales = tuple(code for code in config.locales if code not in config.pseudo)
    return PdfOptions(editions=editions, locales=locales, cache=cache)


def make_pdfs(
    contexts: Mapping[str, LocaleContext],
    withheld: Mapping[str, frozenset[str]],
    options: PdfOptions | None = None,
    progress: Progress | None = None,
) -> PdfOutput:
    """Make the PDFs of a site from the context of each of its locales.

    `withheld` are the procedures that a locale does not show, because a warning, a caution, a role or a pause
    point isn't translated: they aren't printed.
    """
    options = options or PdfOptions()
    library = next(iter(contexts.values())).library
    config = next(iter(contexts.values())).config
    writers = {
        code: SheetBuilder(context, withheld.get(code, frozenset()))
        for code, context in contexts.items()
        if not options.locales or code in options.locales
    }
    planned = {job.path: job for writer in writers.values() for job in plan_documents(writer, options)}
    tasks = (_task(job, writers[job.locale]) for job in planned.values())
    made = list(make_documents(tasks, options.cache, options.jobs, _counting(progress, len(planned))))
    pages = {one.path: one.pages for one in made if one.pdf}
    files = {one.path: one.pdf for one in made if one.pdf}
    if config.url:
        files |= {path: page for writer in writers.values() for path, page in _short_addresses(writer)}
    told = [
        *(
            _held_back_diagnostic(library, locale, name)
            for locale, writer in writers.items()
            for name in sorted(writer.withheld)
        ),
        *(_diagnostic(found, planned[one.path], library) for one in made for found in one.findings),
        *([_NO_ADDRESS] if planned and not config.url else []),
    ]
    return PdfOutput(
        {path: files[path] for path in (*planned, *files) if path in files},
        tuple(
            _pdf_file(job, pages[path], len(files[path])) for path, job in planned.items() if path in pages
        ),
        tuple(dict.fromkeys(told)),
    )


def _pdf_file(job: PdfJob, pages: int, size: int) -> PdfFile:
    subject = job.subject
    return PdfFile(job.path, job.locale, job.edition, job.paper, subject.name, subject.role, pages, size)


def _held_back_diagnostic(library: Library[Any], locale: str, name: str) -> Diagnostic:
    place = library.procedures[name].procedure.location
    lacking = "a warning, a caution, a role or a pause point isn't translated"
    message = f"{locale}: {name} has no sheets, because {lacking}"
    hint = f"`stegvis catalog status {locale}` tells what is missing."
    return Diagnostic(WITHHELD, message, place, hint, Severity.WARNING)


_NO_ADDRESS = Diagnostic(
    NO_ADDRESS,
    "sheets have no code that leads to the live procedure: the site's address isn't known",
    Location("mkdocs.yml"),
    "Set `site_url`.",
    Severity.WARNING,
)


def _task(job: PdfJob, writer: SheetBuilder) -> PdfTask:
    return PdfTask(
        job.path,
        job.locale,
        job.document(),
        {one.id: writer.checklist_url(one) for one in job.subject.procedures},
    )


def _counting(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return count


def _diagnostic(found: LayoutDiagnostic, job: PdfJob, library: Library[Any]) -> Diagnostic:
    rule = next((one for one in LAYOUT_CHECKS if one.code == found.code), None)
    hint = rule.hint if rule else "See `stegvis explain P007`." if found.code == REFUSED else ""
    place = _places(library, found.procedure).get(
        found.step, library.procedures[found.procedure].procedure.location
    )
    what = f"{job.locale}: {found.procedure}{f'/{found.step}' if found.step else ''}"
    message = f"{what}, {job.edition.key} on {job.paper.value}: {found.message}"
    return Diagnostic(found.code, message, place, hint, rule.severity if rule else Severity.ERROR)


def _places(library: Library[Any], procedure: str) -> dict[str, Location]:
    placed = expand_steps(library, library.procedures[procedure])
    return {one.path.replace("/", "."): one.step.id.location for one in placed}


def _short_addresses(writer: SheetBuilder) -> Iterator[tuple[str, bytes]]:
    """Small pages that lead from each short address to the checklist."""
    language = writer.context
    library: Library[LocalizedText] = language.library
    for procedure in library.procedures.values():
        page = _short_page().render(
            language=language.locale.language,
            direction=language.locale.direction.value,
            title=language.wording.plain(procedure.title),
            target=f"../../{language.urls.checklist(procedure)}",
            url=writer.checklist_url(procedure),
        )
        yield f"{writer.short_path(procedure)}index.html", page.encode()


@cache
def _short_page() -> Template:
    source = (package_files("stegvis") / "theme" / "typst" / "short.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
