"""What the guide and the checklist of a procedure show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.graph.flowchart import Flowchart
from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.pdf import ProcedurePdfs
from stegvis.pages.views.view import FramedView


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTag:
    """A role as it is named in passing."""

    name: LocalizedText
    href: str
    """The role's place on the page of roles, or nothing."""
    system: LocalizedText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A warning, caution or note."""

    kind: str
    word: str
    text: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLink:
    """Where it goes on, other than with the next step on the page."""

    text: str
    href: str
    kind: str
    """`on` or `back`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to a decision."""

    id: str
    label: LocalizedText
    detail: LocalizedText | None
    way: StepLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledPart:
    """Another procedure that is done here."""

    title: LocalizedText
    href: str
    groups: tuple[StepGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step, in its own procedure or as a part of a caller."""

    anchor: str
    """`open-account`, or `check-owner.sign-in` in the procedure called by check-owner."""
    path: str
    """The same with slashes; names the step in what the browser keeps."""
    number: str
    name: str
    """`Step 3`, in the reader's language."""
    kind: str
    """The name of the step's kind; chooses its icon and nothing else."""
    symbol: str
    """The outline of the step's number: the value of a `Symbol`."""
    is_task: bool
    """Whether the step is something to do, whose state a run records."""
    is_prominent: bool
    """Whether the act is set in bold."""
    word: str
    """The kind in words; empty where the act makes it clear."""
    is_named_on_sheets: bool
    """Whether printed sheets show the word too."""
    act: LocalizedText
    plain: str
    """The act without markup."""
    remarks: tuple[Remark, ...]
    roles: tuple[RoleTag, ...]
    expect: LocalizedText | None
    if_not: LocalizedText | None
    detail: LocalizedText | None
    training_note: LocalizedText | None
    optional: LocalizedText | None
    pause_point: LocalizedText | None
    secret: LocalizedText | None
    time: str
    date_lines: tuple[str, ...]
    """Labels of lines for dates on paper."""
    hint: str
    """How many answers are to be chosen."""
    many: bool
    choices: tuple[Choice, ...]
    settled: str
    """The answer that the caller gave, told in words."""
    ways: tuple[StepLink, ...]
    part: CalledPart | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGroup:
    """Steps that happen on one screen."""

    anchor: str
    system: LocalizedText | None
    screen: LocalizedText | None
    numbers: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Steps that need a role which some of the procedure's roles lack."""

    step: str
    href: str
    roles: tuple[RoleTag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequirement:
    """A role that somebody must hold in another system."""

    who: str
    role: RoleTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must be so before the first step."""

    text: LocalizedText
    links: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAccess:
    """Who may do a procedure, and who can finish it."""

    roles: tuple[RoleTag, ...]
    verdict: str
    """Whether all or none can do it alone, in words; nothing when only some can."""
    alone: tuple[RoleTag, ...]
    """Those who can, when only some can."""
    hand_overs: tuple[HandOver, ...]
    read_only: tuple[RoleTag, ...]
    held: tuple[RoleRequirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowchartLine:
    """A step of the picture in words."""

    name: str
    text: str
    href: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The procedures before and after this one in its collection."""

    before: Anchor | None
    after: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(FramedView):
    """A procedure to read."""

    procedure: str
    summary: LocalizedText
    audience: tuple[LocalizedText, ...]
    time: str
    duration: str
    """ISO 8601."""
    who: RoleAccess
    prerequisites: tuple[Condition, ...]
    groups: tuple[StepGroup, ...]
    outcome: LocalizedText
    afterwards: tuple[Anchor, ...]
    picture: Flowchart
    picture_title: str
    lines: tuple[FlowchartLine, ...]
    guide: str
    checklist: str
    neighbours: Neighbours
    plain_title: str
    to_print: ProcedurePdfs


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOption:
    """A role that the reader may have."""

    id: str
    name: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(FramedView):
    """A procedure to tick."""

    procedure: str
    revision: int
    summary: LocalizedText
    time: str
    who: RoleAccess
    prerequisites: tuple[Condition, ...]
    groups: tuple[StepGroup, ...]
    outcome: LocalizedText
    guide: str
    checklist: str
    graph: str
    """The step graph as JSON, for the script."""
    able: tuple[RoleOption, ...]
    runs: str
    to_print: ProcedurePdfs
