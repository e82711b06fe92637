"""What articles show, with their generated tables and lists."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Anchor, Head, Language
from stegvis.pages.views.glossary import GlossaryTable
from stegvis.pages.views.procedure import HandOver, RoleTag
from stegvis.pages.views.status import StatusTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePiece:
    """HTML of an article's blocks, and the words that follow it."""

    html: str
    words: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureCard:
    """A procedure in a list."""

    title: LocalizedText
    summary: LocalizedText
    guide: str
    checklist: str
    time: str
    roles: tuple[RoleTag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionView:
    """A collection with its procedures."""

    anchor: str
    title: LocalizedText
    summary: LocalizedText
    cards: tuple[ProcedureCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLinks:
    """Procedures under a word that says what a role can do with them."""

    word: str
    procedures: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role with the procedures that it may do."""

    anchor: str
    name: LocalizedText
    description: LocalizedText
    holder: str
    """Who holds it, and in which system, in words."""
    verified: str
    """In which source its name was seen, in words, or nothing."""
    lists: tuple[ProcedureLinks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a role can do with a procedure."""

    kind: str
    """`alone`, `part`, `look`, `held`, or `none`."""
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionRow:
    """A row of the table of procedures and roles."""

    procedure: Anchor
    may: tuple[Permission, ...]
    """In the order of the table's roles."""
    hand_overs: tuple[HandOver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionTable:
    """The table of procedures and roles."""

    roles: tuple[RoleTag, ...]
    legend: tuple[Permission, ...]
    rows: tuple[PermissionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlName:
    """A control's name in one language."""

    text: str
    language: str
    """BCP 47 tag of the text."""
    verified: bool
    source: str
    """In which source it was seen, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """A row of the table of names."""

    anchor: str
    kind: str
    names: tuple[ControlName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTable:
    """The controls of a portal."""

    system: LocalizedText | str
    columns: tuple[Language, ...]
    rows: tuple[ControlRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """A page of prose, with what the generator adds to it."""

    head: Head
    description: LocalizedText
    body: tuple[ArticlePiece, ...]
    shelves: tuple[CollectionView, ...] = ()
    duties: PermissionTable | None = None
    roles: tuple[RoleView, ...] = ()
    show_roles: str = ""
    """`procedures` or `roles`: what the roles are shown with."""
    controls: tuple[ControlTable, ...] = ()
    glossary: GlossaryTable | None = None
    standing: tuple[StatusTable, ...] = ()
