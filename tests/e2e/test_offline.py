"""Journeys without a network, and from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.support.browser_waits import settled, soon, until
from tests.support.run_journeys import (
    ADD,
    KEPT,
    LOCALE_PAIRS,
    PERMISSION,
    Stage,
    all_kept,
    built,
    ready,
    tick,
    ticked,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


CACHED = """async (locales) => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  }
  return found.filter((url) => locales.some((locale) => url.includes(`/${locale}/`)));
}"""
COUNTING = """
window.registered = 0;
const workers = navigator.serviceWorker;
const register = workers?.register;
if (register) {
  workers.register = (...given) => {
    window.registered += 1;
    return register.apply(workers, given);
  };
}
"""
BUILDS = "async () => (await caches.keys()).map((name) => name.split(' ').at(-1))"
DONE = "document.querySelector('[data-kept]').getAttribute('aria-busy') === 'false'"
ACTION = "#sign-in [data-step-text]"


DAMAGE = """async ([kind, part]) => {
  const damaged = {
    empty: () => new Response(''),
    status: (file) => new Response(file.body, { status: 500, headers: file.headers }),
    garbage: async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return new Response(bytes.fill(123), { headers: file.headers });
    },
    cut: async (file) => new Response((await file.blob()).slice(0, -9), { headers: file.headers }),
    other: () => new Response('{"nl":"pages","__proto__":[],"en":[7]}'),
    foreign: () => fetch(location.href.replace('127.0.0.1', 'localhost'), { mode: 'no-cors' }),
  };
  let count = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.includes(part)) continue;
      count += 1;
      if (kind === 'deleted') await cache.delete(request);
      else await cache.put(request, await damaged[kind](await cache.match(request)));
    }
  }
  return count;
}"""
"""A script for the page: damages the kept files whose address has a part; returns how many these are."""
DAMAGES = ("empty", "status", "garbage", "cut", "other", "foreign", "deleted")
LIST_STYLE = "getComputedStyle(document.querySelector('.step')).listStyleType"


def id_of(stage: Stage) -> str:
    """The id of the build that the host has."""
    build_id: str = json.loads(stage.files["build.json"])["build"]
    return build_id


def edit_procedures(files: dict[str, bytes]) -> None:
    """Change a sentence in two procedures."""
    for path in (f"procedures/{PERMISSION}.yaml", f"procedures/{ADD}.yaml"):
        files[path] = files[path].replace(b"    action: Sign in to", b"    action: Please sign in to", 1)


@pytest.fixture
def caching_browser(browser_of_one: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser that has a service worker."""
    return browser_of_one(service_workers="allow")


@pytest.fixture
def page(stage: Stage, caching_browser: BrowserContext) -> Page:
    """A page of a browser that has kept the English checklists."""
    page = ready(caching_browser.new_page(), stage.checklist("en", PERMISSION))
    all_kept(page, stage, "en")
    return page


@LOCALE_PAIRS
def test_offline_after_one_visit(
    stage: Stage, caching_browser: BrowserContext, here: str, there: str
) -> None:
    for locale in (here, there):
        page = ready(caching_browser.new_page(), stage.checklist(locale, PERMISSION))
        tick(page, "sign-in")
        all_kept(page, stage, locale)
        address = page.url
        stage.is_down = True
        ready(page, address)
        assert ticked(page) == ["sign-in"]
        tick(page, "open-customers")
        ready(page, stage.checklist(locale, ADD))
        tick(page, "sign-in")
        settled(page)
        ready(page, stage.runs(locale))
        page.wait_for_selector(".board progress:not([hidden])")
        stage.is_down = False


def test_a_whole_language_on_request_and_nothing_when_switched_off(
    stage: Stage, caching_browser: BrowserContext
) -> None:
    caching_browser.add_init_script(COUNTING)
    page = ready(caching_browser.new_page(), stage.runs("nl"))
    all_kept(page, stage, "nl")
    assert page.evaluate("window.registered") == 1
    page.click("[data-kind=pages]")
    assert page.evaluate(KEPT, f"/nl/{PERMISSION}/")
    build = id_of(stage)
    until(page, f"document.querySelector('[data-build]').textContent.includes('{build}')")
    stage.is_down = True
    page.goto(f"{stage.address}nl/{PERMISSION}/")
    assert page.locator("h1").inner_text()
    stage.is_down = False
    ready(page, stage.runs("nl"))
    page.click("[data-action=stop]")
    page.wait_for_selector("[data-action=start]:not([hidden])")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    ready(page, stage.checklist("nl", PERMISSION))
    assert page.evaluate("window.registered") == 0


