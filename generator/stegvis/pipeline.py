"""The pipeline: load, check, localize, print, plan, output.

The one place that knows the order. The command line, the MkDocs adapter, the preview server and the tests
call the same functions:

- `load` reads a project's folder and its site.yaml.
- `Builder.check` reads the sources and catalogs, validates them and localizes the library into each locale.
- `print_pdfs` makes PDFs from the contexts of the locales.
- `plan` plans the pages, which link to the PDFs and state their sizes.
- `OUTPUTS` makes the files of the planned site; each renders a page when it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Protocol

from stegvis.checking import CheckedProject, Checker
from stegvis.diagnostics import Diagnostic, Location, has_no_errors
from stegvis.graph.parts import called_procedures
from stegvis.i18n import pseudo
from stegvis.i18n.assessment import FrozenStatus
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.localize import (
    LocalizedLibrary,
)
from stegvis.model.site import Printing, SiteConfig, normalize_site_url
from stegvis.model.text import TranslationState
from stegvis.names import PathError
from stegvis.outputs import media, offline
from stegvis.outputs.collected import SiteFiles
from stegvis.outputs.html import pages, static
from stegvis.outputs.pdf import site_files
from stegvis.outputs.pdf.layout_checks import NO_URL
from stegvis.outputs.pdf.options import PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput, Progress, make_pdfs, pdf_options_to_check, site_pdf_options
from stegvis.pages.completeness import Completeness, count_completeness
from stegvis.pages.context import LocaleContext
from stegvis.pages.media import media_files
from stegvis.pages.page import Page
from stegvis.pages.plan import build_contexts, plan_site
from stegvis.pages.site import Site, TranslatorSources
from stegvis.pages.translation_status import TranslationStatus
from stegvis.preview import pages as preview
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import SITE_PATH, read_site_config


class Output(Protocol):
    """A module that makes one kind of a site's files."""

    def files(self, site: Site) -> Mapping[str, bytes]:
        """Return the files by path below the site's root; a file may be made on access."""


OUTPUTS: Mapping[str, Output] = {
    "pages": pages,
    "assets": static,
    "pictures and files": media,
    "offline use": offline,
    "PDFs and short addresses": site_files,
    "preview": preview,
}
"""Every kind of a site's files, by its name in diagnostics."""

