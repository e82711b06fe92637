"""Locales with scripts, regions and variants: their checklists work in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.support.site_host import hosted
from tests.support.starter_site import site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

LOCALES = ("nl-BE", "es-419", "zh-Hant", "sr-Latn-RS", "de-1996", "tlh")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The starter with more locales, all of them with the Dutch translations."""
    files = starter()
    site = yaml.safe_load(files["content/site.yaml"])
    site["locales"] |= {code: {"name": code, "language": code} for code in LOCALES}
    for path in [path for path in files if "/nl/LC_MESSAGES/" in path]:
        for code in LOCALES:
            files[f"content/locales/{code}/LC_MESSAGES/{path.rpartition('/')[2]}"] = files[path]
    return {**files, "content/site.yaml": yaml.safe_dump(site, allow_unicode=True).encode()}


def tick_and_reload(page: Page, address: str) -> list[str]:
    """Tick the first step of a checklist, and see it ticked after a reload; returns the errors of the scripts."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_selector("[data-run]:not([hidden])")
    page.locator(".steps input[type=checkbox]").first.check()
    page.locator(".step-status:visible").first.wait_for()
    page.reload()
    page.wait_for_selector(".steps input[type=checkbox]:checked")
    return errors


def test_a_tick_is_kept_in_every_locale(
    files: dict[str, bytes], reader: Callable[..., BrowserContext]
) -> None:
    with hosted(site_of(files)) as address:
        for code in LOCALES:
            checklist = f"{address}{code}/office/open-office/checklist/"
            assert tick_and_reload(reader().new_page(), checklist) == [], code
