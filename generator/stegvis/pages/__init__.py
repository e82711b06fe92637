"""What each page of the site shows, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace

from stegvis.config import Config
from stegvis.model import Call, Generated, Library, Procedure, Words
from stegvis.pages import site_pages
from stegvis.pages.article_views import View, Withheld
from stegvis.pages.articles import article_page
from stegvis.pages.completeness import Completeness
from stegvis.pages.desk import NO_DESK, Desk
from stegvis.pages.edition import HOME, Almanac, Edition, languages, published
from stegvis.pages.printouts import PAPERS, Printout, Rack, rack
from stegvis.pages.procedure_pages import Told, checklist, guide, told
from stegvis.pages.sheets_page import sheets_page
from stegvis.pages.views import Anchor, Language, Neighbours
from stegvis.pages.withheld import withheld

__all__ = ["Completeness", "Desk", "Kept", "Page", "Printout", "Site", "Speech", "site"]


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
class Speech:
    """What setting the text of one locale needs."""

    locale: str
    say: SimpleNamespace
    """The interface's words by key."""
    names: Mapping[str, Words]
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
class Kept:
    """What of one locale a browser may keep besides its pages: paths below the site's root."""

    lists: tuple[str, ...]
    """The pages with all runs and with all sheets: kept with the checklists."""
    originals: tuple[str, ...]
    """Checklists in the source's language of what the locale holds back."""
    sheets: Mapping[str, tuple[str, ...]]
    """By paper."""


@dataclass(frozen=True, slots=True)
class Site:
    """All pages, and what they share."""

    name: str
    pages: tuple[Page, ...]
    kept: Mapping[str, Kept]
    speeches: Mapping[str, Speech]
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


def site(
    libraries: Mapping[str, Library[Words]],
    config: Config,
    completeness: Mapping[str, Mapping[str, Completeness]],
    desk: Desk = NO_DESK,
    printouts: Iterable[Printout] = (),
) -> Site:
    """Plan all pages of a site from its library in each locale.

    `completeness` is per locale by domain and by record (`procedures/ID`, `articles/SLUG`); `printouts` are
    the sheets that are ready.
    """
    ready = rack(printouts)
    almanac = Almanac(libraries[config.source])
    editions = {
        code: Edition(code, libraries[code], config, completeness.get(code, {}), almanac)
        for code in config.locales
    }
    lacking = _lacking(editions[config.source], desk)
    pages = [
        *_site_pages(editions, config, lacking),
        *(page for one in editions.values() for page in _locale_pages(one, editions, desk, ready)),
    ]
    return Site(
        config.name,
        tuple(pages),
        {code: _kept(one, editions[config.source], desk, ready) for code, one in editions.items()},
        {code: _speech(one) for code, one in editions.items()},
        config.url,
        languages(config),
        published(config),
        lacking,
        config.source,
        config.preview,
        config.translate,
        {code: _common(one) for code, one in editions.items()},
    )


def _lacking(source: Edition, desk: Desk) -> dict[str, frozenset[str]]:
    return {
        path.partition("/")[2]: locales
        for procedure in source.library.procedures.values()
        if (locales := desk.withheld_in(procedure))
        for path in (source.guide(procedure), source.checklist(procedure))
    }


def _speech(edition: Edition) -> Speech:
    return Speech(
        edition.code,
        edition.say,
        edition.wording.names,
        frozenset(edition.library.roles),
        edition.addresses,
        edition.config.locales[edition.config.source].language,
        edition.article(HOME),
        edition.runs_path,
        _source_names(edition),
        edition.menu,
    )


def _kept(edition: Edition, source: Edition, desk: Desk, ready: Rack) -> Kept:
    held_back = sorted(desk.withheld.get(edition.code, ()))
    return Kept(
        tuple(filter(None, (edition.runs_path, edition.sheets_path))),
        tuple(source.checklist(source.library.procedures[name]) for name in held_back),
        {paper: tuple(one.path for one in ready.all_of(edition) if one.paper == paper) for paper in PAPERS},
    )


def _source_names(edition: Edition) -> Mapping[str, str]:
    source = edition.almanac.library.labels
    labels = edition.library.labels.items()
    return {key: source[key].name.text for key, one in labels if source[key].name.text != one.name.text}


def _common(edition: Edition) -> tuple[object, ...]:
    library = edition.library
    return (
        edition.config,
        library.interface,
        library.labels,
        edition.almanac.library.labels,
        library.roles,
        library.systems,
        library.links,
        library.audiences,
        edition.menu,
        edition.addresses,
        edition.status_path,
        edition.sheets_path,
        edition.completeness.get("labels"),
        edition.completeness.get("interface"),
    )


def _site_pages(
    editions: Mapping[str, Edition], config: Config, lacking: Mapping[str, frozenset[str]]
) -> Iterator[Page]:
    source = config.source
    homes = tuple(one.library.articles.get(HOME) for one in editions.values())
    words = tuple(one.library.interface for one in editions.values())
    yield Page("index.html", source, (homes, words), lambda: site_pages.language_choice(editions, config))
    yield Page("404.html", source, (words,), lambda: site_pages.missing_everywhere(editions, config))
    tails = tuple(_tails(editions[source]))
    if config.url:
        view = partial(site_pages.sitemap, tails, lacking, config)
        yield Page("sitemap.xml", source, (tails, lacking), view)
    yield Page("robots.txt", source, (), lambda: site_pages.robots(config))


