"""The tables of page types: each page of a site is of one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from stegvis.pages.articles import build_article
from stegvis.pages.checklist import build_checklist
from stegvis.pages.dependencies import (
    article_inputs,
    checklist_inputs,
    guide_inputs,
    home_inputs,
    interface_inputs,
    title_inputs,
    withheld_inputs,
)
from stegvis.pages.generated import GeneratedPart
from stegvis.pages.generated_parts import generated_part
from stegvis.pages.guide import build_guide
from stegvis.pages.moved import build_moved_page
from stegvis.pages.page import Page, PageGroup, PageType
from stegvis.pages.runs import build_runs_page
from stegvis.pages.scopes import ArticleScope, FormerScope, LocaleScope, ProcedureScope, SiteScope
from stegvis.pages.site_pages import (
    build_global_not_found,
    build_language_choice,
    build_not_found,
    build_robots,
    build_sitemap,
)
from stegvis.pages.unavailable import build_unavailable_page
from stegvis.pages.urls import tail_of

LANGUAGE_CHOICE: PageType[SiteScope] = PageType(
    path=lambda _: "index.html",
    inputs=home_inputs,
    build=lambda scope: build_language_choice(scope.contexts, scope.config),
)
"""The site's first page."""

GLOBAL_NOT_FOUND: PageType[SiteScope] = PageType(
    path=lambda _: "404.html",
    inputs=interface_inputs,
    build=lambda scope: build_global_not_found(scope.contexts, scope.config),
)
"""What a server answers where it knows no page, in all languages."""

SITEMAP: PageType[SiteScope] = PageType(
    path=lambda scope: "sitemap.xml" if scope.config.url else "",
    inputs=lambda scope: (tuple(indexed_tails(scope)), unavailable_tails(scope)),
    build=lambda scope: build_sitemap(indexed_tails(scope), unavailable_tails(scope), scope.config),
)
"""The pages for search engines; none where the site's URL isn't known."""

ROBOTS: PageType[SiteScope] = PageType(
    path=lambda _: "robots.txt", build=lambda scope: build_robots(scope.config)
)
"""The rules for search engines."""

SITE_PAGES = (LANGUAGE_CHOICE, GLOBAL_NOT_FOUND, SITEMAP, ROBOTS)
"""One page each in a site."""

NOT_FOUND: PageType[LocaleScope] = PageType(
    path=lambda scope: f"{scope.locale}/404.html",
    build=lambda scope: build_not_found(scope.context),
    is_indexed=False,
)
"""What a server answers below a locale where it knows no page."""

RUNS: PageType[LocaleScope] = PageType(
    path=lambda scope: scope.context.urls.runs,
    inputs=title_inputs,
    build=lambda scope: build_runs_page(scope.context, scope.withheld, scope.pdf_files),
)
"""All runs in the reader's browser."""

LOCALE_PAGES = (NOT_FOUND, RUNS)
"""One page each in every locale."""


def _part(scope: ArticleScope) -> GeneratedPart[Any]:
    return generated_part(scope.article.generated)


ARTICLE: PageType[ArticleScope] = PageType(
    path=lambda scope: scope.context.urls.article(scope.article.slug),
    inputs=lambda scope: (*article_inputs(scope), *_part(scope).inputs(scope.parent)),
    build=lambda scope: build_article(scope, _part(scope)),
)
"""Prose, with what `generated` adds: see `generated_parts`."""

ARTICLE_PAGES = (ARTICLE,)
"""One page each for every article in every locale."""

GUIDE: PageType[ProcedureScope] = PageType(
    path=lambda scope: scope.context.urls.guide(scope.procedure),
    inputs=guide_inputs,
    build=lambda scope: build_guide(scope.context, scope.view, scope.neighbours, scope.pdf_files),
)
"""A procedure to read."""

CHECKLIST: PageType[ProcedureScope] = PageType(
    path=lambda scope: scope.context.urls.checklist(scope.procedure),
    inputs=checklist_inputs,
    build=lambda scope: build_checklist(scope.context, scope.view, scope.pdf_files),
)
"""A procedure to tick."""

PROCEDURE_PAGES = (GUIDE, CHECKLIST)
"""One page each for every procedure in every locale that doesn't withhold it."""


