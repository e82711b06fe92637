"""What each page of the site shows, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace

from stegvis.model.article import Generated
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.site import SiteConfig
from stegvis.model.step_kinds import Call
from stegvis.model.text import LocalizedText
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.articles import build_article_page
from stegvis.pages.checklist import build_checklist
from stegvis.pages.completeness import Completeness
from stegvis.pages.context import LocaleContext, list_languages, published_languages
from stegvis.pages.guide import build_guide
from stegvis.pages.pdf_index import PAPERS, PdfFile, PdfIndex, build_pdf_index
from stegvis.pages.pdf_page import build_pdf_page
from stegvis.pages.procedure_view import ProcedureView, build_procedure_view
from stegvis.pages.runs import build_runs_page
from stegvis.pages.site_pages import (
    build_global_not_found,
    build_language_choice,
    build_not_found,
    build_robots,
    build_sitemap,
)
from stegvis.pages.translation_status import NO_TRANSLATION_STATUS, TranslationStatus
from stegvis.pages.unavailable import build_unavailable_page
from stegvis.pages.urls import HOME, tail_of
from stegvis.pages.views.frame import Anchor, Language
from stegvis.pages.views.procedure import Neighbours
from stegvis.pages.views.site import Unavailable
from stegvis.pages.views.view import View


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be made: where it stands, what it is made of, and how."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    """Code of the page's locale; the source's for the pages of all locales."""
    inputs: tuple[object, ...]
    """What the page depends on besides `Site.common`; equal inputs give an equal page."""
    view: Callable[[], View] = field(compare=False, repr=False)
    """Makes what the page shows."""


@dataclass(frozen=True, slots=True)
class LocaleRenderContext:
    """What setting the text of one locale needs."""

    locale: str
    ui: SimpleNamespace
    """The interface's words by key."""
    names: Mapping[str, LocalizedText]
    """Names of controls and roles."""
    roles: frozenset[str]
    """Which of the names are roles."""
    addresses: Mapping[str, str]
    """What `[words][target]` leads to: absolute, or below the site's root."""
    source_language: str
    """BCP 47 tag of text that the locale lacks."""
    home: str
    """Path of the locale's first page."""
    runs: str
    """Path of the page with all runs."""
    source_names: Mapping[str, str]
    """Names of controls in the source's language, where the locale has others."""
    menu: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class OfflinePaths:
    """What of one locale a browser may keep besides its pages: paths below the site's root."""

    lists: tuple[str, ...]
    """The pages with all runs and with all sheets: kept with the checklists."""
    originals: tuple[str, ...]
    """Checklists in the source's language of what the locale holds back."""
    sheets: Mapping[str, tuple[str, ...]]
    """By paper."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All pages, and what they share."""

    name: str
    pages: tuple[Page, ...]
    kept: Mapping[str, OfflinePaths]
    speeches: Mapping[str, LocaleRenderContext]
    url: str
    """Absolute URL, ending in a slash, or nothing."""
    languages: tuple[Language, ...]
    published: tuple[Language, ...]
    """The languages that search engines are told of."""
    lacking: Mapping[str, frozenset[str]]
    """By path below the locales, those that hold the page's procedure back."""
    source: str
    preview: bool
    translate: str
    """The locale whose pages name their messages, or nothing."""
    common: Mapping[str, tuple[object, ...]]
    """Per locale, what every page depends on: if it changed, every page did."""


