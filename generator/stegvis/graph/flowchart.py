"""A procedure's graph as a drawing: boxes, lines and lettering, measured but not yet drawn.

Steps stand under each other in the order of the file. A way to the step below is a short arrow; one
that jumps ahead runs in a lane on the right, one that leads back in a lane on the left. The answers to
a decision stand in its box, each with the way that it opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stegvis.graph.edges import Edge

LINE = 18
"""From one line of lettering to the next."""
_WIDTH = 324
_PADDING = 10
_LEAST_HEIGHT = 38
_GAP = 24
_LANE = 14
_NUMBER = 40
"""Width of the number's place."""
_ROOM = _WIDTH - _NUMBER - 14
_LETTER = 7.0
"""Mean width of a letter of the picture's type size (13 px) in common system fonts."""
_CORNER = 6
_WIDE = "\u2e80"
"""From here on letters are as wide as high."""
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in a decision's box; `y` is its top, from the top of the box."""

    y: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowchartNode:
    """A step's box, its top left corner at `x`, `y`."""

    id: str
    kind: str
    number: str
    x: int
    y: int
    width: int
    height: int
    middle: int
    """Where the number's middle is, from the top of the box."""
    lines: tuple[str, ...]
    """The first one's foot is at 23 px, the others' `LINE` px under each other."""
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class FlowchartPath:
    """A way from box to box, as SVG path data."""

    kind: str
    """`down`, `ahead` or `back`."""
    data: str
    head: str
    """The arrow's head, as SVG path data."""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """All of it, in px from the top left corner."""

    width: int
    height: int
    nodes: tuple[FlowchartNode, ...]
    paths: tuple[FlowchartPath, ...]


@dataclass(frozen=True, slots=True)
class StepBox:
    """What is to be drawn of a step."""

    id: str
    kind: str
    number: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    """Option id and label."""


def wrap_text(text: str, width: float, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Cut a text into lines that are no wider than `width` px, by estimate; `…` where cut off."""
    room = int(width / _LETTER)
    if not text.isascii() and max(text) >= _WIDE:
        room //= 2
    if len(text) <= room:
        return (text,)
    lines: list[str] = []
    start, end = 0, len(text)
    while end - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        if cut <= start:
            cut = start + room
        lines.append(text[start:cut])
        start = cut + 1 if text[cut] == " " else cut
    lines.append(text[start:])
    if len(lines) > most:
        return (*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;:')}…")
    return tuple(lines)


def lay_out_flowchart(boxes: Sequence[StepBox], ways: Mapping[str, Iterable[Edge]]) -> Flowchart:
    """Lay out boxes and the ways between them."""
    lanes_left, lanes_right, jumps = _lanes(boxes, ways)
    left = _LANE * (lanes_left + 1) + 4 if lanes_left else 8
    nodes: list[FlowchartNode] = []
    top = 4
    for box in boxes:
        node = _node(box, left, top)
        nodes.append(node)
        top += node.height + _GAP
    right = left + _WIDTH
    width = right + (_LANE * (lanes_right + 1) + 4 if lanes_right else 8)
    paths = tuple(_paths(nodes, ways, jumps, left, right))
    return Flowchart(width, top - _GAP + 6, tuple(nodes), paths)


def _node(box: StepBox, left: int, top: int) -> FlowchartNode:
    lines = wrap_text(box.text, _ROOM)
    height = max(_PADDING * 2 + LINE * len(lines) - 1, _LEAST_HEIGHT)
    middle = height // 2
    rows: list[AnswerRow] = []
    for _, label in box.answers:
        answer = wrap_text(label, _ROOM - 8, 2)
        tall = LINE * len(answer) + 10
        rows.append(AnswerRow(height, tall, answer))
        height += tall
    return FlowchartNode(box.id, box.kind, box.number, left, top, _WIDTH, height, middle, lines, tuple(rows))


def _lanes(
    boxes: Sequence[StepBox], ways: Mapping[str, Iterable[Edge]]
) -> tuple[int, int, dict[tuple[bool, str], int]]:
    """Give each target of jumps a lane: the shortest stretches next to the boxes."""
    order = {box.id: index for index, box in enumerate(boxes)}
    stretches: dict[tuple[bool, str], list[int]] = {}
    for index, box in enumerate(boxes):
        last = box.answers[-1][0] if box.answers else None
        for edge in ways.get(box.id, ()):
            target = order.get(edge.target)
            if target is None or (target == index + 1 and edge.option in (None, last)):
                continue
            stretches.setdefault((target <= index, edge.target), []).extend((index, target))
    taken: dict[bool, list[list[tuple[int, int]]]] = {True: [], False: []}
    lanes: dict[tuple[bool, str], int] = {}
    spans = sorted(((max(ends) - min(ends), min(ends), max(ends), key) for key, ends in stretches.items()))
    for _, start, end, key in spans:
        side = taken[key[0]]
        lane = next(
            (
                number
                for number, spans_there in enumerate(side)
                if all(end < other or start > until for other, until in spans_there)
            ),
            len(side),
        )
        if lane == len(side):
            side.append([])
        side[lane].append((start, end))
        lanes[key] = lane
    return len(taken[True]), len(taken[False]), lanes


def _paths(
    nodes: Sequence[FlowchartNode],
    ways: Mapping[str, Iterable[Edge]],
    lanes: Mapping[tuple[bool, str], int],
    left: int,
    right: int,
) -> Iterable[FlowchartPath]:
    ids = {node.id: index for index, node in enumerate(nodes)}
    for name, index in ids.items():
        node = nodes[index]
        rows = iter(node.rows)
        for edge in ways.get(name, ()):
            row = next(rows, None) if edge.option is not None else None
            if edge.target not in ids:
                continue
            other = ids[edge.target]
            back = other <= index
            lane = lanes.get((back, edge.target))
            is_last = edge.option is None or row is node.rows[-1]
            if lane is None or (other == index + 1 and is_last):
                yield _down(left + _NUMBER // 2, node.y + node.height, nodes[other].y)
                continue
            start = node.y + row.y + row.height // 2 if row else _foot(node) - 9
            target = nodes[other]
            end = target.y + 12
            if back:
                yield _around(left, left - _LANE * (lane + 1), start, end, "back")
            else:
                yield _around(right, right + _LANE * (lane + 1), start, end, "ahead")


def _foot(node: FlowchartNode) -> int:
    """Where the part of a box ends that tells what to do."""
    return node.y + (node.rows[0].y if node.rows else node.height)


def _down(x: int, start: int, end: int) -> FlowchartPath:
    return FlowchartPath("down", f"M{x} {start}V{end - 2}", f"M{x - 4} {end - 6}h8l-4 6z")


def _around(side: int, lane: int, start: int, end: int, kind: str) -> FlowchartPath:
    """Out of a box's side, along a lane, and into another box on the same side."""
    out = 1 if lane > side else -1
    turn = 1 if end > start else -1
    corner = min(_CORNER, abs(end - start) // 2)
    data = (
        f"M{side} {start}H{lane - out * corner}"
        f"Q{lane} {start} {lane} {start + turn * corner}"
        f"V{end - turn * corner}Q{lane} {end} {lane - out * corner} {end}"
        f"H{side + out * 3}"
    )
    return FlowchartPath(kind, data, f"M{side + out * 6} {end - 4}v8l{-out * 6} -4z")
