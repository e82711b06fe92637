"""Diagnostics: locations in source files, the faults found there, and the rules that find them."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, ParamSpec, Self, TypeVar


class Severity(StrEnum):
    """How bad a diagnostic is: an error stops the build, a warning only a strict one."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; line and column count from 1."""

    path: str
    """Path below the project's folder, with forward slashes."""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Id(str):
    """A name with the place where it was written: an id, or a reference to one."""

    __slots__ = ("location",)
    location: Location

    def __new__(cls, name: str, location: Location) -> Self:
        """Return the name as a string that knows where it stands."""
        self = super().__new__(cls, name)
        self.location = location
        return self

    def __getnewargs__(self) -> tuple[str, Location]:  # type: ignore[override]  # str's takes one
        return str(self), self.location


@dataclass(frozen=True, slots=True)
class Group:
    """What several diagnostics have in common, so that a report can state them in one line."""

    message: str
    """The message about all of them, with `{count}` for their number."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in the sources."""

    code: str
    """Stable code, such as V101, which `stegvis explain CODE` explains."""
    message: str
    location: Location
    hint: str = ""
    """The likely remedy, in one sentence; may be empty."""
    severity: Severity = Severity.ERROR
    group: Group | None = None
    """The group with which reports state it in one line; None if it is stated on its own."""

    def __str__(self) -> str:
        return make_visible(f"{self.location}: {self.severity}[{self.code}] {self.message}")


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Value]):
    """What a reader made of its input, and the diagnostics about it."""

    value: Value
    diagnostics: tuple[Diagnostic, ...] = ()


Subject = ParamSpec("Subject")
Violation = TypeVar("Violation")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject, Violation]):
    """A row of a table of rules: a function that yields what violates the rule in its subject.

    The docstring of the function states the rule; `stegvis explain` shows it.
    """

    code: str
    check: Callable[Subject, Iterator[Violation]]
    hint: str = ""
    """The likely remedy of every violation; may be empty."""
    severity: Severity = Severity.ERROR

    @property
    def description(self) -> str:
        """The rule in words, on one line."""
        return " ".join((self.check.__doc__ or "").split())


def make_visible(text: str) -> str:
    """Return text without characters that command a terminal or reorder its line, U+FFFD in their place."""
    if text.isprintable():
        return text
    return "".join(
        [
            character if character.isprintable() or unicodedata.category(character) == "Zs" else "\ufffd"
            for character in text
        ]
    )


def has_no_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether no diagnostic is an error."""
    return all(diagnostic.severity is not Severity.ERROR for diagnostic in diagnostics)


def sorted_unique(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort errors before warnings, and each by place, without repetitions."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=_order)


def fold_groups(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics in order, those of a group as one, at the place of the first."""
    ordered = sorted_unique(diagnostics)
    counts = Counter(found.group for found in ordered)
    folded: dict[Diagnostic | Group, Diagnostic] = {}
    for found in ordered:
        group = found.group
        if group is None or counts[group] == 1:
            folded[found] = found
        elif group not in folded:
            message = group.message.replace("{count}", str(counts[group]))
            folded[group] = replace(found, message=message, hint=group.hint, group=None)
    return list(folded.values())


def _order(found: Diagnostic) -> tuple[bool, Location, str, str]:
    return found.severity is Severity.WARNING, found.location, found.code, found.message


def render_text(found: Diagnostic, source: Sequence[str] | None = None) -> str:
    """One diagnostic for people: the line, the source line underlined where known, the hint."""
    lines = [str(found)]
    line, column = found.location.line, found.location.column
    if source is not None and 0 < line <= len(source):
        words = make_visible(source[line - 1].rstrip("\r\n"))
        gutter = f"{line:>5} | "
        rest = words[column - 1 :]
        length = max(1, len(rest.split("  #")[0].rstrip())) if rest else 1
        lines.append(f"{gutter}{words}")
        lines.append(" " * (len(gutter) + column - 1) + "^" + "~" * (min(length, 60) - 1))
    if found.hint:
        lines.append(make_visible(f"      = hint: {found.hint}"))
    return "\n".join(lines)


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return all diagnostics as a JSON array, for machines."""
    return json.dumps(
        [
            {
                "path": found.location.path,
                "line": found.location.line,
                "column": found.location.column,
                "severity": found.severity.value,
                "code": found.code,
                "message": found.message,
                "hint": found.hint,
            }
            for found in diagnostics
        ],
        ensure_ascii=False,
        indent=2,
    )


def render_github(found: Diagnostic) -> str:
    """One diagnostic as a GitHub Actions workflow command.

    Escapes as the workflow-command documentation asks: data and properties differ.
    """
    data = {"%": "%25", "\r": "%0D", "\n": "%0A"}
    properties = {**data, ":": "%3A", ",": "%2C"}
    place = found.location
    message = make_visible(found.message + (f" ({found.hint})" if found.hint else ""))
    return (
        f"::{found.severity} file={_escaped(place.path, properties)},line={place.line},"
        f"col={place.column},title={found.code}::{_escaped(message, data)}"
    )


def _escaped(words: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in words)
