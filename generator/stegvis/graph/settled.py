"""A procedure as known answers leave it: without what conditions then rule out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.diagnostics import Id
from stegvis.graph.edges import Answers, AnyProcedure, AnyStep
from stegvis.model.condition import Condition, fact_name, holds, is_fact
from stegvis.model.library import Library
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Call, Choose, Compound, Decision, Option, kind_of

_NOT_ASKED = ""
"""The answer to what is passed over: no option."""


def settle(procedure: AnyProcedure, answers: Answers) -> AnyProcedure:
    """Return a procedure without the steps, options and remarks whose conditions are false with some answers.

    Conditions that are true go, too, and edges to steps that are not there lead past these. The answers are
    those to facts, and to decisions of the procedure, which stay.
    """
    if not answers or not any(condition for step in procedure.all_steps for condition in conditions_of(step)):
        return procedure
    known = _Known(answers, dict(answers), set(answers) - {step.id for step in procedure.all_steps})
    return replace(procedure, steps=tuple(known.settle_steps(procedure.steps)) or procedure.steps)


def settle_library(library: Library[Any], facts: Answers) -> Library[Any]:
    """Return a library of which each procedure is as the answers to some facts leave it."""
    if not facts:
        return library
    procedures = {name: settle(procedure, facts) for name, procedure in library.procedures.items()}
    return replace(library, procedures=procedures)


@dataclass(slots=True)
class _Known:
    """What is known so far, in the order of the file."""

    settled: Answers
    """What the caller of the procedure has answered."""
    given: dict[str, str]
    """The only answers that are possible, by what they answer."""
    certain: set[str]
    """What is answered in every run: the others may be passed over."""
    past: dict[str, str | None] = field(default_factory=dict)
    """The step that follows in the place of each one that is not there; None at the end of a part."""

    def settle_steps(self, steps: Sequence[AnyStep]) -> list[AnyStep]:
        """Return the steps that may be there, with their conditions, each leading to others of them."""
        kept: list[tuple[AnyStep, str | None]] = []
        for step, following in zip(steps, [*(step.id for step in steps[1:]), None], strict=True):
            present = self._settle_step(step, following)
            if present is not None:
                kept.append((present, following))
        entry = self._resolve(steps[0].id) if steps else None
        first = next((index for index, (step, _) in enumerate(kept) if step.id == entry), 0)
        kept = [*kept[first:], *kept[:first]]
        onward = [*(step.id for step, _ in kept), None][1:]
        return [
            self._redirect(step, following, now) for (step, following), now in zip(kept, onward, strict=True)
        ]

    def _settle_step(self, step: AnyStep, following: str | None) -> AnyStep | None:
        """Return a step with what is left of its conditions; None if it is not there."""
        if is_fact(step.id) and fact_name(step.id) in self.settled:
            self.past[step.id] = following
            return None
        when = self._narrow(step.when)
        if when is None:
            self.given[step.id] = _NOT_ASKED
            self.past[step.id] = _target_past(step, following)
            return None
        changes: dict[str, Any] = {"when": when, "otherwise": step.otherwise if when else None}
        changes |= {name: self._narrow_all(getattr(step, name)) for name in ("warnings", "cautions", "notes")}
        if isinstance(step, Decision) and step.id not in self.settled:
            options = list(self._offered(step))
            if len(options) < len(step.options) and len(options) == 1 and not options[0].again:
                if not when:
                    self.given[step.id] = options[0].id
                    self.certain.add(step.id)
                    self.past[step.id] = options[0].next or following
                    return None
                options = [replace(options[0], when=when)]  # so that it is not asked
            changes["options"] = tuple(options) or step.options
        elif isinstance(step, Compound):
            changes["steps"] = tuple(self.settle_steps(step.steps))
            if not changes["steps"] and not step.again:
                self.past[step.id] = step.next or following
                return None
            changes["steps"] = changes["steps"] or step.steps
        elif step.id in self.settled and not when:
            self.certain.add(step.id)
        return replace(step, **changes)

    def _offered(self, decision: Decision[Any]) -> Iterator[Option[Any]]:
        for option in decision.options:
            when = self._narrow(option.when)
            if when is not None:
                yield replace(option, when=when)

    def _narrow_all(self, remarks: Mapping[str, Any]) -> Mapping[str, Any]:
        narrowed = {key: (remark, self._narrow(remark.when)) for key, remark in remarks.items()}
        return {
            key: replace(remark, when=when) for key, (remark, when) in narrowed.items() if when is not None
        }

    def _narrow(self, condition: Condition) -> Condition | None:
        """Return what is left of a condition: nothing if it is true, None if it is false."""
        left = [
            {name: wanted for name, wanted in alternative.items() if name not in self.certain}
            for alternative in condition
            if holds((alternative,), self.given) is not False
        ]
        if {} in left or not condition:
            return ()
        return tuple(left) or None

    def _redirect(self, step: AnyStep, before: str | None, below: str | None) -> AnyStep:
        """Let a step lead to what is there; `before` was the step below it, `below` is that now."""
        changes: dict[str, Any] = {}
        if isinstance(step, Decision):
            changes["options"] = tuple(
                replace(option, next=self._onward(step, option.next, before, below))
                for option in step.options
            )
            changes["next"] = self._onward(step, step.next, None, None)
        elif not kind_of(step).is_end:
            changes["next"] = self._onward(step, step.next, before, below)
        if isinstance(step, Call):
            changes["outcomes"] = {
                name: self._onward(step, target, None, None) for name, target in step.outcomes.items()
            }
        if step.when:
            joined = changes["next"] if isinstance(step, Decision) else None
            past = _target_past(step, before)
            changes["otherwise"] = self._onward(step, step.otherwise, past, joined or below)
        return replace(step, **changes)

    def _onward(self, step: AnyStep, named: Id | None, before: str | None, below: str | None) -> Id | None:
        """Return what a field of a step is to name; an empty one meant `before`, and will mean `below`."""
        target = self._resolve(named or before)
        if target == named or (named is None and target == below):
            return named
        return None if target is None else Id(target, step.id.location)

    def _resolve(self, target: str | None) -> str | None:
        passed = set()
        while target in self.past and target not in passed:  # conditions that are errors may lead in a circle
            passed.add(target)
            target = self.past[target]
        return target


def _target_past(step: AnyStep, following: str | None) -> str | None:
    joined = step.next if isinstance(step, Decision) and step.choose is Choose.ANY else None
    return step.otherwise or joined or following
