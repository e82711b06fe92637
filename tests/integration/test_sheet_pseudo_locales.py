"""Sheets in pseudo-locales: no word of them is hard-coded, and they can run from right to left."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest
from babel import Locale
from babel.lists import format_list
from babel.units import format_unit

from stegvis.i18n import pseudo
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput
from stegvis.pages.editions.edition import SheetEdition
from stegvis.pages.editions.table import SHEET_EDITIONS, TRAINER
from stegvis.pipeline import Builder
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config
from tests.support import pdf_reading as reading
from tools import programs

NAME = "Stegvis"
PLAIN = re.compile(r"[A-Za-z]{2,}")
"""Words without an accent: en-XA has one on each letter."""
ADDRESS = re.compile(r"\S*example\S*")


def print_locale(source: Project, locale: str, *editions: SheetEdition) -> PdfOutput:
    config = read_site_config(source).value
    assert config
    config = replace(pseudo.add_pseudo_locales(config, [locale]), url=reading.URL)
    options = PdfOptions(editions=editions, papers=(Paper.A4,), locales=(locale,))
    return reading.made(Builder().check(source, config), config, options)


def of_cldr() -> set[str]:
    """What Babel says in English: between the items of a list, in dates and in durations."""
    english = Locale("en")
    between = [format_list(["1", "2", "3"], style, english) for style in ("or", "standard")]
    units = [
        format_unit(n, f"duration-{unit}", "long", locale=english)
        for unit in ("minute", "hour")
        for n in (1, 2)
    ]
    return set(PLAIN.findall(" ".join([*between, *english.months["format"]["wide"].values(), *units])))


def test_no_word_of_any_sheet_is_hard_coded() -> None:
    pdf_output = print_locale(read_project(programs.ROOT), "en-XA", *SHEET_EDITIONS)
    assert {file.edition for file in pdf_output.pdf_files} == set(SHEET_EDITIONS)
    foreign_words: dict[str, str] = {}
    allowed = {*of_cldr(), NAME}
    for file in pdf_output.pdf_files:
        for text in reading.texts_of(pdf_output.files[file.path]):
            words = set(PLAIN.findall(ADDRESS.sub("", text))) - allowed
            foreign_words |= dict.fromkeys(words, file.path)
    assert foreign_words == {}


@pytest.fixture(scope="module")
def mirrored_output() -> PdfOutput:
    return print_locale(Project(Path("project"), reading.files()), "ar-XB", TRAINER)


def test_a_sheet_that_runs_from_right_to_left_has_its_columns_in_that_order(
    mirrored_output: PdfOutput,
) -> None:
    pdf = next(
        content
        for path, content in mirrored_output.files.items()
        if path.endswith(".pdf") and "close" in path
    )
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()

    def start(words: str) -> float:
        """How far from the left the first place with these words begins."""
        at = text.search(words).get_next()
        assert at, words
        return float(text.get_charbox(at[0])[0])

    number, result = start("6.1"), start("moor")
    assert result < page.get_width() / 2 < number


def test_a_sheet_that_runs_from_right_to_left_looks_as_it_did(mirrored_output: PdfOutput) -> None:
    pdf = next(
        content
        for path, content in mirrored_output.files.items()
        if path.endswith(".pdf") and "close" in path
    )
    assert reading.strangeness("right-to-left", pdf) < 0.01
    assert not [diagnostic for diagnostic in mirrored_output.diagnostics if "ar-XB" in diagnostic.message]


def test_the_command_prints_them(tmp_path: Path) -> None:
    stegvis = Path(sys.executable).with_name("stegvis")
    options = ["--no-cache", "--pseudo", "en-XA", "--locale", "en-XA", "--to", str(tmp_path)]
    command = [str(stegvis), "-C", str(programs.ROOT), "print", "purchase-azure-plan", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (pdf,) = tmp_path.rglob("*.pdf")
    assert "en-XA" in pdf.name
