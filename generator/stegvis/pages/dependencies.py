"""The inputs of pages: a page whose inputs are equal to those of the last build is not rendered again.

Each function returns a tuple that is compared by equality.
"""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.calendar import has_due_times
from stegvis.pages.context import LocaleContext
from stegvis.pages.media import media_files
from stegvis.pages.scopes import ArticleScope, LocaleScope, ProcedureScope, SiteScope
from stegvis.pages.urls import HOME


def locale_inputs(context: LocaleContext) -> tuple[object, ...]:
    """Return what every page of a locale depends on."""
    library = context.library
    return (
        context.config,
        library.interface,
        library.labels,
        context.analyses.library.labels,
        library.roles,
        library.parties,
        library.systems,
        library.links,
        library.facts,
        context.analyses.library.facts,
        library.audiences,
        context.menu,
        context.addresses,
        context.urls.status,
        context.urls.pdfs,
        library.present_ids,
        library.rewordings,
        context.completeness.get("labels"),
        context.completeness.get("interface"),
    )


def interface_inputs(scope: SiteScope) -> tuple[object, ...]:
    """Return the interface messages of all locales."""
    return (tuple(context.library.interface for context in scope.contexts.values()),)


def home_inputs(scope: SiteScope) -> tuple[object, ...]:
    """Return the first article and the interface messages of all locales."""
    homes = tuple(context.library.articles.get(HOME) for context in scope.contexts.values())
    return (homes, *interface_inputs(scope))


def title_inputs(scope: LocaleScope) -> tuple[object, ...]:
    """Return the titles of all procedures of a locale, whether steps are due, what it withholds, its PDFs."""
    procedures = scope.context.library.procedures.values()
    titles = tuple((entry.id, entry.title, entry.collection, entry.was) for entry in procedures)
    return (titles, has_due_times(scope.context.library), scope.withheld, scope.pdf_files)


def collection_inputs(scope: LocaleScope) -> tuple[object, ...]:
    """Return the collections and procedures of a locale."""
    return (scope.context.library.collections, scope.context.library.procedures)


def article_inputs(scope: ArticleScope) -> tuple[object, ...]:
    """Return an article, and how completely it is translated."""
    return (scope.article, scope.context.completeness.get(f"articles/{scope.article.slug}"))


def guide_inputs(scope: ProcedureScope) -> tuple[object, ...]:
    """Return what the checklist depends on, and the titles of the neighbours."""
    neighbours = (scope.previous, scope.following)
    return (*checklist_inputs(scope), *((entry.id, entry.title) if entry else None for entry in neighbours))


def checklist_inputs(scope: ProcedureScope) -> tuple[object, ...]:
    """Return a procedure, those that it calls, the titles it links to, its PDFs and its completeness.

    Its run graph is made of the source's texts, also where those of the locale stay the same.
    """
    return (
        scope.context.library.collections[scope.procedure.collection].title,
        scope.pdf_files,
        tuple(media_files(scope.context, _with_called(scope.context, scope.procedure))),
        *withheld_inputs(scope),
        *_linked_inputs(scope.context, scope.procedure),
    )


def withheld_inputs(scope: ProcedureScope) -> tuple[object, ...]:
    """Return a procedure, how completely it is translated, and which locales withhold it."""
    record = scope.context.completeness.get(f"procedures/{scope.procedure.id}")
    return (scope.procedure, record, scope.withheld_in)


def _with_called(
    context: LocaleContext, procedure: Procedure[LocalizedText]
) -> Iterator[Procedure[LocalizedText]]:
    yield procedure
    for name in context.analyses.linked(procedure.id).called:
        yield context.library.procedures[name]


def _linked_inputs(context: LocaleContext, procedure: Procedure[LocalizedText]) -> Iterator[object]:
    """A procedure and its callees as written, the localized callees, and the titles that they link to."""
    linked = context.analyses.linked(procedure.id)
    sources = context.analyses.library.procedures
    yield from (sources[name] for name in (procedure.id, *linked.called))
    if linked.called or linked.procedures or linked.articles:
        procedures, articles = context.library.procedures, context.library.articles
        yield from (procedures[name] for name in linked.called)
        yield from (procedures[name].title for name in linked.procedures)
        yield from (articles[slug].title for slug in linked.articles)
