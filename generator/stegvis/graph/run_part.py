"""A procedure as part of a run, with the parts that stand for its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, Edge, outgoing_edges, reachable_steps
from stegvis.graph.facts import ask_facts
from stegvis.graph.parts import find_part, has_part, settled_answers
from stegvis.graph.performers import US, Performers, find_inner_performers, find_performers
from stegvis.model.condition import fact_step
from stegvis.model.library import Library
from stegvis.model.step_kinds import Compound, Decision, Option

Scope = Mapping[str, tuple[str, AnyStep]]
"""Steps by id, each with its path."""


@dataclass(frozen=True, slots=True)
class RunPart:
    """A procedure as part of a run: what a step of another part calls or consists of, or the root."""

    procedure: AnyProcedure
    prefix: str
    """What the paths of its steps begin with: the ids of the enclosing calls, each with a slash."""
    performers: Mapping[str, Performers]
    """Who performs each step, by step id."""
    answers: Mapping[str, str]
    """The decisions that its caller settles: step id to option id."""
    outgoing: Mapping[str, list[Edge]]
    """The edges that leave each step, by step id."""
    steps: Mapping[str, AnyStep]
    """The reachable steps by id, in the order of the file."""
    called: Mapping[str, RunPart]
    """The parts that stand for its steps, by step id."""
    scope: Scope
    """The steps that its conditions may name: its own, and those around it in the file."""

    @property
    def first(self) -> str:
        """The id of the first step."""
        return self.procedure.steps[0].id

    def find_unconditional_edge(self, name: str) -> Edge | None:
        """Return the edge that leaves a step whatever is answered."""
        return next((edge for edge in self.outgoing[name] if edge.is_unconditional), None)

    def find_edge_past(self, name: str) -> Edge | None:
        """Return the edge that is taken where the condition of a step does not hold."""
        return next((edge for edge in self.outgoing[name] if edge.otherwise), None)

    def open_options(self, decision: Decision[Any]) -> Iterator[tuple[Option[Any], Edge | None]]:
        """Yield the options that the answers leave, each with its edge; None where the part ends after it."""
        edges = {edge.option: edge for edge in self.outgoing[decision.id]}
        is_last = decision.id == self.procedure.steps[-1].id and decision.id not in self.answers
        for option in decision.options:
            if option.id in edges or (is_last and option.next is None):
                yield option, edges.get(option.id)

    def path_of(self, name: str) -> str:
        """Return the path of the step that answers what a condition names: a step, or a fact."""
        return self.scope[name][0] if name in self.scope else fact_step(name)


def build_run(library: Library[Any], procedure: AnyProcedure) -> RunPart:
    """Build the root of a procedure's runs, with a decision for each fact that they need.

    Raises KeyError if a called procedure does not exist; calls must not be recursive.
    """
    return build_run_part(library, ask_facts(library, procedure))


def build_run_part(  # noqa: PLR0913, PLR0917  # what a part takes over from the step that it stands for
    library: Library[Any],
    procedure: AnyProcedure,
    prefix: str = "",
    answers: Mapping[str, str] | None = None,
    caller: Performers = US,
    outer: Scope | None = None,
) -> RunPart:
    """Build a procedure's part of a run, with the parts that stand for its steps.

    Raises KeyError if a called procedure does not exist; calls must not be recursive.
    """
    settled = answers or {}
    reachable = reachable_steps(procedure, settled)
    steps: dict[str, AnyStep] = {step.id: step for step in procedure.steps if step.id in reachable}
    own: Scope = {step.id: (f"{prefix}{step.id}", step) for step in procedure.steps}
    scope = {**(outer or {}), **own}
    called: dict[str, RunPart] = {}
    for step in steps.values():
        if has_part(step):
            called[step.id] = build_run_part(
                library,
                _require_part(library, procedure, step),
                f"{prefix}{step.id}/",
                settled_answers(step),
                find_inner_performers(library, procedure, step, caller),
                scope if isinstance(step, Compound) else None,
            )
    outgoing = outgoing_edges(procedure, settled)
    performers = {name: find_performers(library, procedure, step, caller) for name, step in steps.items()}
    return RunPart(procedure, prefix, performers, settled, outgoing, steps, called, scope)


def _require_part(library: Library[Any], procedure: AnyProcedure, step: AnyStep) -> AnyProcedure:
    part = find_part(library, procedure, step)
    if part is None:
        raise KeyError(step.id)
    return part
