"""Makes the PDFs of a site: procedures as sheets, in every locale, on every paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, assert_never

from stegvis.diagnostics import Diagnostic, Location, Severity
from stegvis.graph.expansion import expand_steps
from stegvis.graph.parts import called_procedures
from stegvis.model.library import Library
from stegvis.model.site import Printing, SiteConfig
from stegvis.names import make_anchor
from stegvis.outputs.pdf.cache import PdfResult, PdfTask
from stegvis.outputs.pdf.documents import PdfJob, plan_documents
from stegvis.outputs.pdf.layout_checks import LAYOUT_CHECKS, NO_URL, REFUSED, WITHHELD, LayoutDiagnostic
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.pool import make_documents
from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.outputs.pdf.short_pages import render_short_pages
from stegvis.outputs.pdf.views import shown_files
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetEdition, SheetSelection
from stegvis.pages.editions.table import CHECKLIST, SHEET_EDITIONS
from stegvis.pages.pdf_index import PdfFile

Progress = Callable[[int, int], None]
"""Called with the number of finished documents and the number of all."""


@dataclass(frozen=True, slots=True)
class PdfOutput:
    """The PDFs of a site."""

    files: Mapping[str, bytes]
    """PDFs, also at their former paths, and the pages of the short URLs, by path below the site's root."""
    pdf_files: tuple[PdfFile, ...]
    """The PDFs among them."""
    diagnostics: tuple[Diagnostic, ...]


def site_pdf_options(config: SiteConfig, cache: Path | None = None) -> PdfOptions | None:
    """The PDFs that a build makes, by the site's `print` setting; None for none.

    Those of pseudo-locales are left to `stegvis print`: what is measured on them is no fault of the project.
    """
    match config.print:
        case Printing.OFF:
            return None
        case Printing.CHECKLIST:
            editions: tuple[SheetEdition, ...] = (CHECKLIST,)
        case Printing.ALL:
            editions = SHEET_EDITIONS
        case _:
            assert_never(config.print)
    return PdfOptions(editions=editions, locales=_real_locales(config), cache=cache)


def _real_locales(config: SiteConfig) -> tuple[str, ...]:
    return tuple(code for code in config.locales if code not in config.pseudo)


def pdf_options_to_check(config: SiteConfig, cache: Path | None = None) -> PdfOptions:
    """The PDFs whose layout shows what a build, or `stegvis print`, would report.

    Packs are left out, as they bind checklists. Where a build makes no PDFs, these are the checklists that
    `stegvis print` makes.
    """
    options = site_pdf_options(config, cache)
    if options is None:
        return PdfOptions(
            editions=(CHECKLIST,), papers=(Paper.A4,), locales=_real_locales(config), cache=cache
        )
    return replace(options, editions=tuple(edition for edition in options.editions if not edition.pack_of))


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
    builders = {
        code: SheetBuilder(
            context.settle(options.variants) if options.variants else context, withheld.get(code, frozenset())
        )
        for code, context in contexts.items()
        if not options.locales or code in options.locales
    }
    jobs = {job.path: job for builder in builders.values() for job in plan_documents(builder, options)}
    tasks = (_task(job, builders[job.locale]) for job in jobs.values())
    results = {
        result.path: result
        for result in make_documents(tasks, options.cache, options.jobs, _counter(progress, len(jobs)))
    }
    finished = {path: results[path] for path in jobs if results[path].pdf}
    short_pages = (page for builder in builders.values() for page in render_short_pages(builder))
    return PdfOutput(
        {
            **{path: result.pdf for path, result in finished.items()},
            **{former: result.pdf for path, result in finished.items() for former in jobs[path].former_paths},
            **(dict(short_pages) if config.url else {}),
        },
        tuple(_pdf_file(jobs[path], result) for path, result in finished.items()),
        tuple(dict.fromkeys(_diagnostics(builders, jobs, results, library, options))),
    )


def _task(job: PdfJob, builder: SheetBuilder) -> PdfTask:
    urls = {procedure.id: builder.checklist_url(procedure) for procedure in job.subject.procedures}
    document = job.document()
    media = {name: builder.media[name] for name in shown_files(document)}
    return PdfTask(job.path, job.locale, document, urls, media)


def _pdf_file(job: PdfJob, result: PdfResult) -> PdfFile:
    return PdfFile(
        path=job.path,
        locale=job.locale,
        edition=job.edition,
        paper=job.paper,
        name=job.subject.name,
        role=job.subject.role,
        pages=result.pages,
        size=len(result.pdf),
    )


def _counter(progress: Progress | None, total: int) -> Callable[[], None]:
    """Return a function that counts its calls and reports them."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return count


def _diagnostics(
    builders: Mapping[str, SheetBuilder],
    jobs: Mapping[str, PdfJob],
    results: Mapping[str, PdfResult],
    library: Library[Any],
    selection: SheetSelection,
) -> Iterator[Diagnostic]:
    for locale, builder in builders.items():
        for name in sorted(builder.withheld):
            if selection.includes(library.procedures[name]):
                yield _withheld_diagnostic(library, locale, name, builder.withheld)
    for path, result in results.items():
        for diagnostic in result.diagnostics:
            yield _layout_diagnostic(diagnostic, jobs[path], library)
    if jobs and not any(builder.context.config.url for builder in builders.values()):
        yield _NO_URL_DIAGNOSTIC


_NO_URL_DIAGNOSTIC = Diagnostic(
    NO_URL,
    "sheets have no QR code that leads to the live procedure: the site's URL isn't known",
    Location("mkdocs.yml"),
    "Set `site_url`.",
    Severity.WARNING,
)


def _withheld_diagnostic(
    library: Library[Any], locale: str, name: str, withheld: AbstractSet[str]
) -> Diagnostic:
    called = called_procedures(library, library.procedures[name]).keys() & withheld - {name}
    where = f", in {' and '.join(sorted(called))}, which it calls" if called else ""
    return Diagnostic(
        WITHHELD,
        f"{locale}: {name} has no sheets, because a warning, a caution, a role or a pause point "
        f"isn't translated{where}",
        library.procedures[name].procedure.location,
        f"`stegvis catalog status {locale}` lists what is missing.",
        Severity.WARNING,
    )


def _layout_diagnostic(diagnostic: LayoutDiagnostic, job: PdfJob, library: Library[Any]) -> Diagnostic:
    check = next((check for check in LAYOUT_CHECKS if check.code == diagnostic.code), None)
    hint = check.hint if check else "See `stegvis explain P007`." if diagnostic.code == REFUSED else ""
    subject = f"{job.locale}: {diagnostic.procedure}{f'/{diagnostic.step}' if diagnostic.step else ''}"
    return Diagnostic(
        diagnostic.code,
        f"{subject}, {job.edition.key} on {job.paper.value}: {diagnostic.message}",
        _location(library, diagnostic),
        hint,
        check.severity if check else Severity.ERROR,
    )


def _location(library: Library[Any], diagnostic: LayoutDiagnostic) -> Location:
    """Where the step is defined, in its own procedure if that is called; else where the procedure is."""
    procedure = library.procedures[diagnostic.procedure]
    for entry in expand_steps(library, procedure):
        if make_anchor(entry.path) == diagnostic.step:
            location: Location = entry.step.id.location
            return location
    return procedure.procedure.location
