"""Rules about the step graph: every step is reachable, every path ends, back edges are declared."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.diagnostics import Id
from stegvis.graph.analysis import find_longest_stretch
from stegvis.graph.edges import outgoing_edges, reachable_steps, steps_reaching_end, transitive_closure
from stegvis.graph.expansion import count_expanded_steps, find_call_cycle
from stegvis.graph.parts import calls_in
from stegvis.limits import MAX_EXPANSION
from stegvis.model.procedure import Procedure
from stegvis.model.remarks import StepNote
from stegvis.model.step_contents import remarks_of
from stegvis.model.step_kinds import Call, Choose, Decision, Option, Step, kind_of
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation, as_id, unknown_reference

LONGEST_STRETCH = 9
"""The number of steps that people do reliably without a pause point.

Gawande, A Checklist for Checklists: five to nine.
"""


def check_targets(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """`next`, `otherwise` and `outcomes` name steps of the same procedure."""
    names = [step.id for step in procedure.steps]
    for _step, edge in edges_and_options(procedure):
        if edge.next is not None and edge.next not in names:
            yield unknown_reference("step", edge.next, names)
    for step in procedure.steps:
        for target in targets_ahead(step):
            if target not in names:
                yield unknown_reference("step", target, names)


def edges_and_options(
    procedure: Procedure[SourceText],
) -> Iterator[tuple[Step[SourceText], Step[SourceText] | Option[SourceText]]]:
    """Yield each step and each option, either of which may name the next step, with the step."""
    for step in procedure.steps:
        yield step, step
        if isinstance(step, Decision):
            yield from ((step, option) for option in step.options)


def targets_ahead(step: Step[SourceText]) -> Iterator[Id]:
    """Yield the steps that a step names besides `next`: none of them may lead back."""
    if step.otherwise:
        yield step.otherwise
    if isinstance(step, Call):
        yield from step.outcomes.values()


def check_reachable(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Every step is reachable from the first."""
    reached = {*reachable_steps(procedure)}
    outgoing = outgoing_edges(procedure)
    for step in procedure.steps:
        if step.id not in reached:
            hint = "Point a `next` at it, or delete the step."
            yield f"the step `{step.id}` is unreachable", step.id.location, hint
        if step.id not in reached:  # those that follow it are consequences
            successors = {name: [edge.target for edge in edges] for name, edges in outgoing.items()}
            reached |= transitive_closure([step.id], successors)