NO_PDFS = PdfOutput({}, (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """The settings that the caller decides, not the project."""

    url: str = ""
    """The URL at which the site is published; empty if unknown."""
    strict: bool = False
    """Whether a missing translation is an error."""
    preview: bool = False
    """Whether the site is a preview: without PDFs and offline use, and never strict."""
    pseudo: tuple[str, ...] = ()
    """Pseudo-locales to add."""
    translate: str = ""
    """The locale whose messages are annotated for translators, in a preview only; empty for none."""


@dataclass(frozen=True, slots=True)
class LoadedProject:
    """A project's files and its configuration."""

    project: Project
    config: SiteConfig | None
    """None if site.yaml can't be read."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site's files by path, none if there is an error, with all diagnostics."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    page_count: int = 0


def load(root: Path, options: BuildOptions = BuildOptions()) -> LoadedProject:
    """Read a project's folder and its site.yaml; raises OSError if a file can't be read.

    Errors in site.yaml are among the diagnostics.
    """
    return configure(read_project(root), options)


def configure(project: Project, options: BuildOptions = BuildOptions()) -> LoadedProject:
    """Read the site.yaml of a project, and return its configuration with the caller's options applied."""
    site = read_site_config(project)
    if site.value is None:
        return LoadedProject(project, None, site.diagnostics)
    config = replace(
        site.value,
        url=normalize_site_url(options.url),
        strict=options.strict and not options.preview,  # a preview shows what is missing
        preview=options.preview,
        translate=options.translate if options.preview else "",  # annotated pages are never published
    )
    return LoadedProject(project, pseudo.add_pseudo_locales(config, options.pseudo), site.diagnostics)


def check(project: Project, config: SiteConfig) -> CheckedProject:
    """Read, validate and localize a project; return it with the diagnostics of all stages, sorted."""
    return Builder().check(project, config)


def diagnostics_of(checked: CheckedProject, procedures: Collection[str]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without those in the files of procedures that `procedures` neither are nor call.

    If `procedures` is empty, all are returned.
    """
    if not procedures:
        return checked.diagnostics
    library = checked.loaded.library
    known = (library.procedures[name] for name in procedures if name in library.procedures)
    concerned = {
        *procedures,
        *(name for procedure in known for name in called_procedures(library, procedure)),
    }
    return tuple(
        found
        for found in checked.diagnostics
        if not found.location.path.startswith("procedures/")
        or PurePosixPath(found.location.path).stem in concerned
    )


def print_pdfs(
    checked: CheckedProject,
    config: SiteConfig,
    options: PdfOptions | None = None,
    progress: Progress | None = None,
) -> PdfOutput:
    """Make the PDFs of a project without errors; without `options`, all that there are.

    `progress` is called with the numbers of finished PDFs and of all.
    """
    return make_pdfs(locale_contexts(checked, config), checked.withheld, options, progress)


def build(
    project: Project, config: SiteConfig, pdf_cache: Path | None = None, progress: Progress | None = None
) -> BuiltSite:
    """Build the site of a project once, with its PDFs unless it is a preview.

    A page is rendered when its file is accessed, so that the pages are never all in memory; nothing is cached
    for a second build. `progress` is called with the numbers of finished PDFs and of all.
    """
    checked = check(project, config)
    if not checked.has_no_errors:
        return BuiltSite({}, checked.diagnostics)
    contexts = locale_contexts(checked, config)
    options = None if config.preview else site_pdf_options(config, pdf_cache)
    pdfs = make_pdfs(contexts, checked.withheld, options, progress) if options else NO_PDFS
    diagnostics = (*checked.diagnostics, *pdfs.diagnostics)
    if not has_no_errors(diagnostics):
        return BuiltSite({}, diagnostics)
    frozen = {locale: FrozenStatus(status.status()) for locale, status in checked.statuses.items()}
    site = plan(replace(checked, statuses=frozen), contexts, pdfs)
    rendered = pages.files(site)
    rendered.compile_templates()
    others = {name: output.files(site) for name, output in OUTPUTS.items() if output is not pages}
    return _built({"pages": rendered, **others}, diagnostics, len(rendered))


def check_outputs(
    checked: CheckedProject,
    config: SiteConfig,
    pdf_cache: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Diagnostic, ...]:
    """Return what a build of a project without errors, or the printing of it, would report beyond `check`.

    Makes the sheets that `pdf_cache` does not hold: only the layout shows whether a text fits. `progress` is
    called with the numbers of finished PDFs and of all.
    """
    contexts = locale_contexts(checked, config)
    options = pdf_options_to_check(config, pdf_cache)
    pdfs = make_pdfs(contexts, checked.withheld, options, progress)
    site = plan(checked, contexts, pdfs)
    outputs = {name: output.files(site) for name, output in OUTPUTS.items()}
    is_published = config.print is not Printing.OFF
    diagnostics = (found for found in pdfs.diagnostics if is_published or found.code != NO_URL)
    return _built(outputs, tuple(diagnostics), 0).diagnostics


def _built(
    outputs: Mapping[str, Mapping[str, bytes]], diagnostics: tuple[Diagnostic, ...], page_count: int
) -> BuiltSite:
    """Return the site of all outputs; without files if two of them have the same path."""
    try:
        return BuiltSite(SiteFiles(outputs), diagnostics, page_count)
    except PathError as error:
        hint = "Rename the article, procedure, collection or locale in the path."
        return BuiltSite({}, (*diagnostics, Diagnostic("S023", str(error), Location(SITE_PATH), hint)))


def locale_contexts(checked: CheckedProject, config: SiteConfig) -> dict[str, LocaleContext]:
    """Return the contexts from which pages and PDFs are built, by locale."""
    completeness = {
        locale: measure_completeness(localized) for locale, localized in checked.localized.items()
    }
    libraries = {locale: localized.library for locale, localized in checked.localized.items()}
    return build_contexts(libraries, config, completeness)


def plan(checked: CheckedProject, contexts: Mapping[str, LocaleContext], pdfs: PdfOutput = NO_PDFS) -> Site:
    """Plan the site of a project without errors; its pages link to `pdfs`."""
    config = next(iter(contexts.values())).config
    return Site(
        plan=plan_site(
            contexts, config, TranslationStatus(checked.withheld, checked.statuses), pdfs.pdf_files
        ),
        build_id="" if config.preview else offline.compute_build_id(checked.project.files),
        pdfs=pdfs.files,
        media={
            file.site_path: file.content
            for context in contexts.values()
            for file in media_files(context, context.library.procedures.values())
        },
        transformers=(preview.annotate_page,),
        translator=_translator_sources(checked, config.translate) if config.translate else None,
    )


def _translator_sources(checked: CheckedProject, locale: str) -> TranslatorSources:
    library, files = checked.loaded.library, checked.project.files
    find = checked.project.catalogs.find
    paths = {domain: find(files, locale, domain) for domain in records_by_domain(library)}
    catalogs = {domain: (path, files[path]) for domain, path in paths.items() if path in files}
    return TranslatorSources(locale=locale, library=library, catalogs=catalogs)


def site_files_of(site: Site) -> SiteFiles:
    """Return the files of a planned site, from all outputs."""
    return SiteFiles({name: output.files(site) for name, output in OUTPUTS.items()})


_RenderedPage = tuple[object, bytes]
"""The inputs of a page, and its file."""


@dataclass(slots=True)
class Builder:
    """Builds a site repeatedly, and reuses what has not changed since the last build.

    A warm build gives the same files as a cold one.
    """

    _checker: Checker = field(default_factory=Checker)
    _common: Mapping[str, object] = field(default_factory=dict)
    _pages: dict[str, _RenderedPage] = field(default_factory=dict)
    _groups: dict[tuple[str, str], tuple[object, list[str]]] = field(default_factory=dict)
    """By locale and procedure, the inputs of its pages and their paths."""
    _preview: tuple[object, Mapping[str, bytes]] = (None, {})

    def check(self, project: Project, config: SiteConfig) -> CheckedProject:
        """Read, validate and localize a project; return it with the diagnostics of all stages, sorted."""
        return self._checker.check(project, config)

    def build(self, project: Project, config: SiteConfig) -> BuiltSite:
        """Build the site without PDFs; a page is rendered again only if its inputs have changed."""
        checked = self.check(project, config)
        if not checked.has_no_errors:
            return BuiltSite({}, checked.diagnostics)
        site = plan(checked, locale_contexts(checked, config))
        outputs = {
            name: output.files(site) for name, output in OUTPUTS.items() if output not in (pages, preview)
        }
        outputs |= {"pages": self._page_files(site), "preview": self._preview_files(site)}
        return _built(outputs, checked.diagnostics, len(self._pages))

    def _page_files(self, site: Site) -> dict[str, bytes]:
        """Return the pages by path; only those whose inputs have changed are rendered."""
        renderer, common = pages.files(site), site.plan.common
        unchanged = {locale for locale, inputs in common.items() if self._common.get(locale) == inputs}
        rendered: dict[str, _RenderedPage] = {}
        groups: dict[tuple[str, str], tuple[object, list[str]]] = {}

        def render(page: Page) -> str:
            cached = self._pages.get(page.path)
            if cached is None or page.locale not in unchanged or cached[0] != page.inputs:
                cached = page.inputs, renderer.render(page)
            rendered[page.path] = cached
            return page.path

        for page in site.plan.other_pages:
            render(page)
        for group in site.plan.procedure_pages:
            cached = self._groups.get(group.key)
            if cached is not None and group.key[0] in unchanged and cached[0] == group.inputs:
                for path in cached[1]:
                    rendered[path] = self._pages[path]
            else:
                cached = group.inputs, [render(page) for page in group.pages()]
            groups[group.key] = cached
        self._common, self._pages, self._groups = common, rendered, groups
        return {path: content for path, (_, content) in rendered.items()}

    def _preview_files(self, site: Site) -> Mapping[str, bytes]:
        if self._preview[0] != site.translator:
            self._preview = site.translator, preview.files(site)
        return self._preview[1]


def measure_completeness(localized: LocalizedLibrary) -> dict[str, Completeness]:
    """Count the translated messages by domain and by record: `procedures/ID`, `articles/SLUG`, registries.

    Those of records also have a review state.
    """
    states: dict[str, list[TranslationState]] = {}
    for gap in localized.gaps:
        states.setdefault(gap.domain, []).append(gap.state)
    domains = {
        name: count_completeness(total, states.get(name, ())) for name, total in localized.totals.items()
    }
    return domains | {
        name: count_completeness(record.total, [gap.state for gap in record.gaps], record.review)
        for name, record in localized.records.items()
        if name not in domains
    }
