"""All that a project holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Generic

from stegvis.model.article import Article
from stegvis.model.media import MediaFile
from stegvis.model.procedure import Procedure
from stegvis.model.registries import (
    Audience,
    Collection,
    Fact,
    Label,
    Link,
    Party,
    Role,
    Source,
    System,
    Term,
)
from stegvis.model.rewording import Rewording
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, kw_only=True)
class Library(Generic[T]):
    """All that a project holds, in one language or as written; without slots, for its cached property."""

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
    parties: Mapping[str, Party[T]] = field(default_factory=dict)
    facts: Mapping[str, Fact[T]] = field(default_factory=dict)
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    """By translation key, the texts that mean what they meant under an earlier wording."""
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    """By path in the project, the files that steps show or offer; the same in every language."""

    def procedures_in(self, collection: str) -> Iterator[Procedure[T]]:
        """Return the procedures of a collection in reading order; raises KeyError for an unknown id."""
        return iter(self._by_collection[collection])

    @cached_property
    def our_party(self) -> str | None:
        """The id of the party to which the readers belong; None if no party is named."""
        return next((name for name, party in self.parties.items() if party.ours), None)

    def party_of(self, role: str) -> str | None:
        """Return the id of the party whose users hold a role; raises KeyError for an unknown role."""
        return self.roles[role].party or self.our_party

    @cached_property
    def value_labels(self) -> Mapping[str, Mapping[str, T]]:
        """The labels of the values that each procedure notes, by the ids of both."""
        return {
            name: labels
            for name, procedure in self.procedures.items()
            if (labels := {str(value): label for value, label in procedure.value_labels})
        }

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """The present id of each renamed procedure by each of its former ids."""
        return {former: name for name, entry in self.procedures.items() for former in entry.former_ids}

    def find_oldest_id(self, name: str) -> str:
        """Return the oldest known id of a procedure, of which `name` is the present or a former one."""
        procedure = self.procedures.get(self.present_ids.get(name, name))
        return next(iter(procedure.former_ids), str(procedure.id)) if procedure else str(name)

    @cached_property
    def _by_collection(self) -> dict[str, tuple[Procedure[T], ...]]:
        """Of each collection, the procedures that it names, in its order, then the others by id."""
        members: dict[str, dict[str, Procedure[T]]] = {
            name: {
                procedure: self.procedures[procedure]
                for procedure in collection.procedures
                if procedure in self.procedures
            }
            for name, collection in self.collections.items()
        }
        for name in sorted(self.procedures):
            procedure = self.procedures[name]
            if procedure.collection in members:
                members[procedure.collection].setdefault(name, procedure)
        return {name: tuple(procedures.values()) for name, procedures in members.items()}


FIXED_DOMAINS = ("labels", "pages", "interface")
"""The translation domains that every project has; each collection has one of its own."""
