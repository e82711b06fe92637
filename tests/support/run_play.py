"""Runs of a procedure from the first answer to an end, as the reference for the scripts walks them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stegvis.graph.run_graph import build_run_graph
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from tests.oracles.traversal import Traversal, traverse

ITEMS = ("~i1", "~i2")
"""The items that a repeated step may have."""
_MOST_ACTS = 400
"""Answers and marks until a run has no end."""
_MOST_CHANGES = 100
"""Acts after which the answer is always the first, so that no run goes round for ever."""

State = tuple[dict[str, Any], Traversal]
"""What a script is asked about a run, and what the reference makes of it."""


def steps_of(graph: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The steps of a graph by path, those of repeated ones for each item."""
    for step in graph["steps"]:
        path = prefix + step["id"]
        yield path, step
        for item in ITEMS if "each" in step else ("",):
            if "part" in step:
                yield from steps_of(step["part"], f"{path}/{item}/".replace("//", "/"))


def options_of(graph: dict[str, Any]) -> dict[str, list[str]]:
    """The options of each decision by its path."""
    return {
        path: [option["id"] for option in step["options"]]
        for path, step in steps_of(graph)
        if "options" in step
    }


def play(library: Library[Any], procedure: Procedure[Any], turn: int) -> Iterator[State]:
    """A run of somebody who answers, does what is next and goes back where told: each state, up to an end.

    The number decides what is answered, and how many items repeated steps have. Fails if there is no end.
    """
    graph = build_run_graph(library, procedure)
    items = {path: [*ITEMS[: turn % 3]] for path, step in steps_of(graph) if "each" in step}
    answers: dict[str, list[str]] = {}
    marks: dict[str, str] = {}
    for act in range(_MOST_ACTS):
        run = traverse(library, procedure, answers, marks, items=items)
        given = {"answers": dict(answers), "marks": dict(marks), "items": items}
        asked = {**given, "graph": graph, "roles": [], "party": ""}
        yield asked, run
        if run.is_finished:
            return
        if run.back_edge:
            for path in run.back_edge.clear:
                answers.pop(path, None)
                marks.pop(path, None)
        elif run.pending_decisions:
            path = run.pending_decisions[0]
            offered = run.offered[path]
            answers[path] = [offered[(turn + act) % len(offered) if act < _MOST_CHANGES else 0]]
        else:
            assert run.next is not None, "nothing is left to do, and there is no end"
            marks[run.next] = "done"
    raise AssertionError(f"no end: {answers}, {marks}")
