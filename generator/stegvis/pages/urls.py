"""Paths of pages below the site's root: `en/roles/`, without a leading slash, ending in one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from stegvis.model.article import Article, Generated
from stegvis.model.procedure import Procedure

HOME = "index"
"""Slug of the article at a locale's root."""


def tail_of(path: str) -> str:
    """Return the part of a path below its locale, which is the same in every locale."""
    return path.partition("/")[2]


class LocaleUrls:
    """The paths of one locale's pages."""

    def __init__(self, code: str, articles: Mapping[str, Article[Any]]) -> None:
        """Build paths for the locale with this code; `articles` are its articles by slug."""
        self._code = code
        self._articles = articles

    @property
    def home(self) -> str:
        """The path of the locale's home page."""
        return f"{self._code}/"

    @property
    def runs(self) -> str:
        """The path of the page with all runs in the reader's browser."""
        return f"{self._code}/runs/"

    def guide(self, procedure: Procedure[Any]) -> str:
        """Return the path of a procedure's guide."""
        return f"{self._code}/{procedure.collection}/{procedure.id}/"

    def checklist(self, procedure: Procedure[Any]) -> str:
        """Return the path of a procedure's checklist."""
        return f"{self._code}/{procedure.collection}/{procedure.id}/checklist/"

    def article(self, slug: str) -> str:
        """Return the path of an article; the home page's is the locale's folder."""
        return self.home if slug == HOME else f"{self._code}/{slug}/"

    def generated(self, part: Generated) -> str:
        """Return the path of the article with a generated part; empty if no article has it."""
        articles = self._articles.values()
        return next((self.article(entry.slug) for entry in articles if entry.generated == part), "")

    @cached_property
    def procedures(self) -> str:
        """The path of the list of procedures; of the home page if there is no list."""
        return self.generated(Generated.PROCEDURES) or self.home

    @cached_property
    def roles(self) -> str:
        """The path of the page of roles; empty if there is none."""
        return self.generated(Generated.ROLES)

    @cached_property
    def status(self) -> str:
        """The path of the page on the status of the translations; empty if there is none."""
        return self.generated(Generated.STATUS)

    @cached_property
    def pdfs(self) -> str:
        """The path of the page with all PDFs; empty if there is none."""
        return self.generated(Generated.PRINT)
