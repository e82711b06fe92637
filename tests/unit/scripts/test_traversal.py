"""The way through a procedure: the reference against its cases, and the script against the reference."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stegvis.graph.run_graph import build_run_graph
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call, Choose, Decision
from stegvis.model.text import SourceText
from stegvis.source.project import read_project
from stegvis.validate.graph_rules import check_decisions
from stegvis.validate.rule import RuleContext
from tests.oracles.traversal import Traversal, traverse, unknown_conditions
from tests.support import projects
from tests.support.random_procedures import PARTIES, ROLES, layered_libraries, sound_libraries
from tests.support.required_programs import need
from tests.support.run_play import ITEMS, State, options_of, play, steps_of
from tests.support.traversal_cases import cases, library_of, told, without_fingerprints

SCRIPT = Path(__file__).parent / "traverse_lines.js"
TYPESCRIPT = SCRIPT.with_name("typescript.js").as_uri()
"""Lets Node.js import the scripts' sources."""
CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_the_reference_agrees_with_a_case(name: str) -> None:
    case = CASES[name]
    library = library_of(case["graph"])
    procedure = library.procedures[case["graph"]["procedure"]]
    for run in case["runs"]:
        result = told(
            traverse(
                library,
                procedure,
                run.get("answers"),
                run.get("marks"),
                run.get("roles", ()),
                party=run.get("party", ""),
            )
        )
        assert {key: result[key] for key in run["is"]} == run["is"], run["says"]


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_the_graph_that_the_script_gets(name: str) -> None:
    graph = CASES[name]["graph"]
    library = library_of(graph)
    assert without_fingerprints(build_run_graph(library, library.procedures[graph["procedure"]])) == graph


def _in_script(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = "".join(f"{json.dumps(request)}\n" for request in requests)
    need("packages")
    command = [str(need("node")), "--import", TYPESCRIPT, str(SCRIPT)]
    output = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def _is_walkable(library: Library[SourceText]) -> bool:
    """Whether every way ends: what validation sees to in a real project."""
    return all(
        step.next != step.id
        for procedure in library.procedures.values()
        for step in procedure.steps
        if isinstance(step, Decision) and step.choose is Choose.ANY
    )


def _items(draw: st.DrawFn, graph: dict[str, Any]) -> dict[str, list[str]]:
    numbers = st.integers(0, len(ITEMS))
    return {path: [*ITEMS[: draw(numbers)]] for path, step in steps_of(graph) if "each" in step}


@st.composite
def runs(draw: st.DrawFn) -> tuple[Library[SourceText], dict[str, Any]]:
    """A procedure with some answers and some marks."""
    library = draw(layered_libraries())
    assume(_is_walkable(library))
    procedure = library.procedures["one"]
    graph = build_run_graph(library, procedure)
    decisions = options_of(graph)
    answered = draw(st.lists(st.sampled_from(sorted(decisions)), unique=True)) if decisions else []
    answers = {
        path: draw(st.lists(st.sampled_from(decisions[path]), min_size=1, max_size=2, unique=True))
        for path in answered
        if decisions[path]
    }
    marked = draw(st.lists(st.sampled_from([path for path, _ in steps_of(graph)]), unique=True))
    marks = {path: draw(st.sampled_from(("doing", "done", "skipped", "blocked"))) for path in marked}
    roles = draw(st.lists(st.sampled_from(ROLES), unique=True, max_size=2))
    return library, {
        "graph": graph,
        "answers": answers,
        "marks": marks,
        "roles": roles,
        "items": _items(draw, graph),
        "party": draw(st.sampled_from(("", *PARTIES[1:]))),
    }


def _traverse(library: Library[SourceText], run: dict[str, Any]) -> Traversal:
    asked = (run[name] for name in ("answers", "marks", "roles", "items", "party"))
    return traverse(library, library.procedures["one"], *asked)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(runs(), min_size=1, max_size=40))
def test_script_and_reference_agree_on_any_procedure(
    cases: list[tuple[Library[SourceText], dict[str, Any]]],
) -> None:
    results = _in_script([request for _, request in cases])
    for (library, request), result in zip(cases, results, strict=True):
        reference = _traverse(library, request)
        assert result == told(reference), json.dumps(request)


@given(runs())
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_a_traversal_is_consistent(case: tuple[Library[SourceText], dict[str, Any]]) -> None:
    library, request = case
    traversal = _traverse(library, request)
    assert len(set(traversal.visited)) == len(traversal.visited)
    assert not set(traversal.visited) & set(traversal.undecided)
    assert 0 <= traversal.done <= traversal.least <= traversal.most
    assert traversal.is_finished <= (traversal.done == traversal.least == traversal.most)
    assert not traversal.pending_decisions or traversal.finish is None
    if traversal.back_edge:
        assert traversal.back_edge.source in traversal.back_edge.clear


def test_calls_of_the_graph_stand_in_place() -> None:
    library = library_of(CASES["a-procedure-done-inside"]["graph"])
    assert any(isinstance(step, Call) for step in library.procedures["one"].steps)


def _joins(library: Library[SourceText]) -> bool:
    """Whether the branches of all decisions with `choose: any` join where these say."""
    context = RuleContext(library)
    return not any(list(check_decisions(context, entry)) for entry in library.procedures.values())


@st.composite
def sound_runs(draw: st.DrawFn) -> tuple[Library[SourceText], int]:
    """A library in which every path can end, and a number that decides which answers are given."""
    library = draw(sound_libraries())
    assume(_is_walkable(library))
    return library, draw(st.integers(0, 5))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_runs())
def test_every_run_of_a_sound_procedure_can_end(case: tuple[Library[SourceText], int]) -> None:
    """Whoever answers, does what is next and goes back where told comes to an end."""
    library, turn = case
    procedure = library.procedures["one"]
    ranges: list[tuple[int, int]] = []
    for asked, run in play(library, procedure, turn):
        given = (asked["answers"], asked["marks"], asked["items"])
        assert unknown_conditions(library, procedure, *given) == []
        ranges.append((run.least, run.most))
        if run.back_edge:
            ranges.clear()
    assert run.done == run.least == run.most
    assert not _joins(library) or all(least <= run.done <= most for least, most in ranges)


def _compare(states: list[State]) -> None:
    for (asked, run), result in zip(states, _in_script([asked for asked, _ in states]), strict=True):
        assert result == told(run), json.dumps(asked)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(sound_runs(), min_size=1, max_size=8))
def test_script_and_reference_agree_all_along_a_run(cases: list[tuple[Library[SourceText], int]]) -> None:
    _compare([state for library, turn in cases for state in play(library, library.procedures["one"], turn)])


@pytest.mark.parametrize("site", ["heat-pump", "corpus"])
def test_every_run_of_real_procedures_can_end(site: str) -> None:
    library = projects.library_of(read_project(projects.FIXTURES / "sites" / site).files)
    played = [
        play(library, procedure, turn) for procedure in library.procedures.values() for turn in range(3)
    ]
    _compare([state for states in played for state in states])
