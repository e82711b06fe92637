"""The graph of a procedure, against the plainest way to say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.graph.analysis import find_longest_stretch, number_steps
from stegvis.graph.edges import list_edges, reachable_steps, steps_reaching_end
from stegvis.graph.expansion import expand_steps, find_call_cycle
from stegvis.graph.facts import ask_facts, list_assignments
from stegvis.graph.parts import calls_in, find_part
from stegvis.graph.performers import Performers
from stegvis.graph.roles import HandOver, can_finish_alone, compute_role_coverage
from stegvis.graph.settled import settle_library
from stegvis.model.condition import holds
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import RoleSet, each_role
from stegvis.model.step_kinds import Action, Call, Choose, Compound, Decision, Finish, Option, Step, Wait
from stegvis.model.text import SourceText
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.projects import ROOT
from tests.support.random_procedures import (
    id_,
    layered_libraries,
    libraries,
    library_of,
    procedure_of,
    procedures,
    sound_libraries,
    text,
)

AnyProcedure = Procedure[SourceText]


def edge_pairs(procedure: AnyProcedure, answers: dict[str, str] | None = None) -> set[tuple[str, str]]:
    """Pairs of steps that follow each other, read off the file."""
    pairs = set()
    for index, step in enumerate(procedure.steps):
        after = procedure.steps[index + 1].id if index + 1 < len(procedure.steps) else None
        is_there = holds(step.when, answers or {})
        joined = step.next if isinstance(step, Decision) and step.choose is Choose.ANY else None
        if is_there is not True:
            pairs.add((step.id, step.otherwise or joined or after))
        if isinstance(step, Finish) or is_there is False:
            continue
        if isinstance(step, Decision):
            answer = (answers or {}).get(step.id)
            for option in step.options:
                if answer in (None, option.id) and holds(option.when, answers or {}) is not False:
                    pairs.add((step.id, option.next or after))
            if step.choose is Choose.ANY:
                pairs.add((step.id, step.next))
        else:
            pairs.add((step.id, step.next or after))
            if isinstance(step, Call):
                pairs |= {(step.id, target) for target in step.outcomes.values()}
    return {(source, target) for source, target in pairs if target}


def closure(start: set[str], pairs: set[tuple[str, str]]) -> set[str]:
    """All steps that are reached from some steps, round after round until none is new."""
    reached = start
    while True:
        extended = reached | {target for source, target in pairs if source in reached}
        if extended == reached:
            return reached
        reached = extended


@given(procedures())
def test_reachable_is_what_the_first_step_leads_to(procedure: AnyProcedure) -> None:
    assert reachable_steps(procedure) == closure({procedure.steps[0].id}, edge_pairs(procedure))


@given(procedures(), st.data())
def test_a_settled_decision_closes_its_other_branches(procedure: AnyProcedure, data: st.DataObject) -> None:
    decisions = [step for step in procedure.steps if isinstance(step, Decision)]
    answers: dict[str, str] = {
        step.id: data.draw(st.sampled_from(step.options)).id for step in decisions if data.draw(st.booleans())
    }
    expected = closure({procedure.steps[0].id}, edge_pairs(procedure, answers))
    assert reachable_steps(procedure, answers) == expected
    assert set(number_steps(procedure, answers)) == expected


@given(procedures())
def test_reaching_an_end_is_what_ends_are_led_to_from(procedure: AnyProcedure) -> None:
    ends: set[str] = {step.id for step in procedure.steps if isinstance(step, Finish)}
    back = {(target, source) for source, target in edge_pairs(procedure)}
    assert steps_reaching_end(procedure) == closure(ends, back)


@given(procedures())
def test_numbers_count_the_reachable_steps_in_the_order_of_the_file(procedure: AnyProcedure) -> None:
    numbers = number_steps(procedure)
    assert set(numbers) == reachable_steps(procedure)
    assert list(numbers.values()) == [str(number) for number in range(1, len(numbers) + 1)]
    assert list(numbers) == [step.id for step in procedure.steps if step.id in numbers]


@given(procedures())
def test_edges_are_the_pairs_that_the_file_gives(procedure: AnyProcedure) -> None:
    edges = list_edges(procedure)
    assert {(edge.source, edge.target) for edge in edges} == edge_pairs(procedure)
    options = {
        (step.id, option.id, option.again)
        for step in procedure.steps
        if isinstance(step, Decision)
        for option in step.options
        if option.next
    }
    assert options <= {(edge.source, edge.option, edge.again) for edge in edges}


def forward_paths(procedure: AnyProcedure) -> list[list[str]]:
    """Every path without a back edge, from any step to where it can't go on."""
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    forward: dict[str, list[str]] = {step.id: [] for step in procedure.steps}
    for source, target in edge_pairs(procedure):
        if order[target] > order[source]:
            forward[source].append(target)

    def paths_from(name: str) -> list[list[str]]:
        return [[name]] + [[name, *tail] for target in forward[name] for tail in paths_from(target)]

    return [path for step in procedure.steps for path in paths_from(step.id)]