def _titles(scope: ProcedureScope) -> Iterator[object]:
    """Yield the ids and titles of the called procedures that are withheld themselves."""
    procedures = scope.context.library.procedures
    return ((name, procedures[name].title) for name in scope.withheld_called)


def unavailable_page(page_type: PageType[ProcedureScope]) -> PageType[ProcedureScope]:
    """Return the page type that replaces a procedure's page in a locale that withholds the procedure."""
    return PageType(
        path=page_type.path,
        inputs=lambda scope: ("unavailable", *withheld_inputs(scope), *_titles(scope)),
        build=lambda scope: build_unavailable_page(
            scope.context, scope.procedure, page_type.path(scope), scope.withheld_called
        ),
    )


UNAVAILABLE_PAGES = tuple(unavailable_page(page_type) for page_type in PROCEDURE_PAGES)
"""One page each for every procedure in every locale that withholds it."""


def moved_page(page_type: PageType[ProcedureScope]) -> PageType[FormerScope]:
    """Return the page type that leads from a former address of a procedure's page to the present one."""
    return PageType(
        path=lambda scope: page_type.path(replace(scope.present, procedure=scope.procedure)),
        inputs=lambda scope: ("moved", page_type.path(scope.present), scope.procedure),
        build=lambda scope: build_moved_page(
            scope.context,
            scope.procedure,
            page_type.path(replace(scope.present, procedure=scope.procedure)),
            page_type.path(scope.present),
        ),
        is_indexed=False,
    )


MOVED_PAGES = tuple(moved_page(page_type) for page_type in PROCEDURE_PAGES)
"""One page each for every place where a procedure was before, also in a locale that withholds it."""


def list_pages(site: SiteScope) -> Iterator[Page]:
    """Yield every page of a site that is not about a procedure."""
    for site_page in SITE_PAGES:
        yield from site_page.pages(site)
    for context in site.contexts.values():
        locale = LocaleScope(site, context)
        for locale_page in LOCALE_PAGES:
            yield from locale_page.pages(locale)
        for article in locale.articles():
            for article_page in ARTICLE_PAGES:
                yield from article_page.pages(article)


def list_page_groups(site: SiteScope) -> Iterator[PageGroup]:
    """Yield the pages about each procedure in each locale.

    The inputs of a guide are those of all pages: the others depend on some of them.
    """
    for context in site.contexts.values():
        for scope in LocaleScope(site, context).procedures():
            key = (context.code, scope.procedure.id)
            yield PageGroup(key, guide_inputs(scope), partial(_procedure_pages, scope))


def _procedure_pages(scope: ProcedureScope) -> Iterator[Page]:
    for page_type in UNAVAILABLE_PAGES if scope.is_withheld else PROCEDURE_PAGES:
        yield from page_type.pages(scope)
    for former in scope.former:
        for moved in MOVED_PAGES:
            yield from moved.pages(former)


def indexed_tails(site: SiteScope) -> Iterator[tuple[str, str]]:
    """For the sitemap, each path below the locales, with the date of the revision as ISO 8601 or nothing."""
    source = LocaleScope(site, site.source)
    yield from ((tail_of(page.path(source)), "") for page in LOCALE_PAGES if page.is_indexed)
    for article in source.articles():
        yield from ((tail_of(page.path(article)), "") for page in ARTICLE_PAGES if page.is_indexed)
    for procedure in source.context.library.procedures.values():
        scope = ProcedureScope(source, procedure)
        for page in PROCEDURE_PAGES:
            if page.is_indexed:
                yield tail_of(page.path(scope)), procedure.revised


def unavailable_tails(site: SiteScope) -> dict[str, frozenset[str]]:
    """Return the locales that withhold a page's procedure, by the page's path below the locales."""
    if not any(site.status.withheld.values()):
        return {}
    source = LocaleScope(site, site.source)
    scopes = (ProcedureScope(source, procedure) for procedure in source.context.library.procedures.values())
    return {
        tail_of(page.path(scope)): locales
        for scope in scopes
        if (locales := scope.withheld_in)
        for page in PROCEDURE_PAGES
    }
