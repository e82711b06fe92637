"""A procedure's steps with those of the procedures that it calls in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stegvis.graph.analysis import number_steps
from stegvis.graph.edges import Answers, AnyProcedure, AnyStep
from stegvis.graph.facts import ask_facts
from stegvis.graph.parts import calls_in, find_part, settled_answers
from stegvis.graph.performers import US, Performers, find_inner_performers, find_performers
from stegvis.model.library import Library
from stegvis.model.step_kinds import without_steps


@dataclass(frozen=True, slots=True)
class ExpandedStep:
    """A step of a procedure, or of one that it calls."""

    path: str
    """Ids of the enclosing steps and of the step: `check-owner/sign-in`."""
    number: str
    """`3`, or `3.1` in the part that stands for step 3."""
    depth: int
    """How many steps enclose the step."""
    step: AnyStep
    """A compound step is without its steps, which follow."""
    procedure: AnyProcedure
    """The procedure that holds the step."""
    performers: Performers
    answer: str | None = None
    """The option that the caller chose, if the step is a decision that it settled."""


@dataclass(frozen=True, slots=True)
class _CallSite:
    """Where the steps of a part are inserted: after the step that they stand for."""

    path: str = ""
    number: str = ""
    depth: int = 0
    performers: Performers = US
    """Who performs the part."""
    callers: frozenset[str] = frozenset()
    """The procedures that led here; none of them is entered again."""


def expand_steps(
    library: Library[Any], procedure: AnyProcedure, answers: Answers | None = None
) -> tuple[ExpandedStep, ...]:
    """Return the steps in the order of the file, each followed by those of its part; facts are asked for."""
    return tuple(_expand(library, ask_facts(library, procedure), answers or {}, _CallSite()))


def _expand(
    library: Library[Any], procedure: AnyProcedure, answers: Answers, site: _CallSite
) -> Iterator[ExpandedStep]:
    numbers = number_steps(procedure, answers)
    callers = site.callers | {procedure.id}
    for step in procedure.steps:
        if step.id not in numbers:
            continue
        path, number = f"{site.path}{step.id}", f"{site.number}{numbers[step.id]}"
        performers = find_performers(library, procedure, step, site.performers)
        answer = answers.get(step.id)
        yield ExpandedStep(path, number, site.depth, without_steps(step), procedure, performers, answer)
        part = find_part(library, procedure, step)
        if part and part.id not in callers:
            inner = find_inner_performers(library, procedure, step, site.performers)
            inner_site = _CallSite(f"{path}/", f"{number}.", site.depth + 1, inner, callers)
            yield from _expand(library, part, settled_answers(step), inner_site)


def count_expanded_steps(library: Library[Any], procedure: AnyProcedure) -> int:
    """Return how many steps a procedure has with its calls in place.

    A call that leads back to one of its callers counts as a single step.
    """
    counts: dict[str, int] = {}

    def count(callee: AnyProcedure) -> int:
        if callee.id not in counts:
            counts[callee.id] = 0
            called = (library.procedures.get(call.procedure) for call in calls_in(callee))
            own = sum(1 for _ in callee.all_steps)
            counts[callee.id] = own + sum(count(inner) for inner in called if inner)
        return counts[callee.id]

    return count(procedure)


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
