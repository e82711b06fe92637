"""A checklist ticked by a reader: kept where it was ticked, in every language, and a plain form without scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tests.support.browser_waits import settled, soon
from tests.support.site_pages import GUIDE, LOCALES, LONG

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

Reader = Callable[..., "BrowserContext"]
CHECKLIST = f"{GUIDE}checklist/"
READY = "[data-run]:not([hidden])"


def ticked(page: Page) -> list[str]:
    """The ids of what is ticked in the checklist, in its order; settings above it are not of it."""
    ids: list[str] = page.eval_on_selector_all(".steps input:checked", "all => all.map(({ id }) => id)")
    return ids


def until_ticked(page: Page, *ids: str) -> None:
    """Wait until exactly these are ticked."""
    page.wait_for_selector(READY)
    soon(page, partial(ticked, page), list(ids))


def test_ticks_survive_a_reload_and_each_change_of_language(served: str, reader: Reader) -> None:
    page = reader().new_page()
    page.goto(f"{served}en/{CHECKLIST}")
    page.wait_for_selector(READY)
    page.check("#sign-in--done")
    page.check("#open-customers--done")
    ids = ("sign-in--done", "open-customers--done")
    until_ticked(page, *ids)
    settled(page)
    page.reload()
    until_ticked(page, *ids)
    for locale in ("fr", "nl"):
        page.click(f"a[data-locale={locale}]")
        page.wait_for_url(f"**/{locale}/{CHECKLIST}*")
        assert page.get_attribute("html", "lang") == locale
        until_ticked(page, *ids)
    page.uncheck("#open-customers--done")
    settled(page)
    page.reload()
    until_ticked(page, "sign-in--done")


def test_ticks_belong_to_their_procedure(served: str, reader: Reader) -> None:
    page = reader().new_page()
    page.goto(f"{served}en/{CHECKLIST}")
    page.wait_for_selector(READY)
    page.check("#sign-in--done")
    settled(page)
    first = page.url
    second = f"{served}en/subscriptions/request-customer-relationship/checklist/"
    page.goto(second)
    page.wait_for_selector(READY)
    settled(page)
    assert page.locator("#sign-in--done").count() == 1, "the test needs a step of the same name"
    assert ticked(page) == []
    page.goto(first)
    until_ticked(page, "sign-in--done")


def test_without_scripts_it_is_a_form_to_tick(served: str, reader: Reader) -> None:
    page = reader(java_script_enabled=False).new_page()
    for locale in LOCALES:
        page.goto(f"{served}{locale}/{CHECKLIST}")
        page.click("label[for='sign-in--done'] .step-number")
        assert page.is_checked("#sign-in--done")
        page.check("#direction--turn-on")
        page.check("#direction--turn-off")
        assert not page.is_checked("#direction--turn-on"), "answers of one question exclude each other"
        page.click("button[type=reset]")
        assert not page.is_checked("#sign-in--done")
        boxes = page.locator(".steps .box input")
        assert boxes.count() > 5
        assert all(box.is_visible() for box in boxes.all())
        assert page.locator("[data-run], [data-bar], [data-confirm]").filter(visible=True).count() == 0


def test_without_scripts_several_answers_can_be_ticked_where_several_apply(
    served: str, reader: Reader
) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto(f"{served}sv/resellers/choose-reseller-involvement/checklist/")
    answers = page.locator("fieldset[data-step='choose-goals'] input")
    assert answers.count() == 4
    for box in answers.all():
        box.check()
    assert page.locator("fieldset[data-step='choose-goals'] input:checked").count() == 4


def test_without_scripts_parts_open_and_links_lead_on(served: str, reader: Reader) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto(f"{served}nl/{LONG}")
    part = page.locator("details.part").first
    inner = part.locator(".step").first
    assert not inner.is_visible()
    part.locator("> summary").click()
    assert inner.is_visible()
    page.click(".views a:not([aria-current])")
    page.wait_for_url(f"**/nl/{LONG}checklist/")
