"""A procedure as part of a run, with the procedures that it calls in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, Edge, outgoing_edges, reachable_steps
from stegvis.graph.roles import performing_roles
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call


@dataclass(frozen=True, slots=True)
class RunPart:
    """A procedure as part of a run: called by a step of another part, or the root."""

    procedure: AnyProcedure
    prefix: str
    """What the paths of its steps begin with: the ids of the enclosing calls, each with a slash."""
    caller_roles: frozenset[str] | None
    """The roles to which the calls restrict it; None if they don't."""
    answers: Mapping[str, str]
    """The decisions that its caller settles: step id to option id."""
    outgoing: Mapping[str, list[Edge]]
    """The edges that leave each step, by step id."""
    steps: Mapping[str, AnyStep]
    """The reachable steps by id, in the order of the file."""
    called: Mapping[str, RunPart]
    """The parts that its steps call, by step id."""

    @property
    def first(self) -> str:
        """The id of the first step."""
        return self.procedure.steps[0].id

    def find_unconditional_edge(self, name: str) -> Edge | None:
        """Return the edge that leaves a step whatever is answered."""
        return next((edge for edge in self.outgoing[name] if edge.option is None), None)

    def roles_for(self, step: AnyStep) -> tuple[str, ...]:
        """Return the roles that may perform a step in this run; none for a step that needs no role."""
        roles = performing_roles(self.procedure, step)
        return tuple(role for role in roles if self.caller_roles is None or role in self.caller_roles)


def build_run_part(
    library: Library[Any],
    procedure: AnyProcedure,
    prefix: str = "",
    answers: Mapping[str, str] | None = None,
    caller_roles: frozenset[str] | None = None,
) -> RunPart:
    """Build a procedure's part of a run, with the parts that it calls.

    Raises KeyError if a called procedure does not exist; calls must not be recursive.
    """
    settled = answers or {}
    reachable = reachable_steps(procedure, settled)
    steps: dict[str, AnyStep] = {step.id: step for step in procedure.steps if step.id in reachable}
    called: dict[str, RunPart] = {}
    for step in steps.values():
        if isinstance(step, Call):
            callee = library.procedures[step.procedure]
            roles = _restrict_roles(caller_roles, step)
            called[step.id] = build_run_part(library, callee, f"{prefix}{step.id}/", step.answers, roles)
    outgoing = outgoing_edges(procedure, settled)
    return RunPart(procedure, prefix, caller_roles, settled, outgoing, steps, called)


def _restrict_roles(roles: frozenset[str] | None, call: Call[Any]) -> frozenset[str] | None:
    if not call.performed_by:
        return roles
    named = frozenset(call.performed_by)
    return named & roles if roles else named
