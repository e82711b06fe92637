"""The edges of a procedure's step graph, and which steps they connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from stegvis.model.condition import holds
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import (
    Action,
    Call,
    Check,
    Choose,
    Compound,
    Decision,
    Finish,
    Step,
    Wait,
    kind_of,
)

AnyProcedure = Procedure[Any]
AnyStep = Step[Any]

Answers = Mapping[str, str]
"""Settled decisions: step id to option id. Conditions may name facts and calls, too."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge from one step to another."""

    source: str
    target: str
    option: str | None = None
    """The option or the outcome that opens the edge, if its source is a decision or a call."""
    again: bool = False
    """Whether it is a back edge, so that the steps from its target on are repeated."""
    otherwise: bool = False
    """Whether it is taken where the condition of its source does not hold."""

    @property
    def is_unconditional(self) -> bool:
        """Whether it is taken whatever is answered."""
        return self.option is None and not self.otherwise


def list_edges(procedure: AnyProcedure) -> tuple[Edge, ...]:
    """Return every edge of a procedure, in the order of the file."""
    following = [*(step.id for step in procedure.steps[1:]), None]
    return tuple(
        edge
        for step, next_in_file in zip(procedure.steps, following, strict=False)
        for edge in (*_edges_from(step, next_in_file), *_edge_past(step, next_in_file))
    )


def _edges_from(step: AnyStep, next_in_file: str | None) -> Iterator[Edge]:
    match step:
        case Action() | Check() | Wait() | Compound() | Call():
            if isinstance(step, Call):
                yield from (Edge(step.id, target, outcome) for outcome, target in step.outcomes.items())
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


def _edge_past(step: AnyStep, next_in_file: str | None) -> Iterator[Edge]:
    """Yield the edge that is taken where the condition of a step does not hold."""
    if not step.when:
        return
    joined = step.next if isinstance(step, Decision) and step.choose is Choose.ANY else None
    if target := step.otherwise or joined or next_in_file:
        yield Edge(step.id, target, otherwise=True)


def outgoing_edges(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, list[Edge]]:
    """Return the edges that leave each step, by step id, without those that the answers close."""
    outgoing: dict[str, list[Edge]] = {step.id: [] for step in procedure.steps}
    for edge in list_edges(procedure):
        outgoing[edge.source].append(edge)
    if answers:
        for step in procedure.steps:
            outgoing[step.id] = [edge for edge in outgoing[step.id] if _is_open(step, edge, answers)]
    return outgoing


def _is_open(step: AnyStep, edge: Edge, answers: Answers) -> bool:
    if edge.otherwise:
        return holds(step.when, answers) is not True
    if holds(step.when, answers) is False:
        return False
    answer = answers.get(step.id)
    match step:
        case Decision() if edge.option is not None:
            offered = next(option.when for option in step.options if option.id == edge.option)
            return answer in (None, edge.option) and holds(offered, answers) is not False
        case Call() if answer is not None:
            return edge.option == (answer if answer in step.outcomes else None)
        case _:
            return True


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
