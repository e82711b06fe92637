"""The edges of a procedure's step graph, and which steps they connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Action, Call, Check, Choose, Decision, Finish, Step, Wait, kind_of

AnyProcedure = Procedure[Any]
AnyStep = Step[Any]

Answers = Mapping[str, str]
"""Settled decisions: step id to option id."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge from one step to another."""

    source: str
    target: str
    option: str | None = None
    """The option that opens the edge, if its source is a decision."""
    again: bool = False
    """Whether it is a back edge, so that the steps from its target on are repeated."""


def list_edges(procedure: AnyProcedure) -> tuple[Edge, ...]:
    """Return every edge of a procedure, in the order of the file."""
    following = [*(step.id for step in procedure.steps[1:]), None]
    return tuple(
        edge
        for step, next_in_file in zip(procedure.steps, following, strict=False)
        for edge in _edges_from(step, next_in_file)
    )


def _edges_from(step: AnyStep, next_in_file: str | None) -> Iterator[Edge]:
    match step:
        case Action() | Check() | Wait() | Call():
            if target := step.next or next_in_file:
                yield Edge(step.id, target, None, step.again)
        case Decision():
            for option in step.options:
                if target := option.next or next_in_file:
                    yield Edge(step.id, target, option.id, option.again)
            if step.choose is Choose.ANY and step.next:
                yield Edge(step.id, step.next)
        case Finish():
            return
        case _:
            assert_never(step)


def outgoing_edges(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, list[Edge]]:
    """Return the edges that leave each step, by step id, without those that a settled decision closes."""
    settled = answers or {}
    outgoing: dict[str, list[Edge]] = {step.id: [] for step in procedure.steps}
    for edge in list_edges(procedure):
        if edge.option is None or settled.get(edge.source, edge.option) == edge.option:
            outgoing[edge.source].append(edge)
    return outgoing


def reachable_steps(procedure: AnyProcedure, answers: Answers | None = None) -> frozenset[str]:
    """Return the ids of the steps that some path from the first step visits."""
    if not procedure.steps:
        return frozenset()
    outgoing = outgoing_edges(procedure, answers)
    successors = {source: [edge.target for edge in edges] for source, edges in outgoing.items()}
    return transitive_closure([procedure.steps[0].id], successors)


def steps_reaching_end(procedure: AnyProcedure) -> frozenset[str]:
    """Return the ids of the steps from which some path leads to an end."""
    predecessors: dict[str, list[str]] = {step.id: [] for step in procedure.steps}
    for edge in list_edges(procedure):
        predecessors.setdefault(edge.target, []).append(edge.source)
    ends = [step.id for step in procedure.steps if kind_of(step).is_end]
    return transitive_closure(ends, predecessors)


def transitive_closure(start: Iterable[str], successors: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every node that can be reached from the start nodes, which are included."""
    visited: set[str] = set()
    stack = list(start)
    while stack:
        name = stack.pop()
        if name not in visited:
            visited.add(name)
            stack += successors.get(name, ())
    return frozenset(visited)
