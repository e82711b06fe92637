"""The layout of a procedure's flowchart: boxes, arrows and lettering with their measures, not yet drawn.

Boxes stand below each other in the order of the file. An edge to the next box is a short arrow; one that
jumps ahead runs in a lane on the right, one that leads back in a lane on the left. The answers to a
decision are rows of its box, each with its own edge. All measures are in px.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stegvis.graph.edges import Edge

LINE_HEIGHT = 18
_BOX_WIDTH = 324
_BOX_PADDING = 10
_MIN_BOX_HEIGHT = 38
_BOX_GAP = 24
_LANE_WIDTH = 14
_NUMBER_WIDTH = 40
"""The width of the column that holds the number."""
_TEXT_WIDTH = _BOX_WIDTH - _NUMBER_WIDTH - 14
_ANSWER_WIDTH = _TEXT_WIDTH - 8
_LETTER_WIDTH = 7.0
"""The mean width of a letter at the chart's type size (13 px) in common system fonts."""
_CORNER_RADIUS = 6
_MARGIN = 8
"""The space beside the boxes where there are no lanes."""
_FIRST_FULL_WIDTH_LETTER = "\u2e80"
"""From this code point on, letters are about as wide as high."""
_MAX_LINES = 4
_MAX_ANSWER_LINES = 2
_MAX_CONDITION_LINES = 3

_Lane = tuple[bool, str]
"""Whether a lane is on the left, for back edges, and the step that its edges lead to."""
_Span = tuple[int, int]
"""The positions of the first and the last box beside which a lane runs."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in a decision's box; `y` is its top, measured from the top of the box."""

    y: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowchartNode:
    """A step's box; `x` and `y` are its top left corner."""

    id: str
    symbol: str
    """The outline of the number: the value of a `Symbol`."""
    number: str
    x: int
    y: int
    width: int
    height: int
    middle: int
    """The vertical centre of the number, measured from the top of the box."""
    lines: tuple[str, ...]
    """The baseline of the first is at 23 px, each of the others `LINE_HEIGHT` below."""
    rows: tuple[AnswerRow, ...]
    condition: tuple[str, ...]
    """Lines below the others that say when the step is there; the box of one with a condition is dashed."""


