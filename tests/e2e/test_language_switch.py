"""From language to language: to the same place, to the reader's own first, and never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support.site_pages import GUIDE, KINDS, LOCALES

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

Reader = Callable[..., "BrowserContext"]


@pytest.mark.parametrize("tail", [GUIDE, f"{GUIDE}checklist/"], ids=["guide", "checklist"])
def test_a_step_stays_the_step_in_every_language(served: str, reader: Reader, tail: str) -> None:
    page = reader(reduced_motion="reduce").new_page()
    for here in LOCALES:
        for there in LOCALES:
            if here == there:
                continue
            page.goto("about:blank")
            page.goto(f"{served}{here}/{tail}#find-switch")
            page.click(f"a[data-locale={there}]")
            page.wait_for_url(f"{served}{there}/{tail}*")
            assert page.url.partition("#")[2] == "find-switch", f"{here} to {there}"
            page.wait_for_load_state()
            top = page.evaluate(
                "document.getElementById('find-switch').getBoundingClientRect().top / innerHeight"
            )
            assert 0 <= top < 0.5, f"{here} to {there}: {top:.0%} of the window's height from its top"


def test_a_language_reached_by_keyboard_leaves_the_reader_where_they_were(
    served: str, reader: Reader
) -> None:
    page = reader(reduced_motion="reduce").new_page()
    page.goto(f"{served}en/{GUIDE}#find-switch")
    before = page.evaluate("scrollY")
    page.focus("a[data-locale=sv]")
    assert page.evaluate("scrollY") == before > 0
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}sv/{GUIDE}#find-switch")


def test_without_scripts_the_languages_lead_to_the_same_page(served: str, reader: Reader) -> None:
    page = reader(java_script_enabled=False).new_page()
    for tail in {*KINDS.values()} - {"404.html"}:
        page.goto(f"{served}en/{tail}")
        links = page.eval_on_selector_all(".languages a", "all => all.map(({ href }) => href)")
        assert links == [f"{served}{locale}/{tail}" for locale in LOCALES]


@pytest.mark.parametrize(
    ("speaks", "locale"), [("nl-NL", "nl"), ("sv-SE", "sv"), ("fr-CA", "fr"), ("en-AU", "en")]
)
def test_the_first_page_goes_to_the_readers_own_language(
    served: str, reader: Reader, speaks: str, locale: str
) -> None:
    page = reader(locale=speaks).new_page()
    page.goto(served)
    page.wait_for_url(f"{served}{locale}/")


def test_a_reader_of_another_language_chooses_one(served: str, reader: Reader) -> None:
    page = reader(locale="de-DE").new_page()
    page.goto(served)
    page.wait_for_load_state("networkidle")
    assert page.url == served
    links = page.locator("a[data-locale]")
    assert [link.get_attribute("lang") for link in links.all()] == list(LOCALES)
    assert all(link.is_visible() for link in links.all())


def test_a_choice_is_remembered_before_the_browsers_own(served: str, reader: Reader) -> None:
    context = reader(locale="nl-NL")
    page = context.new_page()
    page.goto(f"{served}nl/roles/")
    page.click("a[data-locale=fr]")
    page.wait_for_url(f"{served}fr/roles/*")
    another = context.new_page()
    another.goto(served)
    another.wait_for_url(f"{served}fr/")


def test_back_leads_back_and_not_into_the_first_page_again(served: str, reader: Reader) -> None:
    page = reader(locale="sv-SE").new_page()
    page.goto(f"{served}404.html")
    page.goto(served)
    page.wait_for_url(f"{served}sv/")
    page.go_back()
    assert page.url == f"{served}404.html"
    page.go_forward()
    page.wait_for_url(f"{served}sv/")


def test_the_first_page_is_four_links_without_scripts(served: str, reader: Reader) -> None:
    page = reader(java_script_enabled=False, locale="nl-NL").new_page()
    page.goto(served)
    links = page.eval_on_selector_all("a[data-locale]", "all => all.map(({ href }) => href)")
    assert page.url == served
    assert links == [f"{served}{locale}/" for locale in LOCALES]
    page.click("a[hreflang=sv]")
    assert page.get_attribute("html", "lang") == "sv"
