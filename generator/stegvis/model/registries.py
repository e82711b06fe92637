"""The entries of the registries in content/: labels, roles, systems, links, and others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Generic

from stegvis.diagnostics import Id
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


class Actor(StrEnum):
    """Who does something, as the reader sees them."""

    PARTNER = "partner"
    CUSTOMER = "customer"
    RESELLER = "reseller"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience(Generic[T]):
    """Whom a procedure is for."""

    name: Annotated[T, TextRole.AUDIENCE_NAME]
    description: Annotated[T, TextRole.AUDIENCE_DESCRIPTION]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection(Generic[T]):
    """A shelf of procedures."""

    title: Annotated[T, TextRole.COLLECTION_TITLE]
    summary: Annotated[T, TextRole.COLLECTION_SUMMARY]
    procedures: tuple[Id, ...] = ()
    """In reading order; others follow by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Generic[T]):
    """What somebody may be in a system."""

    name: Annotated[T, TextRole.ROLE_NAME]
    description: Annotated[T, TextRole.ROLE_DESCRIPTION]
    holder: Actor
    system: Id
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source in which this name was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Generic[T]):
    """A portal or program in which steps happen."""

    name: Annotated[T, TextRole.SYSTEM_NAME]
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

    name: Annotated[T, TextRole.LABEL_NAME]
    kind: LabelKind
    system: Id | None = None
    seen: Mapping[str, int] = field(default_factory=dict)
    """Per locale, how often the sources used any wording for it."""
    verified: Mapping[str, Id] = field(default_factory=dict)
    """Per locale, the source in which this wording was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[T]):
    """An address outside the site."""

    title: Annotated[T, TextRole.LINK_TITLE]
    url: Id
    urls: Mapping[str, Id] = field(default_factory=dict)
    """Addresses of the locales that have another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Generic[T]):
    """Where facts were verified."""

    title: Annotated[T, TextRole.SOURCE_TITLE]
    date: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Generic[T]):
    """A word of the trade: what it means, and what it is called in each language."""

    term: Id
    also: tuple[Id, ...] = ()
    """Other forms of it in English, such as the plural."""
    meaning: Annotated[T, TextRole.TERM_MEANING]
    keep: bool = False
    """It stays as it is in every language."""
    forms: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, the words for it with all their forms, the usual one first."""
    forbidden: Mapping[str, tuple[Id, ...]] = field(default_factory=dict)
    """Per locale, words that are not to be used for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Generic[T]):
    """A piece of the interface's words."""

    text: Annotated[T, TextRole.INTERFACE]
    comment: Id | None = None
    """What its translators should know."""


REGISTRIES: Mapping[str, type[Any]] = {
    "audiences": Audience,
    "collections": Collection,
    "roles": Role,
    "systems": System,
    "labels": Label,
    "links": Link,
    "sources": Source,
    "glossary": Term,
}
"""The registries in content/, and what their entries are."""
