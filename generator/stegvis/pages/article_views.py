"""What prose pages and the pages of the whole site show, as plain values; see `views`."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model import Words
from stegvis.pages.views import (
    Anchor,
    Checklist,
    Guide,
    HandOver,
    Head,
    Language,
    Option,
    Printable,
    RoleTag,
    Runs,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML of an article's blocks, and the words that follow it."""

    html: str
    words: Words | None


@dataclass(frozen=True, slots=True)
class Card:
    """A procedure in a list."""

    title: Words
    summary: Words
    guide: str
    checklist: str
    time: str
    roles: tuple[RoleTag, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection with its procedures."""

    anchor: str
    title: Words
    summary: Words
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """Procedures under a word that says what a role can do with them."""

    word: str
    procedures: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role with the procedures that it may do."""

    anchor: str
    name: Words
    description: Words
    holder: str
    """Who holds it, and in which system, in words."""
    verified: str
    """In which source its name was seen, in words, or nothing."""
    lists: tuple[Titles, ...]


@dataclass(frozen=True, slots=True)
class May:
    """What a role can do with a procedure."""

    kind: str
    """`alone`, `part`, `look`, `held`, or `none`."""
    word: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the table of procedures and roles."""

    procedure: Anchor
    may: tuple[May, ...]
    """In the order of the table's roles."""
    hand_overs: tuple[HandOver, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """The table of procedures and roles."""

    roles: tuple[RoleTag, ...]
    legend: tuple[May, ...]
    rows: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class ControlName:
    """A control's name in one language."""

    text: str
    language: str
    """BCP 47 tag of the text."""
    verified: bool
    source: str
    """In which source it was seen, in words."""


@dataclass(frozen=True, slots=True)
class Control:
    """A row of the table of names."""

    anchor: str
    kind: str
    names: tuple[ControlName, ...]


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of a portal."""

    system: Words | str
    columns: tuple[Language, ...]
    rows: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a term of the glossary is called in one language."""

    language: str
    """BCP 47 tag of the words."""
    words: str
    avoid: str
    """What it is not to be called, in words, or nothing."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the glossary."""

    anchor: str
    term: str
    meaning: Words
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms and what they are called."""

    language: str
    """BCP 47 tag of the terms."""
    columns: tuple[Language, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class LackView:
    """A text that readers see in English."""

    text: str
    """Where it is missing, and what kind of text it is."""
    key: str
    href: str
    """The step, in the language in which it can be read."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of something is translated, and what that means."""

    name: Anchor
    counts: tuple[int, ...]
    """Translated, fuzzy, missing, not reviewed."""
    kind: str = ""
    """`complete`, `safe`, `hard` or `unsafe`, or nothing."""
    word: str = ""
    lacks: tuple[LackView, ...] = ()
    more: str = ""
    """How many lacks are not shown, in words, or nothing."""


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Counts under a heading."""

    anchor: str
    title: Words | str
    first: str
    """Head of the first column."""
    last: str
    """Head of the last column, or nothing where there is none."""
    rows: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of prose, with what the generator adds to it."""

    head: Head
    description: Words
    body: tuple[Piece, ...]
    shelves: tuple[Shelf, ...] = ()
    duties: Duties | None = None
    roles: tuple[RoleView, ...] = ()
    show_roles: str = ""
    """`procedures` or `roles`: what the roles are shown with."""
    controls: tuple[Controls, ...] = ()
    glossary: Glossary | None = None
    standing: tuple[StatusTable, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetsRow:
    """What can be printed of a procedure."""

    procedure: str
    anchor: str
    title: Words
    plain: str
    """The title without markup."""
    guide: str
    checklist: str
    why_not: str
    """Why there is nothing, in words, or nothing."""
    roles: tuple[str, ...]
    """Ids of the roles that do something in it."""
    sheets: tuple[Printable, ...]


@dataclass(frozen=True, slots=True)
class SheetsShelf:
    """What can be printed of a collection."""

    anchor: str
    title: Words
    plain: str
    """The title without markup."""
    rows: tuple[SheetsRow, ...]


@dataclass(frozen=True, slots=True)
class SheetsPack:
    """Several checklists in one."""

    sheet: Printable
    procedures: tuple[str, ...]
    """Ids of those that are in it."""


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """A page of prose with everything to print."""

    head: Head
    description: Words
    body: tuple[Piece, ...]
    shelves: tuple[SheetsShelf, ...]
    packs: tuple[SheetsPack, ...]
    roles: tuple[Option, ...]
    kinds: tuple[Option, ...]
    papers: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Greeting:
    """The same few words in one of the languages."""

    locale: str
    language: str
    direction: str
    name: str
    title: str
    text: str
    href: str
    link: str


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The site's first page."""

    head: Head
    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is shown where an address leads nowhere."""

    head: Head
    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the sitemap."""

    tail: str
    """Path below each of the locales."""
    date: str
    languages: tuple[Language, ...]
    """Those in which there is one."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """sitemap.xml, by the sitemaps.org protocol with xhtml:link alternates."""

    url: str
    """Absolute URL of the site."""
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Robots:
    """robots.txt, by RFC 9309."""

    sitemap: str
    """Absolute URL of the sitemap, or nothing."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A procedure whose warnings or decisions the locale lacks: told so, and sent to the original."""

    head: Head
    why: str
    original: str
    """Path of the same page in the source locale."""
    original_language: str
    original_text: str


View = (
    Guide
    | Checklist
    | Runs
    | ArticlePage
    | SheetsPage
    | LanguageChoice
    | Missing
    | Withheld
    | Sitemap
    | Robots
)
