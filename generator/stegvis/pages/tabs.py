"""Tabs: consecutive steps of which each is there with one answer to a variant, such as the tool in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any

from stegvis.graph.edges import AnyStep
from stegvis.model.condition import Condition
from stegvis.model.registries import Fact, FactKind
from stegvis.pages.views.procedure import StepGroup, StepView, Tab, Tabs


@dataclass(frozen=True, slots=True)
class Alternative:
    """A step's condition, of which a part names a variant."""

    variant: str
    options: frozenset[str]
    """The answers of which any is asked for."""
    rest: Condition
    """What else the condition asks for."""
    number: int = 0
    """The number of the tabs in which the step stands, from 1 in its procedure."""


def find_alternatives(steps: Sequence[AnyStep], facts: Mapping[str, Fact[Any]]) -> dict[str, Alternative]:
    """Return the alternatives of the steps that stand in tabs, by step id.

    They follow each other, and differ in their answers to one variant alone. The answers in two tabs are not
    the same, and each step is in one tab.
    """
    if not any(step.when for step in steps):
        return {}
    found: dict[str, Alternative] = {}
    adjacent: dict[str, Alternative] = {}
    count = 0
    for step in (*steps, None):
        alternative = _find_alternative(step, facts) if step else None
        if (
            step is None
            or alternative is None
            or not all(_fit(alternative, other) for other in adjacent.values())
        ):
            if len({other.options for other in adjacent.values()}) > 1:
                count += 1
                found |= {name: replace(other, number=count) for name, other in adjacent.items()}
            adjacent = {}
        if step is not None and alternative is not None:
            adjacent[step.id] = alternative
    return found


def _find_alternative(step: AnyStep, facts: Mapping[str, Fact[Any]]) -> Alternative | None:
    if len(step.when) != 1:
        return None
    (asked,) = step.when
    names = [name for name in asked if name in facts and facts[name].kind is FactKind.VARIANT]
    if len(names) != 1:
        return None
    rest = {name: answers for name, answers in asked.items() if name != names[0]}
    return Alternative(names[0], frozenset(asked[names[0]]), (rest,) if rest else ())


def _fit(first: Alternative, second: Alternative) -> bool:
    """Return whether two alternatives may stand in tabs beside each other, or in the same one."""
    is_same = (first.variant, first.rest) == (second.variant, second.rest)
    return is_same and (first.options == second.options or first.options.isdisjoint(second.options))


def arrange_tabs(groups: Sequence[StepGroup]) -> Iterator[StepGroup]:
    """Yield the groups of steps in their order; the first of those that share tabs has the tabs."""
    for number, members in groupby(groups, lambda group: group.tab.number if group.tab else 0):
        first, *others = members
        yield replace(first, tabs=_tabs((first, *others))) if number else first
        yield from others


def number_range(steps: Sequence[StepView]) -> str:
    """Return the numbers of consecutive steps: `3–5`, or `3`."""
    first, last = steps[0].number, steps[-1].number
    return first if first == last else f"{first}–{last}"


def _tabs(groups: Sequence[StepGroup]) -> Tabs:
    by_options: dict[tuple[str, ...], list[list[StepGroup]]] = {}
    places = [group.tab for group in groups if group.tab]
    before: tuple[str, ...] = ()
    for place, group in zip(places, groups, strict=True):
        stretches = by_options.setdefault(place.options, [])
        if place.options != before:
            stretches.append([])
        stretches[-1].append(replace(group, tab=None))
        before = place.options
    labels = {place.options: place.label for place in places}
    return Tabs(
        variant=places[0].variant,
        question=places[0].question,
        tabs=tuple(
            Tab(
                options=" ".join(options),
                label=labels[options],
                numbers=", ".join(
                    number_range([step for group in stretch for step in group.steps]) for stretch in stretches
                ),
                groups=tuple(chain.from_iterable(stretches)),
            )
            for options, stretches in by_options.items()
        ),
    )