def build_contexts(
    libraries: Mapping[str, Library[LocalizedText]],
    config: SiteConfig,
    completeness: Mapping[str, Mapping[str, Completeness]],
) -> dict[str, LocaleContext]:
    """The context of each locale, by its code: what its pages and its PDFs are made of.

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
    desk: TranslationStatus = NO_TRANSLATION_STATUS,
    pdf_files: Iterable[PdfFile] = (),
) -> SitePlan:
    """Plan all pages of a site; `pdf_files` are the PDFs that they link to."""
    ready = build_pdf_index(pdf_files)
    lacking = _unavailable_in(contexts[config.source], desk)
    pages = [
        *_site_pages(contexts, config, lacking),
        *(page for one in contexts.values() for page in _locale_pages(one, contexts, desk, ready)),
    ]
    return SitePlan(
        config.name,
        tuple(pages),
        {code: _offline_paths(one, contexts[config.source], desk, ready) for code, one in contexts.items()},
        {code: _render_context(one) for code, one in contexts.items()},
        config.url,
        list_languages(config),
        published_languages(config),
        lacking,
        config.source,
        config.preview,
        config.translate,
        {code: _common(one) for code, one in contexts.items()},
    )


def _unavailable_in(source: LocaleContext, desk: TranslationStatus) -> dict[str, frozenset[str]]:
    return {
        tail_of(path): locales
        for procedure in source.library.procedures.values()
        if (locales := desk.withheld_in(procedure))
        for path in (source.urls.guide(procedure), source.urls.checklist(procedure))
    }


def _render_context(context: LocaleContext) -> LocaleRenderContext:
    return LocaleRenderContext(
        context.code,
        context.ui,
        context.wording.names,
        frozenset(context.library.roles),
        context.addresses,
        context.config.locales[context.config.source].language,
        context.urls.article(HOME),
        context.urls.runs,
        _source_names(context),
        context.menu,
    )


def _offline_paths(
    context: LocaleContext, source: LocaleContext, desk: TranslationStatus, ready: PdfIndex
) -> OfflinePaths:
    held_back = sorted(desk.withheld.get(context.code, ()))
    return OfflinePaths(
        tuple(filter(None, (context.urls.runs, context.urls.pdfs))),
        tuple(source.urls.checklist(source.library.procedures[name]) for name in held_back),
        {paper: tuple(one.path for one in ready.all_of(context) if one.paper == paper) for paper in PAPERS},
    )


def _source_names(context: LocaleContext) -> Mapping[str, str]:
    source = context.analyses.library.labels
    labels = context.library.labels.items()
    return {key: source[key].name.text for key, one in labels if source[key].name.text != one.name.text}


def _common(context: LocaleContext) -> tuple[object, ...]:
    library = context.library
    return (
        context.config,
        library.interface,
        library.labels,
        context.analyses.library.labels,
        library.roles,
        library.systems,
        library.links,
        library.audiences,
        context.menu,
        context.addresses,
        context.urls.status,
        context.urls.pdfs,
        context.completeness.get("labels"),
        context.completeness.get("interface"),
    )


def _site_pages(
    contexts: Mapping[str, LocaleContext], config: SiteConfig, lacking: Mapping[str, frozenset[str]]
) -> Iterator[Page]:
    source = config.source
    homes = tuple(one.library.articles.get(HOME) for one in contexts.values())
    words = tuple(one.library.interface for one in contexts.values())
    yield Page("index.html", source, (homes, words), lambda: build_language_choice(contexts, config))
    yield Page("404.html", source, (words,), lambda: build_global_not_found(contexts, config))
    tails = tuple(_tails(contexts[source]))
    if config.url:
        view = partial(build_sitemap, tails, lacking, config)
        yield Page("sitemap.xml", source, (tails, lacking), view)
    yield Page("robots.txt", source, (), lambda: build_robots(config))


def _tails(context: LocaleContext) -> Iterator[tuple[str, str]]:
    yield tail_of(context.urls.runs), ""
    for slug in context.library.articles:
        yield tail_of(context.urls.article(slug)), ""
    for procedure in context.library.procedures.values():
        yield tail_of(context.urls.guide(procedure)), procedure.revised
        yield tail_of(context.urls.checklist(procedure)), procedure.revised


def _locale_pages(
    context: LocaleContext, contexts: Mapping[str, LocaleContext], desk: TranslationStatus, ready: PdfIndex
) -> Iterator[Page]:
    held_back = desk.withheld.get(context.code, frozenset())
    yield Page(f"{context.code}/404.html", context.code, (), lambda: build_not_found(context))
    titles = tuple((one.id, one.title) for one in context.library.procedures.values())
    yield Page(
        f"{context.urls.runs}index.html",
        context.code,
        (titles, held_back, ready.all_of(context)),
        lambda: build_runs_page(context, held_back, ready),
    )
    yield from _article_pages(context, contexts, desk, ready)
    teller = ProcedurePages(context, ready, desk)
    for name in context.library.collections:
        shelf = tuple(context.library.shelf(name))
        for index, procedure in enumerate(shelf):
            before = shelf[index - 1] if index else None
            after = shelf[index + 1] if index + 1 < len(shelf) else None
            if procedure.id in held_back:
                yield from _unavailable_pages(context, procedure, desk)
            else:
                yield from teller.pages(procedure, before, after)


def _unavailable_pages(
    context: LocaleContext, procedure: Procedure[LocalizedText], desk: TranslationStatus
) -> Iterator[Page]:
    record = context.completeness.get(f"procedures/{procedure.id}")
    inputs = (Unavailable, procedure, record, desk.withheld_in(procedure))
    for path in (context.urls.guide(procedure), context.urls.checklist(procedure)):
        view = partial(build_unavailable_page, context, procedure, path)
        yield Page(f"{path}index.html", context.code, inputs, view)


def _article_pages(
    context: LocaleContext, contexts: Mapping[str, LocaleContext], desk: TranslationStatus, ready: PdfIndex
) -> Iterator[Page]:
    library = context.library
    shelves = (library.collections, library.procedures)
    labels = tuple(one.library.labels for one in contexts.values())
    needs: Mapping[Generated | None, tuple[object, ...]] = {
        Generated.PROCEDURES: shelves,
        Generated.ROLES: (*shelves, library.sources),
        Generated.CONTROLS: (labels, library.sources),
        Generated.GLOSSARY: (library.glossary,),
        Generated.STATUS: (*shelves, desk.withheld.get(context.code), desk.accounts_for(context)),
        Generated.PRINT: (*shelves, desk.withheld.get(context.code), ready.all_of(context)),
    }
    for article in library.articles.values():
        yield Page(
            f"{context.urls.article(article.slug)}index.html",
            context.code,
            (
                article,
                context.completeness.get(f"articles/{article.slug}"),
                *needs.get(article.generated, ()),
            ),
            partial(build_pdf_page, context, article, desk, ready)
            if article.generated is Generated.PRINT
            else partial(build_article_page, context, article, contexts, desk),
        )


class ProcedurePages:
    """Tells procedures; remembers the last, as its guide and its checklist are made in turn."""

    def __init__(self, context: LocaleContext, ready: PdfIndex, desk: TranslationStatus) -> None:
        self._context = context
        self._ready = ready
        self._desk = desk
        self._last: ProcedureView | None = None

    def pages(
        self,
        procedure: Procedure[LocalizedText],
        before: Procedure[LocalizedText] | None,
        after: Procedure[LocalizedText] | None,
    ) -> Iterator[Page]:
        """The guide and the checklist of a procedure, with its neighbours in the collection."""
        context = self._context
        record = context.completeness.get(f"procedures/{procedure.id}")
        pdf_files = self._ready.of(context, procedure)
        inputs = (record, pdf_files, self._desk.withheld_in(procedure), *self._inputs(procedure))
        shelf = context.library.collections[procedure.collection].title
        beside = tuple((one.id, one.title) if one else None for one in (before, after))
        yield Page(
            f"{context.urls.guide(procedure)}index.html",
            context.code,
            (*inputs, shelf, *beside),
            lambda: build_guide(context, self._told(procedure), self._neighbours(before, after), pdf_files),
        )
        yield Page(
            f"{context.urls.checklist(procedure)}index.html",
            context.code,
            (*inputs, shelf),
            lambda: build_checklist(context, self._told(procedure), pdf_files),
        )

    def _inputs(self, procedure: Procedure[LocalizedText], callers: tuple[str, ...] = ()) -> Iterator[object]:
        library = self._context.library
        yield procedure
        for step in procedure.steps:
            if isinstance(step, Call) and step.procedure not in callers:
                called = library.procedures[step.procedure]
                yield from self._inputs(called, (*callers, procedure.id))
        for one in procedure.prerequisites:
            yield library.procedures[one.procedure].title if one.procedure else None
        for after in procedure.afterwards:
            yield library.procedures[after.procedure].title if after.procedure else None
            yield library.articles[after.page].title if after.page else None

    def _told(self, procedure: Procedure[LocalizedText]) -> ProcedureView:
        if self._last is None or self._last.procedure is not procedure:
            self._last = build_procedure_view(self._context, procedure)
        return self._last

    def _neighbours(
        self, before: Procedure[LocalizedText] | None, after: Procedure[LocalizedText] | None
    ) -> Neighbours:
        return Neighbours(before=self._beside(before), after=self._beside(after))

    def _beside(self, procedure: Procedure[LocalizedText] | None) -> Anchor | None:
        return Anchor(text=procedure.title, href=self._context.urls.guide(procedure)) if procedure else None
