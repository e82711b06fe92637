"""Journeys of runs that were lost: by wrong clocks, by limits, by ids that are used twice."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.browser_waits import settled, until
from tests.support.run_journeys import (
    ADD,
    ALL_RUNS,
    LOCALE_PAIRS,
    PERMISSION,
    Stage,
    again,
    built,
    name,
    ready,
    tick,
    ticked,
)
from tests.support.starter_site import PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AHEAD = NOW + timedelta(days=3)
SAID = "document.querySelector('[data-status-message]').textContent.trim() !== ''"
FIRST_VERSION = """async ([runs, aside]) => {
  const opened = indexedDB.open('stegvis', 1);
  opened.onupgradeneeded = () => {
    opened.result.createObjectStore('runs', { keyPath: 'id' });
    opened.result.createObjectStore('aside', { autoIncrement: true });
  };
  const database = await new Promise((done) => (opened.onsuccess = () => done(opened.result)));
  const transaction = database.transaction(['runs', 'aside'], 'readwrite');
  for (const run of runs) transaction.objectStore('runs').put(run);
  for (const value of aside) transaction.objectStore('aside').put(value);
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}"""
"""Stores what version 1 of the page would have: runs, and values that it set aside."""
DAMAGED = {"id": "damaged-0001", "entries": "gone"}


def first_run(number: int, case: str, at: int = 1_700_000_000_000, **more: Any) -> dict[str, Any]:
    """A run of version 1."""
    return {
        "id": f"imported-{number:04}",
        "procedure": "set-customer-purchase-permission",
        "made": at,
        "seen": {"revision": 2, "locale": "en", "steps": [["sign-in", 1, "Sign in to Partner Center."]]},
        "entries": [{"at": at, "name": case}, {"at": at + 1000, "step": "sign-in", "state": "done"}],
        **more,
    }


def file_of(folder: Path, content: Any) -> Path:
    path = folder / "runs.json"
    path.write_text(json.dumps(content))
    return path


def cases(board: Page) -> list[str]:
    """The names of the runs on the page with all runs."""
    settled(board)
    return sorted(board.locator(".board h2").all_inner_texts())


@LOCALE_PAIRS
def test_a_clock_that_was_days_ahead_and_is_set_right(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], tmp_path: Path, here: str, there: str
) -> None:
    person = browser_of_one()
    person.clock.set_fixed_time(AHEAD)
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    name(page, "Contoso")
    tick(page, "sign-in", "open-customers")
    settled(page)
    with page.expect_download() as saved:
        page.evaluate("document.querySelector('[data-action=file]').click()")
    saved.value.save_as(tmp_path / "run.json")
    person.clock.set_fixed_time(NOW)
    again(page)
    assert ticked(page) == ["sign-in", "open-customers"]
    page.click("#sign-in--done")
    tick(page, "pick-customer")
    settled(page)
    again(page)
    assert ticked(page) == ["open-customers", "pick-customer"]
    (run,) = json.loads(page.evaluate(ALL_RUNS))
    assert run["entries"][-1]["at"] > AHEAD.timestamp() * 1000
    assert run["entries"][-1]["clock"] == NOW.timestamp() * 1000
    assert "21" in page.inner_text("#pick-customer .step-status")
    assert "24" in page.inner_text("#open-customers .step-status")
    board = ready(person.new_page(), stage.runs(there))
    assert cases(board) == ["Contoso"]
    assert board.is_hidden("[data-damaged]")
    colleague = browser_of_one()
    colleague.clock.set_fixed_time(NOW)
    other = ready(colleague.new_page(), stage.checklist(there, PERMISSION))
    other.set_input_files("[data-import]", tmp_path / "run.json")
    other.wait_for_url("**?run=*")
    assert ticked(other) == ["sign-in", "open-customers"]


@pytest.mark.parametrize("locale", ["en", "sv"])
def test_what_the_first_version_set_aside_is_brought_back(
    stage: Stage, person: BrowserContext, locale: str
) -> None:
    ahead = int((datetime.now(UTC) + timedelta(days=3)).timestamp() * 1000)
    spanish = {"revision": 20_261_121, "locale": "es-419", "steps": [["sign-in", 1, "w" * 2001]]}
    aside = [first_run(2, "Ahead", ahead), first_run(3, "N" * 207, seen=spanish), DAMAGED]
    page = person.new_page()
    page.goto(stage.address + "run-1.schema.json")
    page.evaluate(FIRST_VERSION, [[first_run(1, "Stored")], aside])
    board = ready(page, stage.runs(locale))
    assert cases(board) == ["Ahead", "N" * 207, "Stored"]
    with board.expect_download() as saved:
        board.click("[data-action=damaged]")
    assert json.loads(Path(saved.value.path()).read_text()) == [DAMAGED]
    ready(page, stage.checklist(locale, PERMISSION, "?run=imported-0002"))
    assert ticked(page) == ["sign-in"]
    tick(page, "open-customers")
    settled(page)
    again(page)
    assert ticked(page) == ["sign-in", "open-customers"]


def test_a_run_of_the_first_version_is_reviewed_by_its_words_and_revisions(
    stage: Stage, person: BrowserContext, root: Path, tmp_path: Path
) -> None:
    steps = [["sign-in", 1, "Sign in to Partner Center."], ["open-customers", 1, "Open the customers."]]
    at = 1_700_000_002_000
    run = first_run(1, "Old", seen={"revision": 2, "locale": "en", "steps": steps})
    run["entries"].append({"at": at, "step": "open-customers", "state": "done"})
    content = {"format": "stegvis-runs", "version": 1, "runs": [run]}

    def raise_revision(files: dict[str, bytes]) -> None:
        path = f"procedures/{PERMISSION}.yaml"
        files[path] = files[path].replace(b"revision: 2\n", b"revision: 3\n", 1)

    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    page.set_input_files("[data-import]", file_of(tmp_path, content))
    page.wait_for_url("**?run=*")
    assert page.is_hidden("[data-revision-notice]")
    address = page.url
    stage.files = dict(built(root, raise_revision))
    ready(page, address)
    boxes = page.locator("[data-revision-notice] input")
    assert boxes.evaluate_all("all => all.map((box) => box.value)") == ["open-customers"]
    assert page.inner_text("[data-revision-notice] del") == "Open the customers."
    page.click("[data-revision-notice] button")
    assert ticked(page) == ["sign-in"]
    settled(page)
    page.goto(f"{stage.runs('en')}?record=imported-0001")
    page.wait_for_selector(".record td")
    rows = page.locator(".record table").nth(1).locator("tbody tr")
    marked, reopened = (row.split("\t") for row in rows.all_inner_texts())
    assert (marked[0], marked[1], marked[-1]) == ("2 Open the customers.", "Done", "2")
    assert (reopened[1], reopened[-1]) == ("Reopened", "3")
    assert reopened[0] != marked[0]


def test_a_file_of_damaged_data_is_imported_as_far_as_it_can_be_read(
    stage: Stage, person: BrowserContext, tmp_path: Path
) -> None:
    ahead = int((datetime.now(UTC) + timedelta(days=400)).timestamp() * 1000)
    board = ready(person.new_page(), stage.runs("fr"))
    board.set_input_files("[data-import]", file_of(tmp_path, [first_run(1, "Ahead", ahead), DAMAGED]))
    until(board, SAID)
    assert cases(board) == ["Ahead"]
    assert "file[1].procedure" in board.inner_text("[data-status-message]")
    partly = first_run(2, "Partly", ahead)
    partly["entries"].append({"at": "soon"})
    board.set_input_files("[data-import]", file_of(tmp_path, [partly]))
    until(board, "document.querySelector('[data-status-message]').textContent.includes('entries')")
    assert cases(board) == ["Ahead", "Partly"]
    before = board.evaluate(ALL_RUNS)
    board.set_input_files("[data-import]", file_of(tmp_path, [DAMAGED, DAMAGED]))
    until(board, "document.querySelector('[data-status-message]').textContent.includes('file[0]')")
    assert board.evaluate(ALL_RUNS) == before


@LOCALE_PAIRS
def test_a_file_and_a_link_with_the_id_of_another_procedures_run_become_new_runs(
    stage: Stage, person: BrowserContext, tmp_path: Path, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    name(page, "Contoso")
    tick(page, "sign-in")
    settled(page)
    (own,) = json.loads(page.evaluate(ALL_RUNS))
    foreign = {**own, "procedure": ADD.rpartition("/")[2], "entries": [{"at": 5, "name": "Foreign"}]}
    content = {"format": "stegvis-runs", "version": 2, "runs": [foreign]}
    board = ready(person.new_page(), stage.runs(there))
    board.set_input_files("[data-import]", file_of(tmp_path, content))
    until(board, SAID)
    assert cases(board) == ["Contoso", "Foreign"]
    assert board.inner_text("[data-status-message]").count("Foreign") == 2
    stored = {run["id"]: run for run in json.loads(board.evaluate(ALL_RUNS))}
    assert stored[own["id"]] == own
    fragment = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    link = ready(person.new_page(), stage.checklist(there, ADD, f"#run=0{fragment}"))
    until(link, SAID)
    assert link.input_value("[data-name]") == "Foreign"
    assert own["id"] not in link.url
    ready(link, stage.checklist(there, ADD, f"?run={own['id']}"))
    tick(link, "sign-in")
    settled(link)
    assert own["id"] not in link.url
    stored = {run["id"]: run for run in json.loads(board.evaluate(ALL_RUNS))}
    assert stored[own["id"]] == own
    assert len(stored) == 4


def test_a_mark_made_before_the_store_was_read_does_not_replace_another_procedures_run(
    stage: Stage, person: BrowserContext
) -> None:
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    tick(page, "sign-in")
    settled(page)
    (own,) = json.loads(page.evaluate(ALL_RUNS))
    other = person.new_page()
    other.add_init_script(
        """addEventListener('DOMContentLoaded', () => document.getElementById('sign-in--done').click())"""
    )
    ready(other, stage.checklist("en", ADD, f"?run={own['id']}"))
    assert ticked(other) == ["sign-in"]
    stored = {run["id"]: run for run in json.loads(page.evaluate(ALL_RUNS))}
    assert stored[own["id"]] == own
    assert len(stored) == 2
    again(other)
    assert ticked(other) == ["sign-in"]


def test_locales_revisions_texts_and_names_beyond_the_first_limits_are_read_back(
    stage: Stage, person: BrowserContext
) -> None:
    files = starter()
    config = files["content/site.yaml"].decode().replace("source: en", "source: es-419")
    config = config.replace(
        "  en: {name: English, language: en, formats: en-GB}", "  es-419: {name: Español, language: es-419}"
    )
    files["content/site.yaml"] = config.encode()
    text = files[PROCEDURE].decode().replace("revision: 1\n", "revision: 20261121\n")
    files[PROCEDURE] = text.replace("Unlock the door.", f"Unlock the door. {'Really. ' * 245}").encode()
    stage.files = dict(site_of(files, is_sound=False))
    page = ready(person.new_page(), stage.checklist("es-419", "office/open-office"))
    long = "🙂" * 100
    name(page, long)
    tick(page, "unlock-door")
    for _ in range(3):
        page.click("[data-action=duplicate]")
        settled(page)
        again(page)
        assert ticked(page) == ["unlock-door"]
        assert long in page.input_value("[data-name]")
    board = ready(person.new_page(), stage.runs("es-419"))
    assert len(cases(board)) == 4
    assert {run["snapshots"][0]["locale"] for run in json.loads(page.evaluate(ALL_RUNS))} == {"es-419"}


def test_a_run_that_is_full_says_so_and_stays_as_it_was(stage: Stage, person: BrowserContext) -> None:
    full = first_run(1, "Full")
    full["entries"] += [
        {"at": 1_700_000_002_000 + at, "step": "sign-in", "note": "n"} for at in range(19_998)
    ]
    page = person.new_page()
    page.goto(stage.address + "run-1.schema.json")
    page.evaluate(FIRST_VERSION, [[full], []])
    ready(page, stage.checklist("nl", PERMISSION, "?run=imported-0001"))
    tick(page, "open-customers")
    page.wait_for_selector("[data-trouble]:not([hidden])")
    assert ticked(page) == ["sign-in"]
    again(page)
    assert ticked(page) == ["sign-in"]
    assert page.is_hidden("[data-trouble]")
    page.click("[data-action=new]")
    tick(page, "open-customers")
    settled(page)
    again(page)
    assert ticked(page) == ["open-customers"]
