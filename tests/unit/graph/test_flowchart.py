"""A flowchart: boxes in order, and arrows that lead from one to the other without crossing a box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.graph.edges import Edge, outgoing_edges
from stegvis.graph.flowchart import (
    LINE_HEIGHT,
    Flowchart,
    FlowchartNode,
    FlowchartPath,
    StepBox,
    lay_out_flowchart,
    wrap_text,
)
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Decision
from stegvis.model.text import SourceText
from tests.support.random_procedures import procedures

TEXTS = ("Go.", "Look at the panel for open windows, and close what it names.", "A long act. " * 20)
OPTIONS = ("o0", "o1", "o2")
"""The options of a decision, in their order."""
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Lane:
    """A path beside the boxes: out of a box at `start`, along `x`, into a box at `end`."""

    side: int
    start: int
    x: int
    end: int
    corners: tuple[int, int]
    """The heights at which the straight part begins and ends."""


def lane_of(path: FlowchartPath) -> Lane:
    numbers = [int(number) for number in NUMBER.findall(path.data)]
    (
        side,
        start,
        _,
        x,
        _,
        _,
        corner,
        last,
        *_,
    ) = numbers
    return Lane(side, start, x, numbers[-2], (corner, last))


def boxes_of(procedure: Procedure[SourceText], texts: list[str]) -> list[StepBox]:
    """A box for each step, with texts of many lengths."""
    return [
        StepBox(
            id=step.id,
            symbol="act",
            number=str(number),
            text=texts[number % len(texts)],
            answers=tuple((option.id, texts[-1]) for option in step.options)
            if isinstance(step, Decision)
            else (),
        )
        for number, step in enumerate(procedure.steps)
    ]


def chart_of(procedure: Procedure[SourceText], texts: list[str]) -> tuple[Flowchart, list[Edge]]:
    """The chart of a procedure, and the edges of which each has a path, in their order."""
    outgoing = outgoing_edges(procedure)
    chart = lay_out_flowchart(boxes_of(procedure, texts), outgoing)
    names = {step.id for step in procedure.steps}
    return chart, [edge for step in procedure.steps for edge in outgoing[step.id] if edge.target in names]


CHARTS = st.builds(chart_of, procedures(), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))


@given(CHARTS)
@settings(max_examples=60)
def test_boxes_stand_below_each_other_within_the_chart(drawn: tuple[Flowchart, list[Edge]]) -> None:
    chart, _ = drawn
    for upper, lower in pairwise(chart.nodes):
        assert upper.x == lower.x
        assert upper.y + upper.height < lower.y
    for node in chart.nodes:
        assert 0 < node.x < node.x + node.width < chart.width
        assert 0 < node.y < node.y + node.height < chart.height
        assert 0 < node.middle < (node.rows[0].y if node.rows else node.height)
        for row, following in pairwise(node.rows):
            assert row.y + row.height == following.y
        assert not node.rows or node.rows[-1].y + node.rows[-1].height == node.height
        assert LINE_HEIGHT * len(node.lines) < (node.rows[0].y if node.rows else node.height)
        assert all(LINE_HEIGHT * len(row.lines) < row.height for row in node.rows)


@given(CHARTS)
@settings(max_examples=150)
def test_every_edge_is_a_path_from_its_box_to_the_box_to_which_it_leads(
    drawn: tuple[Flowchart, list[Edge]],
) -> None:
    chart, edges = drawn
    nodes = {node.id: node for node in chart.nodes}
    order = {node.id: number for number, node in enumerate(chart.nodes)}
    last_options = {node.id: OPTIONS[len(node.rows) - 1] for node in chart.nodes if node.rows}
    assert len(chart.paths) == len(edges)
    for edge, path in zip(edges, chart.paths, strict=True):
        source, target = nodes[edge.source], nodes[edge.target]
        steps_ahead = order[edge.target] - order[edge.source]
        if path.kind == "down":
            assert steps_ahead == 1
            assert edge.option in {None, last_options.get(edge.source)}
            check_arrow_down(path, source, target)
        else:
            assert path.kind == ("ahead" if steps_ahead > 0 else "back")
            check_lane(path, source, target, chart.width)


@given(CHARTS)
@settings(max_examples=100)
def test_an_arrow_leaves_a_box_beside_the_words_that_it_belongs_to(
    drawn: tuple[Flowchart, list[Edge]],
) -> None:
    chart, edges = drawn
    nodes = {node.id: node for node in chart.nodes}
    for edge, path in zip(edges, chart.paths, strict=True):
        if path.kind == "down":
            continue
        source = nodes[edge.source]
        rows = [(row.y, row.y + row.height) for row in source.rows]
        number = OPTIONS.index(edge.option) if edge.option is not None else -1
        top, bottom = rows[number] if number >= 0 else (0, rows[0][0] if rows else source.height)
        assert top < lane_of(path).start - source.y < bottom


def check_arrow_down(path: FlowchartPath, source: FlowchartNode, target: FlowchartNode) -> None:
    x, start, end = (int(number) for number in NUMBER.findall(path.data))
    assert source.x < x < source.x + source.width
    assert start == source.y + source.height < end < target.y
    left, top, *shape = (int(number) for number in NUMBER.findall(path.head))
    assert shape == [8, -4, 6, *shape[3:]]
    assert left + 4 == x  # the head is centred on the line
    assert top + 6 == target.y  # and its tip touches the box


def check_lane(path: FlowchartPath, source: FlowchartNode, target: FlowchartNode, width: int) -> None:
    lane = lane_of(path)
    if path.kind == "ahead":
        assert source.x + source.width == lane.side < lane.x < width
    else:
        assert 0 < lane.x < lane.side == source.x
    assert source.y < lane.start < source.y + source.height
    assert target.y < lane.end < target.y + target.height
    upper, lower = sorted((lane.start, lane.end))
    assert all(upper <= corner <= lower for corner in lane.corners)
    assert sorted(lane.corners) == (
        list(lane.corners) if lane.start <= lane.end else list(lane.corners)[::-1]
    )
    base, top, height, tip, _ = (int(number) for number in NUMBER.findall(path.head))
    assert base + tip == lane.side  # the tip touches the box, from outside
    assert min(lane.x, lane.side) < base < max(lane.x, lane.side)
    assert top + height // 2 == lane.end


@given(CHARTS)
@settings(max_examples=150)
def test_paths_in_one_lane_lead_to_the_same_box_or_lie_apart(drawn: tuple[Flowchart, list[Edge]]) -> None:
    chart, edges = drawn
    lanes = [
        (lane_of(path), edge.target)
        for edge, path in zip(edges, chart.paths, strict=True)
        if path.kind != "down"
    ]
    for (first_lane, target), (second_lane, second_target) in combinations(lanes, 2):
        if first_lane.x == second_lane.x and target != second_target:
            upper, lower = sorted((first_lane.start, first_lane.end))
            second_upper, second_lower = sorted((second_lane.start, second_lane.end))
            assert lower < second_upper or second_lower < upper


def test_a_longer_way_runs_further_out() -> None:
    boxes = [StepBox(id=name, symbol="act", number=name, text="Go.") for name in "abcd"]
    edges = {
        "a": [Edge("a", "d")],
        "b": [Edge("b", "d"), Edge("b", "a")],
        "c": [Edge("c", "a"), Edge("c", "c")],
    }
    chart = lay_out_flowchart(boxes, edges)
    lanes = [lane_of(path) for path in chart.paths]
    assert [path.kind for path in chart.paths] == ["ahead", "ahead", "back", "back", "back"]
    to_d, also_to_d, to_a, also_to_a, to_itself = lanes
    assert to_d.x == also_to_d.x
    assert to_a.x == also_to_a.x < to_itself.x < to_itself.side


@given(st.lists(st.text("abc", min_size=1, max_size=30), min_size=1, max_size=30), st.integers(70, 300))
def test_a_text_is_broken_between_words_where_they_fit(words: list[str], width: int) -> None:
    text, longest = " ".join(words), width // 7
    lines = wrap_text(text, width, max_lines=1000)
    assert all(0 < len(line) <= longest for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if all(len(word) <= longest for word in words):
        assert " ".join(lines) == text
        assert all(
            len(line) + 1 + len(following.split(" ")[0]) > longest for line, following in pairwise(lines)
        )


def test_a_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert wrap_text("one two, three", 35, max_lines=2) == ("one", "two…")
    assert wrap_text("one two", 35, max_lines=2) == ("one", "two")


@pytest.mark.parametrize(("text", "lines"), [("abcdefgh", 1), ("ありがとうござい", 2)])
def test_full_width_letters_take_twice_the_width(text: str, lines: int) -> None:
    assert len(wrap_text(text, 70)) == lines
