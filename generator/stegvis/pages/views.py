"""What pages show, as plain values: templates loop over them and ask no questions of the model.

A `Words` is prose, to be set with its markup and names; a `str` is plain text. Every `href` that is
no anchor and no absolute address is a path below the site's root, to be set after `Head.root`.
"""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model import Words
from stegvis.picture import Picture


@dataclass(frozen=True, slots=True)
class Language:
    """One of the site's languages; a page's path in it is `code`, a slash and `Head.tail`."""

    code: str
    tag: str
    """BCP 47."""
    name: str
    """The language's name in itself."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to a page of ours or elsewhere."""

    text: Words | str
    href: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What a page is worth: its revision and date, and how complete its language is."""

    revision: str
    date: str
    """ISO 8601, or nothing."""
    completeness: str
    review: str = ""
    """That nobody looked at the translation yet, in words, or nothing."""
    details: str = ""
    """Path of the page that tells the state of the language, or nothing."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry of a page's outline."""

    href: str
    text: str
    inner: tuple[Outline, ...] = ()
    numbers: str = ""
    """The numbers of the steps that stand there."""


@dataclass(frozen=True, slots=True)
class Head:
    """What every page has around its content."""

    path: str
    """Path of the file below the site's root: `en/roles/index.html`."""
    locale: str
    language: str
    direction: str
    title: str
    """The browser's title, with the site's name."""
    heading: Words | str
    description: str
    url: str
    """Absolute URL, or nothing where the site's address isn't known."""
    root: str
    """The way up to the site's root: `../../`, or an absolute path."""
    tail: str
    """The page's path below its locale; the same in all languages."""
    crumbs: tuple[Anchor, ...]
    section: str
    """Path of the menu's entry to which the page belongs."""
    foreign: bool
    """Whether some of it is English because the locale lacks it."""
    status: Status | None = None
    outline: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleTag:
    """A role as it is named in passing."""

    name: Words
    href: str
    """The role's place on the page of roles, or nothing."""
    system: Words | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning, caution or note."""

    kind: str
    word: str
    text: Words


@dataclass(frozen=True, slots=True)
class Way:
    """Where it goes on, other than with the next step on the page."""

    text: str
    href: str
    kind: str
    """`on` or `back`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to a decision."""

    id: str
    label: Words
    detail: Words | None
    way: Way | None


@dataclass(frozen=True, slots=True)
class Part:
    """Another procedure that is done here."""

    title: Words
    href: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step, in its own procedure or as a part of a caller."""

    anchor: str
    """`open-account`, or `check-owner.sign-in` in the procedure called by check-owner."""
    path: str
    """The same with slashes; names the step in what the browser keeps."""
    number: str
    name: str
    """`Step 3`, in words."""
    kind: str
    word: str
    """The kind in words."""
    act: Words
    plain: str
    """The act without markup."""
    remarks: tuple[Remark, ...]
    roles: tuple[RoleTag, ...]
    expect: Words | None
    if_not: Words | None
    detail: Words | None
    training_note: Words | None
    optional: Words | None
    pause_point: Words | None
    secret: Words | None
    time: str
    hint: str
    """How many answers are to be chosen."""
    many: bool
    choices: tuple[Choice, ...]
    settled: str
    """The answer that the caller gave, told in words."""
    ways: tuple[Way, ...]
    part: Part | None


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that happen on one screen."""

    anchor: str
    system: Words | None
    screen: Words | None
    numbers: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Steps that need a role which some of the procedure's roles lack."""

    step: str
    href: str
    roles: tuple[RoleTag, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody must hold in another system."""

    who: str
    role: RoleTag


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so before the first step."""

    text: Words
    links: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class WhoMay:
    """Who may do a procedure, and who can finish it."""

    roles: tuple[RoleTag, ...]
    verdict: str
    """Whether all or none can do it alone, in words; nothing when only some can."""
    alone: tuple[RoleTag, ...]
    """Those who can, when only some can."""
    hand_overs: tuple[HandOver, ...]
    read_only: tuple[RoleTag, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the picture in words."""

    name: str
    text: str
    href: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The procedures before and after this one in its collection."""

    before: Anchor | None
    after: Anchor | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A sheet as PDF."""

    paper: str
    """`a4` or `letter`."""
    word: str
    """The paper in words."""
    href: str
    told: str
    """Its size and its pages, in words."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A kind of sheet, on each paper; or the page that is printed in its place."""

    kind: str
    """`checklist`, `trainer`, `hand-over` or `pack`."""
    subject: str
    """Id of the procedure or of a pack's collection, or nothing."""
    name: str
    role: str
    """Id of the role that it is for, or nothing."""
    ready: tuple[Ready, ...]
    instead: str = ""
    """Path of the page to print from the browser, where no sheet is ready."""


@dataclass(frozen=True, slots=True)
class ToPrint:
    """The sheets of a page's procedure, and where the others are."""

    sheets: tuple[Printable, ...] = ()
    all: str = ""
    """Its place on the page of all sheets, or nothing where there is none."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A procedure to read."""

    head: Head
    procedure: str
    summary: Words
    audience: tuple[Words, ...]
    time: str
    duration: str
    """ISO 8601."""
    who: WhoMay
    prerequisites: tuple[Condition, ...]
    groups: tuple[Group, ...]
    outcome: Words
    afterwards: tuple[Anchor, ...]
    picture: Picture
    picture_title: str
    lines: tuple[Line, ...]
    guide: str
    checklist: str
    neighbours: Neighbours
    plain_title: str
    to_print: ToPrint


@dataclass(frozen=True, slots=True)
class Able:
    """A role that the reader may have."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Checklist:
    """A procedure to tick."""

    head: Head
    procedure: str
    revision: int
    summary: Words
    time: str
    who: WhoMay
    prerequisites: tuple[Condition, ...]
    groups: tuple[Group, ...]
    outcome: Words
    guide: str
    checklist: str
    graph: str
    """The step graph as JSON, for the script."""
    able: tuple[Able, ...]
    runs: str
    to_print: ToPrint


@dataclass(frozen=True, slots=True)
class Option:
    """One of those to choose from."""

    id: str
    word: str


@dataclass(frozen=True, slots=True)
class Runs:
    """The page with all runs in the reader's browser."""

    head: Head
    procedures: str
    """Where each procedure's checklist is, and what it is called: JSON for the script."""
    sheets: tuple[Option, ...] = ()
    """The sizes of paper of which all sheets can be kept, with how large they are together."""
