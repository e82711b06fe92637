"""Who performs a step: its party, the roles it names, and what its caller requires."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from stegvis.graph.expansion import expand_steps
from stegvis.graph.performers import Performers
from stegvis.graph.roles import compute_role_coverage
from stegvis.graph.run_graph import build_run_graph
from stegvis.graph.run_part import RunPart, build_run
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.source.project import read_project
from tests.support.projects import FIXTURES, edited, library_of
from tests.support.random_procedures import layered_libraries

FILES = read_project(Path(FIXTURES / "sites" / "parties")).files
MOVE = "procedures/moving/move-house.yaml"


def performers_in(library: Library[SourceText]) -> dict[str, tuple[str, list[tuple[str, ...]]]]:
    """The party and the sets of roles of each step, by path."""
    return {
        entry.path: (entry.performers.party, [tuple(map(str, each.all)) for each in entry.performers.roles])
        for entry in expand_steps(library, library.procedures["move-house"])
    }


def test_steps_of_a_call_are_performed_as_it_says() -> None:
    found = performers_in(library_of(FILES))
    assert found["agree-date"] == ("", [("planner",), ("driver", "cashier")])
    assert found["ask-permit"] == ("town", [])
    assert found["pack-boxes/number-boxes"] == ("customer", [])
    assert found["clear-flat"] == ("customer", [("tenant",), ("landlord",)])
    assert found["customer-pays"] == ("", [])
    assert found["recount/number-boxes"] == ("", [("planner",)])


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        ("[planner, cashier]", [("planner",)]),
        ("[{all: [driver, cashier]}]", [("driver", "cashier")]),
        ("[cashier]", [("planner", "cashier"), ("driver", "cashier")]),
    ],
    ids=["in both", "more than enough", "only together"],
)
def test_roles_of_the_caller_and_of_the_step_both_apply(caller: str, expected: list[tuple[str, ...]]) -> None:
    files = edited(FILES, MOVE, "performed_by: [planner]", f"performed_by: {caller}")
    assert performers_in(library_of(files))["recount/number-boxes"] == ("", expected)


def test_steps_of_others_are_listed_by_party_and_exclude_nobody() -> None:
    library = library_of(FILES)
    coverage = compute_role_coverage(library, library.procedures["move-house"])
    assert [(step.path, step.performers.party) for step in coverage.of_others] == [
        ("ask-permit", "town"),
        ("pack-boxes", "customer"),
        ("clear-flat", "customer"),
    ]
    assert {path for paths in coverage.excluded.values() for path in paths} == {
        "load-lorry",
        "recount",
        "recount/number-boxes",
    }


def test_the_run_graph_has_single_roles_as_text_and_several_as_lists() -> None:
    library = library_of(FILES)
    steps = {step["id"]: step for step in build_run_graph(library, library.procedures["move-house"])["steps"]}
    assert steps["agree-date"]["roles"] == ["planner", ["driver", "cashier"]]
    assert steps["clear-flat"]["party"] == "customer"
    assert "party" not in steps["customer-pays"]


@given(layered_libraries())
def test_runs_pages_and_sheets_find_the_same_performers(library: Library[SourceText]) -> None:
    def collect(part: RunPart) -> dict[str, Performers]:
        own = {f"{part.prefix}{name}": part.performers[name] for name in part.steps}
        return own | {path: each for inner in part.called.values() for path, each in collect(inner).items()}

    for procedure in library.procedures.values():
        expanded = {entry.path: entry.performers for entry in expand_steps(library, procedure)}
        assert collect(build_run(library, procedure)) == expanded