def last_stretch(steps: list[Step[SourceText]]) -> int:
    """The most steps that end in the last step of a path, and that no pause interrupts."""
    lengths = [0]
    for step in steps:
        lengths = lengths[-1:]
        if isinstance(step, Finish):
            continue
        if step.pause_point or isinstance(step, Call):
            lengths = [0]
        for part in step.steps if isinstance(step, Compound) else (step,):
            lengths.append((0 if part.pause_point else lengths[-1]) + (not isinstance(part, Wait)))
    return max(lengths)


@given(procedures(longest=7))
def test_the_longest_stretch_is_the_longest_of_all_paths(procedure: AnyProcedure) -> None:
    steps: dict[str, Step[SourceText]] = {step.id: step for step in procedure.steps}
    longest = {
        path[-1]: max(
            last_stretch([steps[name] for name in candidate])
            for candidate in forward_paths(procedure)
            if candidate[-1] == path[-1]
        )
        for path in forward_paths(procedure)
    }
    length, last = find_longest_stretch(procedure)
    assert length == max(longest.values())
    assert longest[last] == length


@given(libraries())
@settings(max_examples=50)
def test_an_expanded_procedure_is_finite_and_numbered_without_repetition(
    library: Library[SourceText],
) -> None:
    for procedure in library.procedures.values():
        expanded = expand_steps(library, procedure)
        assert len({step.number for step in expanded}) == len(expanded)
        assert len({step.path for step in expanded}) == len(expanded)
        for step in expanded:
            assert step.number.count(".") == step.path.count("/") == step.depth


@given(layered_libraries())
@settings(max_examples=50)
def test_an_expanded_procedure_holds_every_step_of_what_it_calls(library: Library[SourceText]) -> None:
    for procedure in library.procedures.values():
        own = number_steps(ask_facts(library, procedure))
        expanded = {step.path: step for step in expand_steps(library, procedure)}
        expected = set(own)
        for call in calls_in(procedure):
            if call.id in own and call.procedure in library.procedures:
                called = find_part(library, procedure, call)
                assert called
                paths = {step.path for step in expand_steps(library, called)}
                expected |= {f"{call.id}/{path}" for path in paths if not path.startswith("@")}
        for step in procedure.steps:
            if step.id in own and isinstance(step, Compound):
                numbered = number_steps(replace(procedure, steps=step.steps))
                expected |= {f"{step.id}/{name}" for name in numbered}
        assert set(expanded) == expected
        assert all(expanded[name].number == number for name, number in own.items())


def may_perform(held: RoleSet, roles: tuple[RoleSet, ...]) -> bool:
    return any({*each.all} <= {*held.all} for each in roles)


def role_requirements(
    library: Library[SourceText], procedure: AnyProcedure
) -> list[tuple[str, tuple[RoleSet, ...]]]:
    """Each path that needs a role and is there with some facts, with the roles that may perform it."""
    settled = (settle_library(library, facts) for facts in list_assignments(library, procedure))
    present = {
        expanded.path for left in settled for expanded in expand_steps(left, left.procedures[procedure.id])
    }
    return [
        (expanded.path, roles)
        for expanded in expand_steps(library, procedure)
        if (roles := expanded.performers.roles) and not expanded.performers.party and expanded.path in present
    ]


@given(libraries())
@settings(max_examples=100)
def test_a_role_covers_a_procedure_alone_if_it_may_perform_every_step(library: Library[SourceText]) -> None:
    for procedure in library.procedures.values():
        required = role_requirements(library, procedure)
        coverage = compute_role_coverage(library, procedure)
        assert coverage.alone == tuple(
            role for role in procedure.roles if all(may_perform(role, roles) for _, roles in required)
        )
        assert set(coverage.excluded) == set(procedure.roles) - set(coverage.alone)
        for role, paths in coverage.excluded.items():
            assert list(paths) == [path for path, roles in required if not may_perform(role, roles)]


@given(libraries())
@settings(max_examples=100)
def test_what_a_role_may_not_perform_is_handed_over_once(library: Library[SourceText]) -> None:
    for procedure in library.procedures.values():
        required = dict(role_requirements(library, procedure))
        coverage = compute_role_coverage(library, procedure)
        excluded = {path for paths in coverage.excluded.values() for path in paths}
        handed = [hand_over.path for hand_over in coverage.hand_overs]
        assert set(handed) <= excluded
        for path in excluded:
            assert sum(f"{path}/".startswith(f"{outer}/") for outer in handed) == 1
        assert handed == [path for path in required if path in handed]
        assert all(
            hand_over.performers.roles == required[hand_over.path] for hand_over in coverage.hand_overs
        )


