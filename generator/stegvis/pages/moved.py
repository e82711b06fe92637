"""Builds the page at a former address of a procedure, which leads to the present one."""

from __future__ import annotations

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.views.site import Moved


def build_moved_page(
    context: LocaleContext, procedure: Procedure[LocalizedText], path: str, target: str
) -> Moved:
    """Build the page at `path` that leads to the page at `target`, both in the locale's part of the site."""
    subject = PageSubject(
        path=path,
        title=context.formatter.plain(procedure.title),
        heading=procedure.title,
        description=context.formatter.plain(procedure.summary),
    )
    return Moved(head=context.head(subject), target=target)
