"""Which roles may perform which steps, and which steps have to be handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from stegvis.graph.edges import AnyProcedure, AnyStep, outgoing_edges, reachable_steps, transitive_closure
from stegvis.graph.expansion import ExpandedStep, expand_steps
from stegvis.graph.facts import list_assignments
from stegvis.graph.parts import called_procedures, find_part, has_part, settled_answers
from stegvis.graph.settled import settle_library
from stegvis.model.library import Library
from stegvis.model.step_kinds import RoleNeed, kind_of


@dataclass(frozen=True, slots=True)
class HandOver:
    """A step that some of a procedure's roles may not perform."""

    path: str
    """Ids of the enclosing calls and of the step: `check-owner/sign-in`."""
    number: str
    roles: tuple[str, ...]
    """The roles of which any may perform it."""


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """Which of a procedure's roles may perform which of its steps, calls included."""

    alone: tuple[str, ...]
    """The roles that may perform every step."""
    excluded: Mapping[str, tuple[str, ...]]
    """For each of the other roles, the paths of the steps that it may not perform."""
    hand_overs: tuple[HandOver, ...]
    """The steps that any of the other roles may not perform, in the order of the file."""


def performing_roles(procedure: AnyProcedure, step: AnyStep) -> tuple[str, ...]:
    """Return the roles of which any may perform a step; none for a step that needs no role.

    A call or compound step needs what its part needs, unless it names roles itself.
    """
    if step.performed_by:
        return step.performed_by
    need = kind_of(step).needs_role
    match need:
        case RoleNeed.NONE:
            return ()
        case RoleNeed.OWN:
            return procedure.roles
        case RoleNeed.OWN_OR_READ_ONLY:
            return (*procedure.roles, *procedure.read_only_roles)
        case _:
            assert_never(need)


def compute_role_coverage(library: Library[Any], procedure: AnyProcedure) -> RoleCoverage:
    """Work out which of a procedure's roles can perform it alone, and which steps the others hand over.

    Steps of which the conditions contradict each other are in no run, and count for neither.
    """
    if not any(step.performed_by or has_part(step) for step in procedure.steps):
        return RoleCoverage(procedure.roles, {}, ())
    present = _find_present(library, procedure)
    required = [
        (expanded, roles)
        for expanded in expand_steps(library, procedure)
        if (roles := performing_roles(expanded.procedure, expanded.step)) and expanded.path in present
    ]
    excluded: dict[str, tuple[str, ...]] = {
        role: paths
        for role in procedure.roles
        if (paths := tuple(expanded.path for expanded, roles in required if role not in roles))
    }
    alone = tuple(role for role in procedure.roles if role not in excluded)
    return RoleCoverage(alone, excluded, tuple(_hand_overs(required, excluded)))


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


def _hand_overs(
    required: Iterable[tuple[ExpandedStep, tuple[str, ...]]], excluded: Mapping[str, tuple[str, ...]]
) -> Iterator[HandOver]:
    paths = frozenset(path for paths in excluded.values() for path in paths)
    for expanded, roles in required:
        if expanded.path in paths and not _is_inside(expanded.path, paths):
            yield HandOver(expanded.path, expanded.number, roles)


def _is_inside(path: str, calls: frozenset[str]) -> bool:
    """Whether a step is part of a call that is among `calls` itself."""
    ends = (index for index, letter in enumerate(path) if letter == "/")
    return any(path[:end] in calls for end in ends)


def can_finish_alone(library: Library[Any], procedure: AnyProcedure, role: str) -> bool:
    """Return whether some run, with some answers to the facts, needs no other role."""
    return any(
        _can_finish(settled, settled.procedures[procedure.id], role)
        for settled in _settled_libraries(library, procedure)
    )


def _can_finish(library: Library[Any], procedure: AnyProcedure, role: str) -> bool:
    outgoing = outgoing_edges(procedure)
    able = {step.id for step in procedure.steps if _can_perform(library, procedure, step, role, frozenset())}
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


def _can_perform(
    library: Library[Any],
    procedure: AnyProcedure,
    step: AnyStep,
    role: str,
    callers: frozenset[str],
) -> bool:
    roles = performing_roles(procedure, step)
    if roles and role not in roles:
        return False
    part = find_part(library, procedure, step)
    if part is None or part.id in callers:
        return True
    reachable = reachable_steps(part, settled_answers(step))
    inner_callers = callers | {procedure.id}
    return all(
        inner.when or _can_perform(library, part, inner, role, inner_callers)
        for inner in part.steps
        if inner.id in reachable
    )
