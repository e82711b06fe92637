"""The pages that belong to the site as a whole: language choice, missing pages, sitemap, robots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from stegvis.config import Config
from stegvis.model import Procedure, Words
from stegvis.pages.article_views import Greeting, LanguageChoice, Missing, Place, Robots, Sitemap
from stegvis.pages.edition import HOME, RUNS, Edition, Subject, published
from stegvis.pages.printouts import PAPERS, Rack
from stegvis.pages.run_data import data_block
from stegvis.pages.views import Head, Option, Runs


def base_path(config: Config) -> str:
    """The path under which the site is served, ending in a slash."""
    path = urlsplit(config.url).path if config.url else "/"
    return path if path.endswith("/") else f"{path}/"


def language_choice(editions: Mapping[str, Edition], config: Config) -> LanguageChoice:
    """The page at the site's root, in all languages."""
    greetings = tuple(
        _greeting(one, one.say.choose_language, _home_text(one), one.locale.name) for one in editions.values()
    )
    description = " ".join(f"{greeting.title}." for greeting in greetings)
    head = _head("index.html", editions, config, config.name, description)
    return LanguageChoice(head, greetings)


def missing_everywhere(editions: Mapping[str, Edition], config: Config) -> Missing:
    """The page for addresses that lead nowhere, in all languages; it may be served anywhere."""
    greetings = tuple(_lost(one) for one in editions.values())
    title = " · ".join(greeting.title for greeting in greetings)
    head = _head("404.html", editions, config, title, greetings[0].text)
    return Missing(head, greetings)


def missing(edition: Edition) -> Missing:
    """The page for addresses below a locale that lead nowhere."""
    greeting = _lost(edition)
    subject = Subject("404.html", greeting.title, greeting.title, greeting.text)
    head = edition.head(subject, base_path(edition.config))
    return Missing(head, (greeting,))


def _lost(edition: Edition) -> Greeting:
    say = edition.say
    return _greeting(edition, say.missing, say.missing_why, say.missing_home)


def _greeting(edition: Edition, title: str, text: str, link: str) -> Greeting:
    locale = edition.locale
    return Greeting(
        edition.code,
        locale.language,
        locale.direction.value,
        locale.name,
        title,
        text,
        f"{edition.code}/",
        link,
    )


def _home_text(edition: Edition) -> str:
    home = edition.library.articles.get(HOME)
    return edition.wording.plain(home.title) if home else ""


def _head(
    path: str,
    editions: Mapping[str, Edition],
    config: Config,
    title: str,
    description: str,
) -> Head:
    first = editions[config.source]
    name = title if title == config.name else first.say.page_title.format(page=title, site=config.name)
    return Head(
        path=path,
        locale=config.source,
        language=first.locale.language,
        direction=first.locale.direction.value,
        title=name,
        heading=title,
        description=description,
        url=config.url,
        root="" if path == "index.html" else base_path(config),
        tail="",
        crumbs=(),
        section="",
        foreign=False,
    )


def runs(edition: Edition, withheld: AbstractSet[str], ready: Rack) -> Runs:
    """The page with all runs in the reader's browser."""
    say = edition.say
    head = edition.head(
        Subject(f"{RUNS}/", say.runs, say.runs, say.runs_description, section=edition.runs_path)
    )
    known = {
        str(procedure.id): {
            "path": edition.checklist(procedure),
            "title": edition.wording.plain(procedure.title),
            **(_original(edition, procedure) if procedure.id in withheld else {}),
        }
        for procedure in edition.library.procedures.values()
    }
    return Runs(head, data_block(known), tuple(_keepable(edition, ready)))


def _keepable(edition: Edition, ready: Rack) -> Iterator[Option]:
    """The sizes of paper on which there are sheets, with how large these are together."""
    say = edition.say
    for paper in PAPERS:
        size = sum(one.size for one in ready.all_of(edition) if one.paper == paper)
        if size:
            told = edition.wording.size(size)
            yield Option(paper, say.offline_sheets.format(paper=getattr(say, f"paper_{paper}"), size=told))


def _original(edition: Edition, procedure: Procedure[Words]) -> dict[str, str]:
    """Where a procedure can be followed that the edition's language holds back."""
    source = edition.config.source
    locale = edition.config.locales[source]
    return {
        "path": f"{source}/{edition.checklist(procedure).partition('/')[2]}",
        "original": edition.say.withheld_original.format(language=locale.name),
        "language": locale.language,
    }


def sitemap(
    tails: Iterable[tuple[str, str]], lacking: Mapping[str, frozenset[str]], config: Config
) -> Sitemap:
    """All pages below the locales, by their path there and the date of their revision."""
    every = published(config)
    places = tuple(
        Place(tail, date, tuple(one for one in every if one.code not in lacking.get(tail, ())))
        for tail, date in tails
    )
    return Sitemap(config.url, places)


def robots(config: Config) -> Robots:
    """Robots may read everything, and find the sitemap where its address is known."""
    return Robots(f"{config.url}sitemap.xml" if config.url else "")