@given(sound_libraries())
@settings(max_examples=50)
def test_a_role_that_can_do_every_step_can_reach_an_end(library: Library[SourceText]) -> None:
    for procedure in library.procedures.values():
        for role in compute_role_coverage(library, procedure).alone:
            assert can_finish_alone(library, procedure, role)


@given(libraries())
@settings(max_examples=100)
def test_a_cycle_of_calls_is_one(library: Library[SourceText]) -> None:
    for procedure in library.procedures.values():
        cycle = find_call_cycle(library, procedure)
        calls = {
            name: {call.procedure for call in calls_in(caller)} for name, caller in library.procedures.items()
        }
        back = procedure.id in closure(
            {str(name) for name in calls[procedure.id]},
            {(source, str(target)) for source, targets in calls.items() for target in targets},
        )
        assert bool(cycle) == back
        assert all(target in calls[source] for source, target in pairwise(cycle))
        assert not cycle or cycle[0] == cycle[-1] == procedure.id


def test_many_calls_between_procedures_are_searched_in_no_time() -> None:
    """Each procedure calls the next one twice: twenty-four of them have millions of paths through."""
    count = 24
    chain = [
        procedure_of(
            f"p{number}",
            [
                Call(id=id_("first"), procedure=id_(f"p{number + 1}")),
                Call(id=id_("second"), procedure=id_(f"p{number + 1}")),
                Finish(id=id_("done"), finish=text("done.finish")),
            ],
        )
        for number in range(count)
    ]
    library = library_of(*chain)
    began = process_time()
    assert find_call_cycle(library, chain[0]) == ()
    assert process_time() - began < 1


AGENT, OWNER, CLERK = each_role(["agent", "owner", "clerk"])


def action(name: str, *roles: str, next_: str | None = None) -> Action[SourceText]:
    return Action(
        id=id_(name), action=text(name), performed_by=each_role(roles), next=id_(next_) if next_ else None
    )


def test_an_order_is_handed_over_where_one_of_its_roles_may_not_go_on() -> None:
    steps = [
        action("enter", "agent", "admin"),
        action("review", "agent"),
        action("approve", "owner"),
        action("send", "owner"),
    ]
    procedure = procedure_of(
        "order", [*steps, Finish(id=id_("sent"), finish=text("sent"))], ["agent", "owner"]
    )
    coverage = compute_role_coverage(library_of(procedure), procedure)
    assert coverage.alone == ()
    assert coverage.excluded == {AGENT: ("approve", "send"), OWNER: ("enter", "review")}
    assert coverage.hand_overs == (
        HandOver("enter", "1", Performers(roles=each_role(["agent", "admin"]))),
        HandOver("review", "2", Performers(roles=(AGENT,))),
        HandOver("approve", "3", Performers(roles=(OWNER,))),
        HandOver("send", "4", Performers(roles=(OWNER,))),
    )


def test_a_role_held_back_on_one_branch_can_finish_on_the_other() -> None:
    fork = Decision(
        id=id_("fork"),
        decision=text("fork"),
        options=tuple(Option(id=id_(name), label=text(name), next=id_(name)) for name in ("ours", "theirs")),
    )
    steps: list[Step[SourceText]] = [
        fork,
        action("ours", "agent", next_="done"),
        action("theirs", "owner"),
        Finish(id=id_("done"), finish=text("done")),
    ]
    procedure = procedure_of("fork", steps, ["agent"])
    library = library_of(procedure)
    assert can_finish_alone(library, procedure, AGENT)
    assert can_finish_alone(library, procedure, OWNER)
    assert not can_finish_alone(library, procedure, CLERK)
    assert compute_role_coverage(library, procedure).alone == ()


PROJECT = load_library(read_project(ROOT).files).library


@pytest.mark.parametrize("name", PROJECT.procedures)
def test_every_procedure_of_ours_can_be_finished(name: str) -> None:
    procedure = PROJECT.procedures[name]
    names = {step.id for step in procedure.steps}
    assert reachable_steps(procedure) == names
    assert steps_reaching_end(procedure) == names
    coverage = compute_role_coverage(PROJECT, procedure)
    assert coverage.alone or coverage.hand_overs
    assert any(can_finish_alone(PROJECT, procedure, role) for role in procedure.roles)


def test_preparing_for_reservations_asks_every_question_once() -> None:
    procedure = PROJECT.procedures["enable-customer-to-buy-azure-reservations"]
    steps = [entry.step for entry in expand_steps(PROJECT, procedure)]
    questions = [step.decision.source for step in steps if isinstance(step, Decision)]
    assert len(questions) == len(set(questions)) > 1
    assert not any(isinstance(step, Decision) for step in procedure.steps)
