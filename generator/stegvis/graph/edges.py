"""The edges of a procedure, and which steps they connect: pure functions on the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Choose, Decision, Finish, Step

AnyProcedure = Procedure[Any]
AnyStep = Step[Any]

Answers = Mapping[str, str]
"""Decisions that are settled: step id to option id."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a step to another."""

    source: str
    target: str
    option: str | None = None
    """The answer that opens it, if its source is a decision."""
    again: bool = False
    """It leads back, and what it leads to is done again."""


def list_edges(procedure: AnyProcedure) -> tuple[Edge, ...]:
    """Every way from step to step, in the order of the file."""
    return tuple(
        edge
        for index, step in enumerate(procedure.steps)
        for edge in _edges_from(step, _following(procedure, index))
    )


def _following(procedure: AnyProcedure, index: int) -> str | None:
    after = index + 1
    return procedure.steps[after].id if after < len(procedure.steps) else None


def _edges_from(step: AnyStep, following: str | None) -> Iterator[Edge]:
    if isinstance(step, Finish):
        return
    if isinstance(step, Decision):
        for option in step.options:
            if target := option.next or following:
                yield Edge(step.id, target, option.id, option.again)
        if step.choose is Choose.ANY and step.next:
            yield Edge(step.id, step.next)
    elif target := step.next or following:
        yield Edge(step.id, target, None, step.again)


def outgoing_edges(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, list[Edge]]:
    """The edges that leave each step, without those that a settled decision closes."""
    settled = answers or {}
    out: dict[str, list[Edge]] = {step.id: [] for step in procedure.steps}
    for edge in list_edges(procedure):
        if edge.option is None or settled.get(edge.source, edge.option) == edge.option:
            out[edge.source].append(edge)
    return out


def reachable_steps(procedure: AnyProcedure, answers: Answers | None = None) -> frozenset[str]:
    """The steps that some way from the first one meets."""
    if not procedure.steps:
        return frozenset()
    out = outgoing_edges(procedure, answers)
    targets = {source: [edge.target for edge in ways] for source, ways in out.items()}
    return transitive_closure([procedure.steps[0].id], targets)


def steps_reaching_end(procedure: AnyProcedure) -> frozenset[str]:
    """The steps from which some way ends at a finish."""
    sources: dict[str, list[str]] = {step.id: [] for step in procedure.steps}
    for edge in list_edges(procedure):
        sources.setdefault(edge.target, []).append(edge.source)
    ends = [step.id for step in procedure.steps if isinstance(step, Finish)]
    return transitive_closure(ends, sources)


def transitive_closure(start: Iterable[str], ways: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every node that can be reached from the start nodes, which are included."""
    met: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting += ways.get(name, ())
    return frozenset(met)
