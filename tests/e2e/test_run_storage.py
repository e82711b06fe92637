"""Journeys with storage that fails, and with files that lie."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser_waits import arrived, settled, until
from tests.support.run_journeys import (
    ALL_RUNS,
    LOCALE_PAIRS,
    PERMISSION,
    Stage,
    again,
    answer,
    name,
    progress,
    ready,
    tick,
    ticked,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

REFUSED = """
Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
"""
FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {
  if (window.isFull) throw new DOMException('full', 'QuotaExceededError');
  return put.apply(this, given);
};
"""
SECOND_FAILS = """
const put = IDBObjectStore.prototype.put;
let count = 0;
IDBObjectStore.prototype.put = function (...given) {
  if (window.isBreaking && (count += 1) > 1) throw new DOMException('broken', 'UnknownError');
  return put.apply(this, given);
};
"""
PUT = """async ([store, value]) => {
  const opened = indexedDB.open('stegvis');
  const database = await new Promise((done) => (opened.onsuccess = () => done(opened.result)));
  const transaction = database.transaction(store, 'readwrite');
  transaction.objectStore(store).put(value);
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}"""


SAID = "document.querySelector('[data-status-message]').textContent.trim() !== ''"
LEAVE = """([step, next]) => {
  setTimeout(() => {
    document.getElementById(`${step}--done`).click();
    setTimeout(() => location.assign(next + location.search));
  });
}"""
"""Returns before the page is left: the answer of a page that is gone would be lost."""


ASKED = """
window.asked = 0;
if (navigator.storage) {
  navigator.storage.persist = () => {
    window.asked += 1;
    return ANSWER;
  };
}
"""
REFUSALS = ["Promise.resolve(false)", "Promise.reject(new TypeError('no'))"]


def run_of(number: int, case: str, **more: Any) -> dict[str, Any]:
    """A sound run as a file holds it."""
    return {
        "id": f"imported-{number:04}",
        "procedure": "set-customer-purchase-permission",
        "made": 1_700_000_000_000,
        "seen": {"revision": 2, "locale": "en", "steps": []},
        "entries": [
            {"at": 1_700_000_000_000, "name": case},
            {"at": 1_700_000_001_000, "step": "sign-in", "state": "done"},
        ],
        **more,
    }


def file_of(folder: Path, *runs: dict[str, Any], **more: Any) -> Path:
    path = folder / "runs.json"
    path.write_text(json.dumps({"format": "stegvis-runs", "version": 1, "runs": runs, **more}))
    return path


@pytest.mark.parametrize("refusal", REFUSALS)
@LOCALE_PAIRS
def test_storage_that_lasts_is_asked_for_once_something_is_kept_and_may_be_refused(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], here: str, there: str, refusal: str
) -> None:
    person = browser_of_one()
    person.add_init_script(ASKED.replace("ANSWER", refusal))
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
        page.click("#sign-in > .tools-button")
        assert page.evaluate("window.asked") == 0
        tick(page, "sign-in")
        until(page, "window.asked === 1")
        tick(page, "open-customers")
        settled(page)
        assert page.evaluate("window.asked") == 1
        assert page.is_hidden("[data-trouble]")
        assert page.inner_text("[data-status-message]") == ""
        assert ticked(page) == ["sign-in", "open-customers"]


@LOCALE_PAIRS
def test_storage_refused(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], here: str, there: str
) -> None:
    person = browser_of_one()
    person.add_init_script(REFUSED)
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
        assert page.is_visible("[data-trouble]")
        tick(page, "sign-in", "open-customers")
        answer(page, "direction", "turn-off")
        name(page, "Contoso")
        assert ticked(page) == ["sign-in", "open-customers"]
        with page.expect_download() as saved:
            page.evaluate("document.querySelector('[data-action=file]').click()")
        assert "Contoso" in Path(saved.value.path()).read_text()


