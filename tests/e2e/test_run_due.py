"""A run of a procedure whose steps have due times: what is due when, what is overdue, and the calendar file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from stegvis.source.project import read_project
from tests.support.browser_waits import arrived, settled
from tests.support.projects import FIXTURES
from tests.support.run_journeys import answer, name, ready, tick
from tests.support.site_host import hosted
from tests.support.starter_site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHECKLIST = "en/loans/borrow-painting/checklist/"
CASE = r"Vermeer; the \ museum, Delft" + " 🎨" * 30
ASKED = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""A Friday."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with hosted(site_of(read_project(FIXTURES / "sites" / "due").files)) as address:
        yield address


@pytest.fixture
def page(reader: Callable[..., BrowserContext]) -> Page:
    return reader(timezone_id="Europe/Stockholm").new_page()


def at(page: Page, moment: datetime) -> None:
    """Set the clock, and load the page anew."""
    settled(page)
    page.clock.set_fixed_time(moment)
    page.reload()
    arrived(page)


def plain(text: str) -> str:
    """A text with plain spaces, in place of the others that CLDR has."""
    return re.sub(r"\s", " ", text)


def due(page: Page, step: str) -> str:
    line = page.locator(f"[id='{step}'] .due-date")
    line.wait_for()
    return plain(line.inner_text())


def test_due_times_follow_the_marks_and_are_saved_for_a_calendar(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.clock.set_fixed_time(ASKED)
    ready(page, f"{address}{CHECKLIST}")
    assert "within 24–48 hours" in page.inner_text("#await-answer")
    page.click("[data-run] summary >> nth=1")
    assert page.is_disabled("[data-calendar]")
    name(page, CASE)
    tick(page, "ask-lender")
    assert due(page, "await-answer") == "Due: Nov 21, 2026, 10:00 AM – Nov 22, 2026, 10:00 AM"
    at(page, ASKED + timedelta(hours=50))
    assert due(page, "await-answer") == "Overdue since Nov 22, 2026, 10:00 AM"
    assert page.locator("#await-answer .is-overdue").count() == 1
    tick(page, "await-answer")
    assert not page.locator("#await-answer .due-date").is_visible()
    answer(page, "is-lent", "lent")
    assert due(page, "sign-contract") == "Due: Wed, Nov 25, 2026"
    page.fill("[id='sign-contract--opening']", "2027-01-11")
    page.press("[id='sign-contract--opening']", "Tab")
    assert due(page, "insure-painting") == "Due: Mon, Dec 28, 2026"
    assert due(page, "hang-painting") == "Due: Fri, Jan 8, 2027"
    assert due(page, "return-painting") == "Due: Fri, Mar 12 – Sun, Apr 11, 2027"

    page.click("[data-run] summary >> nth=1")
    with page.expect_download() as download:
        page.click("[data-calendar]")
    saved = tmp_path / "due.ics"
    download.value.save_as(saved)
    check_calendar(saved.read_bytes(), f"{address}{CHECKLIST}", page.url)

    at(page, ASKED + timedelta(days=6))
    assert due(page, "sign-contract") == "Overdue since Wed, Nov 25, 2026"
    run = page.url.partition("run=")[2]
    ready(page, f"{address}en/runs/")
    card = page.locator(".board p:has(.is-overdue)")
    card.wait_for()
    assert card.inner_text() == "Overdue since Wed, Nov 25, 2026 – 4 Sign the contract, and send it back."
    page.goto(f"{address}en/runs/?record={run}")
    page.wait_for_selector("table")
    assert page.locator("th").last.inner_text() == "Due"
    column = [plain(text) for text in page.locator("tr td:nth-child(8)").all_inner_texts()]
    assert column[:4] == [
        "",
        "Nov 21, 2026, 10:00 AM – Nov 22, 2026, 10:00 AM",
        "",
        "Overdue since Wed, Nov 25, 2026",
    ]


def check_calendar(content: bytes, checklist: str, address: str) -> None:
    """The file has an event for each open due time; a parser of its own reads back what was written."""
    calendar = Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert not calendar.errors
    assert [not event.errors for event in events] == [True] * 4
    run = address.partition("run=")[2].partition("#")[0]
    assert [str(event["UID"]) for event in events] == [
        f"{run}/{step}" for step in ("sign-contract", "insure-painting", "hang-painting", "return-painting")
    ]
    assert [event.decoded("DTSTART") for event in events] == [
        date(2026, 11, 25),
        date(2026, 12, 28),
        date(2027, 1, 8),
        date(2027, 4, 11),
    ]
    first = events[0]
    assert first.decoded("DTEND") == date(2026, 11, 26)
    assert first["SUMMARY"] == f"{CASE} – 4 Sign the contract, and send it back."
    assert first["URL"] == f"{checklist}#sign-contract"
    assert run.encode() not in content.replace(b"\r\n ", b"").replace(f"UID:{run}".encode(), b"")
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(hours=-15)
