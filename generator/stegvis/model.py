"""The value types of a project: procedures as step graphs, registries, articles.

Types with the parameter `T` exist twice: with `Text` as an author wrote it, and with `Words` as a
reader of one locale sees it. The fields' names are the keys of the YAML files; `load` reads files by
these types, `schema` writes JSON Schemas from them, and `messages` walks their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from stegvis.diagnostics import Id, Location


@dataclass(frozen=True, slots=True)
class Text:
    """Translatable text as its author wrote it: inline CommonMark with placeholders."""

    key: str
    """Translation key, `procedure/step.field`; never depends on wording or position."""
    source: str
    location: Location
    comment: str = ""
    """What its translators should know."""


class State(StrEnum):
    """What a reader's words are."""

    SOURCE = "source"
    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Words:
    """Text as a reader of one locale sees it."""

    key: str
    text: str
    """In the reader's language, or English where `state` is fuzzy or missing."""
    state: State

    @property
    def is_foreign(self) -> bool:
        """Whether the text is English because the locale lacks it."""
        return self.state in (State.FUZZY, State.MISSING)


T = TypeVar("T")

GIVEN: Mapping[str, bool] = {"given": True}
"""Marks a field that comes from the file's name or body, not from a key in it."""


class Actor(StrEnum):
    """Who does something, as the reader sees them."""

    PARTNER = "partner"
    CUSTOMER = "customer"
    RESELLER = "reseller"
    VENDOR = "vendor"


class Choose(StrEnum):
    """How many options of a decision are taken."""

    ONE = "one"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite(Generic[T]):
    """What must be so before a procedure starts."""

    id: Id
    text: T
    procedure: Id | None = None
    """The procedure that brings it about."""
    link: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRole:
    """A role that somebody else must hold, in another system."""

    actor: Actor
    role: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What comes next: exactly one of the three."""

    procedure: Id | None = None
    link: Id | None = None
    page: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[T]):
    """One answer to a decision, and where it leads."""

    id: Id
    label: T
    detail: T | None = None
    next: Id | None = None
    """The step that this answer leads to; the following step in the file if none is named."""
    again: bool = False
    """The answer leads back: the steps from there on are done again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[T]):
    """What every kind of step may carry. The kind's own field names what is to be done."""

    id: Id
    system: Id | None = None
    """Where it happens; carried on from the step before it in the file."""
    screen: Id | None = None
    """The label of the page, area or form on which it happens."""
    expect: T | None = None
    if_not: T | None = None
    detail: T | None = None
    training_note: T | None = None
    warnings: Mapping[str, T] = field(default_factory=dict)
    cautions: Mapping[str, T] = field(default_factory=dict)
    notes: Mapping[str, T] = field(default_factory=dict)
    performed_by: tuple[Id, ...] = ()
    """Roles that may do it, where these are others than the procedure's."""
    optional: T | None = None
    """The condition under which it is done."""
    pause_point: T | None = None
    """What to confirm deliberately before it is done."""
    secret: T | None = None
    """What is shown only once, and is not to be stored."""
    estimated_time: Id | None = None
    revision: int = 1
    was: Id | None = None
    """The id that it had before: its translations are carried over."""
    next: Id | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Step[T]):
    """One act of the reader."""

    action: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Step[T]):
    """Look at something; `if_not` says what to do when it isn't so."""

    check: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Step[T]):
    """A question whose answer decides the way."""

    decision: T
    options: tuple[Option[T], ...]
    choose: Choose = Choose.ONE
    """With `any`, the chosen ways are taken one after another, each up to the step named by `next`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Step[T]):
    """Another party has to do something first."""

    wait: T
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Step[T]):
    """Do another procedure here."""

    procedure: Id
    answers: Mapping[str, Id] = field(default_factory=dict)
    """Decisions of that procedure that are settled here: step id to option id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(Step[T]):
    """An outcome: the way ends here."""

    finish: T


KINDS: Mapping[str, type[Step[object]]] = {
    "action": Action,
    "check": Check,
    "decision": Decision,
    "wait": Wait,
    "procedure": Call,
    "finish": Finish,
}
"""A step's kind by the one key that tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[T]):
    """A step graph with what must be known around it."""

    procedure: Id
    """Equal to the file's name; URL and translation key; never changes."""
    collection: str = field(metadata=GIVEN)
    revision: int
    revised: Id
    """ISO 8601 date of this revision."""
    title: T
    summary: T
    audience: tuple[Id, ...] = ()
    roles: tuple[Id, ...]
    """Any one of these may do a step that names no role."""
    read_only_roles: tuple[Id, ...] = ()
    other_roles: tuple[OtherRole, ...] = ()
    estimated_time: Id
    prerequisites: tuple[Prerequisite[T], ...] = ()
    steps: tuple[Step[T], ...]
    outcome: T
    afterwards: tuple[Afterwards, ...] = ()

    @property
    def id(self) -> str:
        """The procedure's id."""
        return self.procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience(Generic[T]):
    """Whom a procedure is for."""

    name: T
    description: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[T]):
    """A shelf of procedures."""

    title: T
    summary: T
    procedures: tuple[Id, ...] = ()
    """In reading order; others follow by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Generic[T]):
    """What somebody may be in a system."""

    name: T
    description: T
    holder: Actor
    system: Id
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source in which this name was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Generic[T]):
    """A portal or program in which steps happen."""

    name: T
    link: Id | None = None


class LabelKind(StrEnum):
    """What a label is the name of."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Generic[T]):
    """The name of a control, page or product."""

    name: T
    kind: LabelKind
    system: Id | None = None
    seen: Mapping[str, int] = field(default_factory=dict)
    """Per locale, how often the sources used any wording for it."""
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source in which this wording was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[T]):
    """An address outside the site."""

    title: T
    url: Id
    urls: Mapping[str, Id] = field(default_factory=dict)
    """Addresses of the locales that have another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[T]):
    """Where facts were verified."""

    title: T
    date: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Generic[T]):
    """A word of the trade: what it means, and what it is called in each language."""

    term: Id
    also: tuple[Id, ...] = ()
    """Other forms of it in English, such as the plural."""
    meaning: T
    keep: bool = False
    """It stays as it is in every language."""
    forms: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, the words for it with all their forms, the usual one first."""
    forbidden: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, words that are not to be used for it."""


class Generated(StrEnum):
    """What the generator adds to an article."""

    PROCEDURES = "procedures"
    ROLES = "roles"
    CONTROLS = "controls"
    GLOSSARY = "glossary"
    STATUS = "status"
    PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Generic[T]):
    """A prose page: the structure as HTML that we made, the words as text to translate."""

    slug: str = field(metadata=GIVEN)
    title: T
    description: T
    order: int = 0
    generated: Generated | None = None
    body: tuple[str | T, ...] = field(default=(), metadata=GIVEN)
    """HTML of the blocks and, between it, the inline text of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Generic[T]):
    """A piece of the interface's words."""

    text: T
    comment: Id | None = None
    """What its translators should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library(Generic[T]):
    """All that a project holds, in one language or as written."""

    procedures: Mapping[str, Procedure[T]]
    articles: Mapping[str, Article[T]]
    interface: Mapping[str, T]
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
