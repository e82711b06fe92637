"""The site where it is not alone: below a path of a host that has other things too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.support.site_host import hosted
from tests.support.site_pages import GUIDE, PAGES
from tests.support.starter_site import site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

Reader = Callable[..., "BrowserContext"]


def test_every_kind_of_page_finds_all_that_it_needs(below: str, reader: Reader) -> None:
    page = reader(locale="de-DE").new_page()
    lost: list[str] = []
    page.on("response", lambda answer: lost.append(answer.url) if answer.status != 200 else None)
    for name, tail in PAGES.items():
        if tail.endswith("404.html"):
            continue  # made for the address that the site was built for
        page.goto(f"{below}{tail}")
        assert page.evaluate("getComputedStyle(document.body).display") == "flex", f"{name} has no style"
    assert lost == []


def test_a_reader_finds_the_way_from_the_first_page_to_a_tick(below: str, reader: Reader) -> None:
    page = reader(locale="nl-NL").new_page()
    page.goto(below)
    page.wait_for_url(f"{below}nl/")
    page.click(".menu summary")
    page.click(".menu a[href$='nl/procedures/']")
    page.click(f"main a[href$='{GUIDE}'] >> nth=0")
    page.click(".views a:not([aria-current])")
    page.wait_for_selector("[data-run]:not([hidden])")
    page.check("#sign-in--done")
    page.click("a[data-locale=sv]")
    page.wait_for_url(f"{below}sv/{GUIDE}checklist/*")
    page.wait_for_selector("#sign-in--done:checked")


def test_a_missing_page_below_a_path_is_styled_and_leads_home(reader: Reader) -> None:
    base = "/some/where/"
    with hosted(site_of(starter(), f"https://stegvis.example{base}"), base) as address:
        page = reader().new_page()
        lost: list[str] = []
        page.on("response", lambda answer: lost.append(answer.url) if answer.status != 200 else None)
        for tail in ("nothing", "nl/nothing/here/", "en/office/open-office/nothing.html"):
            missing = f"{address}{tail}"
            answer = page.goto(missing)
            assert answer
            assert answer.status == 404
            assert lost == [missing]
            lost.clear()
            links = page.eval_on_selector_all("main a", "all => all.map(({ href }) => href)")
            assert links == [f"{address}{path}" for path in ("en/", "en/runs/", "nl/", "nl/runs/")]
            assert page.evaluate("getComputedStyle(document.body).display") == "flex"
            assert urlsplit(page.url).path == f"{base}{tail}"
