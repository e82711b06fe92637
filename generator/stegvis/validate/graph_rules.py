"""The graph: every step is met, every way ends, and what leads back says so."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.graph.analysis import find_longest_stretch
from stegvis.graph.edges import outgoing_edges, reachable_steps, steps_reaching_end
from stegvis.graph.expansion import calls_in, count_expanded_steps, find_call_cycle
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Choose, Decision, Option, Step, kind_of
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation, as_id, unknown_reference

LONGEST_STRETCH = 9
"""Steps that people do reliably without a pause (Gawande, A Checklist for Checklists: five to nine)."""


LARGEST_EXPANSION = 300
"""Steps of a procedure with its calls in place: more is no checklist, and calls in calls multiply."""


def check_targets(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """`next` names a step of the same procedure."""
    names = [step.id for step in procedure.steps]
    for _step, goes in _going(procedure):
        if goes.next is not None and goes.next not in names:
            yield unknown_reference("step", goes.next, names)


def _going(
    procedure: Procedure[SourceText],
) -> Iterator[tuple[Step[SourceText], Step[SourceText] | Option[SourceText]]]:
    for step in procedure.steps:
        yield step, step
        if isinstance(step, Decision):
            yield from ((step, option) for option in step.options)


def check_reachable(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Some way from the first step meets every step."""
    reached = reachable_steps(procedure)
    for step in procedure.steps:
        if step.id not in reached:
            hint = "Let a `next` lead here, or delete the step."
            yield f"no way leads to the step `{step.id}`", step.id.location, hint


def check_reaches_end(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """From every step some way leads to a finish."""
    if not procedure.steps:
        yield "the procedure has no steps", procedure.procedure.location, "Add some below `steps:`."
        return
    ends = steps_reaching_end(procedure)
    last = procedure.steps[-1]
    for step in procedure.steps:
        if step.id not in ends:
            hint = (
                "End with a step that has `finish:`."
                if step is last
                else "Let some way from here lead to a step that has `finish:`."
            )
            yield f"from the step `{step.id}` no way leads to an end", step.id.location, hint


def check_last_step(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The last step of the file ends the way or says where it goes on."""
    last = procedure.steps[-1] if procedure.steps else None
    if isinstance(last, Decision):
        open_ended = [option for option in last.options if option.next is None]
    else:
        open_ended = []
    if last is None or kind_of(last).is_end:
        return
    if open_ended or (last.next is None and not isinstance(last, Decision)):
        hint = "Add `next:`, or a step with `finish:` after it."
        yield f"nothing follows the last step `{last.id}`", last.id.location, hint


def check_back_edges(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A way back says `again: true`, and nothing else does."""
    order = {step.id: index for index, step in enumerate(procedure.steps)}
    for step, goes in _going(procedure):
        if goes.next is not None and goes.next in order:
            back = order[goes.next] <= order[step.id]
            if back and not goes.again:
                message = f"the way from `{step.id}` leads back to `{goes.next}`"
                yield message, goes.next.location, "Add `again: true` beside it."
            elif goes.again and not back:
                message = f"the way from `{step.id}` to `{goes.next}` does not lead back"
                yield message, goes.next.location, "Take out `again`."
        elif goes.again and goes.next is None:
            yield "`again` needs `next`", goes.id.location, "Say where the way leads back to."


def check_decisions(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A decision has two options or more; with `choose: any` its ways join at its `next`."""
    names = {step.id for step in procedure.steps}
    for step in procedure.steps:
        if kind_of(step).is_end and step.next:
            yield "a finish has no `next`", step.next.location, "Take it out."
        if not isinstance(step, Decision):
            continue
        if len(step.options) < 2:  # noqa: PLR2004  # two is what a decision is
            yield f"the decision `{step.id}` has fewer than two options", step.id.location, ""
        if step.choose is Choose.ONE and step.next:
            hint = "Give the options their own `next`, or add `choose: any`."
            yield "with `choose: one` the options say what is next", step.next.location, hint
        if step.choose is Choose.ANY and not step.next:
            hint = "Add `next:` with the step where all ways join."
            yield f"the ways of `{step.id}` join nowhere", step.id.location, hint
        if step.choose is Choose.ANY and step.next in names:
            yield from _not_joining(procedure, step)


def _not_joining(procedure: Procedure[SourceText], step: Decision[SourceText]) -> Iterator[Violation]:
    """Each way of `choose: any` reaches the joining step, and ends nowhere before it."""
    out = outgoing_edges(procedure)
    finishes = {one.id for one in procedure.steps if kind_of(one).is_end}
    for edge in out[step.id]:
        met, waiting = set[str](), [edge.target]
        while waiting:
            name = waiting.pop()
            if name != step.next and name not in met and name in out:
                met.add(name)
                waiting += [one.target for one in out[name]]
        for name in sorted(met & finishes):
            message = f"the way of `{edge.option}` ends at `{name}` before it joins `{step.next}`"
            yield message, step.id.location, "Let it lead to the joining step."


def check_checks(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A check says what to do if it isn't so; `if_not` has something that may not be so."""
    for step in procedure.steps:
        if kind_of(step).needs_if_not and step.if_not is None:
            message = f"the check `{step.id}` doesn't say what to do if it isn't so"
            yield message, step.id.location, "Add `if_not:`."
        if step.if_not and not step.expect and not kind_of(step).needs_if_not:
            yield "`if_not` needs `expect`", step.if_not.location, "Say what is expected."


def check_calls(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Calls lead to procedures, not back to this one, and settle decisions that exist."""
    library = case.library
    for step in calls_in(procedure):
        if not case.knows(step.procedure, library.procedures):
            yield unknown_reference("procedure", step.procedure, library.procedures)
        called = library.procedures.get(step.procedure)
        if called:
            yield from _answers(step, called)
    cycle = find_call_cycle(library, procedure)
    yield from _too_large(case, procedure)
    if cycle:
        message = f"the procedure calls itself: {' → '.join(cycle)}"
        yield message, procedure.procedure.location, "Put what they share in a procedure of its own."


def _too_large(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    size = count_expanded_steps(case.library, procedure)
    if size > LARGEST_EXPANSION:
        message = f"with its calls in place the procedure has {size} steps, more than {LARGEST_EXPANSION}"
        yield (
            message,
            procedure.procedure.location,
            "Link to procedures in `afterwards` instead of calling them.",
        )


def _answers(step: Call[SourceText], called: Procedure[SourceText]) -> Iterator[Violation]:
    decisions: dict[str, Decision[SourceText]] = {
        one.id: one for one in called.steps if isinstance(one, Decision)
    }
    for name, answer in step.answers.items():
        if name not in decisions:
            yield unknown_reference(f"decision in {called.id} called", as_id(name), decisions)
            continue
        options = [option.id for option in decisions[name].options]
        if answer not in options:
            yield unknown_reference(f"option of {called.id}/{name} called", answer, options)


def check_warnings(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Warnings and cautions stand on the act that they warn of, and an outcome is no act."""
    for step in procedure.steps:
        if kind_of(step).is_end:
            for notes in (step.warnings, step.cautions):
                for note in notes.values():
                    hint = "Move it to the step that does what it warns of."
                    yield "a warning stands after the act that it warns of", note.location, hint


def check_pause_points(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """No way is long without a pause point."""
    length, last = find_longest_stretch(procedure)
    if length > LONGEST_STRETCH:
        step = next(one for one in procedure.steps if one.id == last)
        message = f"{length} steps follow each other without a pause point, up to `{last}`"
        yield message, step.id.location, f"Add `pause_point:` so that there are {LONGEST_STRETCH} at most."
