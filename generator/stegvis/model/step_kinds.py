"""The steps of a procedure: what every step may carry, and the kinds of steps.

Field names are the keys of the YAML files; `source` reads files by these types, and `schema`
writes JSON Schemas from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Generic

from stegvis.diagnostics import Id
from stegvis.model.registries import Actor
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


class Choose(StrEnum):
    """How many options of a decision are taken."""

    ONE = "one"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[T]):
    """One answer to a decision, and where it leads."""

    id: Id
    label: Annotated[T, TextRole.OPTION_LABEL]
    detail: Annotated[T, TextRole.OPTION_DETAIL] | None = None
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
    expect: Annotated[T, TextRole.EXPECT] | None = None
    if_not: Annotated[T, TextRole.IF_NOT] | None = None
    detail: Annotated[T, TextRole.DETAIL] | None = None
    training_note: Annotated[T, TextRole.TRAINING_NOTE] | None = None
    warnings: Mapping[str, Annotated[T, TextRole.WARNING]] = field(default_factory=dict)
    cautions: Mapping[str, Annotated[T, TextRole.CAUTION]] = field(default_factory=dict)
    notes: Mapping[str, Annotated[T, TextRole.NOTE]] = field(default_factory=dict)
    performed_by: tuple[Id, ...] = ()
    """Roles that may do it, where these are others than the procedure's."""
    optional: Annotated[T, TextRole.OPTIONAL] | None = None
    """The condition under which it is done."""
    pause_point: Annotated[T, TextRole.PAUSE_POINT] | None = None
    """What to confirm deliberately before it is done."""
    secret: Annotated[T, TextRole.SECRET] | None = None
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

    action: Annotated[T, TextRole.ACTION]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Step[T]):
    """Look at something; `if_not` says what to do when it isn't so."""

    check: Annotated[T, TextRole.CHECK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Step[T]):
    """A question whose answer decides the way."""

    decision: Annotated[T, TextRole.DECISION]
    options: tuple[Option[T], ...]
    choose: Choose = Choose.ONE
    """With `any`, the chosen ways are taken one after another, each up to the step named by `next`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Step[T]):
    """Another party has to do something first."""

    wait: Annotated[T, TextRole.WAIT]
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

    finish: Annotated[T, TextRole.FINISH]


STEP_KINDS: Mapping[str, type[Step[object]]] = {
    "action": Action,
    "check": Check,
    "decision": Decision,
    "wait": Wait,
    "procedure": Call,
    "finish": Finish,
}
"""A step's kind by the one key that tells it."""