def _tails(edition: Edition) -> Iterator[tuple[str, str]]:
    yield edition.runs_path.partition("/")[2], ""
    for slug in edition.library.articles:
        yield edition.article(slug).partition("/")[2], ""
    for procedure in edition.library.procedures.values():
        yield edition.guide(procedure).partition("/")[2], procedure.revised
        yield edition.checklist(procedure).partition("/")[2], procedure.revised


def _locale_pages(
    edition: Edition, editions: Mapping[str, Edition], desk: Desk, ready: Rack
) -> Iterator[Page]:
    held_back = desk.withheld.get(edition.code, frozenset())
    yield Page(f"{edition.code}/404.html", edition.code, (), lambda: site_pages.missing(edition))
    titles = tuple((one.id, one.title) for one in edition.library.procedures.values())
    yield Page(
        f"{edition.runs_path}index.html",
        edition.code,
        (titles, held_back, ready.all_of(edition)),
        lambda: site_pages.runs(edition, held_back, ready),
    )
    yield from _article_pages(edition, editions, desk, ready)
    teller = _Teller(edition, ready, desk)
    for name in edition.library.collections:
        shelf = tuple(edition.library.shelf(name))
        for index, procedure in enumerate(shelf):
            before = shelf[index - 1] if index else None
            after = shelf[index + 1] if index + 1 < len(shelf) else None
            if procedure.id in held_back:
                yield from _withheld_pages(edition, procedure, desk)
            else:
                yield from teller.pages(procedure, before, after)


def _withheld_pages(edition: Edition, procedure: Procedure[Words], desk: Desk) -> Iterator[Page]:
    record = edition.completeness.get(f"procedures/{procedure.id}")
    inputs = (Withheld, procedure, record, desk.withheld_in(procedure))
    for path in (edition.guide(procedure), edition.checklist(procedure)):
        tail = path.partition("/")[2]
        view = partial(withheld, edition, procedure, tail)
        yield Page(f"{path}index.html", edition.code, inputs, view)


def _article_pages(
    edition: Edition, editions: Mapping[str, Edition], desk: Desk, ready: Rack
) -> Iterator[Page]:
    library = edition.library
    shelves = (library.collections, library.procedures)
    labels = tuple(one.library.labels for one in editions.values())
    needs: Mapping[Generated | None, tuple[object, ...]] = {
        Generated.PROCEDURES: shelves,
        Generated.ROLES: (*shelves, library.sources),
        Generated.CONTROLS: (labels, library.sources),
        Generated.GLOSSARY: (library.glossary,),
        Generated.STATUS: (*shelves, desk.withheld.get(edition.code), desk.accounts_for(edition)),
        Generated.PRINT: (*shelves, desk.withheld.get(edition.code), ready.all_of(edition)),
    }
    for article in library.articles.values():
        yield Page(
            f"{edition.article(article.slug)}index.html",
            edition.code,
            (
                article,
                edition.completeness.get(f"articles/{article.slug}"),
                *needs.get(article.generated, ()),
            ),
            partial(sheets_page, edition, article, desk, ready)
            if article.generated is Generated.PRINT
            else partial(article_page, edition, article, editions, desk),
        )


class _Teller:
    """Tells procedures; remembers the last, as its guide and its checklist are made in turn."""

    def __init__(self, edition: Edition, ready: Rack, desk: Desk) -> None:
        self._edition = edition
        self._ready = ready
        self._desk = desk
        self._last: Told | None = None

    def pages(
        self,
        procedure: Procedure[Words],
        before: Procedure[Words] | None,
        after: Procedure[Words] | None,
    ) -> Iterator[Page]:
        edition = self._edition
        record = edition.completeness.get(f"procedures/{procedure.id}")
        printouts = self._ready.of(edition, procedure)
        inputs = (record, printouts, self._desk.withheld_in(procedure), *self._inputs(procedure))
        shelf = edition.library.collections[procedure.collection].title
        beside = tuple((one.id, one.title) if one else None for one in (before, after))
        yield Page(
            f"{edition.guide(procedure)}index.html",
            edition.code,
            (*inputs, shelf, *beside),
            lambda: guide(edition, self._told(procedure), self._neighbours(before, after), printouts),
        )
        yield Page(
            f"{edition.checklist(procedure)}index.html",
            edition.code,
            (*inputs, shelf),
            lambda: checklist(edition, self._told(procedure), printouts),
        )

    def _inputs(self, procedure: Procedure[Words], callers: tuple[str, ...] = ()) -> Iterator[object]:
        library = self._edition.library
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

    def _told(self, procedure: Procedure[Words]) -> Told:
        if self._last is None or self._last.procedure is not procedure:
            self._last = told(self._edition, procedure)
        return self._last

    def _neighbours(self, before: Procedure[Words] | None, after: Procedure[Words] | None) -> Neighbours:
        return Neighbours(self._beside(before), self._beside(after))

    def _beside(self, procedure: Procedure[Words] | None) -> Anchor | None:
        return Anchor(procedure.title, self._edition.guide(procedure)) if procedure else None
