"""Locale-independent facts about a step graph: numbers, systems, and stretches without a pause point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stegvis.graph.edges import Answers, AnyProcedure, AnyStep, Edge, outgoing_edges, reachable_steps
from stegvis.model.condition import is_fact
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Compound, Wait, kind_of, without_steps


def number_steps(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, str]:
    """Return the number of each step by its id, in the order of the file.

    Steps that `answers` make unreachable have no number.
    """
    reachable = reachable_steps(procedure, answers)
    ids = (step.id for step in procedure.steps if step.id in reachable)
    return {name: str(number) for number, name in enumerate(ids, 1)}


def numbered_steps(procedure: AnyProcedure) -> Iterator[tuple[str, str, AnyStep]]:
    """Yield the path, the number and each step, a compound one without its steps, which follow.

    The number of an unreachable step is a question mark.
    """
    numbers = number_steps(procedure)
    for step in procedure.steps:
        number = numbers.get(step.id, "?")
        yield step.id, number, without_steps(step)
        if isinstance(step, Compound):
            for index, part in enumerate(step.steps, 1):
                yield f"{step.id}/{part.id}", f"{number}.{index}", part


def systems_by_step(procedure: AnyProcedure) -> dict[str, str | None]:
    """Return the system of each step by its id, those of compound steps included.

    A step without one inherits it from the step before it in the file.
    """
    systems: dict[str, str | None] = {}
    system: str | None = None
    for step in procedure.all_steps:
        system = step.system or system
        systems[step.id] = system
    return systems


def find_longest_stretch(procedure: AnyProcedure) -> tuple[int, str]:
    """Return the most steps on any forward path without a pause point, and the id of the last of them.

    Ends and waits do not count, as the reader does nothing there; a call begins a new stretch, because the
    called procedure has pause points of its own. A procedure without steps has a stretch of 0 that ends
    nowhere (`""`).
    """
    positions: dict[str, int] = {step.id: position for position, step in enumerate(procedure.steps)}
    outgoing = outgoing_edges(procedure)
    before: dict[str, int] = {}
    longest: dict[str, int] = {}
    for step in procedure.steps:
        longest[step.id], length = _extend_stretch(step, before.get(step.id, 0))
        for edge in outgoing[step.id]:
            if not edge.again and positions.get(edge.target, -1) > positions[step.id]:
                before[edge.target] = max(before.get(edge.target, 0), length)
    if not longest:
        return 0, ""
    last = max(longest, key=lambda name: longest[name])
    return longest[last], last


def _extend_stretch(step: AnyStep, length: int) -> tuple[int, int]:
    """Return the longest stretch that ends in a step, and the one that ends with it."""
    if kind_of(step).is_end:
        return length, length
    longest = length = 0 if step.pause_point is not None or isinstance(step, Call) else length
    for part in _parts_of(step):
        length = 0 if part.pause_point is not None else length
        length += not isinstance(part, Wait)
        longest = max(longest, length)
    return longest, length


def _parts_of(step: AnyStep) -> tuple[AnyStep, ...]:
    return step.steps if isinstance(step, Compound) else (step,)


@dataclass(frozen=True, slots=True)
class GraphSummary:
    """What pages need to know about a procedure's graph."""

    numbers: Mapping[str, str]
    """By step id; steps that the caller's answers make unreachable have none."""
    outgoing: Mapping[str, tuple[Edge, ...]]
    """The edges that leave each step, by step id."""
    systems: Mapping[str, str | None]
    """By step id."""

    def with_numbers_of(self, whole: GraphSummary) -> GraphSummary:
        """Return the graph with the numbers that the steps have in a larger one."""
        return replace(self, numbers={name: whole.numbers[name] for name in self.numbers})


def _without_repetition(edges: list[Edge]) -> Iterator[Edge]:
    """Return edges, without the one past a step where that leads to the same step as the step itself.

    All answers to the question of a fact lead to the same step: its edge is one.
    """
    if edges and is_fact(edges[0].source):
        return iter([Edge(edges[0].source, edges[0].target)])
    onward = {edge.target for edge in edges if edge.is_unconditional and not edge.again}
    return (edge for edge in edges if not edge.otherwise or edge.target not in onward)


def summarize_graph(procedure: Procedure[Any], answers: Mapping[str, str] | None = None) -> GraphSummary:
    """Summarize a procedure's graph, given the decisions that a caller settled."""
    outgoing = outgoing_edges(procedure, answers)
    return GraphSummary(
        number_steps(procedure, answers),
        {name: tuple(_without_repetition(edges)) for name, edges in outgoing.items()},
        systems_by_step(procedure),
    )
