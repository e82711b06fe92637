"""The parts of a procedure: what stands in the place of a step that calls another procedure, or has steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from stegvis.diagnostics import Id
from stegvis.graph.analysis import systems_by_step
from stegvis.graph.edges import Answers, AnyProcedure, AnyStep
from stegvis.graph.settled import settle
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call, Choose, Compound, Decision, SubStep


def has_part(step: AnyStep) -> bool:
    """Return whether a step stands for others: those of a procedure, or its own."""
    return isinstance(step, Call | Compound)


def find_part(library: Library[Any], procedure: AnyProcedure, step: AnyStep) -> AnyProcedure | None:
    """Return the procedure whose steps stand in the place of a step; None without one, or an unknown one.

    A called procedure is as the answers of the call leave it. The steps of a compound step are a procedure
    of their own, which has its roles, system and screen.
    """
    match step:
        case Call():
            called = library.procedures.get(step.procedure)
            return called and settle(called, step.answers)
        case Compound():
            return _own_steps(procedure, step)
        case _:
            return None


def settled_answers(step: AnyStep) -> Answers:
    """Return the decisions that a step settles in its part: step id to option id."""
    return step.answers if isinstance(step, Call) else {}


def calls_in(procedure: AnyProcedure) -> Iterator[Call[Any]]:
    """Yield the steps that call another procedure."""
    return (step for step in procedure.steps if isinstance(step, Call))


def called_procedures(library: Library[Any], procedure: AnyProcedure) -> dict[str, AnyProcedure]:
    """Return a procedure and all that it calls, directly or not, by id; unknown procedures are left out."""
    found: dict[str, AnyProcedure] = {procedure.id: procedure}
    pending = [procedure]
    while pending:
        for step in calls_in(pending.pop()):
            called = library.procedures.get(step.procedure)
            if called is not None and called.id not in found:
                found[called.id] = called
                pending.append(called)
    return found


def _own_steps(procedure: AnyProcedure, step: Compound[Any]) -> AnyProcedure:
    systems: Mapping[str, Any] = systems_by_step(procedure)
    return replace(
        procedure,
        procedure=Id(f"{procedure.id}/{step.id}", step.id.location),
        roles=step.performed_by or procedure.roles,
        read_only_roles=() if step.performed_by else procedure.read_only_roles,
        steps=tuple(
            replace(
                part,
                system=systems[part.id],
                screen=part.screen or step.screen,
                next=_join(part, following),
            )
            for part, following in zip_longest(step.steps, step.steps[1:])
        ),
    )


def _join(part: SubStep[Any], following: SubStep[Any] | None) -> Id | None:
    """Return the step at which the paths of all chosen options join."""
    is_multiple = isinstance(part, Decision) and part.choose is Choose.ANY
    return following.id if is_multiple and following else part.next
