"""Checks of finished sheets, by measurements of the layout."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from stegvis.diagnostics import Rule, Severity
from stegvis.outputs.pdf.compiler import Compiled, Measurement
from stegvis.outputs.pdf.views import Document, Sheet, StepRow

MIN_LINE_LENGTH, MAX_LINE_LENGTH = 45, 80
"""Characters a line (Bringhurst; Degani and Wiener, Typography of flight-deck documentation)."""
MIN_TYPE_SIZE = 10.0
"""Points of the body's type."""


@dataclass(frozen=True, slots=True)
class LayoutDiagnostic:
    """What a check found on a sheet, before its location in the sources is known."""

    code: str
    procedure: str
    """The procedure's id."""
    step: str
    """The step's anchor; empty if it concerns the whole sheet."""
    message: str


@dataclass(slots=True)
class SheetLayout:
    """One sheet of a document, and its measurements."""

    sheet: Sheet
    bottom: float = math.inf
    """Where the page's text must end, in points from the top of the page."""
    line_lengths: dict[str, int] = field(default_factory=dict)
    """Characters for which a line has room, by column: `instruction`, or `text` for running text."""
    type_size: float = MIN_TYPE_SIZE
    """Of the body, in points."""
    steps: dict[str, list[Measurement]] = field(default_factory=dict)
    """Positions of the parts of each step, by its anchor, in the order of the sheet."""
    overflows: list[tuple[str, str]] = field(default_factory=list)
    """Texts wider than their field: the step's anchor, or nothing for the page's header; the text."""

    @property
    def rows(self) -> Iterator[StepRow]:
        """The sheet's rows in order."""
        return (row for group in self.sheet.groups for row in group.rows)

    def add(self, measurement: Measurement) -> None:
        """Take in a measurement; kinds that no check needs are left out."""
        match measurement.kind:
            case "bottom":
                self.bottom = float(measurement.subject)
            case "size":
                self.type_size = float(measurement.subject)
            case "line":
                column, _, characters = measurement.subject.partition(" ")
                self.line_lengths[column] = int(characters)
            case "wide":
                anchor, _, text = measurement.subject.partition("\n")
                self.overflows.append((anchor, text))
            case "pause" | "remark" | "step" | "end":
                self.steps.setdefault(measurement.subject, []).append(measurement)


def sheet_layouts(document: Document, compiled: Compiled) -> Iterator[SheetLayout]:
    """Distribute a document's measurements to its sheets."""
    sheets = iter(document.sheets)
    layout: SheetLayout | None = None
    for measurement in compiled.measurements:
        if measurement.kind == "sheet":
            if layout:
                yield layout
            layout = SheetLayout(next(sheets))
        elif layout:
            layout.add(measurement)
    if layout:
        yield layout


Violations = Iterator[tuple[str, str]]
"""A step's anchor, or nothing for the whole sheet; and the message."""


def check_whole_steps(layout: SheetLayout) -> Violations:
    """A step is never split across pages and never taller than a page."""
    for anchor, measurements in layout.steps.items():
        own = [entry for entry in measurements if entry.kind not in ("pause", "remark")]
        if len({entry.page for entry in own}) > 1:
            yield anchor, "the step is split across pages"
        elif any(entry.y > layout.bottom for entry in own):
            yield anchor, "the step is taller than a page"


def check_warnings_beside(layout: SheetLayout) -> Violations:
    """Warnings, cautions and pause points are on the page of their step."""
    for anchor, measurements in layout.steps.items():
        pages = {entry.page for entry in measurements if entry.kind == "step"}
        if any(entry.page not in pages for entry in measurements if entry.kind in ("pause", "remark")):
            yield anchor, "what must be read before the step is on another page"


def check_fitting(layout: SheetLayout) -> Violations:
    """A text fits its field: no word is wider than its column, no line of the header wider than the page."""
    for anchor, text in layout.overflows:
        yield anchor, f"`{text}` is wider than its field"


def check_line_lengths(layout: SheetLayout) -> Violations:
    """Lines of running text and of instructions have room for 45 to 80 characters of this sheet's own text.

    The column of results is narrower: they are short answers, not running text.
    """
    limits = f"{MIN_LINE_LENGTH} to {MAX_LINE_LENGTH}"
    for column, characters in layout.line_lengths.items():
        if not MIN_LINE_LENGTH <= characters <= MAX_LINE_LENGTH:
            yield "", f"lines have {characters} characters ({column}); {limits} read well"


def check_type_size(layout: SheetLayout) -> Violations:
    """The body's type has at least 10 points."""
    if layout.type_size < MIN_TYPE_SIZE:
        yield "", f"the type has {layout.type_size:g} points; the minimum is {MIN_TYPE_SIZE:g}"


def check_complete(layout: SheetLayout) -> Violations:
    """Every step is on the sheet once, in order."""
    expected = [row.anchor for row in layout.rows]
    present = [
        anchor
        for anchor, measurements in layout.steps.items()
        for entry in measurements
        if entry.kind == "step"
    ]
    if present != expected:
        missing = [anchor for anchor in expected if anchor not in present]
        yield (missing or [""])[0], "the sheet doesn't have every step once, in order"


LAYOUT_CHECKS = (
    Rule("P001", check_whole_steps, "Split it into two steps, or shorten it."),
    Rule("P002", check_warnings_beside, "Shorten the step, or what is read before it."),
    Rule("P003", check_fitting, "Use a shorter word, or one that can be hyphenated."),
    Rule(
        "P004",
        check_line_lengths,
        "Change the columns in the Typst templates of the theme.",
        Severity.WARNING,
    ),
    Rule("P005", check_type_size, "Change the size in the theme's `sheet.typ`."),
    Rule("P006", check_complete, "Please report it: the templates lost a step."),
)
"""Applied to every sheet in every locale."""

REFUSED = "P007"
NO_URL = "P008"
WITHHELD = "P009"
OTHER_CODES = {
    REFUSED: "Typst could not make the document as PDF/UA; often a font lacks a character of the text, or a "
    "picture is damaged.",
    NO_URL: "The site's URL isn't known, so no QR code on a sheet leads to the live procedure.",
    WITHHELD: "A procedure has no sheets in a locale in which a warning, a caution, a role or a pause point "
    "is untranslated.",
}
"""Codes that no check reports, with their explanations."""


def check_layout(document: Document, compiled: Compiled) -> list[LayoutDiagnostic]:
    """Apply all checks to all sheets of a document."""
    return [
        LayoutDiagnostic(check.code, layout.sheet.id, anchor.removesuffix("@"), message)
        for layout in sheet_layouts(document, compiled)
        for check in LAYOUT_CHECKS
        for anchor, message in check.check(layout)
    ]
