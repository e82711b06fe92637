"""A run with steps of another party: ticked for them, handed over, ticked by them, and merged back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from stegvis.source.project import read_project
from tests.support.browser_waits import arrived, settled
from tests.support.projects import FIXTURES
from tests.support.run_journeys import answer, ready, tick
from tests.support.site_host import hosted
from tests.support.starter_site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHECKLIST = "en/moving/move-house/checklist/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with hosted(site_of(read_project(FIXTURES / "sites" / "parties").files)) as address:
        yield f"{address}{CHECKLIST}"


def link_of(page: Page) -> str:
    """The link by which a run is passed on."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator("[data-action=link]").evaluate("button => button.click()")
    return page.locator("[data-status-message] input").input_value()


def status_of(page: Page, step: str) -> str:
    return page.locator(f"[id='{step}'] > .step-status").inner_text()


def is_ticked(page: Page, step: str) -> bool:
    return page.locator(f"[id='{step}--done']").is_checked()


def test_steps_of_another_party_are_ticked_for_them_or_by_them(
    address: str, reader: Callable[..., BrowserContext]
) -> None:
    ours = ready(reader().new_page(), address)
    assert ours.locator("#ask-permit > .box .party").inner_text() == "For the town hall"
    ours.fill("[data-initials]", "AB")
    tick(ours, "agree-date", "ask-permit")
    assert "according to: Town hall" in status_of(ours, "ask-permit")
    assert ours.get_attribute("[data-next]", "href") == "#pack-boxes.number-boxes"
    assert ours.locator("[data-next-for-me]").is_hidden()
    settled(ours)
    link = link_of(ours)
    assert "?party=customer#run=" in link

    theirs = ready(reader().new_page(), link)
    assert theirs.locator("[data-party] select").input_value() == "customer"
    assert is_ticked(theirs, "ask-permit")
    assert "Hand over to: Moving company" in status_of(theirs, "load-lorry")
    theirs.fill("[data-initials]", "CD")
    tick(theirs, "pack-boxes.number-boxes")
    assert "according to" not in status_of(theirs, "pack-boxes.number-boxes")
    answer(theirs, "pack-boxes.are-complete", "as-many")
    tick(theirs, "clear-flat")
    settled(theirs)
    theirs.reload()
    arrived(theirs)
    assert theirs.locator("[data-party] select").input_value() == "customer"
    back = link_of(theirs)
    assert "party=" not in back

    ready(ours, back)
    ours.wait_for_selector("#clear-flat.is-done")
    assert "CD" in status_of(ours, "clear-flat")
    assert "according to: Town hall" in status_of(ours, "ask-permit")
    assert ours.get_attribute("[data-next]", "href") == "#customer-pays"
