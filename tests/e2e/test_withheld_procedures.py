"""Journeys of runs whose procedure is held back in the reader's language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser_waits import arrived, settled
from tests.support.run_journeys import PERMISSION, Stage, all_kept, built, name, numbers, ready, tick, ticked

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

LOCALES = pytest.mark.parametrize("locale", ["nl", "fr", "sv"])


def change_warning(files: dict[str, bytes]) -> None:
    """Change a warning, so that its translations are out of date."""
    path = f"procedures/{PERMISSION}.yaml"
    old = b"From now on you are billed for every reservation"
    assert old in files[path]
    files[path] = files[path].replace(old, b"From tomorrow on you are billed for every reservation")


@pytest.fixture
def withheld_run(stage: Stage, person: BrowserContext, root: Path, locale: str) -> Page:
    """A run that was begun in a language in which its procedure is now withheld."""
    page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
    name(page, "Contoso")
    tick(page, "sign-in", "open-customers")
    settled(page)
    stage.files = dict(built(root, change_warning))
    assert b"data-checklist" not in stage.files[f"{locale}/{PERMISSION}/checklist/index.html"]
    return page


@LOCALES
def test_the_board_lists_it_with_its_progress_and_opens_it_in_another_language(
    stage: Stage, withheld_run: Page, locale: str
) -> None:
    board = ready(withheld_run, stage.runs(locale))
    board.wait_for_selector(".board progress:not([hidden])")
    assert board.inner_text(".board h2") == "Contoso"
    assert numbers(board.inner_text("[data-count]"))[0] == 2
    assert numbers(board.inner_text("[data-next]"))[0] == 3
    following = board.locator("[data-next] [lang=en]")
    assert following.inner_text() == "Select the name of the customer in the list."
    link = board.locator("[data-withheld] a")
    assert link.get_attribute("hreflang") == "en"
    assert "English" in link.inner_text()
    link.click()
    arrived(board)
    assert f"/en/{PERMISSION}/checklist/?run=" in board.url
    assert ticked(board) == ["sign-in", "open-customers"]
    assert board.input_value("[data-name]") == "Contoso"


@LOCALES
def test_its_address_leads_on_with_the_run_and_the_step(withheld_run: Page, locale: str) -> None:
    withheld_run.goto(f"{withheld_run.url.partition('#')[0]}#pick-customer")
    withheld_run.reload()
    assert f"/{locale}/" in withheld_run.url
    withheld_run.click("[data-original] a")
    arrived(withheld_run)
    assert f"/en/{PERMISSION}/checklist/" in withheld_run.url
    assert withheld_run.url.endswith("#pick-customer")
    assert ticked(withheld_run) == ["sign-in", "open-customers"]
    assert withheld_run.evaluate("localStorage.getItem('stegvis:locale')") is None, "reading on is no choice"


@LOCALES
def test_a_link_that_holds_the_run_leads_on_to_it(
    stage: Stage, withheld_run: Page, browser_of_one: Callable[..., BrowserContext], locale: str
) -> None:
    run = re.search(r"\?run=[\w-]+", withheld_run.url)
    assert run
    page = ready(withheld_run, stage.checklist("en", PERMISSION, run[0]))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator(".run details").nth(1).locator("summary").click()
    page.click("[data-action=link]")
    page.wait_for_selector("[data-status-message] input")
    address = page.input_value("[data-status-message] input").replace("/en/", f"/{locale}/")
    colleague = browser_of_one().new_page()
    colleague.goto(address)
    colleague.click("[data-original] a")
    colleague.wait_for_url("**/en/**?run=*")
    arrived(colleague)
    assert ticked(colleague) == ["sign-in", "open-customers"]


@pytest.mark.parametrize("locale", ["nl"])
def test_its_record_names_the_language_of_its_steps(stage: Stage, withheld_run: Page, locale: str) -> None:
    run = withheld_run.url.partition("run=")[2].partition("#")[0]
    withheld_run.goto(f"{stage.runs(locale)}?record={run}")
    withheld_run.wait_for_selector(".record td")
    assert withheld_run.get_attribute(".record td", "lang") == "en"


def test_it_works_without_a_network_in_the_other_language(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], root: Path
) -> None:
    stage.files = dict(built(root, change_warning))
    original = f"en/{PERMISSION}/checklist/"
    assert original in json.loads(stage.files["offline.json"])["kept"]["nl"]["checklists"]
    page = ready(browser_of_one(service_workers="allow").new_page(), stage.runs("nl"))
    all_kept(page, stage, "nl")
    stage.is_down = True
    page.goto(f"{stage.address}nl/{PERMISSION}/checklist/")
    page.click("[data-original] a")
    page.wait_for_selector("[data-run]:not([hidden])")
    tick(page, "sign-in")
    assert ticked(page) == ["sign-in"]
