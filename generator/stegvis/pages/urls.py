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
    """The part of a path below its locale; the same in every locale."""
    return path.partition("/")[2]


class LocaleUrls:
    """The paths of one locale's pages."""

    def __init__(self, code: str, articles: Mapping[str, Article[Any]]) -> None:
        """Take the locale's code and its articles by slug."""
        self._code = code
        self._articles = articles

    @property
    def home(self) -> str:
        """The locale's first page."""
        return f"{self._code}/"

    @property
    def runs(self) -> str:
        """The page with all runs in the reader's browser."""
        return f"{self._code}/runs/"

    def guide(self, procedure: Procedure[Any]) -> str:
        """A procedure's guide."""
        return f"{self._code}/{procedure.collection}/{procedure.id}/"

    def checklist(self, procedure: Procedure[Any]) -> str:
        """A procedure's checklist."""
        return f"{self._code}/{procedure.collection}/{procedure.id}/checklist/"

    def article(self, slug: str) -> str:
        """An article."""
        return self.home if slug == HOME else f"{self._code}/{slug}/"

    def generated(self, part: Generated) -> str:
        """The article with a generated part; empty where none has it."""
        articles = self._articles.values()
        return next((self.article(entry.slug) for entry in articles if entry.generated == part), "")

    @cached_property
    def procedures(self) -> str:
        """The list of procedures, or the first page where there is no list."""
        return self.generated(Generated.PROCEDURES) or self.home

    @cached_property
    def roles(self) -> str:
        """The page of roles, or nothing."""
        return self.generated(Generated.ROLES)

    @cached_property
    def status(self) -> str:
        """The page on the status of the translations, or nothing."""
        return self.generated(Generated.STATUS)

    @cached_property
    def pdfs(self) -> str:
        """The page with all PDFs, or nothing."""
        return self.generated(Generated.PRINT)
