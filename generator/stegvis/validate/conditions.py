"""Rules about facts and conditions: what they name exists, is known where it is named, and can be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from stegvis.diagnostics import Id
from stegvis.graph.dominators import find_dominators
from stegvis.graph.edges import Answers, reachable_steps
from stegvis.model.condition import Condition, holds, named_in
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Fact
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Call, Choose, Compound, Decision, Finish, Step, SubStep
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation, as_id, unknown_reference

_MAX_COMBINATIONS = 1000
"""The number of combinations of answers that are tried for one condition; of more, the first ones."""

Asked = Step[SourceText] | Fact[SourceText]
"""What a condition names."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A condition where it stands."""

    condition: Condition
    step: Step[SourceText]
    """The step, or the decision whose option it is."""
    place: str
    """The id of the step in the procedure: of the compound one, if the step is a part of it."""
    scope: Mapping[str, Step[SourceText]]
    """The steps that the condition may name."""
    earlier: frozenset[str]
    """The steps before it in the same compound step."""
    around: tuple[Condition, ...]
    """The conditions without which it does not matter."""


def _uses(procedure: Procedure[SourceText]) -> Iterator[_Use]:
    outer: dict[str, Step[SourceText]] = {step.id: step for step in procedure.steps}
    for step in procedure.steps:
        yield from _uses_in(step, step.id, outer, frozenset(), ())
        if isinstance(step, Compound):
            parts: dict[str, Step[SourceText]] = {part.id: part for part in step.steps}
            scope = {**outer, **parts}
            for index, part in enumerate(step.steps):
                earlier = frozenset(other.id for other in step.steps[:index])
                yield from _uses_in(part, step.id, scope, earlier, (step.when,))


def _uses_in(
    step: Step[SourceText],
    place: str,
    scope: Mapping[str, Step[SourceText]],
    earlier: frozenset[str],
    around: tuple[Condition, ...],
) -> Iterator[_Use]:
    own, *options = conditions_of(step)
    if own:
        yield _Use(own, step, place, scope, earlier, around)
    for condition in options:
        if condition:
            yield _Use(condition, step, place, scope, earlier, (*around, own))


