"""The kinds of steps: one type and one row of `STEP_KINDS` for each.

Field names are the keys of the YAML files; `source` reads files by these types, and `schema`
writes JSON Schemas from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from typing import Annotated, Any, Generic, TypeAlias

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.command import Command
from stegvis.model.condition import Condition
from stegvis.model.due import Due
from stegvis.model.media import Picture, StepFile, Table
from stegvis.model.noted_value import ForEach, NotedValue
from stegvis.model.registries import RoleSet
from stegvis.model.remarks import StepCaution, StepNote, StepWarning
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


class Choose(StrEnum):
    """How many options of a decision may be chosen."""

    ONE = "one"
    ANY = "any"


class Layout(StrEnum):
    """How the options of a decision are laid out."""

    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[T]):
    """One answer to a decision, and the step it leads to."""

    id: Annotated[Id, Aspect.ACT]
    """Names the answer in conditions, runs and translations; unique within the decision."""
    label: Annotated[T, TextRole.OPTION_LABEL]
    """The answer, in a few words."""
    detail: Annotated[T, TextRole.OPTION_DETAIL] | None = None
    """When the answer is the right one; shown below the label."""
    next: Annotated[Id | None, Aspect.TARGETS] = None
    """The step that this answer leads to; the following step in the file if omitted."""
    again: Annotated[bool, Aspect.TARGETS] = False
    """The answer leads back: the steps from there on are repeated."""
    when: Condition = ()
    """What must have been answered for the option to be offered.

    A decision of which conditions leave a single option is not asked.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBase(Generic[T]):
    """The keys that every kind of step may have, besides the one that names its kind."""

    id: Annotated[Id, Aspect.IGNORED]
    """Names the step in links, conditions, runs and translations; unique in the procedure.

    See `was` to change it.
    """
    system: Annotated[Id | None, Aspect.TARGETS] = None
    """The system in which the step happens; inherited from the preceding step in the file."""
    screen: Annotated[Id | None, Aspect.TARGETS] = None
    """The label of the page, area or form on which the step happens."""
    expect: Annotated[T, TextRole.EXPECT] | None = None
    """What the reader sees when the step has worked."""
    if_not: Annotated[T, TextRole.IF_NOT] | None = None
    """What to do when the reader does not see it."""
    detail: Annotated[T, TextRole.DETAIL] | None = None
    """An explanation or an alternative.

    In the guide, and folded on the checklist; not on printed checklists.
    """
    training_note: Annotated[T, TextRole.TRAINING_NOTE] | None = None
    """A reason or a common mistake: folded in the guide, and on trainer's sheets."""
    warnings: Mapping[str, StepWarning[T]] = field(default_factory=dict)
    """Harm that can't be undone, by id; shown before the act."""
    cautions: Mapping[str, StepCaution[T]] = field(default_factory=dict)
    """Consequences to know before the act, by id."""
    notes: Mapping[str, StepNote[T]] = field(default_factory=dict)
    """What is useful to know, by id."""
    party: Annotated[Id | None, Aspect.ROLES] = None
    """The party that performs the step, if not the readers' own, or that of the roles in `performed_by`."""
    performed_by: Annotated[tuple[RoleSet, ...], Aspect.ROLES] = ()
    """Roles of which any may perform the step, where they differ from the procedure's; all of one party.

    `{all: [a, b]}` asks for somebody who holds both.
    """
    optional: Annotated[T, TextRole.OPTIONAL] | None = None
    """The condition under which the step is performed."""
    pause_point: Annotated[T, TextRole.PAUSE_POINT] | None = None
    """What to confirm deliberately before the step."""
    secret: Annotated[T, TextRole.SECRET] | None = None
    """A secret that is shown only once and must not be stored."""
    commands: tuple[Command, ...] = ()
    """What the reader runs at the step, one after another."""
    values: tuple[NotedValue[T], ...] = ()
    """What the reader notes at the step, for the record and for later steps."""
    pictures: Mapping[str, Picture[T]] = field(default_factory=dict)
    """Pictures of what the reader sees, by id."""
    tables: Mapping[str, Table[T]] = field(default_factory=dict)
    """Tables of what to enter, to compare or to look up, by id."""
    files: Mapping[str, StepFile[T]] = field(default_factory=dict)
    """Files to take, such as forms, by id."""
    due: Due | None = None
    """When the step is due: `5 working days` after the step before it, or more with a noted date."""
    estimated_time: Annotated[Id | None, Aspect.IGNORED] = None
    """How long the step takes without waiting, as an ISO 8601 duration such as PT5M."""
    revision: Annotated[int, Aspect.ACT] = 1
    """Raise it if the step changes in a way that no field shows: open runs then report the change."""
    was: Annotated[Id | None, Aspect.IGNORED] = None
    """The step's former id, under which its translations are carried over."""
    next: Annotated[Id | None, Aspect.IGNORED] = None
    """The step that follows; the following one in the file if omitted."""
    again: Annotated[bool, Aspect.IGNORED] = False
    """`next` leads back: the steps from there on are performed again."""
    when: Condition = ()
    """What must have been answered for the step to be there: facts, and earlier decisions and calls."""
    otherwise: Annotated[Id | None, Aspect.TARGETS] = None
    """The step that follows where `when` does not hold.

    By default the following one in the file, or the `next` of a decision with `choose: any`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(StepBase[T]):
    """A single act of the reader."""

    action: Annotated[T, TextRole.ACTION]
    """What to do, in the imperative: one act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(StepBase[T]):
    """Something to verify; `if_not` says what to do when it is not so."""

    check: Annotated[T, TextRole.CHECK]
    """What to look at, without changing anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(StepBase[T]):
    """A question whose answer determines which steps follow."""

    decision: Annotated[T, TextRole.DECISION]
    """The question."""
    options: tuple[Option[T], ...]
    """The answers, at least two."""
    choose: Annotated[Choose, Aspect.ACT] = Choose.ONE
    """With `any`, the chosen branches are followed in turn, each up to the step named by `next`."""
    layout: Annotated[Layout, Aspect.IGNORED] = Layout.LIST
    """With `table`, the options are the rows of a table: the answer, its detail, and where it leads."""
    next: Annotated[Id | None, Aspect.TARGETS] = None
    """With `choose: any`, the step at which the branches join; otherwise the options have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(StepBase[T]):
    """Another party has to act first."""

    wait: Annotated[T, TextRole.WAIT]
    """What the other party has to do, or what has to happen."""
    party: Annotated[Id, Aspect.ROLES]
    """The party that has to act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(StepBase[T]):
    """Another procedure is performed at this point."""

    procedure: Annotated[Id, Aspect.TARGETS]
    """The id of the procedure."""
    answers: Annotated[Mapping[str, Id], Aspect.TARGETS] = field(default_factory=dict)
    """Decisions of the called procedure that are settled here: step id to option id."""
    outcomes: Annotated[Mapping[str, Id], Aspect.TARGETS] = field(default_factory=dict)
    """What follows where the called procedure ends: the id of its finish step to that of a step here.

    After the outcomes that are left out, the run goes on as usual.
    """
    for_each: ForEach[T] | None = None
    """What the procedure is performed for, once each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(StepBase[T]):
    """An outcome: the procedure ends here."""

    finish: Annotated[T, TextRole.FINISH]
    """What is so now."""


