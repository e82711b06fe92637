"""A sheet has what its edition asks for and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace

import pytest

from stegvis.outputs.pdf.inline import plain_tree
from stegvis.outputs.pdf.views import Sheet, StepRow
from stegvis.pages.editions.edition import SheetContent, SheetEdition
from stegvis.pages.editions.table import CHECKLIST, TRAINER
from tests.support import pdf_reading
from tests.support.projects import Files, edited

EXTRAS = {
    "summary": "See that everybody has left, and turn the alarm on.",
    "notes": "The timer starts it again in the morning.",
    "details": "Begin at the top.",
    "training_notes": "People forget the kitchen.",
    "option_details": "The way through the yard.",
    "hand_overs": "needs the role Caretaker",
}
"""What each field of a sheet's content adds to the sheet of close-office."""
ALWAYS = (
    "Whoever is still inside cannot get out.",
    "The alarm is on after one minute.",
    "The code is shown once. Do not write it down.",
    "Confirm that nobody is in the building.",
    "If it is winter",
    "All rooms are empty.",
    "Close the window that it names.",
    "By the back door",
)


def sheet(content: SheetContent = CHECKLIST.content) -> Sheet:
    edition = replace(CHECKLIST, content=content)
    return pdf_reading.sheet_of(pdf_reading.files(), "close-office", edition)


def words(sheet: Sheet) -> str:
    return json.dumps(asdict(sheet), ensure_ascii=False)


def rows() -> dict[str, StepRow]:
    return {row.anchor: row for group in sheet().groups for row in group.rows}


def test_every_field_of_a_content_is_tested() -> None:
    assert {field.name for field in fields(SheetContent)} == set(EXTRAS)


@pytest.mark.parametrize("name", EXTRAS)
def test_a_field_of_the_content_adds_its_words_and_no_others(name: str) -> None:
    none = SheetContent(**dict.fromkeys(EXTRAS, False))
    only = words(sheet(replace(none, **{name: True})))
    assert [extra for extra, text in EXTRAS.items() if text in only] == [name]
    every = SheetContent(**dict.fromkeys(EXTRAS, True))
    without = words(sheet(replace(every, **{name: False})))
    assert [extra for extra, text in EXTRAS.items() if text not in without] == [name]


@pytest.mark.parametrize("edition", [CHECKLIST, TRAINER], ids=lambda edition: edition.key)
def test_what_must_be_known_is_on_every_sheet(edition: SheetEdition) -> None:
    content = words(sheet(edition.content))
    assert [text for text in ALWAYS if text not in content] == []


def screens(source: Files) -> list[str]:
    layout = pdf_reading.sheet_of(source, "close-office", CHECKLIST)
    return [plain_tree(group.screen) for group in layout.groups]


def test_a_group_names_the_system_and_the_screen_that_are_known() -> None:
    files = pdf_reading.files()
    expected = ["The building", "The building › Panel", "The building", "The building › Panel"]
    assert screens(files) == expected
    path = "procedures/office/close-office.yaml"
    unknown = edited(edited(files, path, "    system: building\n", ""), path, "    system: building\n", "")
    assert screens(unknown) == ["", "Panel", "", "The building", "Panel"]


def test_only_the_first_row_of_a_group_begins_it() -> None:
    for number, group in enumerate(sheet().groups):
        assert [row.is_first for row in group.rows[1:]] == [False] * (len(group.rows) - 1)
        assert group.rows[0].is_first == (bool(group.screen) or number == 0)


def test_a_decision_has_a_box_for_each_answer_and_none_of_its_own() -> None:
    assert {anchor for anchor, row in rows().items() if not row.has_box} == {
        anchor for anchor, row in rows().items() if row.options
    }
    assert [plain_tree(option.label) for option in rows()["which-exit"].options] == [
        "By the front door",
        "By the back door",
        "I forgot something",
    ]


def test_after_a_called_procedure_its_last_steps_say_where_to_continue() -> None:
    assert rows()["open-again"].next_steps == []
    last = [row for anchor, row in rows().items() if anchor.startswith("open-again.")]
    assert any(row.next_steps for row in last)
