"""Builds the page that replaces a procedure which can't be followed safely in a locale yet."""

from __future__ import annotations

from collections.abc import Iterable

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.urls import tail_of
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.site import Unavailable


def build_unavailable_page(
    context: LocaleContext, procedure: Procedure[LocalizedText], path: str, called: Iterable[str]
) -> Unavailable:
    """Build the page at a path of the locale: without steps, with a link to the source's page.

    `called` are the ids of the procedures that it calls and that are withheld themselves.
    """
    source = context.config.source
    original = context.config.locales[source]
    title = context.formatter.plain(procedure.title)
    head = context.head(
        PageSubject(
            path=path,
            title=title,
            heading=procedure.title,
            description=context.formatter.plain(procedure.summary),
            section=context.urls.procedures,
            foreign=procedure.title.is_untranslated,
            status=context.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
        )
    )
    return Unavailable(
        head=head,
        reason=context.ui.withheld.fill(language=context.locale.name),
        called=tuple(_source_link(context, context.library.procedures[name]) for name in called),
        original=f"{source}/{tail_of(path)}",
        original_language=original.language,
        original_text=context.ui.withheld_original.fill(language=original.name),
    )


def _source_link(context: LocaleContext, procedure: Procedure[LocalizedText]) -> Anchor:
    path = f"{context.config.source}/{tail_of(context.urls.guide(procedure))}"
    return Anchor(text=procedure.title, href=path)