def check_conditions(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A condition names facts, decisions and calls of its procedure, with their answers or outcomes."""
    for use in _uses(procedure):
        for alternative in use.condition:
            if not alternative:
                hint = "Name a fact or a step with an answer: `when: {partner-type: direct}`."
                yield f"a condition of `{use.step.id}` is empty", use.step.id.location, hint
            for name, answers in alternative.items():
                yield from _check_name(context, use, as_id(name), answers)
    for step in procedure.all_steps:
        if step.otherwise and not step.when:
            yield "`otherwise` needs `when`", step.otherwise.location, "Remove it, or add `when:`."


def _check_name(context: RuleContext, use: _Use, name: Id, answers: tuple[Id, ...]) -> Iterator[Violation]:
    facts = context.library.facts
    if name in use.scope and name in facts:
        yield f"`{name}` is the id of a step and of a fact", name.location, "Rename the step."
    asked = use.scope.get(name) or facts.get(name)
    if asked is None:
        if not context.knows(name, facts):
            yield unknown_reference("fact or step", name, [*facts, *use.scope])
    elif not isinstance(asked, Decision | Call | Fact):
        hint = "A condition names a fact, a decision or a call."
        yield f"the step `{name}` has no answers", name.location, hint
    elif (known := _answers(context, asked)) is not None:
        kind = "outcome" if isinstance(asked, Call) else "answer"
        for answer in answers:
            if answer not in known:
                yield unknown_reference(f"{kind} of {name}", answer, known)


def _answers(context: RuleContext, asked: Asked | None) -> list[str] | None:
    """Return what may be answered, or come of a call; None if that is not known."""
    match asked:
        case Decision() | Fact():
            return [option.id for option in asked.options]
        case Call():
            called = context.library.procedures.get(asked.procedure)
            return [step.id for step in called.steps if isinstance(step, Finish)] if called else None
        case _:
            return None


def check_known(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """What a condition names comes before it on every path, so that it is known there.

    Facts are known everywhere: a run asks for them where they are needed.
    """
    uses = list(_uses(procedure))
    if not uses:
        return
    dominators = find_dominators(procedure)
    for use in uses:
        for name in map(as_id, named_in(use.condition)):
            is_known = name in use.earlier or (name != use.place and dominators.dominates(name, use.place))
            if name in use.scope and use.place in dominators.order and not is_known:
                message = f"`{name}` does not come before `{use.step.id}` on every path"
                hint = "Ask before the paths part, or make it a fact in content/facts.yaml."
                yield message, name.location, hint


def check_possible(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A condition can be true: some answers lead to where it stands and fulfil it."""
    for use in _uses(procedure):
        for alternative in use.condition:
            wanted = {
                name: answers
                for name, answers in alternative.items()
                if not _is_multiple(use.scope.get(name) or context.library.facts.get(name))
            }
            if wanted and not any(_is_possible(procedure, use, given) for given in _combinations(wanted)):
                location = as_id(next(iter(wanted))).location
                hint = "Correct it, or delete what depends on it."
                yield f"a condition of `{use.step.id}` can't be true", location, hint


def _is_multiple(asked: Asked | None) -> bool:
    return isinstance(asked, Decision) and asked.choose is Choose.ANY


def _is_possible(procedure: Procedure[SourceText], use: _Use, given: Answers) -> bool:
    """Whether a run with some answers can come to the place of a condition, and has asked for them."""
    asked = (use.scope[name].when for name in given if name in use.scope)
    return all(holds(when, given) is not False for when in (*asked, *use.around)) and (
        use.place in reachable_steps(procedure, given)
    )


def _combinations(answers: Mapping[str, tuple[str, ...] | list[str]]) -> Iterator[dict[str, str]]:
    chosen = product(*answers.values())
    return (dict(zip(answers, given, strict=True)) for given in islice(chosen, _MAX_COMBINATIONS))


def check_options_left(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Whatever was answered before, the conditions of a decision's options leave one of them."""
    for use in {use.step.id: use for use in _uses(procedure)}.values():
        step = use.step
        if not isinstance(step, Decision) or not all(option.when for option in step.options):
            continue
        names = dict.fromkeys(name for option in step.options for name in named_in(option.when))
        answers: dict[str, list[str]] = {}
        for name in names:
            asked = use.scope.get(name)
            known = _answers(context, asked or context.library.facts.get(name)) or []
            may_be_passed = asked is not None and asked.when
            answers[name] = [*known, ""] if may_be_passed else known
        for given in _combinations(answers):
            if holds(step.when, given) is False:
                continue
            if all(holds(option.when, given) is False for option in step.options):
                where = ", ".join(f"{name}: {answer or 'not asked'}" for name, answer in given.items())
                hint = "Add an option without `when`, or give the decision a condition, too."
                yield f"no option of `{step.id}` is left with {{{where}}}", step.id.location, hint
                break


def check_sub_steps(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The steps of a compound step follow each other: they lead nowhere else."""
    for step in procedure.steps:
        if not isinstance(step, Compound):
            continue
        if not step.steps:
            yield f"the step `{step.id}` has no steps", step.id.location, "Add steps below `steps:`."
        for part in step.steps:
            for target in _targets(part):
                hint = "Remove it: a `when:` says which of the steps are there."
                yield (
                    f"the step `{part.id}` is a part of `{step.id}` and leads to `{target}`",
                    target.location,
                    hint,
                )


def _targets(part: SubStep[SourceText]) -> Iterator[Id]:
    options = part.options if isinstance(part, Decision) else ()
    targets = (part.next, part.otherwise, *(option.next for option in options))
    return (target for target in targets if target is not None)


def check_facts(context: RuleContext) -> Iterator[Violation]:
    """A fact has at least two options."""
    for name, fact in context.library.facts.items():
        if len(fact.options) < 2:  # noqa: PLR2004  # two is what a question is
            yield f"the fact `{name}` has fewer than two options", fact.question.location, ""


def check_unused_facts(context: RuleContext) -> Iterator[Violation]:
    """Each fact is named in a condition; a run does not ask for others."""
    named = {
        name
        for procedure in context.library.procedures.values()
        for step in procedure.all_steps
        for condition in conditions_of(step)
        for name in named_in(condition)
    }
    for name, fact in context.library.facts.items():
        if name not in named:
            hint = "Name it in a `when:`, or delete it."
            yield f"no condition names the fact `{name}`", fact.question.location, hint