def test_a_new_build_takes_the_place_of_the_old_one_whole(stage: Stage, page: Page, root: Path) -> None:
    former = id_of(stage)
    stage.files = dict(built(root, edit_procedures))
    later = id_of(stage)
    assert later != former
    ready(page, stage.checklist("en", PERMISSION))
    assert page.inner_text(ACTION).startswith("Please")
    soon(page, lambda: page.evaluate(BUILDS), [later])
    stage.is_down = True
    for procedure in (PERMISSION, ADD):
        ready(page, stage.checklist("en", procedure))
        assert page.inner_text(ACTION).startswith("Please")


def test_a_build_that_arrives_while_pages_are_fetched_leaves_no_mix(
    stage: Stage, page: Page, root: Path
) -> None:
    former = page.evaluate(CACHED, ["en", "nl"])
    stage.files["build.json"] = b'{"build":"another"}'
    ready(page, stage.runs("nl"))
    page.wait_for_selector("[data-incomplete]:not([hidden])")
    assert page.evaluate(CACHED, ["en", "nl"]) == former
    stage.is_down = True
    ready(page, stage.checklist("en", ADD))
    stage.is_down = False
    stage.files = dict(built(root, edit_procedures))
    ready(page, stage.runs("nl"))
    until(page, DONE)
    assert page.is_hidden("[data-incomplete]")
    assert page.evaluate("caches.keys().then((all) => all.length)") == 1
    assert len(page.evaluate(CACHED, ["nl"])) == len(page.evaluate(CACHED, ["en"])) == len(former)


def test_the_worker_is_the_same_for_all_builds(stage: Stage, root: Path) -> None:
    """Browsers let pages wait, some of them for half a minute, while one worker replaces another."""
    later = built(root, edit_procedures)
    assert later["build.json"] != stage.files["build.json"]
    assert later["sw.js"] == stage.files["sw.js"]


@pytest.mark.parametrize(
    "header", [("Cache-Control", "max-age=600"), ("Last-Modified", "Sun, 01 Nov 2026 08:00:00 GMT")]
)
def test_what_the_browser_itself_remembers_of_an_earlier_build_is_never_shown(
    stage: Stage, page: Page, root: Path, header: tuple[str, str]
) -> None:
    stage.headers = dict([header])
    guide = f"{stage.address}en/{PERMISSION}/#sign-in"
    page.goto(guide)
    assert page.evaluate(KEPT, f"/en/{PERMISSION}/"), "a page that was read is kept, whatever its fragment"
    stage.files = dict(built(root, edit_procedures))
    ready(page, stage.runs("en"))
    soon(page, lambda: page.evaluate(BUILDS), [id_of(stage)])
    page.goto(guide)
    assert "Please sign in to" in page.inner_text("main")
    assert page.evaluate(KEPT, f"/en/{PERMISSION}/")
    ready(page, stage.runs("en"))
    stage.is_down = True
    page.goto(guide)
    assert "Please sign in to" in page.inner_text("main")


def test_what_was_kept_stays_until_a_newer_build_is_kept_whole(stage: Stage, page: Page, root: Path) -> None:
    former = id_of(stage)
    stage.files = dict(built(root, edit_procedures))
    lost = stage.files.pop(f"en/{ADD}/checklist/index.html")
    ready(page, stage.runs("en"))
    page.wait_for_selector("[data-incomplete]:not([hidden])")
    assert former in page.evaluate(BUILDS)
    stage.is_down = True
    ready(page, stage.checklist("en", ADD))
    assert page.inner_text(ACTION).startswith("Sign in")
    stage.is_down = False
    stage.files[f"en/{ADD}/checklist/index.html"] = lost
    ready(page, stage.runs("en"))
    until(page, DONE)
    assert page.evaluate(BUILDS) == [id_of(stage)]


