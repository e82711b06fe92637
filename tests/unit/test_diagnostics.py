"""Diagnostics in the order in which they are read, and those of a group in one line."""

from __future__ import annotations

from stegvis.diagnostics import Diagnostic, Group, Location, Severity, fold_groups, sorted_unique

GAPS = Group("nl: {count} texts of open-office have no valid translation", "Translate them.")


def warning(line: int, group: Group | None = None) -> Diagnostic:
    return Diagnostic("L001", f"gap {line}", Location("a.yaml", line), "", Severity.WARNING, group)


def error(line: int) -> Diagnostic:
    return Diagnostic("V201", f"fault {line}", Location("b.yaml", line))


def test_errors_come_before_warnings_and_each_by_place() -> None:
    found = [warning(2), error(9), warning(1), error(3), error(9)]
    assert sorted_unique(found) == [error(3), error(9), warning(1), warning(2)]


def test_a_group_is_one_line_at_the_place_of_its_first() -> None:
    folded = fold_groups([warning(5, GAPS), error(7), warning(2, GAPS), warning(3)])
    assert [(found.message, found.location.line) for found in folded] == [
        ("fault 7", 7),
        ("nl: 2 texts of open-office have no valid translation", 2),
        ("gap 3", 3),
    ]
    assert folded[1].hint == "Translate them."


def test_a_group_of_one_is_stated_as_it_is() -> None:
    assert fold_groups([warning(5, GAPS)]) == [warning(5, GAPS)]


def test_what_is_folded_once_is_not_folded_again() -> None:
    folded = fold_groups([warning(5, GAPS), warning(6, GAPS)])
    assert fold_groups(folded) == folded
