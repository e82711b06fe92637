"""The entries of the registries in content/: labels, roles, systems, links, and others."""

from __future__ import annotations

from collections.abc import Collection as AnyCollection
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Generic

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.condition import OneOrMore
from stegvis.model.text import T, Whole
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience(Generic[T]):
    """A group of readers that a procedure addresses."""

    name: Annotated[T, TextRole.AUDIENCE_NAME]
    """What the group is called."""
    description: Annotated[T, TextRole.AUDIENCE_DESCRIPTION]
    """Who belongs to it, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[T]):
    """A named list of procedures."""

    title: Annotated[T, TextRole.COLLECTION_TITLE]
    """The heading above the procedures."""
    summary: Annotated[T, TextRole.COLLECTION_SUMMARY]
    """What they have in common, in a sentence."""
    procedures: tuple[Id, ...] = ()
    """In reading order; procedures that are not listed follow, sorted by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Generic[T]):
    """Somebody who takes part in procedures: the readers' own company, its customer, an authority."""

    name: Annotated[T, TextRole.PARTY_NAME]
    """`Customer`: what the party is called on its own."""
    for_them: Annotated[T, TextRole.PARTY_FOR_THEM]
    """`For the customer`: what marks the steps that the party performs."""
    wait: Annotated[T, TextRole.PARTY_WAIT]
    """`Wait for the customer`: what marks the steps at which the party is waited for."""
    ours: bool = False
    """Whether the readers belong to the party; true for one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSet:
    """Roles that somebody holds together; of a single one, the file may have the id alone."""

    all: Annotated[tuple[Id, ...], Aspect.ROLES, OneOrMore, Whole]
    """The roles, of which every one is needed."""

    def is_held_in(self, held: AnyCollection[str]) -> bool:
        """Return whether all of the roles are among those that somebody holds."""
        return all(role in held for role in self.all)


def each_role(ids: Iterable[str]) -> tuple[RoleSet, ...]:
    """Return a set for each of some roles."""
    return tuple(RoleSet(all=(role,)) for role in ids)  # type: ignore[arg-type]  # ids without a place


def role_ids(sets: Iterable[RoleSet]) -> tuple[Id, ...]:
    """Return the ids of all roles in some sets, without repetitions."""
    return tuple(dict.fromkeys(role for roles in sets for role in roles.all))


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Generic[T]):
    """A role that a user can hold in a system."""

    name: Annotated[T, TextRole.ROLE_NAME]
    """The role exactly as the English screen names it."""
    description: Annotated[T, TextRole.ROLE_DESCRIPTION]
    """What its users may do, in a sentence."""
    party: Id | None = None
    """The party whose users hold it; our own if omitted."""
    system: Id
    """The system in which the role is held."""
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source that confirms this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Generic[T]):
    """A portal or program in which steps take place."""

    name: Annotated[T, TextRole.SYSTEM_NAME]
    """What the system is called."""
    link: Id | None = None
    """The entry of content/links.yaml that leads to it."""


class LabelKind(StrEnum):
    """What a label names."""

    PRODUCT = "product"
    MENU_ITEM = "menu-item"
    LINK = "link"
    BUTTON = "button"
    PAGE = "page"
    AREA = "area"
    FIELD = "field"
    LIST = "list"
    SWITCH = "switch"
    SWITCH_POSITION = "switch-position"
    GROUP = "group"
    LOG_ENTRY = "log-entry"
    SECTION = "section"
    VALUE = "value"
    STATUS = "status"
    TICK_BOX = "tick-box"
    DIALOG = "dialog"
    ICON = "icon"
    TILE = "tile"
    LIST_ENTRY = "list-entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Generic[T]):
    """The name of a control, page or product."""

    name: Annotated[T, TextRole.LABEL_NAME]
    """The name exactly as the English screen shows it."""
    kind: LabelKind
    """What it is the name of."""
    system: Id | None = None
    """The system that shows it; none if several do."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """Per locale, how often the sources name it, in whatever wording."""
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source that confirms this wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[T]):
    """An external address."""

    title: Annotated[T, TextRole.LINK_TITLE]
    """What the page is called."""
    url: Id
    """The address: https:, http:, mailto: or tel:."""
    urls: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, its own address, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[T]):
    """A source in which facts were verified."""

    title: Annotated[T, TextRole.SOURCE_TITLE]
    """The title of the document, or what was looked at."""
    date: Id
    """When it was read, as an ISO 8601 date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Generic[T]):
    """A technical term: its meaning, and its equivalents in each language."""

    term: Id
    """The term in its usual English form."""
    also: tuple[Id, ...] = ()
    """Its other English forms, such as the plural."""
    meaning: Annotated[T, TextRole.TERM_MEANING]
    """What it means, in a sentence."""
    keep: bool = False
    """The term is not translated."""
    forms: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, its equivalents in all their forms, the preferred one first."""
    forbidden: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, words that must not be used for it."""


class Ask(StrEnum):
    """When a run asks for a fact."""

    WHEN_NEEDED = "when-needed"
    """Before the first step at which it matters."""
    START = "start"


class FactKind(StrEnum):
    """What a fact is about."""

    CIRCUMSTANCE = "circumstance"
    """The case at hand: each run asks for it."""
    VARIANT = "variant"
    """How the reader works, such as by which tool: a run begins with what the reader chose last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOption(Generic[T]):
    """One answer to the question of a fact."""

    id: Id
    """Names the answer in conditions, runs and translations; unique within the fact."""
    label: Annotated[T, TextRole.FACT_OPTION_LABEL]
    """The answer, in a few words."""
    detail: Annotated[T, TextRole.FACT_OPTION_DETAIL] | None = None
    """When the answer is the right one; shown below the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Generic[T]):
    """Something that is so throughout a run, which is asked once: conditions name it."""

    question: Annotated[T, TextRole.FACT_QUESTION]
    """The question that a run asks for it."""
    options: tuple[FactOption[T], ...]
    """The answers, at least two."""
    ask: Ask = Ask.WHEN_NEEDED
    """When a run asks: where the fact first matters, or at the start."""
    kind: FactKind = FactKind.CIRCUMSTANCE
    """With `variant`, guides show steps that differ in its answer alone as tabs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceText(Generic[T]):
    """A text of the user interface."""

    text: Annotated[T, TextRole.INTERFACE]
    """The English, with placeholders in braces."""
    comment: Id | None = None
    """A comment for translators."""


REGISTRIES: Mapping[str, type[Any]] = {
    "audiences": Audience,
    "collections": Collection,
    "parties": Party,
    "roles": Role,
    "systems": System,
    "labels": Label,
    "links": Link,
    "sources": Source,
    "glossary": Term,
    "facts": Fact,
}
"""The type of the entries of each registry in content/, by the name of its file."""
