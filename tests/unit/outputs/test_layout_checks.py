"""Each rule about sheets finds what it is for, and says where it was written."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from stegvis.diagnostics import Severity
from stegvis.outputs.pdf.compiler import Measurement
from stegvis.outputs.pdf.layout_checks import LAYOUT_CHECKS, OTHER_CODES, SheetLayout
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from tests.support import pdf_reading as reading
from tests.support import projects

CLOSE = "procedures/office/close-office.yaml"
ONE = PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,), procedures=("close-office",))


def check_project(files: Mapping[str, bytes], url: str = reading.URL) -> list[tuple[str, int]]:
    """Codes and lines of the diagnostics of a project's sheets."""
    diagnostics = reading.printed(files, ONE, url).diagnostics
    return [(diagnostic.code, diagnostic.location.line) for diagnostic in diagnostics]


def line_of(files: Mapping[str, bytes], words: str) -> int:
    return files[CLOSE].decode().split(words)[0].count("\n") + 1


def long(words: str, times: int) -> str:
    return " ".join([words] * times)


def layout(**changes: object) -> SheetLayout:
    """A sheet's layout of the small project, with some of it changed."""
    sheet = SheetLayout(reading.sheet_of(reading.files(), "close-office", CHECKLIST))
    for row in sheet.rows:
        sheet.steps[row.anchor] = [
            Measurement("step", row.anchor, 1, 10.0),
            Measurement("end", row.anchor, 1, 20.0),
        ]
    for name, value in changes.items():
        setattr(sheet, name, value)
    return sheet


def steps_reported(code: str, sheet: SheetLayout) -> list[str]:
    """The steps that a rule reports."""
    return [path for rule in LAYOUT_CHECKS if rule.code == code for path, _ in rule.check(sheet)]


def test_the_small_project_has_nothing_to_complain_of() -> None:
    assert check_project(reading.files()) == []


def test_a_step_taller_than_a_page_is_found() -> None:
    step = "  - id: walk-round\n"
    cautions = [f"      look-{room}: {long('Look behind every door.', 80)}\n" for room in "abcdefg"]
    files = projects.edited(reading.files(), CLOSE, step, "".join([step, "    cautions:\n", *cautions]))
    assert ("P001", line_of(files, "walk-round\n    cautions")) in check_project(files)


def test_warnings_that_leave_no_room_for_their_step_are_found() -> None:
    warnings = [f"      left-{room}: {long('Nobody may be left in here.', 70)}\n" for room in "abcdefg"]
    heading = "    warnings:\n"
    files = projects.edited(reading.files(), CLOSE, heading, "".join([heading, *warnings]))
    codes = check_project(files)
    assert codes
    assert {code for code, _ in codes} <= {"P001", "P002"}
    assert {line for _, line in codes} == {line_of(files, "alarm\n    screen")}


def test_a_warning_on_another_page_than_its_step_is_found() -> None:
    places = [
        Measurement("remark", "alarm", 1, 10.0),
        Measurement("step", "alarm", 2, 10.0),
        Measurement("end", "alarm", 2, 20.0),
    ]
    sheet = layout()
    sheet.steps["alarm"] = places
    assert steps_reported("P002", sheet) == ["alarm"]
    assert steps_reported("P001", sheet) == []


def test_a_step_on_two_pages_is_found() -> None:
    sheet = layout()
    sheet.steps["alarm"] = [Measurement("step", "alarm", 1, 10.0), Measurement("end", "alarm", 2, 20.0)]
    assert steps_reported("P001", sheet) == ["alarm"]


def test_a_word_wider_than_its_column_is_found() -> None:
    word = "Zugangsberechtigungsverwaltungsvorschriftenverzeichnis"
    files = projects.edited(reading.files(), CLOSE, "All rooms", f"{word} rooms")
    assert check_project(files) == [("P003", line_of(files, "walk-round\n    system"))]


def test_a_title_that_does_not_fit_the_head_is_found() -> None:
    files = projects.edited(reading.files(), CLOSE, "title: Close", f"title: {long('Close everything', 20)}")
    assert ("P003", 1) in check_project(files)


@pytest.mark.parametrize(("characters", "count"), [(44, 1), (45, 0), (80, 0), (81, 1)])
def test_lines_too_short_or_too_long_are_found(characters: int, count: int) -> None:
    sheet = layout(line_lengths={"instruction": characters})
    assert len(steps_reported("P004", sheet)) == count


@pytest.mark.parametrize(("size", "count"), [(9.5, 1), (10.0, 0)])
def test_type_that_is_too_small_is_found(size: float, count: int) -> None:
    assert len(steps_reported("P005", layout(type_size=size))) == count


def test_a_step_that_is_missing_is_found() -> None:
    sheet = layout()
    del sheet.steps["alarm"]
    assert steps_reported("P006", sheet) == ["alarm"]


def test_a_character_that_no_font_has_is_found() -> None:
    files = projects.edited(reading.files(), CLOSE, "All rooms", "\U00013000 rooms")
    output = reading.printed(files, ONE)
    assert [diagnostic.code for diagnostic in output.diagnostics] == ["P007"]
    assert output.pdf_files == ()


def test_a_site_without_an_address_is_reported_and_has_no_codes() -> None:
    assert check_project(reading.files(), url="") == [("P008", 1)]


def test_what_a_language_must_not_show_is_not_printed_but_reported() -> None:
    site = "locales:\n  en: {name: English, language: en, formats: en-GB}\n"
    files = projects.edited(
        reading.files(), "content/site.yaml", site, f"{site}  nl: {{name: Nederlands, language: nl}}\n"
    )
    output = reading.printed(files, PdfOptions(locales=("nl",)))
    assert {diagnostic.code for diagnostic in output.diagnostics} == {"P009"}
    assert output.pdf_files == ()
    closing, opening = [diagnostic.message for diagnostic in output.diagnostics]
    assert closing.startswith("nl: close-office ")
    assert closing.endswith(", in open-office, which it calls")
    assert opening.endswith("isn't translated")
    chosen = reading.printed(files, PdfOptions(locales=("nl",), procedures=("open-office",)))
    assert [diagnostic.message for diagnostic in chosen.diagnostics] == [opening]


@pytest.mark.parametrize(("cell", "is_wide"), [("x" * 60, True), ("x" * 60 + "-xx", True), ("x" * 45, False)])
def test_a_word_that_is_wider_than_its_column_of_a_table_is_found(cell: str, *, is_wide: bool) -> None:
    columns = "{room: Room, why: Why}"
    reason = "This is longer than a line, so that both columns get the same share of the width of the sheet."
    rows = f"{{kitchen: {{room: {cell}, why: '{reason}'}}}}"
    place = "    action: Walk round and see that *nobody* is left.\n"
    table = f"    tables:\n      all: {{columns: {columns}, rows: {rows}}}\n"
    files = projects.edited(reading.files(), CLOSE, place, place + table)
    messages = [diagnostic.message for diagnostic in reading.printed(files, ONE).diagnostics]
    where = "en: close-office/walk-round, checklist on a4"
    assert messages == [f"{where}: `{'x' * 60}` is wider than its field"] * is_wide


def test_every_code_is_listed_and_explained_in_a_sentence() -> None:
    codes = [rule.code for rule in LAYOUT_CHECKS] + list(OTHER_CODES)
    assert codes == sorted(set(codes))
    for rule in LAYOUT_CHECKS:
        assert (rule.description or "").strip()
        assert rule.hint.endswith(".")
        assert rule.severity in Severity
