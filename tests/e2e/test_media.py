"""A step with a picture, a table and a form, and a decision laid out as a table, at two widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from stegvis.source.project import read_project
from tests.support.dutch_catalogs import translated
from tests.support.projects import FIXTURES
from tests.support.run_journeys import answer, ready, tick
from tests.support.site_host import hosted
from tests.support.starter_site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

CHECKLIST = "en/desk/issue-card/checklist/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with hosted(site_of(translated(read_project(FIXTURES / "sites" / "media").files))) as address:
        yield address


def overflow(page: Page) -> int:
    """How much wider the page is than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def top_of(page: Page, step: str) -> float:
    box = page.locator(f"[id='{step}']").bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("width", [390, 1280])
def test_media_fit_the_page_and_the_table_answers_its_question(
    width: int, address: str, reader: Callable[..., BrowserContext]
) -> None:
    page = ready(reader(viewport={"width": width, "height": 800}).new_page(), f"{address}{CHECKLIST}")
    assert overflow(page) <= 0
    table = page.locator("#kind-of-card .scroll")
    assert table.evaluate("table => table.scrollWidth > table.clientWidth") is (width == 390)

    answer(page, "kind-of-card", "day")
    assert page.locator("#enter-rights.is-off").count() == 1
    assert page.locator("#print-card.is-off").count() == 0

    with page.expect_download() as download:
        page.get_by_role("link", name="Request for an entry card").click()
    assert download.value.suggested_filename == "card-request.pdf"

    held: list[Route] = []
    page.route("**/print-card-*", lambda route: held.append(route))  # noqa: PLW0108  # it gets an attribute
    with page.expect_request("**/print-card-*"):
        page.click("#print-card summary")
    without = top_of(page, "test-card")
    held[0].continue_()
    picture = page.locator("#print-card img")
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=picture.element_handle())
    assert top_of(page, "test-card") == without
    shown = picture.bounding_box()
    assert shown
    assert shown["width"] <= min(width, 640)
    assert shown["width"] / shown["height"] == pytest.approx(960 / 540, rel=0.02)
    assert overflow(page) <= 0


def test_the_record_names_the_files_of_a_step_and_who_signs_them(
    address: str, reader: Callable[..., BrowserContext]
) -> None:
    page = ready(reader().new_page(), f"{address}{CHECKLIST}")
    step = page.locator(".step", has=page.get_by_role("link", name="Request for an entry card")).first
    tick(page, step.get_attribute("id") or "")
    page.click("[data-run] summary >> nth=1")
    page.click("[data-run] a[data-record]")
    row = page.locator("main tr", has_text="Request for an entry card")
    row.wait_for()
    words = (
        "Request for an entry card: Fill in The name and the doors, in capitals. "
        "To be signed by Visitor and Clerk; All doors"
    )
    assert row.locator("td").nth(4).inner_text() == words
