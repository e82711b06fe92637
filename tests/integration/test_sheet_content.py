"""Every step of every procedure in every locale is on its sheet: once, in order, unsplit, with its box."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pypdf
import pytest
import zxingcpp

from stegvis.checking import CheckedProject
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.inline import plain_tree
from stegvis.outputs.pdf.layout_checks import WITHHELD
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput
from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.outputs.pdf.views import StepRow
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import measure_completeness
from tests.support import own_project
from tests.support import pdf_reading as reading
from tests.support.cases import check_each

LOCALES = ("en", "nl", "sv", "fr")


@pytest.fixture(scope="module")
def config() -> SiteConfig:
    return replace(own_project.config(), url=reading.URL)


@pytest.fixture(scope="module")
def checked() -> CheckedProject:
    return own_project.checked()


@pytest.fixture(scope="module")
def pdf_output(checked: CheckedProject, config: SiteConfig) -> PdfOutput:
    return reading.made(checked, config, PdfOptions(editions=(CHECKLIST,)))


@pytest.fixture(scope="module")
def writers(checked: CheckedProject, config: SiteConfig) -> Mapping[str, SheetBuilder]:
    analyses = AnalysisCache(checked.localized[config.source].library)
    return {
        code: SheetBuilder(
            LocaleContext(
                code,
                checked.localized[code].library,
                config,
                measure_completeness(checked.localized[code]),
                analyses,
            )
        )
        for code in LOCALES
    }


def pdf_of(pdf_output: PdfOutput, locale: str, name: str, paper: Paper = Paper.A4) -> bytes:
    (path,) = (
        file.path
        for file in pdf_output.pdf_files
        if (file.locale, file.name, file.paper) == (locale, name, paper)
    )
    return pdf_output.files[path]


def sheets_in(pdf_output: PdfOutput, locale: str, paper: Paper = Paper.A4) -> Mapping[str, str]:
    """The procedures that have a sheet; test_every_language_has_every_sheet says which have none."""
    names = [file.name for file in pdf_output.pdf_files if (file.locale, file.paper) == (locale, paper)]
    return {name: name for name in names}


def rows_of(writer: SheetBuilder, name: str) -> Iterator[StepRow]:
    sheet = writer.sheet(writer.context.library.procedures[name], CHECKLIST)
    return (row for group in sheet.groups for row in group.rows)


def test_the_languages_are_those_of_the_site(config: SiteConfig) -> None:
    assert set(LOCALES) == set(config.locales)


def test_no_rule_finds_anything_in_any_language(pdf_output: PdfOutput) -> None:
    assert [str(diagnostic) for diagnostic in pdf_output.diagnostics if diagnostic.code != WITHHELD] == []


def test_every_language_has_every_sheet(pdf_output: PdfOutput, checked: CheckedProject) -> None:
    assert [str(diagnostic) for diagnostic in pdf_output.diagnostics if diagnostic.code == WITHHELD] == []
    assert len(pdf_output.pdf_files) == len(checked.loaded.library.procedures) * len(LOCALES) * len(Paper)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("paper", Paper)
def test_every_step_is_there_once_in_order_unsplit_with_its_box(
    pdf_output: PdfOutput, writers: Mapping[str, SheetBuilder], locale: str, paper: Paper
) -> None:
    def check(name: str) -> None:
        pdf = pdf_of(pdf_output, locale, name, paper)
        writer = writers[locale]
        pages = reading.pages_of(pdf)
        rows = list(rows_of(writer, name))
        instructions = [
            reading.squeezed(row.number + _before(row, writer) + plain_tree(row.instruction)) for row in rows
        ]
        missing = reading.in_order(instructions, "".join(pages))
        assert not missing, f"lacks {missing}"
        split = [
            instruction for instruction in instructions if not any(instruction in page for page in pages)
        ]
        assert split == []
        boxes = [tag.alt for tag in reading.tags_of(pdf) if tag.name == "Figure"]
        expected = [writer.ui.sheet_box_before] * len(writer.context.library.procedures[name].prerequisites)
        for row in rows:
            expected += [writer.ui.sheet_box.fill(number=row.number)] if row.has_box else []
            expected += [writer.ui.sheet_box_answer] * len(row.options)
        assert boxes == expected

    check_each(sheets_in(pdf_output, locale, paper), check)


def _before(row: StepRow, writer: SheetBuilder) -> str:
    """What stands between a step's number and its instruction."""
    optional = f"{writer.ui.optional.upper()}{plain_tree(row.optional)}" if row.optional else ""
    by = f"{writer.ui.done_by.upper()}{row.performer}" if row.performer else ""
    condition = f"{writer.ui.only_if.upper()}{row.condition}" if row.condition else ""
    return condition + optional + by + row.label.upper()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_must_be_known_before_a_step_stands_on_its_page(
    pdf_output: PdfOutput, writers: Mapping[str, SheetBuilder], locale: str
) -> None:
    def check(name: str) -> None:
        pages = reading.pages_of(pdf_of(pdf_output, locale, name))
        for row in rows_of(writers[locale], name):
            instruction = reading.squeezed(
                row.number + _before(row, writers[locale]) + plain_tree(row.instruction)
            )
            page = next(page for page in pages if instruction in page)
            before = [
                *(remark.text for remark in row.remarks),
                *([row.pause_point] if row.pause_point else []),
            ]
            for text in before:
                assert reading.squeezed(plain_tree(text)) in page, row.anchor

    check_each(sheets_in(pdf_output, locale), check)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_identifies_itself(
    pdf_output: PdfOutput, writers: Mapping[str, SheetBuilder], locale: str
) -> None:
    def check(name: str) -> None:
        writer = writers[locale]
        procedure = writer.context.library.procedures[name]
        sheet = writer.sheet(procedure, CHECKLIST)
        pages = reading.pages_of(pdf_of(pdf_output, locale, name))
        for number, page in enumerate(pages, 1):
            counted = writer.ui.sheet_page.fill(page=number, pages=len(pages))
            fields = (writer.ui.sheet_case, writer.ui.sheet_person, writer.ui.sheet_date)
            for words in (sheet.title, sheet.revision, sheet.edition, sheet.short_url, counted, *fields):
                assert reading.squeezed(words) in page, f"page {number} lacks {words}"
            assert reading.squeezed(writer.context.locale.name) in page

    check_each(sheets_in(pdf_output, locale), check)


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_accessible_as_pdf_ua_asks(
    pdf_output: PdfOutput, writers: Mapping[str, SheetBuilder], locale: str
) -> None:
    def check(name: str) -> None:
        pdf = pdf_of(pdf_output, locale, name)
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        catalogue = reading.catalogue_of(pdf)
        assert catalogue["/Lang"] == writers[locale].context.locale.language
        assert catalogue["/MarkInfo"]["/Marked"]
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "pdfuaid:part>1<" in catalogue["/Metadata"].get_data().decode()
        assert reader.metadata
        title: LocalizedText = writers[locale].context.library.procedures[name].title
        assert str(reader.metadata.title).endswith(writers[locale].context.formatter.plain(title))
        tags = reading.tags_of(pdf)
        tag_names = [tag.name for tag in tags]
        assert tag_names.count("H1") == 1
        assert tag_names.count("H2") >= 2
        rows = list(rows_of(writers[locale], name))
        inner = sum(len(row.tables) + row.is_tabular + bool(row.item_table) for row in rows)
        assert tag_names.count("Table") == 1 + inner
        assert {"THead", "TBody", "TR", "TH", "TD"} <= set(tag_names)
        assert ("L" in tag_names) is bool(writers[locale].context.library.procedures[name].prerequisites)
        assert all(tag.attributes.get("/Scope") for tag in tags if tag.name == "TH")
        assert all(tag.alt for tag in tags if tag.name == "Figure")
        assert len(reader.outline) >= 1
        fonts = list(reading.fonts_of(pdf))
        assert fonts
        assert all(embedded for _, embedded in fonts)
        assert all("+" in font for font, _ in fonts)

    check_each(sheets_in(pdf_output, locale), check)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_body_has_ten_points_and_nothing_has_less_than_eight(pdf_output: PdfOutput, locale: str) -> None:
    import pdfplumber  # noqa: PLC0415  # costs half a second

    with pdfplumber.open(io.BytesIO(pdf_of(pdf_output, locale, "assign-azure-role"))) as pdf:
        sizes = [round(float(char["size"]), 1) for page in pdf.pages for char in page.chars]
    assert min(sizes) >= 8
    assert sum(size >= 10 for size in sizes) / len(sizes) > 0.75


