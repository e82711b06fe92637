"""A stage for journeys: the real site below a sub-path, whose files and reachability a test may change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stegvis.pipeline import Builder
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.browser_waits import arrived, settled, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

_BUILDER = Builder()
"""Its builds are warm from the second on; test_incremental_builds.py compares them with cold ones."""

BASE = "/some/project/"
PERMISSION = "reservations/set-customer-purchase-permission"
PREPARE = "reservations/enable-customer-to-buy-azure-reservations"
ADD = "resellers/add-customer-for-indirect-reseller"
OWNER = "reservations/verify-customer-has-owner-role"

LOCALE_PAIRS = pytest.mark.parametrize(("here", "there"), [("en", "nl"), ("fr", "sv")])
"""A test in two pairs of languages: a run is begun in the first and continued in the second."""
ALL_RUNS = """async () => {
  const opened = indexedDB.open('stegvis');
  const database = await new Promise((done) => (opened.onsuccess = () => done(opened.result)));
  const request = database.transaction('runs').objectStore('runs').getAll();
  const found = await new Promise((done) => (request.onsuccess = () => done(request.result)));
  database.close();
  return JSON.stringify(found);
}"""
"""A script for the page: every run that the browser has stored, as JSON."""
KEPT = """async (wanted) => {
  for (let turn = 0; turn < 600; turn += 1) {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const urls = (await cache.keys()).map(({ url }) => url);
      if (urls.some((url) => url.endsWith(wanted))) return urls.length;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return 0;
}"""
"""A script for the page: waits until a page is in a cache; returns how many there are then, or 0."""


class Stage:
    """The site as a plain host serves it, and what a test does with it."""

    def __init__(self, files: Mapping[str, bytes], address: str) -> None:
        self.original = files
        self.address = address
        self.begin()

    def begin(self) -> None:
        """As it is before a test."""
        self.files = dict(self.original)
        self.headers: dict[str, str] = {}
        self.is_down = False

    def checklist(self, locale: str, procedure: str, tail: str = "") -> str:
        """The address of a checklist."""
        return f"{self.address}{locale}/{procedure}/checklist/{tail}"

    def runs(self, locale: str) -> str:
        """The address of the page with all runs."""
        return f"{self.address}{locale}/runs/"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """What is served: status, type, content."""
        name = path.removeprefix(BASE)
        name = f"{name}index.html" if not name or name.endswith("/") else name
        if not path.startswith(BASE) or name not in self.files:
            return 404, "text/plain", b"nothing here"
        kind = (
            "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "application/octet-stream"
        )
        return 200, kind, self.files[name]


@cache
def built(root: Path, edit: Callable[[dict[str, bytes]], None] | None = None) -> Mapping[str, bytes]:
    """The real site, perhaps of edited sources, built once; a translation that lacks doesn't stop it."""
    source = read_project(root)
    if edit:
        edit(source.files)  # type: ignore[arg-type]  # a dict, as read
    config = read_site_config(source).value
    assert config
    return _BUILDER.build(source, config).files


def ready(page: Page, address: str) -> Page:
    """Open a checklist or the page with all runs, and wait until its script has begun."""
    page.goto(address)
    arrived(page)
    return page


def again(page: Page) -> None:
    """Load the page once more, as a reader does to see whether all is still there."""
    page.reload()
    arrived(page)


def to_language(page: Page, locale: str) -> None:
    """Change the language as a reader does."""
    page.click(f"a[data-locale={locale}]")
    page.wait_for_selector(f"html[lang={locale}]", state="attached")
    arrived(page)


def tick(page: Page, *steps: str) -> None:
    """Tick steps, confirming what stands before them."""
    for step in steps:
        page.click(f"[id='{step}--done']")
        confirm(page)


def confirm(page: Page) -> None:
    """Answer the question of a pause point, if there is one."""
    if page.locator(".confirm[role=group] [data-yes]:visible").count():
        page.locator(".confirm[role=group] [data-yes]:visible").click()


def answer(page: Page, step: str, option: str) -> None:
    """Answer a decision, confirming what stands before it."""
    page.click(f"[id='{step}--{option}']")
    confirm(page)


def name(page: Page, case: str) -> None:
    """Name the run."""
    page.fill("[data-name]", case)
    page.press("[data-name]", "Tab")


def progress(page: Page) -> str:
    """What the bar says, without its links."""
    return page.inner_text("[data-bar] output")


def numbers(text: str) -> list[int]:
    """The numbers in a text."""
    return [int(number) for number in re.findall(r"\d+", text)]


def states(page: Page, stage: Stage, locale: str) -> Iterator[str]:
    """Lead a page through every state of a checklist, and of the page with all runs; tells each."""
    ready(page, stage.checklist(locale, PERMISSION))
    for summary in page.locator(".run details summary").all():
        summary.click()
    yield "before a run"
    page.check("[data-roles] input[value=sales_agent]")
    tick(page, "sign-in")
    name(page, "Contoso")
    page.click("#open-customers > .tools-button")
    page.check("#open-customers input[value=blocked]")
    page.click("#pick-customer > .tools-button")
    page.check("#pick-customer input[value=skipped]")
    assert page.get_attribute("#pick-customer [data-reason] input", "aria-invalid") == "true"
    yield "states, tools, hand-overs, waiting steps, a reason that is missing"
    page.click("#direction--turn-on")
    page.click("#switch-on--done")
    page.wait_for_selector("#switch-on .confirm")
    yield "a question"
    page.click("#switch-on [data-yes]")
    page.check("[data-all-steps] input")
    yield "steps off the way"
    page.click("[data-action=archive]")
    page.wait_for_selector("[data-status-message] button")
    yield "undo"
    ready(page, stage.checklist(locale, ADD))
    answer(page, "review-order", "incorrect")
    tick(page, "cancel-order")
    answer(page, "start-over", "again")
    yield "a way back"
    page.click("#start-over .back-edge button")
    page.click("#review-order .step-status summary")
    yield "earlier rounds"
    settled(page)
    run = page.url.partition("run=")[2].partition("#")[0]
    ready(page, stage.runs(locale))
    page.wait_for_selector(".board progress:not([hidden])")
    page.click("[data-action=rename]")
    yield "the page with all runs"
    page.goto(f"{stage.runs(locale)}?record={run}")
    page.wait_for_selector(".record td")
    yield "a record"


def ticked(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".checklist .box > input:checked", "all => all.map(one => one.name)"
    )
    return found


def all_kept(page: Page, stage: Stage, locale: str) -> None:
    """Wait until the checklists of a locale are kept, and the cache says that it is whole."""
    whole = f"caches.match('{stage.address}.wishes').then((found) => found?.json())"
    until(page, f"{whole}.then((wishes) => '{locale}' in (wishes ?? {{}}))")
    for path in json.loads(stage.files["offline.json"])["kept"][locale]["checklists"]:
        assert page.evaluate(KEPT, f"/{path}"), path