def test_switched_off_while_pages_are_fetched_nothing_is_left(
    stage: Stage, caching_browser: BrowserContext
) -> None:
    page = ready(caching_browser.new_page(), stage.runs("nl"))
    page.click("[data-kind=pages]")
    page.click("[data-action=stop]")
    page.wait_for_selector("[data-action=start]:not([hidden])")
    assert page.evaluate("caches.keys()") == []
    page.click("[data-action=start]")
    all_kept(page, stage, "nl")
    until(page, DONE)
    assert page.evaluate(BUILDS) == [id_of(stage)]


def test_what_stands_below_the_site_and_is_not_of_it_is_not_kept(
    stage: Stage, caching_browser: BrowserContext
) -> None:
    stage.files["wiki/private/index.html"] = b"<!doctype html><title>Private</title>"
    page = ready(caching_browser.new_page(), stage.runs("nl"))
    all_kept(page, stage, "nl")
    until(page, DONE)
    page.goto(f"{stage.address}wiki/private/?id=3")
    page.goto(f"{stage.address}nl/{PERMISSION}/")
    assert page.evaluate(KEPT, f"/nl/{PERMISSION}/"), "a page of the site that was read is kept"
    assert page.evaluate(CACHED, ["wiki"]) == []


@pytest.mark.parametrize(
    "broken",
    [
        "CacheStorage.prototype.match = () => Promise.reject(new Error('broken'))",
        "CacheStorage.prototype.match = () => new Promise(() => {})",
        "CacheStorage.prototype.keys = () => new Promise(() => {})",
        "CacheStorage.prototype.open = () => { throw new Error('broken') }",
        "crypto.subtle.digest = () => Promise.reject(new Error('broken'))",
    ],
)
def test_a_browser_whose_cache_is_broken_shows_the_pages(
    stage: Stage, caching_browser: BrowserContext, broken: str
) -> None:
    stage.files["sw.js"] = f"{broken};\n".encode() + stage.files["sw.js"]
    page = ready(caching_browser.new_page(), stage.runs("nl"))
    until(page, "navigator.serviceWorker.controller !== null")
    ready(page, stage.checklist("nl", PERMISSION))
    assert page.evaluate(LIST_STYLE) == "none"
    tick(page, "sign-in")
    assert ticked(page) == ["sign-in"]


@pytest.mark.parametrize(
    "damages",
    [
        [(damage, "/") for damage in DAMAGES],
        [("empty", "/assets/"), ("cut", "/checklist/"), ("other", "/offline.json"), ("foreign", "/.wishes")],
    ],
    ids=["everything", "some"],
)
def test_damaged_files_never_break_a_page_online_and_are_repaired(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], damages: list[tuple[str, str]]
) -> None:
    browser = browser_of_one(service_workers="allow", bypass_csp=True)  # a foreign answer is refused else
    page = ready(browser.new_page(), stage.checklist("en", PERMISSION))
    all_kept(page, stage, "en")
    for damage in damages:
        assert page.evaluate(DAMAGE, damage)
        ready(page, stage.runs("en"))
        until(page, DONE)
        assert page.is_hidden("[data-incomplete]")
        for stage.is_down in (False, True):
            ready(page, stage.checklist("en", ADD))
            assert page.evaluate(LIST_STYLE) == "none"
        stage.is_down = False


def test_languages_stay_kept_when_the_note_of_them_is_damaged(stage: Stage, page: Page) -> None:
    ready(page, stage.checklist("nl", PERMISSION))
    all_kept(page, stage, "nl")
    for damage in ("garbage", "other", "deleted"):
        assert page.evaluate(DAMAGE, [damage, "/.wishes"]) == 1
        stage.is_down = True
        ready(page, stage.checklist("nl", ADD))
        stage.is_down = False
        ready(page, stage.runs("en"))
        until(page, DONE)
        assert page.evaluate("caches.match('../../.wishes').then((found) => found.json())").keys() == {
            "en",
            "nl",
        }


def test_a_damaged_page_is_fetched_again_and_never_shown(stage: Stage, page: Page) -> None:
    assert page.evaluate(DAMAGE, ["garbage", f"/en/{ADD}/checklist/"]) == 1
    stage.is_down = True
    with pytest.raises(PlaywrightError, match="ERR_"):
        page.goto(stage.checklist("en", ADD))
    stage.is_down = False
    page = ready(page.context.new_page(), stage.runs("en"))
    until(page, DONE)
    stage.is_down = True
    ready(page, stage.checklist("en", ADD))
