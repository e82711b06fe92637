"""Who may perform which steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, outgoing_edges, reachable_steps, transitive_closure
from stegvis.graph.expansion import expand_steps
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Check, Decision, Finish, Wait


@dataclass(frozen=True, slots=True)
class RoleCoverage:
    """Who can do a procedure, calls included."""

    alone: tuple[str, ...]
    """The roles that can do every step."""
    stuck: Mapping[str, tuple[str, ...]]
    """For each of the procedure's roles that can't do every step, the paths of those it can't."""


def performing_roles(procedure: AnyProcedure, step: AnyStep) -> tuple[str, ...]:
    """The roles of which any one may do a step; none for a step that needs no role.

    A wait is another party's, a decision or an outcome is nobody's right, and a call needs what the
    called steps need, unless the caller says who does it.
    """
    if step.performed_by:
        return step.performed_by
    if isinstance(step, Wait | Decision | Finish | Call):
        return ()
    if isinstance(step, Check):
        return (*procedure.roles, *procedure.read_only_roles)
    return procedure.roles


def compute_role_coverage(library: Library[Any], procedure: AnyProcedure) -> RoleCoverage:
    """Who can do every step of a procedure and of what it calls."""
    needs = [
        (placed.path, roles)
        for placed in expand_steps(library, procedure)
        if (roles := performing_roles(placed.procedure, placed.step))
    ]
    everyone = dict.fromkeys([*procedure.roles, *(role for _, roles in needs for role in roles)])
    alone = tuple(role for role in everyone if all(role in roles for _, roles in needs))
    stuck: dict[str, tuple[str, ...]] = {
        role: paths
        for role in procedure.roles
        if (paths := tuple(path for path, roles in needs if role not in roles))
    }
    return RoleCoverage(alone, stuck)


def can_finish_alone(library: Library[Any], procedure: AnyProcedure, role: str) -> bool:
    """Whether some way from the first step to an outcome can be gone with this role alone."""
    out = outgoing_edges(procedure)
    able = {step.id for step in procedure.steps if _can_do(library, procedure, step, role, frozenset())}
    targets = {name: [edge.target for edge in out[name] if edge.target in able] for name in out}
    first = procedure.steps[0].id
    met = transitive_closure([first] if first in able else [], targets)
    return any(isinstance(step, Finish) and step.id in met for step in procedure.steps)


def _can_do(
    library: Library[Any],
    procedure: AnyProcedure,
    step: AnyStep,
    role: str,
    callers: frozenset[str],
) -> bool:
    roles = performing_roles(procedure, step)
    if roles and role not in roles:
        return False
    if not isinstance(step, Call) or step.procedure in callers:
        return True
    called = library.procedures.get(step.procedure)
    if called is None:
        return True
    met = reachable_steps(called, step.answers)
    inside = callers | {procedure.id}
    return all(_can_do(library, called, one, role, inside) for one in called.steps if one.id in met)


@dataclass(frozen=True, slots=True)
class StepHandOver:
    """Steps that need a role which some of the procedure's roles lack."""

    path: str
    number: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """Who can do a procedure."""

    alone: tuple[str, ...]
    """Those of its roles that can do every step, calls included."""
    hand_overs: tuple[StepHandOver, ...]


def summarize_roles(library: Library[Any], procedure: Procedure[Any]) -> RoleSummary:
    """Who can do a procedure alone, and which steps the others must hand over."""
    if _is_simple(procedure):
        return RoleSummary(procedure.roles, ())
    finishing = compute_role_coverage(library, procedure)
    alone = tuple(role for role in procedure.roles if role in finishing.alone)
    if len(alone) == len(procedure.roles):
        return RoleSummary(alone, ())
    lacking = set(_outermost(path for paths in finishing.stuck.values() for path in paths))
    facts = tuple(
        StepHandOver(placed.path, placed.number, performing_roles(placed.procedure, placed.step))
        for placed in expand_steps(library, procedure)
        if placed.path in lacking
    )
    return RoleSummary(alone, facts)


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
