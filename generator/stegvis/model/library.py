"""All that a project holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Generic

from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Audience, Collection, Label, Link, Role, Source, System, Term
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Library(Generic[T]):
    """All that a project holds, in one language or as written."""

    procedures: Mapping[str, Procedure[T]]
    articles: Mapping[str, Article[T]]
    interface: Mapping[str, Annotated[T, TextRole.INTERFACE]]
    audiences: Mapping[str, Audience[T]]
    collections: Mapping[str, Collection[T]]
    roles: Mapping[str, Role[T]]
    systems: Mapping[str, System[T]]
    labels: Mapping[str, Label[T]]
    links: Mapping[str, Link[T]]
    sources: Mapping[str, Source[T]]
    glossary: Mapping[str, Term[T]] = field(default_factory=dict)

    def shelf(self, collection: str) -> Iterator[Procedure[T]]:
        """The procedures of a collection in reading order."""
        named = self.collections[collection].procedures
        yield from (self.procedures[name] for name in named if name in self.procedures)
        yield from (
            self.procedures[name]
            for name in sorted(self.procedures)
            if self.procedures[name].collection == collection and name not in named
        )


FIXED_DOMAINS = ("labels", "pages", "interface")
"""The translation domains that every project has; each collection has one of its own."""
