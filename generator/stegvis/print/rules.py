"""Rules about finished sheets, measured where everything came to stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stegvis.diagnostics import Severity
from stegvis.print.press import Place, Pressed
from stegvis.print.views import Document, Row, Sheet

SHORTEST, LONGEST = 45, 80
"""Characters a line (Bringhurst; Degani and Wiener, Typography of flight-deck documentation)."""
SMALLEST = 10.0
"""Points of the body's type."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a sheet, before its place in the sources is known."""

    code: str
    procedure: str
    step: str
    """The step's path, or nothing where it is about the whole sheet."""
    message: str


@dataclass(slots=True)
class Layout:
    """One sheet of a document, and where it came to stand."""

    sheet: Sheet
    bottom: float = math.inf
    """Where the page's text must end, in points."""
    lines: dict[str, int] = field(default_factory=dict)
    """Characters a line has room for, by what stands in it."""
    size: float = SMALLEST
    """Of the body's type, in points."""
    steps: dict[str, list[Place]] = field(default_factory=dict)
    wide: list[str] = field(default_factory=list)
    """Texts that are wider than their field, each after whose it is and a line break."""

    @property
    def rows(self) -> Iterator[Row]:
        """Its rows in order."""
        return (row for group in self.sheet.groups for row in group.rows)


def layouts(document: Document, pressed: Pressed) -> Iterator[Layout]:
    """Each sheet with its own places."""
    waiting = iter(document.sheets)
    layout: Layout | None = None
    for place in pressed.places:
        if place.what == "sheet":
            if layout:
                yield layout
            layout = Layout(next(waiting))
        elif layout is None:
            continue
        elif place.what in ("bottom", "size"):
            setattr(layout, place.what, float(place.whose))
        elif place.what == "line":
            column, _, characters = place.whose.partition(" ")
            layout.lines[column] = int(characters)
        elif place.what == "wide":
            layout.wide.append(place.whose)
        elif place.what in ("pause", "remark", "step", "end"):
            layout.steps.setdefault(place.whose, []).append(place)
    if layout:
        yield layout


Found = Iterator[tuple[str, str]]
"""A step's path or nothing, and what is said."""


def whole(layout: Layout) -> Found:
    """A step is never split over pages, and never runs off one."""
    for path, places in layout.steps.items():
        own = [place for place in places if place.what not in ("pause", "remark")]
        if len({place.page for place in own}) > 1:
            yield path, "the step is split over pages"
        elif any(place.y > layout.bottom for place in own):
            yield path, "the step is taller than a page"


def warned(layout: Layout) -> Found:
    """A warning, a caution and a pause point stand on the page of their step."""
    for path, places in layout.steps.items():
        pages = {place.page for place in places if place.what == "step"}
        if any(place.page not in pages for place in places if place.what in ("pause", "remark")):
            yield path, "what must be read before the step stands on another page"


def fitting(layout: Layout) -> Found:
    """A text fits its field: no word is wider than its column, no line of the head than the page."""
    for one in layout.wide:
        path, _, words = one.partition("\n")
        yield path, f"`{words}` is wider than its field"


def readable_lines(layout: Layout) -> Found:
    """Lines of running text and of the acts have room for 45 to 80 characters of this very text.

    The results stand in a narrower column: they are short answers, not text to be read.
    """
    for column, characters in layout.lines.items():
        if not SHORTEST <= characters <= LONGEST:
            yield "", f"lines have {characters} characters ({column}); {SHORTEST} to {LONGEST} read well"


def readable_type(layout: Layout) -> Found:
    """The body's type has at least 10 points."""
    if layout.size < SMALLEST:
        yield "", f"its type has {layout.size:g} points; {SMALLEST:g} is the least"


def complete(layout: Layout) -> Found:
    """Every step is on its sheet once, in order."""
    expected = [row.path for row in layout.rows]
    found = [path for path, places in layout.steps.items() for place in places if place.what == "step"]
    if found != expected:
        missing = [path for path in expected if path not in found]
        yield (missing or [""])[0], "the sheet doesn't have every step once, in order"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table of rules."""

    code: str
    find: Callable[[Layout], Found]
    hint: str
    severity: Severity = Severity.ERROR


RULES = (
    Rule("P001", whole, "Make two steps of it, or shorten it."),
    Rule("P002", warned, "Shorten the step or what stands before it."),
    Rule("P003", fitting, "Use a shorter word here, or one that can be hyphenated."),
    Rule("P004", readable_lines, "Change the columns in generator/stegvis/theme/print/.", Severity.WARNING),
    Rule("P005", readable_type, "Change the size in generator/stegvis/theme/print/sheet.typ."),
    Rule("P006", complete, "Please report it: the templates lost a step."),
)
"""What is asked of every sheet, in every locale."""

REFUSED = "P007"
NO_ADDRESS = "P008"
WITHHELD = "P009"
OTHERS = {
    REFUSED: "Typst could not make the sheet as PDF/UA; often a font lacks a character of the text.",
    NO_ADDRESS: "The site's address isn't known, so that no code on a sheet leads to the live procedure.",
    WITHHELD: "A locale has no sheets of a procedure of which a warning, a caution, a role or a pause point "
    "isn't translated.",
}
"""Codes that are no rule of the table."""


def findings(document: Document, pressed: Pressed) -> list[Finding]:
    """What all rules say of a document."""
    return [
        Finding(rule.code, layout.sheet.id, path.removesuffix("@"), message)
        for layout in layouts(document, pressed)
        for rule in RULES
        for path, message in rule.find(layout)
    ]