def check_reaches_end(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """From every step a path leads to a finish step.

    It is reported once for each procedure, and not if an unknown step or the last step is the cause.
    """
    if not procedure.steps:
        yield "the procedure has no steps", procedure.procedure.location, "Add steps below `steps:`."
        return
    ends = steps_reaching_end(procedure)
    stuck = [step for step in procedure.steps if step.id not in ends]
    if not stuck or any(
        True for _ in (*check_targets(context, procedure), *check_last_step(context, procedure))
    ):
        return
    *others, last = stuck
    more = f", nor from {len(others)} more" if others else ""
    hint = "Lead a path from here to a step that has `finish:`."
    yield f"no path from the step `{last.id}` reaches a finish step{more}", last.id.location, hint


def check_last_step(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The last step of the file is a finish step, or names the next step; it has no condition without one."""
    last = procedure.steps[-1] if procedure.steps else None
    if isinstance(last, Decision):
        without_next = [option for option in last.options if option.next is None]
    else:
        without_next = []
    if last is None:
        return
    if last.when and not last.otherwise:
        hint = "Add a step with `finish:` after it, or remove `when`."
        yield (
            f"nothing follows the last step `{last.id}` where its condition does not hold",
            last.id.location,
            hint,
        )
    if kind_of(last).is_end:
        return
    if without_next or (last.next is None and not isinstance(last, Decision)):
        hint = "Add `next:` to it, or a step with `finish:` after it."
        yield f"the last step `{last.id}` has no next step", last.id.location, hint


def check_decisions(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A decision has at least two options; with `choose: any` their paths join at its `next`."""
    names = {step.id for step in procedure.steps}
    for step in procedure.all_steps:
        if isinstance(step, Decision) and len(step.options) < 2:  # noqa: PLR2004  # what a decision is
            yield f"the decision `{step.id}` has fewer than two options", step.id.location, ""
    for step in procedure.steps:
        if kind_of(step).is_end and step.next:
            yield "a finish step has no `next`", step.next.location, "Remove it."
        if not isinstance(step, Decision):
            continue
        if step.choose is Choose.ONE and step.next:
            hint = "Move it to the options, or add `choose: any`."
            yield "with `choose: one` the options have the `next`", step.next.location, hint
        if step.choose is Choose.ANY and not step.next:
            hint = "Add `next:` with the step at which all paths join."
            yield f"the paths of `{step.id}` do not join", step.id.location, hint
        if step.choose is Choose.ANY and step.next in names:
            yield from _check_joining(procedure, step)


def _check_joining(procedure: Procedure[SourceText], step: Decision[SourceText]) -> Iterator[Violation]:
    """Yield the options of `choose: any` whose paths end before the step at which they join."""
    edges = outgoing_edges(procedure)
    ends = {other.id for other in procedure.steps if kind_of(other).is_end}
    for edge in edges[step.id]:
        reached, queue = set[str](), [edge.target]
        while queue:
            name = queue.pop()
            if name != step.next and name not in reached and name in edges:
                reached.add(name)
                queue += [following.target for following in edges[name]]
        for name in sorted(reached & ends):
            message = f"the path of `{edge.option}` ends at `{name}`, before it joins at `{step.next}`"
            yield message, step.id.location, f"Lead it to `{step.next}`."


def check_checks(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A check has `if_not`; another step with `if_not` has `expect`."""
    for step in procedure.all_steps:
        if kind_of(step).needs_if_not and step.if_not is None:
            message = f"the check `{step.id}` has no `if_not`"
            yield message, step.id.location, "Add `if_not:` with what to do when the check fails."
        if step.if_not and not step.expect and not kind_of(step).needs_if_not:
            yield "`if_not` needs `expect`", step.if_not.location, "Add `expect:` with what should happen."


def check_calls(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Calls name procedures, don't recurse, and name decisions and outcomes that exist."""
    library = context.library
    for step in calls_in(procedure):
        if not context.knows(step.procedure, library.procedures):
            yield unknown_reference("procedure", step.procedure, library.procedures)
        called = library.procedures.get(step.procedure)
        if called:
            yield from _check_answers(step, called)
            ends: list[str] = [end.id for end in called.steps if kind_of(end).is_end]
            for name in map(as_id, step.outcomes):
                if name not in ends:
                    yield unknown_reference(f"outcome of {called.id}", name, ends)
    cycle = find_call_cycle(library, procedure)
    yield from _check_expansion(context, procedure)
    if cycle:
        message = f"the procedure calls itself: {' → '.join(cycle)}"
        yield message, procedure.procedure.location, "Move the shared steps to a procedure of their own."


def _check_expansion(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    size = count_expanded_steps(context.library, procedure)
    if size > MAX_EXPANSION:
        message = f"with its calls expanded the procedure has {size} steps; the maximum is {MAX_EXPANSION}"
        yield (
            message,
            procedure.procedure.location,
            "Refer to procedures in `afterwards` instead of calling them.",
        )


def _check_answers(step: Call[SourceText], called: Procedure[SourceText]) -> Iterator[Violation]:
    decisions: dict[str, Decision[SourceText]] = {
        decision.id: decision for decision in called.steps if isinstance(decision, Decision)
    }
    for name, answer in step.answers.items():
        if name not in decisions:
            yield unknown_reference(f"decision of {called.id}", as_id(name), decisions)
            continue
        options = [option.id for option in decisions[name].options]
        if answer not in options:
            yield unknown_reference(f"option of {called.id}/{name}", answer, options)


def check_warnings(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Warnings and cautions belong to the act that they warn of; a finish step is not an act."""
    for step in procedure.steps:
        if kind_of(step).is_end:
            remarks = [remark.text for remark in remarks_of(step) if not isinstance(remark, StepNote)]
            for text in remarks:
                hint = "Move it to the step with the act that it warns of."
                yield "a finish step has a warning or caution", text.location, hint


def check_pause_points(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """At most nine steps follow each other without a pause point."""
    length, last = find_longest_stretch(procedure)
    if length > LONGEST_STRETCH:
        step = next(step for step in procedure.steps if step.id == last)
        message = f"{length} steps without a pause point, up to `{last}`"
        yield (
            message,
            step.id.location,
            f"Add a `pause_point:`; at most {LONGEST_STRETCH} steps follow each other without one.",
        )
