"""A run with facts, conditions, an outcome that leads elsewhere, and steps that consist of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stegvis.source.project import read_project
from tests.support.projects import FIXTURES
from tests.support.run_journeys import again, answer, numbers, progress, ready, tick
from tests.support.site_host import hosted
from tests.support.starter_site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PROJECT = FIXTURES / "sites" / "conditions"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with hosted(site_of(read_project(Path(PROJECT)).files)) as address:
        yield address


@pytest.fixture
def address(site: str) -> str:
    return f"{site}en/parcels/send-parcel/checklist/"


@pytest.fixture
def guide(site: str) -> str:
    return f"{site}en/parcels/print-label/"


@pytest.fixture
def page(address: str, reader: Callable[..., BrowserContext]) -> Page:
    return ready(reader().new_page(), address)


def is_off(page: Page, *steps: str) -> list[bool]:
    """Whether each step is one that the run does not meet."""
    return [page.locator(f"[id='{step}'].is-off").count() == 1 for step in steps]


def next_step(page: Page) -> str:
    return page.get_attribute("[data-next]", "href") or ""


def test_facts_are_asked_once_and_decide_what_is_there(page: Page) -> None:
    assert next_step(page) == "#@sender"
    answer(page, "@sender", "us")
    tick(page, "pack-parcel.choose-box")
    answer(page, "pack-parcel.how-fragile", "sturdy")
    assert is_off(page, "pack-parcel.add-padding", "pack-parcel.close-box") == [True, False]
    assert next_step(page) == "#pack-parcel.close-box"
    assert page.locator("#pack-parcel.is-done").count() == 0
    tick(page, "pack-parcel.close-box")
    assert page.locator("#pack-parcel.is-done > .step-status").inner_text() == "Done"
    assert next_step(page) == "#@destination"
    answer(page, "@destination", "overseas")
    tick(page, "declare-contents")
    assert is_off(page, "how-to-send", "call-courier", "call-courier.call-partner") == [True, False, False]
    assert next_step(page) == "#call-courier.call-partner"
    again(page)
    assert next_step(page) == "#call-courier.call-partner"


def test_an_outcome_leads_to_the_step_that_it_names(page: Page) -> None:
    answer(page, "@sender", "recipient")
    tick(page, "pack-parcel.choose-box")
    answer(page, "pack-parcel.how-fragile", "fragile")
    tick(page, "pack-parcel.add-padding", "pack-parcel.close-box")
    answer(page, "@destination", "home")
    assert is_off(page, "declare-contents", "call-courier.call-partner", "note-costs") == [True, True, True]
    page.wait_for_selector("#bring-to-post > [data-conditional]", state="hidden")
    assert page.locator("#bring-to-post > .remark").first.is_visible()
    assert page.locator("[id='how-to-send--post'] + label > [data-only-if]").is_hidden()
    answer(page, "@destination", "overseas")
    assert page.locator("#bring-to-post > [data-conditional]").inner_text().endswith("parcel.")
    assert page.locator("[id='how-to-send--post']").is_hidden()
    answer(page, "@destination", "home")
    answer(page, "how-to-send", "courier")
    assert is_off(page, "call-courier.call-partner") == [True]
    tick(page, "call-courier.ask-courier")
    answer(page, "call-courier.does-collect", "refuses")
    assert is_off(page, "hand-over", "bring-to-post", "note-costs") == [True, False, True]
    tick(page, "bring-to-post")
    done, total = numbers(progress(page))[:2]
    assert done == total
    assert page.locator("#sent.is-reached").count() == 1


def test_a_variant_is_chosen_in_tabs_and_begins_the_next_run(
    guide: str, reader: Callable[..., BrowserContext]
) -> None:
    browser = reader()
    page = browser.new_page()
    page.goto(f"{guide}#note-value")
    page.wait_for_selector("#scan-order", state="visible")
    page.goto(f"{guide}#open-orders")
    page.wait_for_selector("#open-orders", state="visible")
    page.locator(".tabs input").first.focus()
    page.keyboard.press("ArrowRight")
    assert [page.locator(f"#{step}").is_visible() for step in ("scan-order", "note-value")] == [True, True]
    page = ready(browser.new_page(), f"{guide}checklist/")
    page.wait_for_selector("[id='@tool--scanner']:checked")
    assert is_off(page, "open-orders", "scan-order") == [True, False]
    assert numbers(progress(page))[:3] == [1, 6, 7]
    tick(page, "weigh")
    again(page)
    page.wait_for_selector("[id='@tool--scanner']:checked")
    answer(page, "@tool", "shop")
    page.goto(guide)
    page.wait_for_selector("#open-orders", state="visible")


def test_tabs_need_no_script(guide: str, reader: Callable[..., BrowserContext]) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto(f"{guide}#note-value")
    assert page.locator("#note-value").is_visible()
    page.locator(".tabs label").nth(1).click()
    assert [page.locator(f"#{step}").is_visible() for step in ("open-orders", "scan-order")] == [False, True]
    page.emulate_media(media="print")
    assert [page.locator(f"#{step}").is_visible() for step in ("open-orders", "scan-order")] == [True, True]
