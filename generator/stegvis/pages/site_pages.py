"""Builds the pages of the site as a whole: language choice, missing pages, sitemap, robots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from stegvis.model.site import SiteConfig
from stegvis.pages.context import LocaleContext, PageSubject, published_languages
from stegvis.pages.urls import HOME
from stegvis.pages.views.frame import Anchor, Head
from stegvis.pages.views.site import Greeting, LanguageChoice, NotFound, Robots, Sitemap, SitemapEntry


def base_path(config: SiteConfig) -> str:
    """Return the path at which the site is served, ending in a slash."""
    path = urlsplit(config.url).path if config.url else "/"
    return path if path.endswith("/") else f"{path}/"


def build_language_choice(contexts: Mapping[str, LocaleContext], config: SiteConfig) -> LanguageChoice:
    """Build the page at the site's root, in all languages."""
    greetings = tuple(
        _greeting(context, context.ui.choose_language, _home_text(context), context.locale.name)
        for context in contexts.values()
    )
    description = " ".join(f"{greeting.title}." for greeting in greetings)
    head = _head("index.html", contexts, config, config.name, description)
    return LanguageChoice(head=head, greetings=greetings)


def build_global_not_found(contexts: Mapping[str, LocaleContext], config: SiteConfig) -> NotFound:
    """Build the page for unknown paths, in all languages; servers show it at any path."""
    greetings = tuple(_not_found_greeting(context) for context in contexts.values())
    title = " · ".join(greeting.title for greeting in greetings)
    head = _head("404.html", contexts, config, title, greetings[0].text)
    return NotFound(head=head, greetings=greetings)


def build_not_found(context: LocaleContext) -> NotFound:
    """Build the page for unknown paths below a locale."""
    greeting = _not_found_greeting(context)
    subject = PageSubject(
        path=f"{context.code}/404.html",
        title=greeting.title,
        heading=greeting.title,
        description=greeting.text,
    )
    head = context.head(subject, base_path(context.config))
    return NotFound(head=head, greetings=(greeting,))


def _not_found_greeting(context: LocaleContext) -> Greeting:
    ui = context.ui
    greeting = _greeting(context, ui.missing, ui.missing_why, ui.missing_home)
    return replace(greeting, runs=Anchor(text=ui.runs, href=context.urls.runs))


def _greeting(context: LocaleContext, title: str, text: str, link: str) -> Greeting:
    locale = context.locale
    return Greeting(
        locale=context.code,
        language=locale.language,
        direction=locale.direction.value,
        name=locale.name,
        title=title,
        text=text,
        href=f"{context.code}/",
        link=link,
    )


def _home_text(context: LocaleContext) -> str:
    home = context.library.articles.get(HOME)
    return context.formatter.plain(home.title) if home else ""


def _head(
    path: str,
    contexts: Mapping[str, LocaleContext],
    config: SiteConfig,
    title: str,
    description: str,
) -> Head:
    first = contexts[config.source]
    name = title if title == config.name else first.ui.page_title.fill(page=title, site=config.name)
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


def build_sitemap(
    tails: Iterable[tuple[str, str]], unavailable: Mapping[str, frozenset[str]], config: SiteConfig
) -> Sitemap:
    """Build the sitemap.

    `tails` are paths below the locales, each with the date of its revision; `unavailable` has, by such path,
    the locales that withhold the page's procedure.
    """
    languages = published_languages(config)
    entries = tuple(
        SitemapEntry(
            tail=tail,
            date=date,
            languages=tuple(
                language for language in languages if language.code not in unavailable.get(tail, ())
            ),
        )
        for tail, date in tails
    )
    return Sitemap(url=config.url, entries=entries)


def build_robots(config: SiteConfig) -> Robots:
    """Build the rules for robots: they may read everything, and are shown the sitemap if there is one."""
    return Robots(sitemap=f"{config.url}sitemap.xml" if config.url else "")
