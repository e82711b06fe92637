"""Which roles may perform which steps, and which steps have to be handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, outgoing_edges, reachable_steps, transitive_closure
from stegvis.graph.expansion import ExpandedStep, expand_steps
from stegvis.graph.facts import list_assignments
from stegvis.graph.parts import called_procedures, find_part, has_part, settled_answers
from stegvis.graph.performers import US, Performers, find_inner_performers, find_performers
from stegvis.graph.settled import settle_library
from stegvis.model.library import Library
from stegvis.model.registries import RoleSet
from stegvis.model.step_kinds import kind_of


@dataclass(frozen=True, slots=True)
class HandOver:
    """A step that some of a procedure's roles may not perform, or that is another party's."""

    path: str
    """Ids of the enclosing calls and of the step: `check-owner/sign-in`."""
    number: str
    performers: Performers


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """Which of a procedure's roles may perform which of its steps, calls included."""

    alone: tuple[RoleSet, ...]
    """The roles that may perform every step of our own."""
    excluded: Mapping[RoleSet, tuple[str, ...]]
    """For each of the other roles, the paths of the steps that it may not perform."""
    hand_overs: tuple[HandOver, ...]
    """The steps that any of the other roles may not perform, in the order of the file."""
    of_others: tuple[HandOver, ...] = ()
    """The steps of other parties, in the order of the file."""


def compute_role_coverage(library: Library[Any], procedure: AnyProcedure) -> RoleCoverage:
    """Work out which of a procedure's roles can perform it alone, and which steps the others hand over.

    Steps of which the conditions contradict each other are in no run, and count for neither.
    """
    if not any(step.performed_by or step.party or has_part(step) for step in procedure.steps):
        return RoleCoverage(procedure.roles, {}, ())
    present = _find_present(library, procedure)
    expanded = [entry for entry in expand_steps(library, procedure) if entry.path in present]
    of_others = [entry.path for entry in expanded if entry.performers.party]
    own = [entry for entry in expanded if entry.performers.roles and not entry.performers.party]
    excluded: dict[RoleSet, tuple[str, ...]] = {
        roles: paths
        for roles in procedure.roles
        if (paths := tuple(entry.path for entry in own if not entry.performers.admit(roles.all)))
    }
    alone = tuple(roles for roles in procedure.roles if roles not in excluded)
    handed_over = [path for paths in excluded.values() for path in paths]
    return RoleCoverage(
        alone,
        excluded,
        tuple(_hand_overs(own, handed_over)),
        tuple(_hand_overs(expanded, of_others)),
    )


def _find_present(library: Library[Any], procedure: AnyProcedure) -> frozenset[str]:
    """Return the paths of the steps that are there with some answers to the facts."""
    return frozenset(
        expanded.path
        for settled in _settled_libraries(library, procedure)
        for expanded in expand_steps(settled, settled.procedures[procedure.id])
    )


def _settled_libraries(library: Library[Any], procedure: AnyProcedure) -> Iterator[Library[Any]]:
    """Yield what answers to the facts leave of a procedure and all that it calls, for each combination."""
    called = replace(library, procedures=called_procedures(library, procedure))
    return (settle_library(called, facts) for facts in list_assignments(library, procedure))


def _hand_overs(expanded: Iterable[ExpandedStep], wanted: Iterable[str]) -> Iterator[HandOver]:
    paths = frozenset(wanted)
    for entry in expanded:
        if entry.path in paths and not _is_inside(entry.path, paths):
            yield HandOver(entry.path, entry.number, entry.performers)


def _is_inside(path: str, calls: frozenset[str]) -> bool:
    """Whether a step is part of a call that is among `calls` itself."""
    ends = (index for index, letter in enumerate(path) if letter == "/")
    return any(path[:end] in calls for end in ends)


def can_finish_alone(library: Library[Any], procedure: AnyProcedure, roles: RoleSet) -> bool:
    """Return whether some run, with some answers to the facts, needs no other role of our own party."""
    return any(
        _can_finish(settled, settled.procedures[procedure.id], roles)
        for settled in _settled_libraries(library, procedure)
    )


def _can_finish(library: Library[Any], procedure: AnyProcedure, roles: RoleSet) -> bool:
    outgoing = outgoing_edges(procedure)
    able = {step.id for step in procedure.steps if _can_perform(library, procedure, step, roles, _Caller())}
    passable = able | {step.id for step in procedure.steps if step.when}
    successors = {
        name: [
            edge.target
            for edge in outgoing[name]
            if edge.target in passable and (name in able or edge.otherwise)
        ]
        for name in outgoing
    }
    first = procedure.steps[0].id
    reachable = transitive_closure([first] if first in passable else [], successors)
    return any(kind_of(step).is_end and step.id in reachable & able for step in procedure.steps)


@dataclass(frozen=True, slots=True)
class _Caller:
    """Who performs a part, and the procedures that led to it."""

    performers: Performers = US
    procedures: frozenset[str] = frozenset()


def _can_perform(
    library: Library[Any], procedure: AnyProcedure, step: AnyStep, roles: RoleSet, caller: _Caller
) -> bool:
    performers = find_performers(library, procedure, step, caller.performers)
    if not performers.party and not performers.admit(roles.all):
        return False
    part = find_part(library, procedure, step)
    if part is None or part.id in caller.procedures:
        return True
    reachable = reachable_steps(part, settled_answers(step))
    inner_performers = find_inner_performers(library, procedure, step, caller.performers)
    inner_caller = _Caller(inner_performers, caller.procedures | {procedure.id})
    return all(
        inner.when or _can_perform(library, part, inner, roles, inner_caller)
        for inner in part.steps
        if inner.id in reachable
    )
