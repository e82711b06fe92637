"""The editions of a small project: what each shows, and that two prints of it are the same."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from stegvis.model.site import Printing
from stegvis.outputs.pdf import pool
from stegvis.outputs.pdf.cache import PdfResult, PdfTask
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput, site_pdf_options
from stegvis.outputs.pdf.pool import compile_task
from stegvis.pages.editions.edition import SheetEdition
from stegvis.pages.editions.table import CHECKLIST, HAND_OVER, PACK, SHEET_EDITIONS, TRAINER
from tests.support import pdf_reading as reading
from tests.support import projects

WHOLE = "en/office/close-office/sheets/close-office"
PDFS = {
    CHECKLIST: f"{WHOLE}-checklist-en-a4.pdf",
    TRAINER: f"{WHOLE}-trainer-en-a4.pdf",
    HAND_OVER: f"{WHOLE}-hand-over-key_holder-en-a4.pdf",
    PACK: "en/office/sheets/office-pack-en-a4.pdf",
}


@pytest.fixture(scope="module")
def output() -> PdfOutput:
    return reading.printed(reading.files(), PdfOptions())


def words_of(output: PdfOutput, path: str) -> str:
    return "".join(reading.pages_of(output.files[path]))


def test_every_edition_is_made_on_both_papers(output: PdfOutput) -> None:
    pdfs = sorted(pdf.path for pdf in output.pdf_files)
    assert pdfs == sorted(
        f"{stem}-{paper}.pdf"
        for paper in ("a4", "letter")
        for stem in (
            f"{WHOLE}-checklist-en",
            f"{WHOLE}-trainer-en",
            f"{WHOLE}-hand-over-key_holder-en",
            "en/office/open-office/sheets/open-office-checklist-en",
            "en/office/open-office/sheets/open-office-trainer-en",
            "en/office/sheets/office-pack-en",
            "en/sheets/all-pack-en",
            "en/sheets/key_holder-pack-en",
            "en/sheets/caretaker-pack-en",
        )
    )
    assert all(pdf.size == len(output.files[pdf.path]) for pdf in output.pdf_files)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (596, 842)), (Paper.LETTER, (612, 792))])
def test_papers_have_their_size(output: PdfOutput, paper: Paper, size: tuple[int, int]) -> None:
    for pdf in output.pdf_files:
        if pdf.paper is paper:
            assert reading.picture(output.files[pdf.path]).size == size


def test_a_checklist_leaves_out_what_is_for_learning(output: PdfOutput) -> None:
    words = words_of(output, PDFS[CHECKLIST])
    for text in (
        "forget the kitchen",
        "Begin at the top",
        "starts it again in the morning",
        "through the yard",
    ):
        assert reading.squeezed(text) not in words
    for text in (
        "The code is shown once",
        "cannot get out",
        "alarm is on after one minute",
        "If it is winter",
    ):
        assert reading.squeezed(text) in words


def test_a_trainer_gets_notes_reasons_and_answers(output: PdfOutput) -> None:
    words = words_of(output, PDFS[TRAINER])
    for text in (
        "forget the kitchen",
        "Begin at the top",
        "starts it again in the morning",
        "through the yard",
    ):
        assert reading.squeezed(text) in words


def test_a_part_ends_with_the_way_back_to_its_caller(output: PdfOutput) -> None:
    assert reading.squeezed("THIS PART IS DONE The office is open. → Continue with step 7") in words_of(
        output, PDFS[CHECKLIST]
    )


def test_waits_have_lines_for_dates(output: PdfOutput) -> None:
    assert reading.squeezed("The last visitors leave. Asked on Answered on") in words_of(
        output, PDFS[CHECKLIST]
    )


def test_a_hand_over_sheet_says_where_steps_come_from_and_go_to(output: PdfOutput) -> None:
    words = words_of(output, PDFS[HAND_OVER])
    own_part, _, other_part = words.partition(reading.squeezed("Hand-over sheet: Caretaker"))
    assert reading.squeezed("4–5 Hand over to Caretaker, and wait") in own_part
    assert reading.squeezed("Turn the heating down") not in own_part
    assert reading.squeezed("Enter the code and press") in own_part
    assert reading.squeezed("1–3 Done by Key holder before the sheet comes") in other_part
    assert reading.squeezed("Turn the heating down") in other_part
    assert reading.squeezed("6–8 Hand over to Key holder.") in other_part, "nothing to wait for"
    assert reading.squeezed("Enter the code and press") not in other_part


def test_a_pack_has_contents_and_goes_on_counting(output: PdfOutput) -> None:
    cover, *pages = reading.pages_of(output.files[PDFS[PACK]])
    total = len(pages) + 1
    assert "Contents" in cover
    for number, page in enumerate(pages, 2):
        assert reading.squeezed(f"Page {number} of {total}") in page
    first = next(n for n, page in enumerate(pages, 2) if reading.squeezed("Open the office WHO MAY") in page)
    entry = rf"{reading.squeezed('Open the office')}\.+{first}{reading.squeezed('Revision 1 of')}"
    assert re.search(entry, reading.squeezed(cover))


@pytest.mark.parametrize("edition", SHEET_EDITIONS, ids=lambda edition: edition.key)
def test_it_looks_as_it_did_when_a_person_looked_at_it(output: PdfOutput, edition: SheetEdition) -> None:
    assert reading.strangeness(edition.key, output.files[PDFS[edition]]) < 0.01


def test_boxes_are_lines_and_nothing_is_coloured(output: PdfOutput) -> None:
    import pdfplumber  # noqa: PLC0415  # costs half a second

    with pdfplumber.open(io.BytesIO(output.files[PDFS[TRAINER]])) as pdf:
        for page in pdf.pages:
            filled = [rect for rect in page.rects if rect["fill"] and min(rect["width"], rect["height"]) > 2]
            assert filled == []
            for shape in [*page.rects, *page.lines, *page.curves]:
                assert set(_shades(shape["stroking_color"])) <= {0}


def _shades(colour: object) -> tuple[float, ...]:
    return (
        tuple(colour) if isinstance(colour, tuple | list) else () if colour is None else (float(str(colour)),)
    )


def test_the_same_source_gives_the_same_bytes(output: PdfOutput) -> None:
    again = reading.printed(reading.files(), PdfOptions())
    assert again.files == output.files


def test_made_alone_it_is_the_same_as_among_others(output: PdfOutput) -> None:
    alone = reading.printed(
        reading.files(),
        PdfOptions(editions=(TRAINER,), papers=(Paper.LETTER,), procedures=("close-office",)),
    )
    assert len(alone.pdf_files) == 1
    path = alone.pdf_files[0].path
    assert alone.files[path] == output.files[path]


def test_several_processes_make_the_same(output: PdfOutput, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_POOL_THRESHOLD", 1)
    monkeypatch.setattr(pool, "compile_task", None)  # in this process: those that are started have their own
    assert reading.printed(reading.files(), PdfOptions(jobs=2)).files == output.files


def test_what_did_not_change_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = PdfOptions(papers=(Paper.A4,), cache=tmp_path / "kept")
    first = reading.printed(reading.files(), options)
    compiled: list[str] = []
    compile_ = compile_task

    def count_and_compile(task: PdfTask) -> PdfResult:
        compiled.append(task.path)
        return compile_(task)

    monkeypatch.setattr(pool, "compile_task", count_and_compile)
    assert reading.printed(reading.files(), options) == first
    assert compiled == []
    changed = projects.edited(
        reading.files(), "procedures/office/close-office.yaml", "for the night", "for the day"
    )
    reading.printed(changed, options)
    assert [path for path in compiled if "open-office" in path] == []
    assert len(compiled) == 7


def test_a_broken_cache_is_not_trusted(tmp_path: Path) -> None:
    options = PdfOptions(papers=(Paper.A4,), procedures=("open-office",), cache=tmp_path)
    first = reading.printed(reading.files(), options)
    for path in tmp_path.iterdir():
        path.write_bytes(b"nonsense")
    assert reading.printed(reading.files(), options) == first


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (PdfOptions(procedures=("open-office",), editions=(CHECKLIST,)), 2),
        (PdfOptions(roles=("key_holder",), editions=(HAND_OVER,)), 2),
        (PdfOptions(roles=("caretaker",), editions=(HAND_OVER,)), 0),
        (PdfOptions(roles=("caretaker",), editions=(PACK,), papers=(Paper.A4,)), 1),
        (PdfOptions(collections=("office",), editions=(PACK,), papers=(Paper.A4,)), 1),
        (PdfOptions(locales=("nl",)), 0),
    ],
)
def test_only_what_is_asked_for_is_made(options: PdfOptions, paths: int) -> None:
    assert len(reading.printed(reading.files(), options).pdf_files) == paths


def test_markup_in_texts_is_text() -> None:
    evil = '#panic() $x$ [b] @ref `code` \\\\ // \\"quoted\\"'
    files: Mapping[str, bytes] = projects.edited(
        reading.files(), "procedures/office/open-office.yaml", "action: Unlock the door.", f'action: "{evil}"'
    )
    output = reading.printed(files, PdfOptions(editions=(CHECKLIST,), procedures=("open-office",)))
    assert output.diagnostics == ()
    words = words_of(output, "en/office/open-office/sheets/open-office-checklist-en-a4.pdf")
    assert reading.squeezed('#panic() $x$ [b] @ref code \\ // "quoted"') in words


@pytest.mark.parametrize(
    ("printing", "editions"),
    [
        (Printing.OFF, None),
        (Printing.CHECKLIST, (CHECKLIST,)),
        (Printing.ALL, SHEET_EDITIONS),
    ],
)
def test_a_site_says_what_is_printed_with_it(
    printing: Printing, editions: tuple[SheetEdition, ...] | None
) -> None:
    config, _ = projects.config_of(reading.files())
    assert config
    options = site_pdf_options(replace(config, print=printing))
    assert (options and options.editions) == editions
