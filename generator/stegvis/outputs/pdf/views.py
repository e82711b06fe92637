"""What a sheet shows, as plain values: the templates in theme/typst/ get them as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

InlineTree = list[Any]
"""A text as a tree: strings, and lists `[kind, …]` for what is marked up; see `prose`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A warning, caution, note, or what is shown only once."""

    kind: str
    word: str
    text: InlineTree


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """A text after the word that tells what it is."""

    word: str
    text: InlineTree


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """An option of a decision."""

    label: InlineTree
    detail: InlineTree | None
    way: str
    """Where it leads, in words; nothing where it is the next step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step, or on a hand-over sheet what stands in the place of somebody else's steps."""

    path: str
    number: str
    is_prominent: bool
    """Whether the act is set in bold, and across the column of results where that is empty."""
    word: str
    """The kind in words, where the act doesn't make it clear."""
    act: InlineTree
    pause: InlineTree | None
    remarks: list[Remark]
    optional: InlineTree | None
    by: str
    hint: str
    options: list[AnswerRow]
    settled: str
    more: list[LabelledText]
    """Explanations, on sheets for trainers."""
    ways: list[str]
    expect: InlineTree | None
    if_not: InlineTree | None
    dates: list[str]
    """Labels of lines for dates: when somebody was asked, and answered."""
    boxed: bool
    """Whether it has a box; a decision has one for each answer instead."""
    first: bool
    """Whether it is the first one of its group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Steps on one screen."""

    place: InlineTree
    rows: list[StepRow]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One procedure on paper; the same one may be in many documents."""

    id: str
    title: str
    heading: InlineTree
    place: str
    """Site and collection."""
    edition: str
    """What kind of sheet it is, in words."""
    revision: str
    state: str
    """The language, and how complete it is."""
    address: str
    """The short address, as people type it; nothing where the site's address isn't known."""
    code: str
    """The QR code of the live procedure as SVG, or nothing."""
    facts: list[LabelledText]
    prerequisites: list[InlineTree]
    groups: list[RowGroup]
    outcome: InlineTree
    sample: str
    """Words of its acts, by which the length of lines is measured."""
    long: list[tuple[str, str, str]]
    """Words that may be wider than their column: the step's path, the column, the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a pack's contents."""

    title: InlineTree
    revision: str
    sheet: int
    """Which of the sheets it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first page of a pack."""

    title: str
    summary: InlineTree
    place: str
    edition: str
    revision: str
    """The date of the latest one in it."""
    state: str
    address: str
    code: str
    contents: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A PDF: what is said of it, and its sheets."""

    title: str
    author: str
    description: str
    keywords: list[str]
    language: str
    region: str | None
    mirrored: bool
    """Whether lines run from right to left."""
    date: tuple[int, int, int]
    """Year, month and day of the latest revision in it."""
    paper: str
    tight: bool
    """Whether rows stand closer, so that it fits on one page."""
    ui: Mapping[str, str]
    cover: Cover | None
    sheets: list[Sheet]


def as_json(value: Any) -> str:
    """Anything of the above for the templates; what is equal gives equal text."""
    return json.dumps(value, ensure_ascii=False, default=_fields, separators=(",", ":"))


@lru_cache(maxsize=1024)
def sheet_as_json(sheet: Sheet) -> str:
    """A sheet for the templates, made once for all documents that it is in."""
    return as_json(sheet)


def frame(document: Document) -> dict[str, Any]:
    """A document without its sheets."""
    return {name: value for name, value in _fields(document).items() if name != "sheets"}


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}
