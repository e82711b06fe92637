"""A procedure's steps with those of the procedures that it calls in place."""

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
    """A step of a procedure, or of one that it calls."""

    path: str
    """Ids of the enclosing calls and of the step: `check-owner/sign-in`."""
    number: str
    """`3`, or `3.1` in the procedure called by step 3."""
    depth: int
    """How many calls enclose the step."""
    step: AnyStep
    procedure: AnyProcedure
    """The procedure that holds the step."""
    answer: str | None = None
    """The option that the caller chose, if the step is a decision that it settled."""


@dataclass(frozen=True, slots=True)
class _CallSite:
    """Where the steps of a procedure are inserted: after the call that leads to them."""

    path: str = ""
    number: str = ""
    depth: int = 0
    callers: frozenset[str] = frozenset()
    """The procedures that led here; none of them is entered again."""


def expand_steps(
    library: Library[Any], procedure: AnyProcedure, answers: Answers | None = None
) -> tuple[ExpandedStep, ...]:
    """Return the steps in the order of the file, each call followed by the steps of what it calls."""
    return tuple(_expand(library, procedure, answers or {}, _CallSite()))


def _expand(
    library: Library[Any], procedure: AnyProcedure, answers: Answers, site: _CallSite
) -> Iterator[ExpandedStep]:
    numbers = number_steps(procedure, answers)
    callers = site.callers | {procedure.id}
    for step in procedure.steps:
        if step.id not in numbers:
            continue
        path, number = f"{site.path}{step.id}", f"{site.number}{numbers[step.id]}"
        yield ExpandedStep(path, number, site.depth, step, procedure, answers.get(step.id))
        if not isinstance(step, Call):
            continue
        called = library.procedures.get(step.procedure)
        if called and called.id not in callers:
            inner_site = _CallSite(f"{path}/", f"{number}.", site.depth + 1, callers)
            yield from _expand(library, called, step.answers, inner_site)


def count_expanded_steps(library: Library[Any], procedure: AnyProcedure) -> int:
    """Return how many steps a procedure has with its calls in place.

    A call that leads back to one of its callers counts as a single step.
    """
    counts: dict[str, int] = {}

    def count(callee: AnyProcedure) -> int:
        if callee.id not in counts:
            counts[callee.id] = 0
            called = (library.procedures.get(call.procedure) for call in calls_in(callee))
            counts[callee.id] = len(callee.steps) + sum(count(inner) for inner in called if inner)
        return counts[callee.id]

    return count(procedure)


def calls_in(procedure: AnyProcedure) -> Iterator[Call[Any]]:
    """Yield the steps that call another procedure."""
    return (step for step in procedure.steps if isinstance(step, Call))


def called_procedures(library: Library[Any], procedure: AnyProcedure) -> dict[str, AnyProcedure]:
    """Return a procedure and all that it calls, directly or not, by id; unknown procedures are left out."""
    found: dict[str, AnyProcedure] = {procedure.id: procedure}
    pending = [procedure]
    while pending:
        for step in calls_in(pending.pop()):
            called = library.procedures.get(step.procedure)
            if called is not None and called.id not in found:
                found[called.id] = called
                pending.append(called)
    return found


def find_call_cycle(library: Library[Any], procedure: AnyProcedure) -> tuple[str, ...]:
    """Return the ids on the shortest cycle of calls from a procedure to itself; empty if there is none."""
    paths: list[tuple[str, ...]] = [(procedure.id,)]
    visited: set[str] = set()
    for path in paths:
        for call in calls_in(library.procedures.get(path[-1], procedure)):
            if call.procedure == procedure.id:
                return (*path, procedure.id)
            if call.procedure in library.procedures and call.procedure not in visited:
                visited.add(call.procedure)
                paths.append((*path, call.procedure))
    return ()