@pytest.fixture(scope="module")
def ids() -> Mapping[str, frozenset[bytes]]:
    """What can be led to on each checklist of the site, by its address below the site's."""
    return {
        path.removesuffix("index.html"): frozenset(re.findall(rb'\bid="([^"]+)"', page))
        for path, page in own_project.site_files().items()
        if path.endswith("/checklist/index.html")
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_the_code_of_every_page_leads_to_the_live_step_in_the_same_language(
    pdf_output: PdfOutput, ids: Mapping[str, frozenset[bytes]], locale: str
) -> None:
    def check(name: str) -> None:
        pdf = pdf_of(pdf_output, locale, name)
        for page in range(len(reading.pages_of(pdf))):
            (code,) = zxingcpp.read_barcodes(reading.picture(pdf, page, dpi=150))
            assert code.format == zxingcpp.BarcodeFormat.QRCode
            address, _, step = code.text.removeprefix(reading.URL).partition("#")
            assert address.startswith(f"{locale}/")
            assert address.endswith(f"/{name}/checklist/")
            assert (step.encode() in ids[address]) if page else not step

    check_each(sheets_in(pdf_output, locale), check)


def test_short_addresses_lead_to_the_checklist(
    pdf_output: PdfOutput, writers: Mapping[str, SheetBuilder]
) -> None:
    for locale, writer in writers.items():
        for procedure in writer.context.library.procedures.values():
            html = pdf_output.files[f"{writer.short_path(procedure)}index.html"].decode()
            assert f'url=../../{locale}/{procedure.collection}/{procedure.id}/checklist/"' in html
            assert f'lang="{writer.context.locale.language}"' in html
