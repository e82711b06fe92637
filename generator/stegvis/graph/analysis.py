"""Locale-independent facts about a procedure’s graph: step numbers, systems, stretches without a pause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.edges import Answers, AnyProcedure, Edge, outgoing_edges, reachable_steps
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Finish


def number_steps(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, str]:
    """Each step's number, in the order of the file; steps closed by `answers` have none."""
    met = reachable_steps(procedure, answers)
    placed = (step.id for step in procedure.steps if step.id in met)
    return {name: str(number) for number, name in enumerate(placed, 1)}


def systems_by_step(procedure: AnyProcedure) -> dict[str, str | None]:
    """Each step's system, carried on in the order of the file."""
    carried: dict[str, str | None] = {}
    system: str | None = None
    for step in procedure.steps:
        system = step.system or system
        carried[step.id] = system
    return carried


def find_longest_stretch(procedure: AnyProcedure) -> tuple[int, str]:
    """The most steps that some way takes without a pause point, and the step where that ends.

    A finish is no step to do; a call begins a new stretch, as the called procedure has its own.
    """
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    out = outgoing_edges(procedure)
    length: dict[str, int] = {}
    for step in procedure.steps:
        before = length.get(step.id, 0)
        if isinstance(step, Finish):
            here = before
        elif step.pause_point is not None or isinstance(step, Call):
            here = 1
        else:
            here = before + 1
        length[step.id] = here
        for edge in out[step.id]:
            if not edge.again and order.get(edge.target, -1) > order[step.id]:
                length[edge.target] = max(length.get(edge.target, 0), here)
    if not length:
        return 0, ""
    last = max(length, key=lambda name: length[name])
    return length[last], last


@dataclass(frozen=True, slots=True)
class GraphSummary:
    """A procedure's graph, read for its pages."""

    numbers: Mapping[str, str]
    """By step id; steps closed by the caller's answers have none."""
    out: Mapping[str, tuple[Edge, ...]]
    systems: Mapping[str, str | None]


def summarize_graph(procedure: Procedure[Any], answers: Mapping[str, str] | None = None) -> GraphSummary:
    """Read a procedure's graph, with the decisions that a caller settled."""
    out = outgoing_edges(procedure, answers)
    return GraphSummary(
        number_steps(procedure, answers),
        {name: tuple(ways) for name, ways in out.items()},
        systems_by_step(procedure),
    )
