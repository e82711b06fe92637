"""Journeys to the former addresses of a procedure that was renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import edited
from tests.support.site_host import hosted
from tests.support.starter_site import PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@pytest.fixture(scope="module")
def renamed() -> Iterator[str]:
    """The address of the starter's site after its procedure was renamed."""
    files = edited(
        starter(), PROCEDURE, "procedure: open-office", "procedure: enter-office\nwas: [open-office]"
    )
    files["procedures/office/enter-office.yaml"] = files.pop(PROCEDURE)
    with hosted(site_of(files), "/desk/") as address:
        yield address


@pytest.mark.parametrize("tail", ["", "checklist/"])
def test_a_former_address_takes_run_and_step_along(
    renamed: str, reader: Callable[..., BrowserContext], tail: str
) -> None:
    page = reader().new_page()
    page.goto(f"{renamed}en/office/open-office/{tail}?run=r1#enter-code")
    page.wait_for_url(f"{renamed}en/office/enter-office/{tail}?run=r1#enter-code")
    assert page.inner_text("h1") == "Open the office"


def test_the_way_back_leads_past_the_former_address(
    renamed: str, reader: Callable[..., BrowserContext]
) -> None:
    page = reader().new_page()
    page.goto(f"{renamed}en/runs/")
    page.goto(f"{renamed}en/office/open-office/checklist/")
    page.wait_for_url("**/enter-office/checklist/")
    page.go_back()
    page.wait_for_url("**/en/runs/")


def test_without_scripts_the_page_leads_on_too(renamed: str, reader: Callable[..., BrowserContext]) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto(f"{renamed}en/office/open-office/checklist/")
    page.wait_for_url("**/enter-office/checklist/")
