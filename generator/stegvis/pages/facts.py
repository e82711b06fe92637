"""What is so of a procedure in every language: worked out once, told in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis import graph
from stegvis.graph import Edge
from stegvis.model import Call, Library, Procedure


@dataclass(frozen=True, slots=True)
class HandOverFact:
    """Steps that need a role which some of the procedure's roles lack."""

    path: str
    number: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A procedure's graph, read for its pages."""

    numbers: Mapping[str, str]
    """By step id; steps closed by the caller's answers have none."""
    out: Mapping[str, tuple[Edge, ...]]
    systems: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Doing:
    """Who can do a procedure."""

    alone: tuple[str, ...]
    """Those of its roles that can do every step, calls included."""
    hand_overs: tuple[HandOverFact, ...]


def facts_of(procedure: Procedure[Any], answers: Mapping[str, str] | None = None) -> Facts:
    """Read a procedure's graph, with the decisions that a caller settled."""
    out = graph.ways_out(procedure, answers)
    return Facts(
        graph.numbers(procedure, answers),
        {name: tuple(ways) for name, ways in out.items()},
        graph.systems(procedure),
    )


def doing_of(library: Library[Any], procedure: Procedure[Any]) -> Doing:
    """Who can do a procedure alone, and which steps the others must hand over."""
    if _is_simple(procedure):
        return Doing(procedure.roles, ())
    finishing = graph.finishing(library, procedure)
    alone = tuple(role for role in procedure.roles if role in finishing.alone)
    if len(alone) == len(procedure.roles):
        return Doing(alone, ())
    lacking = set(_outermost(path for paths in finishing.stuck.values() for path in paths))
    facts = tuple(
        HandOverFact(placed.path, placed.number, graph.performers(placed.procedure, placed.step))
        for placed in graph.expanded(library, procedure)
        if placed.path in lacking
    )
    return Doing(alone, facts)


def _outermost(paths: Iterable[str]) -> Iterator[str]:
    """The paths that are not inside a call which is among them itself."""
    known = frozenset(paths)
    for path in known:
        ends = (index for index, letter in enumerate(path) if letter == "/")
        if not any(path[:end] in known for end in ends):
            yield path


def _is_simple(procedure: Procedure[Any]) -> bool:
    """Whether no step asks for another role than the procedure does."""
    return not any(step.performed_by or isinstance(step, Call) for step in procedure.steps)
