"""The step graph that the checklist’s scripts get, as JSON values: calls in place, every edge spelt out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, Edge, outgoing_edges, reachable_steps
from stegvis.graph.roles import performing_roles
from stegvis.model.library import Library
from stegvis.model.step_kinds import Action, Call, Check, Choose, Decision, Finish, Wait


@dataclass(frozen=True, slots=True)
class RunPart:
    """A procedure where it is met, with what its caller settled."""

    library: Library[Any]
    procedure: AnyProcedure
    prefix: str
    roles: frozenset[str] | None
    """The roles to which the caller keeps it, if it does."""
    settled: Mapping[str, str]
    out: Mapping[str, list[Edge]]
    steps: Mapping[str, AnyStep]
    parts: Mapping[str, RunPart]

    @property
    def first(self) -> str:
        """The id of the first step."""
        return self.procedure.steps[0].id

    def target(self, name: str) -> Edge | None:
        """Where a step leads whatever is answered."""
        return next((edge for edge in self.out[name] if edge.option is None), None)

    def who(self, step: AnyStep) -> tuple[str, ...]:
        """The roles that may perform a step here; none for a step that needs no role."""
        roles = performing_roles(self.procedure, step)
        return tuple(role for role in roles if self.roles is None or role in self.roles)


def build_run_part(
    library: Library[Any],
    procedure: AnyProcedure,
    prefix: str = "",
    settled: Mapping[str, str] | None = None,
    roles: frozenset[str] | None = None,
) -> RunPart:
    """Build the part of a run that a procedure makes, with the procedures that it calls."""
    answers = settled or {}
    met = reachable_steps(procedure, answers)
    steps: dict[str, AnyStep] = {step.id: step for step in procedure.steps if step.id in met}
    parts: dict[str, RunPart] = {}
    for step in steps.values():
        if isinstance(step, Call):
            kept = frozenset(step.performed_by) if step.performed_by else None
            both = kept & roles if kept and roles else kept or roles
            called = library.procedures[step.procedure]
            parts[step.id] = build_run_part(library, called, f"{prefix}{step.id}/", step.answers, both)
    return RunPart(
        library, procedure, prefix, roles, answers, outgoing_edges(procedure, answers), steps, parts
    )


def build_run_graph(library: Library[Any], procedure: AnyProcedure) -> dict[str, Any]:
    """The graph for the script: JSON values, calls in place, every `next` spelt out."""
    return {"collection": procedure.collection, **_graph_as_json(build_run_part(library, procedure))}


def _graph_as_json(part: RunPart) -> dict[str, Any]:
    procedure = part.procedure
    return {
        "procedure": str(procedure.id),
        "revision": procedure.revision,
        "readers": [str(role) for role in procedure.read_only_roles],
        "steps": [_step_as_json(part, step) for step in part.steps.values()],
    }


def _step_as_json(part: RunPart, step: AnyStep) -> dict[str, Any]:
    onward = part.target(step.id)
    said: dict[str, Any] = {"id": str(step.id), "kind": kind_name(step)}
    if onward:
        said |= {"next": str(onward.target)} | ({"again": True} if onward.again else {})
    said |= _kind_as_json(part, step)
    if roles := part.who(step):
        said["roles"] = [str(role) for role in roles]
    carried = {"optional": step.optional, "pause": step.pause_point, "secret": step.secret}
    said |= {name: True for name, text in carried.items() if text is not None}
    if step.revision != 1:
        said["revision"] = step.revision
    if step.was:
        said["was"] = str(step.was)
    return said


def _kind_as_json(part: RunPart, step: AnyStep) -> dict[str, Any]:
    if isinstance(step, Wait):
        return {"actor": step.actor.value}
    if isinstance(step, Call):
        return {"part": _graph_as_json(part.parts[step.id])}
    if not isinstance(step, Decision):
        return {}
    options = [
        {"id": str(edge.option), "next": str(edge.target)} | ({"again": True} if edge.again else {})
        for edge in part.out[step.id]
        if edge.option is not None
    ]
    settled = part.settled.get(step.id)
    return (
        {"options": options}
        | ({"any": True} if step.choose is Choose.ANY else {})
        | ({"answer": str(settled)} if settled else {})
    )


def kind_name(step: AnyStep) -> str:
    """A step's kind in one word, `call` for a procedure that is done here."""
    kinds = (Action, Check, Decision, Wait, Call, Finish)
    return next(kind.__name__.lower() for kind in kinds if isinstance(step, kind))
