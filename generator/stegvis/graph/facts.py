"""Asks for the facts that a procedure needs: each is a decision in its graph, before the first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

from stegvis.diagnostics import Id
from stegvis.graph.dominators import Dominators, find_dominators
from stegvis.graph.edges import AnyProcedure, AnyStep
from stegvis.graph.parts import called_procedures, calls_in
from stegvis.graph.settled import settle, settle_library
from stegvis.model.condition import fact_name, fact_step, is_fact, named_in
from stegvis.model.library import Library
from stegvis.model.registries import Ask, Fact
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Call, Compound, Decision, Option

MAX_ASSIGNMENTS = 64
"""The number of combinations of answers of which each is looked at."""


def list_assignments(library: Library[Any], procedure: AnyProcedure) -> Iterator[Mapping[str, str]]:
    """Yield each combination of answers to the facts that a procedure needs; of too many, an empty one."""
    facts = {name: library.facts[name].options for name in find_needs(library, procedure)}
    if not 0 < prod(map(len, facts.values())) <= MAX_ASSIGNMENTS:
        facts = {}
    for options in product(*facts.values()):
        yield {name: option.id for name, option in zip(facts, options, strict=True)}


def ask_facts(library: Library[Any], procedure: AnyProcedure) -> AnyProcedure:
    """Return a procedure with a decision for each fact that it or a procedure that it calls needs.

    It stands before the last step that all paths to the uses of the fact pass, or at the start. The
    procedures that are called don't ask, so that no fact is asked for twice.
    """
    if not procedure.steps:
        return procedure
    needs = find_needs(library, procedure)
    if not needs:
        return procedure
    dominators = find_dominators(procedure)
    asked: dict[str, list[str]] = {}
    for name, uses in needs.items():
        reached = [step for step in uses if step in dominators.order]
        if reached:
            first = library.facts[name].ask is Ask.START
            place = procedure.steps[0].id if first else dominators.meet(reached)
            asked.setdefault(place, []).append(name)
    entries = {place: fact_step(names[0]) for place, names in asked.items()}
    steps: list[AnyStep] = []
    for step in procedure.steps:
        steps += [_decision(library.facts[name], name, step) for name in asked.get(step.id, ())]
        steps.append(_redirect(step, entries, dominators))
    return replace(procedure, steps=tuple(steps))


def ask_open_facts(library: Library[Any], procedure: AnyProcedure, known: Mapping[str, str]) -> AnyProcedure:
    """Return a procedure as some known facts leave it, with a decision for each fact that it then needs.

    The others are asked for where they are asked for if nothing is known.
    """
    asked = ask_facts(library, procedure)
    if not known:
        return asked
    settled = settle_library(library, known)
    needed = find_needs(settled, settled.procedures[procedure.id])
    names = [fact_name(step.id) for step in asked.steps if is_fact(step.id)]
    return settle(asked, {**{name: "" for name in names if name not in needed}, **known})


def find_needs(library: Library[Any], procedure: AnyProcedure) -> dict[str, list[str]]:
    """Return the steps that need each fact, themselves or in their parts, in the registry's order."""
    if not library.facts:
        return {}
    needs: dict[str, set[str]] = {step.id: _needs_of(procedure, step) for step in procedure.steps}
    for call in calls_in(procedure):
        if call.procedure in library.procedures:
            for called in called_procedures(library, library.procedures[call.procedure]).values():
                needs[call.id].update(*(_needs_of(called, step) for step in called.steps))
    uses = {name: [step for step, needed in needs.items() if name in needed] for name in library.facts}
    return {name: steps for name, steps in uses.items() if steps}


def _needs_of(procedure: AnyProcedure, step: AnyStep) -> set[str]:
    """Return what the conditions of a step name that is no step of its procedure."""
    parts = step.steps if isinstance(step, Compound) else ()
    conditions = (condition for inner in (step, *parts) for condition in conditions_of(inner))
    named = {name for condition in conditions for name in named_in(condition)}
    return named and named - {other.id for other in procedure.all_steps}


def _decision(fact: Fact[Any], name: str, before: AnyStep) -> Decision[Any]:
    options = (Option(id=entry.id, label=entry.label, detail=entry.detail) for entry in fact.options)
    return Decision(
        id=Id(fact_step(name), before.id.location), decision=fact.question, options=tuple(options)
    )


def _redirect(step: AnyStep, entries: Mapping[str, str], dominators: Dominators) -> AnyStep:
    """Let the edges of a step to a place where facts are asked for lead to the first of these.

    Edges from steps behind the place stay, as the facts are known there.
    """

    def onward(target: Any) -> Any:
        is_behind = target not in entries or dominators.dominates(target, step.id)
        return target if is_behind else Id(entries[target], target.location)

    changes: dict[str, Any] = {"next": onward(step.next), "otherwise": onward(step.otherwise)}
    if isinstance(step, Decision):
        changes["options"] = tuple(replace(option, next=onward(option.next)) for option in step.options)
    if isinstance(step, Call):
        changes["outcomes"] = {name: onward(target) for name, target in step.outcomes.items()}
    return replace(step, **changes)
