"""A procedure with the procedures that it calls in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stegvis.graph.analysis import number_steps
from stegvis.graph.edges import Answers, AnyProcedure, AnyStep
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call


@dataclass(frozen=True, slots=True)
class ExpandedStep:
    """A step where it is met: in its own procedure, or in one that is called."""

    path: str
    """Ids of the calls and of the step: `check-owner/sign-in`."""
    number: str
    """`3`, or `3.1` in the procedure called by step 3."""
    depth: int
    step: AnyStep
    procedure: AnyProcedure
    answer: str | None = None
    """The option that the caller chose, if the step is a decision that it settled."""


@dataclass(frozen=True, slots=True)
class _CallSite:
    """Where a procedure's steps are placed: after the call that leads to them."""

    path: str = ""
    number: str = ""
    depth: int = 0
    procedures: frozenset[str] = frozenset()
    """The procedures that led here; none of them is entered again."""


def expand_steps(
    library: Library[Any], procedure: AnyProcedure, answers: Answers | None = None
) -> tuple[ExpandedStep, ...]:
    """The steps in the order of the file, each call followed by the steps of what it calls."""
    return tuple(_expand(library, procedure, answers or {}, _CallSite()))


def _expand(
    library: Library[Any], procedure: AnyProcedure, answers: Answers, caller: _CallSite
) -> Iterator[ExpandedStep]:
    numbered = number_steps(procedure, answers)
    inside = caller.procedures | {procedure.id}
    for step in procedure.steps:
        if step.id not in numbered:
            continue
        path, number = f"{caller.path}{step.id}", f"{caller.number}{numbered[step.id]}"
        yield ExpandedStep(path, number, caller.depth, step, procedure, answers.get(step.id))
        called = library.procedures.get(step.procedure) if isinstance(step, Call) else None
        if isinstance(step, Call) and called and called.id not in inside:
            within = _CallSite(f"{path}/", f"{number}.", caller.depth + 1, inside)
            yield from _expand(library, called, step.answers, within)


def count_expanded_steps(library: Library[Any], procedure: AnyProcedure) -> int:
    """How many steps a procedure has with its calls in place; a call that leads back counts as one step."""
    known: dict[str, int] = {}

    def size(one: AnyProcedure) -> int:
        if one.id not in known:
            known[one.id] = 0
            called = (library.procedures.get(call.procedure) for call in calls_in(one))
            known[one.id] = len(one.steps) + sum(size(each) for each in called if each)
        return known[one.id]

    return size(procedure)


def calls_in(procedure: AnyProcedure) -> Iterator[Call[Any]]:
    """The steps that call another procedure."""
    return (step for step in procedure.steps if isinstance(step, Call))


def find_call_cycle(library: Library[Any], procedure: AnyProcedure) -> tuple[str, ...]:
    """The ids from a procedure back to itself on the shortest way, if its calls lead there."""
    trails: list[tuple[str, ...]] = [(procedure.id,)]
    met: set[str] = set()
    for trail in trails:
        for call in calls_in(library.procedures.get(trail[-1], procedure)):
            if call.procedure == procedure.id:
                return (*trail, procedure.id)
            if call.procedure in library.procedures and call.procedure not in met:
                met.add(call.procedure)
                trails.append((*trail, call.procedure))
    return ()
