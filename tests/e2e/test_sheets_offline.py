"""Journeys to the sheets without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stegvis.outputs.pdf.pdfs import PdfOutput
from stegvis.pages.editions.table import CHECKLIST, PACK
from stegvis.pages.pdf_index import PdfFile
from stegvis.pipeline import check, locale_contexts, plan, site_files_of
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.browser_waits import until
from tests.support.run_journeys import LOCALE_PAIRS, Stage, all_kept, ready

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

A4, LETTER = 1_200_000, 700_000
PDF = b"%PDF-1.7 of a test"
GET = """(address) => fetch(address).then((answer) => answer.text(), () => "")"""


def sheets(locale: str) -> list[PdfFile]:
    """Two procedures' checklists on each paper, and a pack."""
    return [
        PdfFile(f"{locale}/{name or 'all'}-{paper}.pdf", locale, edition, paper, name, "", 1, size)
        for paper, size in (("a4", A4), ("letter", LETTER))
        for edition, name in (
            (CHECKLIST, "set-customer-purchase-permission"),
            (CHECKLIST, "verify-customer-has-owner-role"),
            (PACK, ""),
        )
    ]


@pytest.fixture(scope="module")
def site_with_sheets(root: Path) -> Mapping[str, bytes]:
    """The real site with sheets."""
    source = read_project(root)
    config = read_site_config(source).value
    assert config
    pdf_files = [sheet for locale in config.locales for sheet in sheets(locale)]
    checked = check(source, config)
    pdfs = PdfOutput({pdf_file.path: PDF for pdf_file in pdf_files}, tuple(pdf_files), ())
    return dict(site_files_of(plan(checked, locale_contexts(checked, config), pdfs)))


@pytest.fixture
def page(
    stage: Stage, site_with_sheets: Mapping[str, bytes], browser_of_one: Callable[..., BrowserContext]
) -> Page:
    """A page of a browser that has a service worker, before the site with sheets."""
    stage.files = dict(site_with_sheets)
    return browser_of_one(service_workers="allow").new_page()


@LOCALE_PAIRS
def test_the_page_of_sheets_works_after_any_checklist_was_visited(
    stage: Stage, page: Page, here: str, there: str
) -> None:
    for locale in (here, there):
        ready(page, stage.runs(locale))
        all_kept(page, stage, locale)
        stage.is_down = True
        page.goto(f"{stage.address}{locale}/sheets/")
        page.select_option("select[name=paper]", "letter")
        assert page.locator(".sheets a[type]:visible").count() == 3
        assert page.evaluate(GET, f"{stage.address}{locale}/all-a4.pdf") == "", "sheets are kept on request"
        stage.is_down = False


@LOCALE_PAIRS
def test_sheets_are_kept_on_request_which_shows_their_size(
    stage: Stage, page: Page, here: str, there: str
) -> None:
    for locale in (here, there):
        ready(page, stage.runs(locale))
        all_kept(page, stage, locale)
        button = page.locator("[data-kind=a4]")
        assert "3.6" in button.inner_text().replace(",", ".")
        assert "2.1" in page.inner_text("[data-kind=letter]").replace(",", ".")
        button.focus()
        page.keyboard.press("Enter")
        until(page, "document.querySelector('[data-sheets]').textContent.includes('3')")
        until(page, "document.querySelector('[data-kept]').getAttribute('aria-busy') === 'false'")
        assert page.evaluate("document.activeElement.dataset.kind") == "a4"
        stage.is_down = True
        for paper, content in (("a4", PDF.decode()), ("letter", "")):
            assert page.evaluate(GET, f"{stage.address}{locale}/all-{paper}.pdf") == content
        assert page.evaluate(GET, f"{stage.address}{locale}/print/") == "", "the guides were not asked for"
        stage.is_down = False
        page.click("[data-action=stop]")
        page.wait_for_selector("[data-action=start]:not([hidden])")
        page.click("[data-action=start]")


def test_all_pages_of_a_language_and_its_sheets(stage: Stage, page: Page) -> None:
    ready(page, stage.runs("sv"))
    for kind in ("pages", "letter"):
        page.click(f"[data-kind={kind}]")
    until(page, "document.querySelector('[data-sheets]').textContent.includes('3')")
    until(page, "document.querySelector('[data-kept]').getAttribute('aria-busy') === 'false'")
    listed = json.loads(stage.files["offline.json"])["kept"]["sv"]
    assert "sv/sheets/" in listed["pages"]
    stage.is_down = True
    for path in (*listed["pages"], *listed["letter"]):
        assert page.evaluate(GET, f"{stage.address}{path}"), path


@LOCALE_PAIRS
def test_what_could_not_be_kept_is_reported(stage: Stage, page: Page, here: str, there: str) -> None:
    for locale, count in ((here, 3), (there, 6)):
        ready(page, stage.runs(locale))
        all_kept(page, stage, locale)
        until(page, "document.querySelector('[data-kept]').getAttribute('aria-busy') === 'false'")
        stage.is_down = True
        page.click("[data-kind=a4]")
        page.wait_for_selector("[data-incomplete]:not([hidden])")
        stage.is_down = False
        page.click("[data-kind=a4]")
        page.wait_for_selector("[data-incomplete]", state="hidden")
        until(page, f"document.querySelector('[data-sheets]').textContent.includes('{count}')")


def test_a_site_without_sheets_offers_none(
    stage: Stage, browser_of_one: Callable[..., BrowserContext]
) -> None:
    page = ready(browser_of_one().new_page(), stage.runs("en"))
    assert page.locator("[data-kind=pages]").count() == 1
    assert page.locator("[data-kind=a4], [data-kind=letter]").count() == 0
