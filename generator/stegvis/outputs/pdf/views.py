"""What sheets show, as plain values: the templates in theme/typst/ get them as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

InlineTree = list[Any]
"""A text as a tree: strings, and lists `[kind, …]` for what is marked up; see inline.typ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A warning, a caution, a note, or a secret that is shown only once."""

    kind: str
    """`warning`, `caution`, `note` or `secret`."""
    label: str
    text: InlineTree


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """A text after a label, which may be empty."""

    label: str
    text: InlineTree


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandBlock:
    """What the reader runs at a step, as it is printed."""

    shell: str
    run: str
    """Its lines; the labels of values that it names stand in angle quotes."""
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTable:
    """A table to fill in where steps are repeated: a row for each item, a column for each step."""

    label: InlineTree
    """What an item is called."""
    columns: list[InlineTree]
    """The numbers of the steps, each followed by the labels of the values that are noted there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """An option of a decision."""

    label: InlineTree
    detail: InlineTree | None
    next: str
    """The step to which it leads, in words; empty where that is the next row."""
    condition: str
    """What must have been answered for it to be offered, in words; empty if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPicture:
    """A picture at a step."""

    file: str
    """Its name, which changes with its content, among the files that the document needs."""
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table at a step."""

    title: InlineTree | None
    columns: list[InlineTree]
    rows: list[list[InlineTree]]
    """Per row, a cell for each column. The first names the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step, or on a hand-over sheet what replaces the steps of another role."""

    anchor: str
    number: str
    is_prominent: bool
    """Whether the instruction is set in bold, over the width of two columns where there is no result."""
    label: str
    """The kind of the step; empty where the instruction shows it."""
    instruction: InlineTree
    pause_point: InlineTree | None
    remarks: list[Remark]
    condition: str
    """What must have been answered for the step to be there, in words; empty if nothing."""
    optional: InlineTree | None
    performer: str
    """The roles that may perform it, where they differ from the procedure's."""
    hint: str
    """How many options are to be chosen, or nothing."""
    options: list[AnswerRow]
    is_in_line: bool
    """Whether the options stand in one line: none of them says more than its label."""
    settled: str
    """The answer that the calling procedure gives, in words, or nothing."""
    explanations: list[LabelledText]
    pictures: list[PrintedPicture]
    tables: list[PrintedTable]
    is_tabular: bool
    """Whether the options are the rows of a table."""
    next_steps: list[str]
    """The steps to which it leads, in words, other than the next row."""
    expect: InlineTree | None
    if_not: InlineTree | None
    commands: list[CommandBlock]
    date_lines: list[str]
    """Labels of lines on which dates are written."""
    value_lines: list[InlineTree]
    """Labels of lines on which noted values are written."""
    has_box: bool
    """Whether the row has a box to tick; a decision has one for each option instead."""
    is_first: bool
    """Whether it is the first of its group."""
    is_repeated: bool = False
    """Whether it is done for each item, so that it is ticked in a table."""
    item_table: ItemTable | None = None
    """The table below the last of the repeated steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Steps on one screen."""

    screen: InlineTree
    """System and screen; empty where neither is known."""
    rows: list[StepRow]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One procedure on paper; the same object may be in many documents."""

    id: str
    """The procedure's id."""
    title: str
    heading: InlineTree
    trail: str
    """Site and collection."""
    edition: str
    """The edition's name, in words."""
    revision: str
    language_status: str
    """The language, and how completely it is translated."""
    short_url: str
    """Without its scheme; empty without the site's URL."""
    qr_code: str
    """QR code of the checklist's URL as SVG, or nothing."""
    facts: list[LabelledText]
    prerequisites: list[InlineTree]
    groups: list[RowGroup]
    outcome: InlineTree
    sample: str
    """Text of the instructions by which the length of lines is measured."""
    long_words: list[tuple[str, str, str]]
    """Words that may be wider than their column: the step's anchor, the column, the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line in the table of contents of a pack."""

    title: InlineTree
    revision: str
    sheet: int
    """Index of the sheet in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page of a pack."""

    title: str
    summary: InlineTree
    trail: str
    """The site."""
    edition: str
    revision: str
    """The date of the latest revision in the pack."""
    language_status: str
    short_url: str
    qr_code: str
    contents: list[ContentsEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF: its metadata and its sheets."""

    title: str
    author: str
    description: str
    keywords: list[str]
    """Ids of its procedures."""
    language: str
    region: str | None
    is_mirrored: bool
    """Whether lines run from right to left."""
    date: tuple[int, int, int]
    """Year, month and day of the latest revision in it."""
    paper: str
    is_compact: bool
    """Whether rows stand closer, so that the sheet fits on one page."""
    ui: Mapping[str, str]
    """Interface messages by key."""
    cover: Cover | None
    sheets: list[Sheet]


def as_json(value: Any) -> str:
    """Encode any of the above for the templates; equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, default=_as_dict, separators=(",", ":"))


def shown_files(document: Document) -> set[str]:
    """Return the names of the files that a document shows."""
    return {
        picture.file
        for sheet in document.sheets
        for group in sheet.groups
        for row in group.rows
        for picture in row.pictures
    }


@lru_cache(maxsize=1024)
def sheet_as_json(sheet: Sheet) -> str:
    """Encode a sheet for the templates, once for all documents that contain it."""
    return as_json(sheet)


def frame(document: Document) -> dict[str, Any]:
    """Return a document without its sheets."""
    return {name: value for name, value in _as_dict(document).items() if name != "sheets"}


def _as_dict(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