SubStep: TypeAlias = Action[T] | Check[T] | Decision[T] | Wait[T]
"""A step that may be part of another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(StepBase[T]):
    """An act that consists of steps: it is done when they are."""

    action: Annotated[T, TextRole.ACTION]
    """What the steps achieve together, in the imperative."""
    steps: tuple[SubStep[T], ...]
    """The steps that it consists of, one after another."""
    for_each: ForEach[T] | None = None
    """What the steps are performed for, once each."""


StepWithText: TypeAlias = Action[T] | Check[T] | Decision[T] | Wait[T] | Compound[T] | Finish[T]
"""A step that has a text of its own; a call shows the title of the called procedure."""

Step: TypeAlias = StepWithText[T] | Call[T]
"""A step of any kind; as a union, so that the type checker finds a `match` that leaves a kind out."""


class RoleNeed(Enum):
    """Which of a procedure's roles may perform a step that names none in `performed_by`."""

    NONE = auto()
    """No role is needed: another party acts, or there is no act."""
    OWN = auto()
    """Any of the procedure's roles."""
    OWN_OR_READ_ONLY = auto()
    """Any of the procedure's roles, and those that may only read."""


class Symbol(StrEnum):
    """The outline that marks a step's number in guides and flowcharts."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    DASHED = "dashed"
    """A dashed circle."""
    SUBROUTINE = "subroutine"
    """A box with a second line at its side."""
    TERMINAL = "terminal"
    """A filled circle in a box with round ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind:
    """What all steps of one kind have in common. Whoever needs to know asks this row, not the kind."""

    key: str
    """The YAML key that names the kind; it holds the step's text, or for a call the procedure.

    A compound step is named by its `steps`.
    """
    name: str
    """The kind in CSS classes."""
    type: type[StepBase[Any]]
    text_key: str = ""
    """The YAML key of the step's text, if `key` holds something else."""
    is_task: bool = True
    """Whether the step is something to do, with a state and a place in the progress count."""
    is_end: bool = False
    """Whether the procedure ends here, so that no edge leaves the step."""
    needs_role: RoleNeed = RoleNeed.OWN
    needs_if_not: bool = False
    """Whether the text says what to expect, so that `if_not` is required, and `expect` is not."""
    symbol: Symbol = Symbol.CIRCLE
    word: str = ""
    """The interface text that names the kind; none where the step's text does, or the party it waits for."""
    is_named_on_sheets: bool = True
    """Whether printed sheets show the word too."""
    is_prominent: bool = False
    """Whether the text is set in bold, and on sheets across the column of results where that is empty."""
    date_lines: tuple[str, ...] = ()
    """The interface texts that label lines for dates on paper."""