@dataclass(frozen=True, slots=True)
class FlowchartPath:
    """An edge, as SVG path data."""

    kind: str
    """`down`, `ahead` or `back`."""
    data: str
    head: str
    """The arrowhead, as SVG path data."""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """A whole flowchart, measured from the top left corner."""

    width: int
    height: int
    nodes: tuple[FlowchartNode, ...]
    paths: tuple[FlowchartPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBox:
    """What a box shows of a step."""

    id: str
    symbol: str
    number: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    """The id and label of each option."""
    condition: str = ""
    """What must have been answered for the step to be there, in words; empty if nothing."""


def wrap_text(text: str, width: float, max_lines: int = _MAX_LINES) -> tuple[str, ...]:
    """Break a text into lines that are no wider than `width` px, by estimate; `…` where it is cut off."""
    letters = int(width / _LETTER_WIDTH)
    if not text.isascii() and max(text) >= _FIRST_FULL_WIDTH_LETTER:
        letters //= 2
    if len(text) <= letters:
        return (text,)
    lines: list[str] = []
    start, end = 0, len(text)
    while end - start > letters:
        line_end = text.rfind(" ", start, start + letters + 1)
        if line_end <= start:
            line_end = start + letters
        lines.append(text[start:line_end])
        start = line_end + 1 if text[line_end] == " " else line_end
    lines.append(text[start:])
    if len(lines) > max_lines:
        return (*lines[: max_lines - 1], f"{lines[max_lines - 1].rstrip(' .,;:')}…")
    return tuple(lines)


def lay_out_flowchart(boxes: Sequence[StepBox], outgoing: Mapping[str, Iterable[Edge]]) -> Flowchart:
    """Lay out boxes and the edges that leave them, given by step id; edges to other steps are left out."""
    lanes = _assign_lanes(_lane_spans(boxes, outgoing))
    left = _lanes_width(number for (is_left, _), number in lanes.items() if is_left)
    nodes: list[FlowchartNode] = []
    top = 4
    for box in boxes:
        node = _lay_out_box(box, left, top)
        nodes.append(node)
        top += node.height + _BOX_GAP
    right = left + _BOX_WIDTH
    width = right + _lanes_width(number for (is_left, _), number in lanes.items() if not is_left)
    paths = tuple(_paths(boxes, nodes, outgoing, lanes))
    return Flowchart(width, top - _BOX_GAP + 6, tuple(nodes), paths)


def _lanes_width(numbers: Iterable[int]) -> int:
    count = max(numbers, default=-1) + 1
    return _LANE_WIDTH * (count + 1) + 4 if count else _MARGIN


def _lay_out_box(box: StepBox, left: int, top: int) -> FlowchartNode:
    lines = wrap_text(box.text, _TEXT_WIDTH)
    condition = wrap_text(box.condition, _TEXT_WIDTH, _MAX_CONDITION_LINES) if box.condition else ()
    line_count = len(lines) + len(condition)
    height = max(_BOX_PADDING * 2 + LINE_HEIGHT * line_count - 1, _MIN_BOX_HEIGHT)
    middle = height // 2
    rows: list[AnswerRow] = []
    for _, label in box.answers:
        answer_lines = wrap_text(label, _ANSWER_WIDTH, _MAX_ANSWER_LINES)
        row = AnswerRow(height, LINE_HEIGHT * len(answer_lines) + 10, answer_lines)
        rows.append(row)
        height += row.height
    return FlowchartNode(
        box.id,
        box.symbol,
        box.number,
        left,
        top,
        _BOX_WIDTH,
        height,
        middle,
        lines,
        tuple(rows),
        condition,
    )


def _lane_spans(boxes: Sequence[StepBox], outgoing: Mapping[str, Iterable[Edge]]) -> dict[_Lane, _Span]:
    """Return the span of every lane that is needed: one for each target and direction."""
    positions = {box.id: position for position, box in enumerate(boxes)}
    spans: dict[_Lane, _Span] = {}
    for position, box in enumerate(boxes):
        last_option = box.answers[-1][0] if box.answers else None
        for edge in outgoing.get(box.id, ()):
            target = positions.get(edge.target)
            if target is None or (target == position + 1 and edge.option in (None, last_option)):
                continue
            lane = (target <= position, edge.target)
            first, last = spans.get(lane, (position, position))
            spans[lane] = (min(first, position, target), max(last, position, target))
    return spans


def _assign_lanes(spans: Mapping[_Lane, _Span]) -> dict[_Lane, int]:
    """Return the number of each lane, 0 being next to the boxes: the shortest spans come closest."""
    occupied: dict[bool, list[list[_Span]]] = {True: [], False: []}
    numbers: dict[_Lane, int] = {}
    by_length = sorted((last - first, first, last, lane) for lane, (first, last) in spans.items())
    for _, first, last, lane in by_length:
        side = occupied[lane[0]]
        number = next((at for at, taken in enumerate(side) if _is_free(taken, first, last)), len(side))
        if number == len(side):
            side.append([])
        side[number].append((first, last))
        numbers[lane] = number
    return numbers


def _is_free(taken: Iterable[_Span], first: int, last: int) -> bool:
    return all(last < other_first or first > other_last for other_first, other_last in taken)


def _paths(
    boxes: Sequence[StepBox],
    nodes: Sequence[FlowchartNode],
    outgoing: Mapping[str, Iterable[Edge]],
    lanes: Mapping[_Lane, int],
) -> Iterator[FlowchartPath]:
    positions = {node.id: position for position, node in enumerate(nodes)}
    for position, (box, node) in enumerate(zip(boxes, nodes, strict=True)):
        rows = dict(zip((option for option, _ in box.answers), node.rows, strict=True))
        for edge in outgoing.get(node.id, ()):
            row = rows.get(edge.option) if edge.option is not None else None
            if edge.target not in positions:
                continue
            target = nodes[positions[edge.target]]
            is_back = positions[edge.target] <= position
            is_next = positions[edge.target] == position + 1
            lane = lanes.get((is_back, edge.target))
            is_last_edge = edge.option is None or row is node.rows[-1]
            if lane is None or (is_next and is_last_edge):
                yield _straight_path(node.x + _NUMBER_WIDTH // 2, node.y + node.height, target.y)
                continue
            start = node.y + row.y + row.height // 2 if row else _text_bottom(node) - 9
            end = target.y + 12
            if is_back:
                yield _lane_path(node.x, node.x - _LANE_WIDTH * (lane + 1), start, end, "back")
            else:
                right = node.x + node.width
                yield _lane_path(right, right + _LANE_WIDTH * (lane + 1), start, end, "ahead")


def _text_bottom(node: FlowchartNode) -> int:
    """Return the bottom of the part of a box that holds the step's text."""
    return node.y + (node.rows[0].y if node.rows else node.height)


def _straight_path(x: int, start: int, end: int) -> FlowchartPath:
    return FlowchartPath("down", f"M{x} {start}V{end - 2}", f"M{x - 4} {end - 6}h8l-4 6z")


def _lane_path(side: int, lane: int, start: int, end: int, kind: str) -> FlowchartPath:
    """Return a path that leaves a box at its side, follows a lane and enters another box at that side."""
    outward = 1 if lane > side else -1
    downward = 1 if end > start else -1
    corner = min(_CORNER_RADIUS, abs(end - start) // 2)
    data = (
        f"M{side} {start}H{lane - outward * corner}"
        f"Q{lane} {start} {lane} {start + downward * corner}"
        f"V{end - downward * corner}Q{lane} {end} {lane - outward * corner} {end}"
        f"H{side + outward * 3}"
    )
    return FlowchartPath(kind, data, f"M{side + outward * 6} {end - 4}v8l{-outward * 6} -4z")