def test_storage_that_fills_up(stage: Stage, browser_of_one: Callable[..., BrowserContext]) -> None:
    person = browser_of_one()
    person.add_init_script(FULL)
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    tick(page, "sign-in")
    assert not page.is_visible("[data-trouble]")
    page.evaluate("window.isFull = true")
    tick(page, "open-customers")
    page.wait_for_selector("[data-trouble]:not([hidden])")
    assert ticked(page) == ["sign-in", "open-customers"]
    page.evaluate("window.isFull = false")
    tick(page, "pick-customer")
    page.wait_for_selector("[data-trouble]", state="hidden")
    again(page)
    assert ticked(page) == ["sign-in", "open-customers", "pick-customer"]


@LOCALE_PAIRS
def test_an_interrupted_import_changes_nothing(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], tmp_path: Path, here: str, there: str
) -> None:
    person = browser_of_one()
    person.add_init_script(SECOND_FAILS)
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(page, "sign-in")
    settled(page)
    board = ready(person.new_page(), stage.runs(there))
    before = board.evaluate(ALL_RUNS)
    board.evaluate("window.isBreaking = true")
    board.set_input_files("[data-import]", file_of(tmp_path, run_of(1, "One"), run_of(2, "Two")))
    until(board, SAID)
    assert board.evaluate(ALL_RUNS) == before


@LOCALE_PAIRS
def test_damaged_data_is_set_aside(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(page, "sign-in")
    settled(page)
    page.evaluate(PUT, ["runs", {"id": "damaged-0001", "entries": "gone"}])
    board = ready(person.new_page(), stage.runs(there))
    assert board.locator(".board .card").count() == 1
    assert board.is_visible("[data-damaged]")
    with board.expect_download() as saved:
        board.click("[data-action=damaged]")
    assert json.loads(Path(saved.value.path()).read_text()) == [{"id": "damaged-0001", "entries": "gone"}]


def test_data_of_a_newer_version_is_left_alone(stage: Stage, person: BrowserContext) -> None:
    page = person.new_page()
    page.goto(stage.address + "run-1.schema.json")
    page.evaluate(
        """async () => {
          const opened = indexedDB.open('stegvis', 7);
          opened.onupgradeneeded = () => opened.result.createObjectStore('later');
          const database = await new Promise((done) => (opened.onsuccess = () => done(opened.result)));
          database.close();
        }"""
    )
    for locale in ("en", "sv"):
        ready(page, stage.checklist(locale, PERMISSION))
        assert page.is_visible("[data-trouble]")
        tick(page, "sign-in")
        assert ticked(page) == ["sign-in"]
    stores = page.evaluate(
        """async () => {
          const opened = indexedDB.open('stegvis');
          const database = await new Promise((done) => (opened.onsuccess = () => done(opened.result)));
          return [database.version, ...database.objectStoreNames];
        }"""
    )
    assert stores == [7, "later"]


def test_ticks_of_the_first_version_become_a_run(stage: Stage, person: BrowserContext) -> None:
    page = person.new_page()
    page.goto(stage.address + "run-1.schema.json")
    page.evaluate(
        """() => localStorage.setItem('stegvis:set-customer-purchase-permission:1',
             JSON.stringify({'sign-in': ['done'], 'direction': ['turn-off']}))"""
    )
    ready(page, stage.runs("nl"))
    page.click(".board h2 a")
    arrived(page)
    assert ticked(page) == ["sign-in"]
    assert page.is_checked("#direction--turn-off")
    assert page.evaluate("localStorage.getItem('stegvis:set-customer-purchase-permission:1')") is None


@LOCALE_PAIRS
def test_a_backup_goes_to_another_machine(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], tmp_path: Path, here: str, there: str
) -> None:
    first = browser_of_one()
    for case in ("Contoso", "Fabrikam"):
        page = ready(first.new_page(), stage.checklist(here, PERMISSION))
        tick(page, "sign-in")
        name(page, case)
        settled(page)
    board = ready(first.new_page(), stage.runs(here))
    with board.expect_download() as saved:
        board.click("[data-action=save]")
    saved.value.save_as(tmp_path / "all.json")
    board_there = ready(browser_of_one().new_page(), stage.runs(there))
    for _ in range(2):
        board_there.set_input_files("[data-import]", tmp_path / "all.json")
        until(board_there, SAID)
        assert sorted(board_there.locator(".board h2").all_inner_texts()) == ["Contoso", "Fabrikam"]
        board_there.reload()
        arrived(board_there)


