"""Plans a site: its pages, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from stegvis.model.library import Library
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.completeness import Completeness
from stegvis.pages.context import LocaleContext, list_languages, published_languages
from stegvis.pages.dependencies import locale_inputs
from stegvis.pages.media import media_files
from stegvis.pages.page import Page, PageGroup
from stegvis.pages.page_types import list_page_groups, list_pages, unavailable_tails
from stegvis.pages.pdf_index import PAPERS, PdfFile, build_pdf_index
from stegvis.pages.scopes import LocaleScope, SiteScope
from stegvis.pages.translation_status import NO_TRANSLATION_STATUS, TranslationStatus
from stegvis.pages.views.frame import Anchor, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleRenderContext:
    """What rendering the texts of one locale needs."""

    locale: str
    ui: SimpleNamespace
    """The interface messages by key."""
    names: Mapping[str, LocalizedText]
    """Names of controls and roles by id."""
    value_labels: Mapping[str, Mapping[str, LocalizedText]]
    """Labels of noted values, by the ids of their procedures and their own."""
    roles: frozenset[str]
    """Which of the names are roles."""
    addresses: Mapping[str, str]
    """By target, the address of `[words][target]`: absolute, or a path below the site's root."""
    source_language: str
    """BCP 47 tag of texts that the locale lacks."""
    home: str
    """Path of the locale's first page."""
    runs: str
    """Path of the page with all runs."""
    source_names: Mapping[str, str]
    """Names of controls in the source's language, where they differ."""
    menu: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePaths:
    """What browsers may keep of one locale besides its pages: paths below the site's root."""

    lists: tuple[str, ...]
    """The pages with all runs and with all PDFs, kept with the checklists."""
    originals: tuple[str, ...]
    """Checklists in the source's language of the procedures that the locale withholds."""
    sheets: Mapping[str, tuple[str, ...]]
    """PDFs by paper."""
    media: tuple[str, ...]
    """The files that the steps of the locale show, kept with its pages and with its checklists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """All pages, and what they share."""

    name: str
    other_pages: tuple[Page, ...]
    """The pages that are not about a procedure."""
    procedure_pages: tuple[PageGroup, ...]
    offline_paths: Mapping[str, OfflinePaths]
    """By locale."""
    render_contexts: Mapping[str, LocaleRenderContext]
    """By locale."""
    url: str
    """Absolute URL, ending in a slash, or nothing."""
    languages: tuple[Language, ...]
    published: tuple[Language, ...]
    """The languages announced to search engines."""
    unavailable: Mapping[str, frozenset[str]]
    """By path below the locales, the locales that withhold the page's procedure."""
    source: str
    preview: bool
    translate: str
    """The locale whose pages name their messages, or nothing."""
    common: Mapping[str, tuple[object, ...]]
    """By locale, what all its pages depend on."""

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site."""
        yield from self.other_pages
        for group in self.procedure_pages:
            yield from group.pages()


def build_contexts(
    libraries: Mapping[str, Library[LocalizedText]],
    config: SiteConfig,
    completeness: Mapping[str, Mapping[str, Completeness]],
) -> dict[str, LocaleContext]:
    """Return the context of each locale, by its code: what its pages and its PDFs are made of.

    `completeness` is per locale by domain and by record (`procedures/ID`, `articles/SLUG`).
    """
    analyses = AnalysisCache(libraries[config.source])
    return {
        code: LocaleContext(code, libraries[code], config, completeness.get(code, {}), analyses)
        for code in config.locales
    }


def plan_site(
    contexts: Mapping[str, LocaleContext],
    config: SiteConfig,
    status: TranslationStatus = NO_TRANSLATION_STATUS,
    pdf_files: Iterable[PdfFile] = (),
) -> SitePlan:
    """Plan all pages of a site; `pdf_files` are the PDFs that they link to."""
    scope = SiteScope(contexts=contexts, config=config, status=status, pdf_index=build_pdf_index(pdf_files))
    return SitePlan(
        name=config.name,
        other_pages=tuple(list_pages(scope)),
        procedure_pages=tuple(list_page_groups(scope)),
        offline_paths={
            code: _offline_paths(LocaleScope(scope, context)) for code, context in contexts.items()
        },
        render_contexts={code: _render_context(context) for code, context in contexts.items()},
        url=config.url,
        languages=list_languages(config),
        published=published_languages(config),
        unavailable=unavailable_tails(scope),
        source=config.source,
        preview=config.preview,
        translate=config.translate,
        common={code: locale_inputs(context) for code, context in contexts.items()},
    )


def _render_context(context: LocaleContext) -> LocaleRenderContext:
    return LocaleRenderContext(
        locale=context.code,
        ui=context.ui,
        names=context.formatter.names,
        value_labels=context.library.value_labels,
        roles=frozenset(context.library.roles),
        addresses=context.addresses,
        source_language=context.config.locales[context.config.source].language,
        home=context.urls.home,
        runs=context.urls.runs,
        source_names=_source_names(context),
        menu=context.menu,
    )


def _offline_paths(scope: LocaleScope) -> OfflinePaths:
    urls, source = scope.context.urls, scope.site.source
    return OfflinePaths(
        lists=tuple(filter(None, (urls.runs, urls.pdfs))),
        originals=tuple(
            source.urls.checklist(source.library.procedures[name]) for name in sorted(scope.withheld)
        ),
        sheets={
            paper: tuple(pdf_file.path for pdf_file in scope.pdf_files if pdf_file.paper == paper)
            for paper in PAPERS
        },
        media=tuple(sorted(_media_paths(scope))),
    )


def _media_paths(scope: LocaleScope) -> set[str]:
    procedures, source = scope.context.library.procedures.values(), scope.site.source
    own = media_files(scope.context, (entry for entry in procedures if entry.id not in scope.withheld))
    originals = media_files(source, (source.library.procedures[name] for name in scope.withheld))
    return {file.site_path for file in (*own, *originals)}


def _source_names(context: LocaleContext) -> Mapping[str, str]:
    source = context.analyses.library.labels
    labels = context.library.labels.items()
    return {key: source[key].name.text for key, label in labels if source[key].name.text != label.name.text}
