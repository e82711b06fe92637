"""Comments in YAML that allow a diagnostic, with a reason."""

from __future__ import annotations

import pytest

from stegvis.diagnostics import Diagnostic
from stegvis.validate.rules import ALLOWABLE_CODES, LIBRARY_RULES, PROCEDURE_RULES
from tests.support.projects import Files, diagnostics, edited, sound

OFFICE = "procedures/office/open-office.yaml"
LIST = "    action: >-\n      Unlock these doors:\n      - the front door\n      - the back door\n"
ALLOW = "# allow V506: two doors are no list\n"


def office(*edits: tuple[str, str]) -> Files:
    files = sound()
    for old, new in edits:
        files = edited(files, OFFICE, old, new)
    return files


def codes(files: Files) -> list[str]:
    return [found.code for found in diagnostics(files)]


@pytest.mark.parametrize(
    "action",
    [
        f"    {ALLOW}{LIST}",
        f"    {ALLOW}    # and a second remark\n{LIST}",
        LIST.replace(">-\n", ">-  # Allow V506 : two doors are no list\n"),
        '    action: "Doors: - front - back"  # allow V506: two doors are no list\n',
    ],
)
def test_a_comment_allows_what_is_reported_on_its_line_or_on_the_next_one(action: str) -> None:
    assert codes(office(("    action: Unlock the door.\n", LIST))) == ["V506"]
    assert codes(office(("    action: Unlock the door.\n", action))) == []


def test_a_comment_allows_nothing_elsewhere() -> None:
    files = office(("    action: Unlock the door.\n", LIST), ("title:", f"{ALLOW}title:"))
    assert codes(files) == ["V506"]
    files = office(("title:", f"{ALLOW}title:"))
    assert codes(files) == ["V702"]


@pytest.mark.parametrize(
    "words", ['"See # allow V210: x"', "'See # allow V210'", ">-\n      Read\n      # allow V210\n"]
)
def test_what_stands_in_a_text_is_no_comment(words: str) -> None:
    assert codes(office(("Unlock the door.", words))) == []


def test_a_comment_that_begins_otherwise_is_none() -> None:
    assert codes(office(("title:", "# allowed V210: x\n# we allow V210: x\ntitle:"))) == []


@pytest.mark.parametrize("comment", ["allow", "allow V210", "allow V210:", "allow: why", "allow V2100: why"])
def test_a_comment_without_code_or_reason_is_an_error(comment: str) -> None:
    assert codes(office(("title:", f"# {comment}\ntitle:"))) == ["V701"]


def test_what_could_harm_a_reader_can_not_be_allowed() -> None:
    every = {rule.code for rule in (*PROCEDURE_RULES, *LIBRARY_RULES)}
    assert every > ALLOWABLE_CODES
    for code in sorted(every - ALLOWABLE_CODES):
        found: list[Diagnostic] = diagnostics(office(("title:", f"# allow {code}: why\ntitle:")))
        assert [(each.code, each.message) for each in found] == [("V701", f"{code} can't be allowed")]


def test_a_file_with_an_error_is_not_told_of_comments_that_allow_nothing() -> None:
    files = office(("title:", f"{ALLOW}title:"), ("next: opened", "next: nowhere"))
    assert "V702" not in codes(files)
    assert codes({**files, OFFICE: files[OFFICE] + b"broken: [\n"}) == ["Y004"]
