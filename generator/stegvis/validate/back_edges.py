"""Rules about back edges: declared as such, to a step that the run has passed, out of rounds that end."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.graph.dominators import Dominators, find_dominators
from stegvis.graph.edges import outgoing_edges, steps_reaching_end, transitive_closure
from stegvis.model.condition import named_in
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Decision, Step
from stegvis.model.text import SourceText
from stegvis.validate.graph_rules import edges_and_options, targets_ahead
from stegvis.validate.rule import RuleContext, Violation

_AGAIN = "Add `again: true` beside `next`."


def check_back_edges(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Edges that lead back, and only those, have `again: true`."""
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    ahead = _dominators_ahead(procedure)
    for step, edge in edges_and_options(procedure):
        if edge.next is not None and edge.next in order:
            is_back = order[edge.next] <= order[step.id]
            if is_back and not edge.again:
                message = f"the edge from `{step.id}` to `{edge.next}` leads back"
                is_passed = ahead.dominates(edge.next, step.id)
                yield message, edge.next.location, _AGAIN if is_passed else _move_below(edge.next, step.id)
            elif edge.again and not is_back:
                message = f"the edge from `{step.id}` to `{edge.next}` does not lead back"
                yield message, edge.next.location, "Remove `again`."
        elif edge.again and edge.next is None:
            yield "`again` needs `next`", edge.id.location, "Name the step to go back to in `next`."
    for step in procedure.steps:
        for target in targets_ahead(step):
            if target in order and order[target] <= order[step.id]:
                hint = "Lead it to a step below, from which `next` with `again: true` leads back."
                yield f"the edge from `{step.id}` to `{target}` leads back", target.location, hint


def _move_below(target: str, source: str) -> str:
    return (
        f"Move `{target}` below `{source}` in the file, so that the edge leads ahead: not every path to "
        f"`{source}` passes `{target}`."
    )


def check_rounds(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """An edge back leads to a step that every path to it passes, and an answer in between leads out.

    A run begins each round with its first step and follows the answers: it comes to no other step again.
    """
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    ahead, ends = _dominators_ahead(procedure), steps_reaching_end(procedure)
    for step, edge in edges_and_options(procedure):
        target = edge.next
        is_back = edge.again and target is not None and order.get(target, len(order)) <= order[step.id]
        if target is None or not is_back or step.id not in ahead.order:
            continue
        if not ahead.dominates(target, step.id):
            message = f"`{step.id}` leads back to `{target}`, which not every path to `{step.id}` passes"
            passed = f", or lead back to `{ahead.meet([step.id, target])}`" if target in ahead.order else ""
            hint = f"Move `{target}` below `{step.id}` in the file and remove `again`{passed}."
            yield message, target.location, hint
        elif step.id in ends and not _can_leave(procedure, target, step.id):
            message = f"the round from `{target}` to `{step.id}` never ends: no answer in it leads out"
            hint = "Ask between the two whether to go on, by a decision with an option that leads beyond."
            yield message, target.location, hint


def _can_leave(procedure: Procedure[SourceText], target: str, source: str) -> bool:
    """Return whether an answer that is given anew in a round leads out of it; facts stay as they are."""
    successors = _edges_ahead(procedure)
    predecessors: dict[str, list[str]] = {}
    for name, targets in successors.items():
        for following in targets:
            predecessors.setdefault(following, []).append(name)
    within = transitive_closure([target], successors) & transitive_closure([source], predecessors)
    steps: dict[str, Step[SourceText]] = {step.id: step for step in procedure.steps if step.id in within}
    asked = {name for name, step in steps.items() if isinstance(step, Decision | Call)}
    return any(
        edge.target not in within
        and (edge.option is not None or name in asked or not asked.isdisjoint(named_in(steps[name].when)))
        for name, edges in outgoing_edges(procedure).items()
        if name in steps
        for edge in edges
    )


def _dominators_ahead(procedure: Procedure[SourceText]) -> Dominators:
    """Return the dominators in the graph without edges back."""
    return find_dominators(procedure, _edges_ahead(procedure)) if procedure.steps else Dominators({}, {})


def _edges_ahead(procedure: Procedure[SourceText]) -> dict[str, list[str]]:
    """Return the steps below each step to which it leads."""
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    return {
        name: [edge.target for edge in edges if order.get(edge.target, -1) > order[name]]
        for name, edges in outgoing_edges(procedure).items()
    }