SCRIPT = "<img src=x onerror='window.isRun=1'><script>window.isRun=1</script>"


@LOCALE_PAIRS
def test_script_in_names_and_notes_is_text(
    stage: Stage, person: BrowserContext, tmp_path: Path, here: str, there: str
) -> None:
    hostile = run_of(1, SCRIPT)
    hostile["entries"] += [
        {"at": 1_700_000_002_000, "step": "open-customers", "note": SCRIPT, "by": "<b>x</b>"},
        {"at": 1_700_000_003_000, "step": "open-customers", "state": "blocked", "reason": SCRIPT},
        {"at": 1_700_000_003_001, "step": "constructor", "state": "done"},
    ]
    hostile["seen"]["steps"] = [["sign-in", 9, SCRIPT]]
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    page.set_input_files("[data-import]", file_of(tmp_path, hostile))
    page.wait_for_url("**?run=*")
    assert SCRIPT in page.inner_text("#open-customers .step-status")
    board = ready(person.new_page(), stage.runs(there))
    board.wait_for_selector(".board progress:not([hidden])")
    assert board.inner_text(".board h2") == SCRIPT
    board.goto(f"{stage.runs(there)}?record=imported-0001")
    board.wait_for_selector(".record td")
    for tab in (page, board):
        assert tab.evaluate("window.isRun") is None
        assert tab.locator("main img").count() == 0


def _refused(kind: str) -> str:
    sound = json.dumps({"format": "stegvis-runs", "version": 1, "runs": [run_of(1, "X")]})
    return {
        "no JSON": "{",
        "deep": "[" * 300_000,
        "deep and closed": '{"format":"stegvis-runs","version":1,"runs":'
        + "[" * 100_000
        + "]" * 100_000
        + "}",
        "50 MB": " " * 50_000_000,
        "foreign": "{}",
        "newer": sound.replace('"version": 1', '"version": 3'),
        "prototype": sound.replace('"made"', '"__proto__": {"isRun": 1}, "made"'),
        "prototype path": sound.replace('"sign-in"', '"__proto__"'),
        "half": json.dumps(
            {"format": "stegvis-runs", "version": 1, "runs": [run_of(1, "X"), run_of(2, "Y", made="soon")]}
        ),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "no JSON",
        "deep",
        "deep and closed",
        "50 MB",
        "foreign",
        "newer",
        "prototype",
        "prototype path",
        "half",
    ],
)
def test_a_hostile_file_changes_nothing(
    stage: Stage, person: BrowserContext, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "hostile.json"
    file.write_text(_refused(kind))
    page = ready(person.new_page(), stage.checklist("fr", PERMISSION))
    tick(page, "sign-in")
    settled(page)
    before = page.evaluate(ALL_RUNS)
    board = ready(person.new_page(), stage.runs("nl"))
    for tab in (page, board):
        tab.set_input_files("[data-import]", file)
        until(tab, SAID)
        assert tab.evaluate(ALL_RUNS) == before
        assert tab.evaluate("window.isRun ?? {}.isRun") is None
    assert ticked(page) == ["sign-in"]


@pytest.mark.parametrize("fragment", ["1%%%", "1AAAA", "0AAAA", "", "2" + "A" * 50, "1" + "A" * 9000])
def test_a_hostile_link_changes_nothing(stage: Stage, person: BrowserContext, fragment: str) -> None:
    page = ready(person.new_page(), stage.checklist("sv", PERMISSION, f"#run={fragment}"))
    until(page, SAID)
    assert page.evaluate(ALL_RUNS) == "[]"
    tick(page, "sign-in")
    assert ticked(page) == ["sign-in"]
    assert progress(page)


@LOCALE_PAIRS
def test_a_page_left_at_once_loses_nothing(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    for number, step in enumerate(("sign-in", "open-customers", "pick-customer", "open-account"), 1):
        with page.expect_navigation():
            page.evaluate(LEAVE, [step, stage.checklist(there, PERMISSION)])
        arrived(page)
        assert len(ticked(page)) == number
