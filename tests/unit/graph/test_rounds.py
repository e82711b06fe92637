"""An edge back is refused (V217) if, and only if, a run that comes to it can never end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from stegvis.graph.analysis import numbered_steps
from stegvis.graph.edges import AnyProcedure, reachable_steps, steps_reaching_end
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Choose, Decision
from stegvis.validate.back_edges import check_back_edges, check_rounds
from stegvis.validate.rule import RuleContext
from tests.oracles.traversal import traverse
from tests.support.projects import edited, library_of, sound
from tests.support.random_procedures import library_of as random_library
from tests.support.random_procedures import procedures

OFFICE = "procedures/office/open-office.yaml"
OTHER_PATH = """      - {id: broken, label: It is broken, next: call-guard}
      - {id: mute, label: It is mute, next: test-panel}
  - id: test-panel
    action: Test the panel.
    next: opened
  - id: call-guard
    action: Call the guard.
    next: test-panel
    again: true
  - id: opened
"""


def can_end(procedure: AnyProcedure, answers: dict[str, tuple[str, ...]], rounds: int = 4) -> bool:
    """Whether a run can end that was answered so, if in each round what is asked again is answered anew."""
    library = random_library(procedure)
    options: dict[str, list[tuple[str, ...]]] = {
        step.id: [(str(option.id),) for option in step.options]
        for step in procedure.steps
        if isinstance(step, Decision)
    }
    marks = {path: "done" for path, _, _ in numbered_steps(procedure)}
    states = [answers]
    seen: list[dict[str, tuple[str, ...]]] = []
    for _ in range(rounds):
        following = []
        for state in states:
            run = traverse(library, procedure, state, marks)
            if run.is_finished:
                return True
            if run.back_edge is None:
                continue
            asked = [name for name in options if name in run.back_edge.clear]
            kept = {name: answer for name, answer in state.items() if name not in asked}
            for chosen in itertools.product(*(options[name] for name in asked)):
                anew: dict[str, tuple[str, ...]] = {**kept, **dict(zip(asked, chosen, strict=True))}
                if anew not in seen:
                    seen.append(anew)
                    following.append(anew)
        states = following
    return False


def all_answers(procedure: AnyProcedure) -> Iterator[dict[str, tuple[str, ...]]]:
    decisions = [step for step in procedure.steps if isinstance(step, Decision)]
    for given_ in itertools.product(*([str(option.id) for option in step.options] for step in decisions)):
        yield {step.id: (answer,) for step, answer in zip(decisions, given_, strict=True)}


def test_a_run_that_comes_to_an_edge_to_another_path_never_ends() -> None:
    files = edited(sound(), OFFICE, "  - id: opened\n", OTHER_PATH)
    (procedure,) = library_of(files).procedures.values()
    context = RuleContext(random_library(procedure))
    assert not list(check_back_edges(context, procedure))
    assert [message for message, _, _ in check_rounds(context, procedure)]
    assert not can_end(procedure, {"is-silent": ("broken",)})
    assert can_end(procedure, {"is-silent": ("mute",)})


def is_simple(procedure: AnyProcedure) -> bool:
    """Whether answers to decisions alone lead to an end, which every step can reach."""
    decides = [step for step in procedure.all_steps if isinstance(step, Decision)]
    return (
        all(step in procedure.steps and step.choose is Choose.ONE for step in decides)
        and not any(any(conditions_of(step)) for step in procedure.all_steps)
        and reachable_steps(procedure) <= steps_reaching_end(procedure)
    )


@given(procedures(longest=7).filter(is_simple))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_where_no_edge_back_is_refused_every_run_can_end(procedure: AnyProcedure) -> None:
    refused = list(check_rounds(RuleContext(random_library(procedure)), procedure))
    runs = itertools.islice(all_answers(procedure), 20)
    assert refused or all(can_end(procedure, answers) for answers in runs)