STEP_KINDS: Mapping[str, StepKind] = {
    row.key: row
    for row in (
        StepKind(key="action", name="action", type=Action),
        StepKind(
            key="check",
            name="check",
            type=Check,
            needs_role=RoleNeed.OWN_OR_READ_ONLY,
            needs_if_not=True,
            symbol=Symbol.SQUARE,
            word="kind_check",
        ),
        StepKind(
            key="decision",
            name="decision",
            type=Decision,
            needs_role=RoleNeed.NONE,
            symbol=Symbol.DIAMOND,
            word="kind_decision",
            is_named_on_sheets=False,
            is_prominent=True,
        ),
        StepKind(
            key="wait",
            name="wait",
            type=Wait,
            needs_role=RoleNeed.NONE,
            symbol=Symbol.DASHED,
            date_lines=("sheet_asked", "sheet_answered"),
        ),
        StepKind(
            key="steps",
            name="compound",
            type=Compound,
            text_key="action",
            is_task=False,
            needs_role=RoleNeed.NONE,
            is_prominent=True,
        ),
        StepKind(
            key="procedure",
            name="call",
            type=Call,
            is_task=False,
            needs_role=RoleNeed.NONE,
            symbol=Symbol.SUBROUTINE,
            word="kind_call",
            is_named_on_sheets=False,
            is_prominent=True,
        ),
        StepKind(
            key="finish",
            name="finish",
            type=Finish,
            is_task=False,
            is_end=True,
            needs_role=RoleNeed.NONE,
            symbol=Symbol.TERMINAL,
            word="kind_finish",
            is_prominent=True,
        ),
    )
}
"""The kinds of steps by their YAML keys."""

_ROWS_BY_TYPE: Mapping[type[Any], StepKind] = {row.type: row for row in STEP_KINDS.values()}


def kind_of(step: StepBase[Any]) -> StepKind:
    """Return the row of a step's kind; raises KeyError for a type without one."""
    return _ROWS_BY_TYPE[type(step)]


def for_each_of(step: Step[T]) -> ForEach[T] | None:
    """Return what a step is repeated for; None if it is not."""
    return step.for_each if isinstance(step, Call | Compound) else None


def is_task(step: Step[Any]) -> bool:
    """Return whether a step is something to do; the reader ends a repeated one."""
    return kind_of(step).is_task or for_each_of(step) is not None


def main_text(step: StepWithText[T]) -> T:
    """Return the text that says what a step is about."""
    kind = kind_of(step)
    text: T = getattr(step, kind.text_key or kind.key)
    return text


def without_steps(step: Step[T]) -> Step[T]:
    """Return a step alone: a compound one without the steps that it consists of."""
    return replace(step, steps=()) if isinstance(step, Compound) else step
