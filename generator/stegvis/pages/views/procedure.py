"""The views of a procedure: its guide, its checklist, and the parts that they share."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.graph.flowchart import Flowchart
from stegvis.model.text import LocalizedText
from stegvis.pages.views.calendar import WorkingCalendar
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.media import StepMedia
from stegvis.pages.views.pdf import ProcedurePdfs
from stegvis.pages.views.view import FramedView


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTag:
    """The name of a role, with a link to its description."""

    joint: str
    """What stands between it and the role before it, of those that are needed together: ` and `."""
    name: LocalizedText
    href: str
    """The role's entry on the page of roles; empty if there is no such page."""
    system: LocalizedText | None = None


RoleTags = tuple[RoleTag, ...]
"""Roles that somebody holds together; mostly one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A warning, caution or note."""

    kind: str
    word: str
    text: LocalizedText
    condition: str
    """What must have been answered for it to matter, in words; empty if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLink:
    """A link to a following step that is not the next one on the page."""

    text: str
    href: str
    kind: str
    """`on` or `back`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a decision."""

    id: str
    label: LocalizedText
    detail: LocalizedText | None
    link: StepLink | None
    """Where the answer leads."""
    condition: str
    """What must have been answered for it to be offered, in words; empty if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledPart:
    """The procedure that a step calls, with its steps, or the steps that it consists of."""

    href: str
    """The guide of the procedure; empty if the steps are the step's own."""
    groups: tuple[StepGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPiece:
    """Consecutive characters of a command, or a value that it names."""

    text: str
    """The characters, or the id of the value."""
    label: LocalizedText | None
    """What the value is called; None for characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandView:
    """What the reader runs at a step."""

    shell: str
    """The name of the shell or language."""
    run: tuple[CommandPiece, ...]
    output: tuple[CommandPiece, ...]
    """What is printed when it worked; empty if nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueField:
    """A value that the reader notes at a step."""

    id: str
    label: LocalizedText
    example: str
    """In words, or nothing."""
    sample: str
    """The example alone, or nothing."""
    pattern: str
    """The form of the whole value as a regular expression, or nothing."""
    is_date: bool
    is_secret: bool
    """Whether it is never kept, so that there is no field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of the page's procedure or of one that it calls."""

    anchor: str
    """`open-account`, or `check-owner.sign-in` in the procedure called by check-owner."""
    path: str
    """The same with slashes; identifies the step in saved runs."""
    number: str
    name: str
    """`Step 3`, in the reader's language."""
    kind: str
    """The name of the step's kind; chooses its icon and nothing else."""
    symbol: str
    """The outline of the step's number: the value of a `Symbol`."""
    each: ValueField | None
    """The name of what its part is repeated for."""
    is_task: bool
    """Whether the step is something to do, whose state a run records."""
    is_prominent: bool
    """Whether the instruction is set in bold."""
    word: str
    """The kind in words; empty where the instruction makes it clear."""
    is_named_on_sheets: bool
    """Whether printed sheets show the word too."""
    instruction: LocalizedText
    plain_text: str
    """The instruction without markup."""
    remarks: tuple[Remark, ...]
    party: str
    """The mark of a step that another party performs: `For the customer`; empty for our own."""
    roles: tuple[RoleTags, ...]
    expect: LocalizedText | None
    if_not: LocalizedText | None
    detail: LocalizedText | None
    training_note: LocalizedText | None
    condition: str
    """What must have been answered for the step to be there, in words; empty if nothing."""
    own_condition: str
    """The same without what its tab says, if it stands in one."""
    optional: LocalizedText | None
    pause_point: LocalizedText | None
    secret: LocalizedText | None
    commands: tuple[CommandView, ...]
    values: tuple[ValueField, ...]
    time: str
    due: str
    """When the step is due, in words; empty if it has no due time."""
    date_lines: tuple[str, ...]
    """Labels of lines for dates on paper."""
    hint: str
    """How many answers to choose, in words."""
    allows_many: bool
    """Whether several answers may be chosen."""
    choices: tuple[Choice, ...]
    is_tabular: bool
    """Whether the answers are the rows of a table."""
    settled: str
    """The answer that the calling procedure settles, in words; empty if it settles none."""
    links: tuple[StepLink, ...]
    """Where the step leads, unless that is the step below it."""
    outcomes: tuple[tuple[str, str], ...]
    """The outcomes of the called procedure after which another step follows: ids and plain text."""
    part: CalledPart | None
    media: StepMedia | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TabPlace:
    """The tab in which steps stand: they are there with some answers to a variant."""

    variant: str
    """The id of the fact."""
    question: LocalizedText
    options: tuple[str, ...]
    """The ids of the answers."""
    label: str
    """The answers in words."""
    condition: str
    """The question and the answers in words."""
    number: int
    """The number of the tabs in their procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """The steps that are there with some answers to a variant."""

    options: str
    """The ids of the answers, with a space between."""
    label: str
    """The answers in words."""
    numbers: str
    groups: tuple[StepGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabs:
    """Steps of which a reader needs those in one tab."""

    variant: str
    """The id of the fact that says which tab."""
    question: LocalizedText
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGroup:
    """Consecutive steps on one screen."""

    anchor: str
    system: LocalizedText | None
    screen: LocalizedText | None
    numbers: str
    steps: tuple[StepView, ...]
    tab: TabPlace | None = None
    tabs: Tabs | None = None
    """If the group is the first of those in tabs: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverLink:
    """A step that some of the procedure's roles have to hand over."""

    step: str
    href: str
    roles: tuple[RoleTags, ...]
    condition: str
    """What must have been answered for the step to be there, in words; empty if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRequirement:
    """A role that another party must hold in its own system."""

    holder: str
    """Who must hold the role, in words."""
    role: RoleTags


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySteps:
    """The steps that another party performs."""

    word: str
    """`For the customer`."""
    steps: tuple[HandOverLink, ...]
    checklist: str
    """The checklist as the party sees it, below the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition that must hold before the first step."""

    text: LocalizedText
    links: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAccess:
    """Who may perform a procedure, and who can complete it alone."""

    roles: tuple[RoleTags, ...]
    verdict: str
    """Whether all or none of the roles can complete it alone, in words; empty if only some can."""
    alone: tuple[RoleTags, ...]
    """The roles that can, if only some can."""
    hand_overs: tuple[HandOverLink, ...]
    read_only: tuple[RoleTags, ...]
    requirements: tuple[RoleRequirement, ...]
    of_others: tuple[PartySteps, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowchartLine:
    """A step of the flowchart in words."""

    name: str
    text: str
    href: str
    edges: tuple[str, ...]
    """Where the step leads, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The procedures before and after this one in its collection."""

    before: Anchor | None
    after: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(FramedView):
    """The page on which a procedure is read."""

    procedure: str
    summary: LocalizedText
    audience: tuple[LocalizedText, ...]
    time: str
    duration: str
    """The estimated time as an ISO 8601 duration."""
    role_access: RoleAccess
    prerequisites: tuple[Condition, ...]
    groups: tuple[StepGroup, ...]
    outcome: LocalizedText
    afterwards: tuple[Anchor, ...]
    flowchart: Flowchart
    flowchart_title: str
    flowchart_lines: tuple[FlowchartLine, ...]
    guide: str
    checklist: str
    neighbours: Neighbours
    plain_title: str
    pdfs: ProcedurePdfs


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOption:
    """A role that readers can say they have, or a party to which they can say they belong."""

    id: str
    name: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(FramedView):
    """The page on which a procedure is ticked off."""

    procedure: str
    summary: LocalizedText
    time: str
    role_access: RoleAccess
    prerequisites: tuple[Condition, ...]
    groups: tuple[StepGroup, ...]
    outcome: LocalizedText
    guide: str
    checklist: str
    graph: str
    """The run graph as JSON, for the scripts."""
    features: tuple[str, ...]
    """The scripts that the page needs besides its own: what they serve is not on every checklist."""
    calendar: WorkingCalendar
    party_options: tuple[RoleOption, ...]
    """The parties that perform steps, our own with an empty id; none if no other party does."""
    role_options: tuple[RoleOption, ...]
    runs: str
    pdfs: ProcedurePdfs
