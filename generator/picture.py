"""A procedure's graph as a drawing: boxes, lines and lettering, measured but not yet drawn.

Steps stand under each other in the order of the file. A way to the step below is a short arrow; one
that jumps ahead runs in a lane on the right, one that leads back in a lane on the left. The answers to
a decision stand in its box, each with the way that it opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.graph import Edge

_WIDTH = 300.0
_LINE = 18.0
_PADDING = 10.0
_GAP = 24.0
_LANE = 14.0
_NUMBER = 34.0
_LETTER = 6.7
"""Mean width of a letter of the picture's type size (13 px) in common system fonts."""
_CORNER = 6.0
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Written:
    """A line of lettering."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """An answer in a decision's box."""

    y: float
    height: float
    lines: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A step's box."""

    anchor: str
    kind: str
    number: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    """Where the number's middle is, from the top of the picture."""
    lines: tuple[Written, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from box to box, as SVG path data."""

    kind: str
    """`down`, `ahead` or `back`."""
    data: str
    head: str
    """The arrow's head, as SVG path data."""


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, in px from the top left corner."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be drawn of a step."""

    id: str
    anchor: str
    kind: str
    number: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    """Option id and label."""


def wrapped(text: str, width: float, most: int = _MOST_LINES) -> list[str]:
    """Cut a text into lines that are no wider than `width` px, by estimate; `…` where cut off."""
    room = int(width / _LETTER)
    if len(text) <= room and text.isascii():
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        need = len(word) if word.isascii() else _breadth(word)
        while need > room:
            head = room - used - 1 if used and room - used > 4 else room
            lines.append(f"{line} {word[:head]}" if used and head < room else word[:head])
            if used and head == room:
                lines[-1:-1] = [line]
            word, line, used = word[head:], "", 0
            need = _breadth(word)
        if used and used + 1 + need > room:
            lines.append(line)
            line, used = word, need
        else:
            line, used = (f"{line} {word}", used + 1 + need) if used else (word, need)
    if line:
        lines.append(line)
    if len(lines) > most:
        return [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;:')}…"]
    return lines or [""]


def _breadth(word: str) -> int:
    """How many letters wide a word is; ideographs and the like count twice."""
    return sum(2 if "\u1100" <= letter and not "\u2000" <= letter <= "\u206f" else 1 for letter in word)


def picture(boxes: Sequence[Box], ways: Mapping[str, Iterable[Edge]]) -> Picture:
    """Lay out boxes and the ways between them."""
    lanes_left, lanes_right, jumps = _lanes(boxes, ways)
    left = _LANE * (lanes_left + 1) + 4 if lanes_left else 8.0
    nodes: list[Node] = []
    top = 4.0
    for box in boxes:
        node = _node(box, left, top)
        nodes.append(node)
        top += node.height + _GAP
    right = left + _WIDTH
    width = right + (_LANE * (lanes_right + 1) + 4 if lanes_right else 8.0)
    paths = tuple(_paths(nodes, ways, jumps, left, right))
    return Picture(width, top - _GAP + 6, tuple(nodes), paths)


def _node(box: Box, left: float, top: float) -> Node:
    x = left + _NUMBER + 8
    room = _WIDTH - _NUMBER - 22
    texts = wrapped(box.text, room)
    y = top + _PADDING + 13
    lines = tuple([Written(x, y + _LINE * index, text) for index, text in enumerate(texts)])
    height = max(_PADDING * 2 + _LINE * len(texts) - 1, 38.0)
    middle = top + height / 2
    rows: list[Row] = []
    for _, label in box.answers:
        parts = wrapped(label, room - 8, 2)
        tall = _LINE * len(parts) + 10
        y = top + height + 18
        rows.append(
            Row(
                top + height,
                tall,
                tuple([Written(x + 4, y + _LINE * index, text) for index, text in enumerate(parts)]),
            )
        )
        height += tall
    return Node(box.anchor, box.kind, box.number, left, top, _WIDTH, height, middle, lines, tuple(rows))


def _lanes(
    boxes: Sequence[Box], ways: Mapping[str, Iterable[Edge]]
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
    nodes: Sequence[Node],
    ways: Mapping[str, Iterable[Edge]],
    lanes: Mapping[tuple[bool, str], int],
    left: float,
    right: float,
) -> Iterable[Path]:
    ids = {node.anchor.rpartition(".")[2]: index for index, node in enumerate(nodes)}
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
                yield _down(left + _NUMBER / 2 + 3, node.y + node.height, nodes[other].y)
                continue
            start = row.y + row.height / 2 if row else node.y + node.height - 12
            target = nodes[other]
            end = target.y + 12 if target is not node else node.y + 12
            if back:
                yield _around(left, left - _LANE * (lane + 1), start, end, "back")
            else:
                yield _around(right, right + _LANE * (lane + 1), start, end, "ahead")


def _down(x: float, start: float, end: float) -> Path:
    return Path("down", f"M{x:g} {start:g}V{end - 2:g}", f"M{x - 4:g} {end - 6:g}h8l-4 6z")


def _around(side: float, lane: float, start: float, end: float, kind: str) -> Path:
    """Out of a box's side, along a lane, and into another box on the same side."""
    out = 1 if lane > side else -1
    turn = 1 if end > start else -1
    corner = min(_CORNER, abs(end - start) / 2)
    data = (
        f"M{side:g} {start:g}H{lane - out * corner:g}"
        f"Q{lane:g} {start:g} {lane:g} {start + turn * corner:g}"
        f"V{end - turn * corner:g}Q{lane:g} {end:g} {lane - out * corner:g} {end:g}"
        f"H{side + out * 3:g}"
    )
    return Path(kind, data, f"M{side + out * 6:g} {end - 4:g}v8l{-out * 6} -4z")
