"""Conditions: what must have been answered for a step, an option or a remark to be there.

A condition names facts, decisions and calls, each with the answers or outcomes of which it asks for one:
`{partner-type: direct, check-owner: [listed, unclear]}`. All that a mapping names must be so. In a list of
mappings, any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, TypeAlias

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect


class OneOrMore:
    """Marks a list of which the file may have a single item without the list."""


Condition: TypeAlias = Annotated[
    tuple[Mapping[str, Annotated[tuple[Id, ...], OneOrMore]], ...], OneOrMore, Aspect.NOTES
]
"""What must have been answered: any of the mappings from what is asked to the answers. Empty if nothing."""

_MARK = "@"
"""What the id of a fact's decision begins with; that of no step does."""

Given = Mapping[str, str]
"""Answers that are known: from what was asked to the option, or the outcome of a call."""


def named_in(condition: Condition) -> Iterator[str]:
    """Yield the facts and steps that a condition names."""
    return (name for answers in condition for name in answers)


def holds(condition: Condition, given: Given) -> bool | None:
    """Return whether a condition holds; None if the given answers don't tell."""
    if not condition:
        return True
    results = {_all_hold(answers, given) for answers in condition}
    return True if True in results else None if None in results else False


def implies(condition: Condition, other: Condition) -> bool:
    """Return whether another condition holds wherever one holds, as far as their answers show it."""
    return all(any(_is_narrower(alternative, wanted) for wanted in other) for alternative in condition)


def _is_narrower(answers: Mapping[str, tuple[Id, ...]], wanted: Mapping[str, tuple[Id, ...]]) -> bool:
    return all({*answers.get(name, ("",))} <= {*options} for name, options in wanted.items())


def _all_hold(answers: Mapping[str, tuple[Id, ...]], given: Given) -> bool | None:
    results = {given[name] in options if name in given else None for name, options in answers.items()}
    return False if False in results else None if None in results else True


def fact_step(name: str) -> str:
    """Return the id of the decision that asks for a fact; it is its path in every run, too."""
    return f"{_MARK}{name}"


def is_fact(name: str) -> bool:
    """Return whether the id of a step is that of a decision which asks for a fact."""
    return name.startswith(_MARK)


def fact_name(step: str) -> str:
    """Return the id of the fact for which a step asks."""
    return step.removeprefix(_MARK)
