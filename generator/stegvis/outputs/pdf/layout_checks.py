"""Rules about finished sheets, measured where everything came to stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from stegvis.diagnostics import Severity
from stegvis.outputs.pdf.compiler import Compiled, Measurement
from stegvis.outputs.pdf.views import Document, Sheet, StepRow

SHORTEST, LONGEST = 45, 80
"""Characters a line (Bringhurst; Degani and Wiener, Typography of flight-deck documentation)."""
SMALLEST = 10.0
"""Points of the body's type."""


@dataclass(frozen=True, slots=True)
class LayoutDiagnostic:
    """What a rule says of a sheet, before its place in the sources is known."""

    code: str
    procedure: str
    step: str
    """The step's path, or nothing where it is about the whole sheet."""
    message: str


@dataclass(slots=True)
class SheetLayout:
    """One sheet of a document, and where it came to stand."""

    sheet: Sheet
    bottom: float = math.inf
    """Where the page's text must end, in points."""
    lines: dict[str, int] = field(default_factory=dict)
    """Characters a line has room for, by what stands in it."""
    size: float = SMALLEST
    """Of the body's type, in points."""
    steps: dict[str, list[Measurement]] = field(default_factory=dict)
    wide: list[str] = field(default_factory=list)
    """Texts that are wider than their field, each after whose it is and a line break."""

    @property
    def rows(self) -> Iterator[StepRow]:
        """Its rows in order."""
        return (row for group in self.sheet.groups for row in group.rows)


def sheet_layouts(document: Document, pressed: Compiled) -> Iterator[SheetLayout]:
    """Each sheet with its own places."""
    waiting = iter(document.sheets)
    layout: SheetLayout | None = None
    for place in pressed.places:
        if place.what == "sheet":
            if layout:
                yield layout
            layout = SheetLayout(next(waiting))
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


def check_whole_steps(layout: SheetLayout) -> Found:
    """A step is never split over pages, and never runs off one."""
    for path, places in layout.steps.items():
        own = [place for place in places if place.what not in ("pause", "remark")]
        if len({place.page for place in own}) > 1:
            yield path, "the step is split over pages"
        elif any(place.y > layout.bottom for place in own):
            yield path, "the step is taller than a page"


def check_warnings_beside(layout: SheetLayout) -> Found:
    """A warning, a caution and a pause point stand on the page of their step."""
    for path, places in layout.steps.items():
        pages = {place.page for place in places if place.what == "step"}
        if any(place.page not in pages for place in places if place.what in ("pause", "remark")):
            yield path, "what must be read before the step stands on another page"


def check_fitting(layout: SheetLayout) -> Found:
    """A text fits its field: no word is wider than its column, no line of the head than the page."""
    for one in layout.wide:
        path, _, words = one.partition("\n")
        yield path, f"`{words}` is wider than its field"


def check_line_lengths(layout: SheetLayout) -> Found:
    """Lines of running text and of the acts have room for 45 to 80 characters of this very text.

    The results stand in a narrower column: they are short answers, not text to be read.
    """
    for column, characters in layout.lines.items():
        if not SHORTEST <= characters <= LONGEST:
            yield "", f"lines have {characters} characters ({column}); {SHORTEST} to {LONGEST} read well"


def check_type_size(layout: SheetLayout) -> Found:
    """The body's type has at least 10 points."""
    if layout.size < SMALLEST:
        yield "", f"its type has {layout.size:g} points; {SMALLEST:g} is the least"


def check_complete(layout: SheetLayout) -> Found:
    """Every step is on its sheet once, in order."""
    expected = [row.path for row in layout.rows]
    found = [path for path, places in layout.steps.items() for place in places if place.what == "step"]
    if found != expected:
        missing = [path for path in expected if path not in found]
        yield (missing or [""])[0], "the sheet doesn't have every step once, in order"


@dataclass(frozen=True, slots=True)
class LayoutCheck:
    """One line of the table of rules."""

    code: str
    find: Callable[[SheetLayout], Found]
    hint: str
    severity: Severity = Severity.ERROR


LAYOUT_CHECKS = (
    LayoutCheck("P001", check_whole_steps, "Make two steps of it, or shorten it."),
    LayoutCheck("P002", check_warnings_beside, "Shorten the step or what stands before it."),
    LayoutCheck("P003", check_fitting, "Use a shorter word here, or one that can be hyphenated."),
    LayoutCheck(
        "P004", check_line_lengths, "Change the columns in generator/stegvis/theme/typst/.", Severity.WARNING
    ),
    LayoutCheck("P005", check_type_size, "Change the size in generator/stegvis/theme/typst/sheet.typ."),
    LayoutCheck("P006", check_complete, "Please report it: the templates lost a step."),
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


def check_layout(document: Document, pressed: Compiled) -> list[LayoutDiagnostic]:
    """What all rules say of a document."""
    return [
        LayoutDiagnostic(rule.code, layout.sheet.id, path.removesuffix("@"), message)
        for layout in sheet_layouts(document, pressed)
        for rule in LAYOUT_CHECKS
        for path, message in rule.find(layout)
    ]
