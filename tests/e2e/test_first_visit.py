"""What a browser fetches that opens a page of the site for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browser_waits import settled, until
from tests.support.run_journeys import PERMISSION, Stage, ready, tick

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PLAIN = "subscriptions/purchase-azure-plan"
PAGES = {
    f"en/{PLAIN}/checklist/": {"checklist.js", "checklist.css"},
    f"en/{PERMISSION}/checklist/": {"checklist.js", "conditions.js", "checklist.css"},
    f"en/{PERMISSION}/": {"guide.js", "guide.css"},
    "en/": {"page.js", "article.css"},
    "en/runs/": {"runs.js", "runs.css"},
    "en/sheets/": {"sheets.js", "sheets.css"},
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_for_one_script_one_stylesheet_and_its_features(
    stage: Stage, person: BrowserContext, path: str
) -> None:
    page = person.new_page()
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{stage.address}{path}")
    page.wait_for_load_state("load")
    assert urls.pop(0) == f"{stage.address}{path}"
    names = [url.rpartition("/")[2] for url in urls]
    assert set(names) - {"icon.svg"} == PAGES[path]
    assert len(names) == len(set(names))


def test_what_is_done_on_a_checklist_asks_for_nothing_more(stage: Stage, person: BrowserContext) -> None:
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    tick(page, "sign-in")
    page.click("#open-customers > .tools-button")
    page.locator("[data-run] summary").nth(1).click()
    page.click("[data-action=link]")
    until(page, "document.querySelector('[data-status-message]').textContent.trim() !== ''")
    settled(page)
    assert {url.rpartition("/")[2] for url in urls} <= {"icon.svg"}, "the icon comes when the browser likes"
