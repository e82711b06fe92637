"""Journeys of runs between builds: a changed, removed or renamed procedure, and an older page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stegvis.model.rewording import REWORDINGS_PATH, hash_wording
from tests.support.browser_waits import arrived, settled, soon, until
from tests.support.run_journeys import (
    LOCALE_PAIRS,
    PERMISSION,
    Stage,
    again,
    answer,
    built,
    name,
    numbers,
    progress,
    ready,
    tick,
    ticked,
)
from tests.support.starter_site import PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FIRST = ["sign-in", "open-customers", "pick-customer", "open-account", "find-switch"]
OFFICE = "office/open-office"
SAID = "document.querySelector('[data-status-message]').textContent.trim() !== ''"


def change_procedure(files: dict[str, bytes]) -> None:
    """Change words, notes and where an option leads; remove and add a step."""
    path = f"procedures/{PERMISSION}.yaml"
    text = files[path].decode()
    for old, new in (
        ("revision: 2\n", "revision: 3\n"),
        ("Select {csp} in the menu, then select {customers}.", "Select {customers} at once."),
        ("  - id: pick-customer\n", "  - id: pick-customer\n    notes:\n      no-rush: Take your time.\n"),
        ("  - id: open-account\n", "  - id: open-account\n    optional: If it is open\n"),
        ("next: switch-off}", "next: look-twice}"),
        ("  - id: switch-off\n", "  - id: look-twice\n    action: Look twice.\n  - id: switch-off\n"),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    before, _, after = text.partition("  - id: find-switch\n")
    text = before + after[after.index("  - id: direction\n") :]
    files[path] = text.encode()


def mark_all(page: Page) -> None:
    """Mark every step of the first build but the last."""
    tick(page, *FIRST)
    answer(page, "direction", "turn-off")
    tick(page, "switch-off", "open-log")


def said(page: Page, kind: str) -> list[str]:
    """What the notice lists of a kind of change, such as `changed`."""
    words = json.loads(page.locator("#_live").text_content() or "")
    start = words[f"live_change_{kind}"].partition("{")[0]
    lines = page.locator("[data-revision-notice] li").all_inner_texts()
    return [line for line in lines if line.startswith(start)]


def record_of(page: Page, stage: Stage, locale: str, run: str) -> Page:
    """Open the record of a run."""
    page.goto(f"{stage.runs(locale)}?record={run}")
    page.wait_for_selector(".record td")
    return page


def table(page: Page, index: int) -> list[list[str]]:
    """The cells of a table of a record, row by row."""
    rows = page.locator(".record table").nth(index).locator("tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def run_of(page: Page) -> str:
    """The id of the run that a page shows."""
    return page.url.partition("run=")[2].partition("#")[0]


@pytest.fixture(scope="module")
def changed(root: Path) -> dict[str, bytes]:
    """The site with a changed procedure."""
    return dict(built(root, change_procedure))


def test_an_old_run_is_reviewed_step_by_step_in_a_new_build(
    stage: Stage, person: BrowserContext, changed: dict[str, bytes]
) -> None:
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    page.fill("[data-initials]", "AB")
    page.press("[data-initials]", "Tab")
    name(page, "Contoso")
    mark_all(page)
    settled(page)
    run = run_of(page)
    address = page.url.partition("#")[0]
    stage.files = changed
    ready(page, address)
    assert numbers(page.locator("[data-revision-notice] p").first.inner_text()) == [2, 3]
    heads = [line.partition(")")[0] for line in said(page, "changed")]
    parts = ("instruction", "notes", "next steps")
    assert [sum(part in head for head in heads) for part in parts] == [1, 2, 2]
    assert "Select CSP in the menu" in page.inner_text("[data-revision-notice] del")
    assert len(said(page, "added")) == 1
    assert len(said(page, "removed")) == 1
    tick(page, "check-log-off")
    assert "is-reached" not in (page.get_attribute("#permission-set", "class") or "")
    words = json.loads(page.locator("#_live").text_content() or "")
    assert words["live_finished"] not in progress(page)
    here = words["live_change_here"].partition("{")[0]
    assert page.locator(".is-changed > .step-status", has_text=here).count() == 4
    assert "notes and warnings" in page.inner_text("#pick-customer .step-status")
    page.click("[data-bar] [data-review]")
    assert page.evaluate("document.activeElement.id") == "_run"
    page.click("[data-revision-notice] a[href='#pick-customer']")
    assert page.url.endswith("#pick-customer")
    board = ready(person.new_page(), stage.runs("nl"))
    board.wait_for_selector(".board progress:not([hidden])")
    nl = json.loads(board.locator("#_live").text_content() or "")
    assert nl["live_finished"] not in board.inner_text(".board [data-count]")
    assert nl["live_review"] in board.inner_text(".board [data-waits]")
    board.click(".board a[data-record]")
    board.wait_for_selector(".record td")
    assert nl["live_review"] in board.locator(".record dd").nth(3).inner_text()
    for step in ("pick-customer", "open-account", "direction"):
        page.check(f"[data-revision-notice] input[value={step}]")
    page.click("[data-revision-notice] button")
    assert page.is_hidden("[data-revision-notice]")
    assert page.is_hidden("[data-bar] [data-review]")
    assert page.evaluate("document.activeElement.id") == "_run"
    assert "open-customers" not in ticked(page)
    assert page.locator(".step-status", has_text=here).count() == 0
    assert {"sign-in", "pick-customer", "open-account"} <= set(ticked(page))
    again(page)
    assert page.is_hidden("[data-revision-notice]")
    tick(page, "open-customers", "look-twice")
    assert words["live_finished"] in progress(page)
    settled(page)
    check_record(record_of(person.new_page(), stage, "en", run))


def check_record(record: Page) -> None:
    """Check what the record of the reviewed run says, and its table."""
    assert record.locator(".record dd").all_inner_texts()[:3] == [
        "Contoso",
        "Let a customer buy their own Azure reservations, or stop it",
        "2, 3",
    ]
    assert "The permission stands as you decided." in record.locator(".record dd").nth(3).inner_text()
    rows, replaced, removed, adopted = (table(record, index) for index in range(4))
    said = [(step, state, by, revision) for step, state, by, *_, revision in rows + replaced]
    assert all(row[3] for row in rows + replaced + removed + adopted)
    assert ("2 Select Customers at once.", "Done", "AB", "3") in said
    picked = "3 Select the name of the customer in the list."
    first = said.index((picked, "Done", "AB", "2"))
    assert said[first + 1] == (picked, "Confirmed", "AB", "3")
    assert said[len(rows) - 1][1:] == ("Finished", "AB", "3")
    first = said.index(("2 Select CSP in the menu, then select Customers.", "Done", "AB", "2"))
    assert said[first + 1] == ("2 Select Customers at once.", "Reopened", "AB", "3")
    assert [row[0].partition(" ")[2][:8] for row in removed] == ["Find All"]
    assert [[row[1], row[2], row[-1]] for row in adopted] == [["Confirmed", "AB", "3"]]
    with record.expect_download() as saved:
        record.locator(".record .actions button").nth(1).click()
    lines = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(lines) == 1 + len(rows) + len(replaced) + len(removed) + len(adopted)
    assert {line[0] for line in lines[1:]} == {"Contoso"}
    assert {"2", "3"} <= {line[-1] for line in lines}


@LOCALE_PAIRS
def test_a_new_run_in_an_old_build_is_marked_and_not_finished(
    stage: Stage, person: BrowserContext, changed: dict[str, bytes], here: str, there: str
) -> None:
    old = stage.files
    stage.files = changed
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    name(page, "Contoso")
    tick(page, "sign-in", "open-customers", "pick-customer", "open-account")
    settled(page)
    run = run_of(page)
    stage.files = old
    ready(page, stage.checklist(here, PERMISSION, f"?run={run}"))
    assert numbers(page.inner_text("[data-revision-notice]")) == [3, 2]
    assert page.locator("[data-revision-notice] button").count() == 0
    words = json.loads(page.locator("#_live").text_content() or "")
    here_changed = words["live_change_here"].partition("{")[0]
    assert page.locator(".step-status", has_text=here_changed).count() == 0
    tick(page, "find-switch")
    answer(page, "direction", "turn-off")
    tick(page, "switch-off", "open-log", "check-log-off")
    assert words["live_finished"] not in progress(page)
    settled(page)
    ready(page, stage.checklist(there, PERMISSION, f"?run={run}"))
    assert len(ticked(page)) == 8
    stage.files = changed
    ready(page, stage.checklist("en", PERMISSION, f"?run={run}"))
    assert {"sign-in", "open-customers", "pick-customer", "open-account", "open-log"} <= set(ticked(page))
    boxes = page.locator("[data-revision-notice] input")
    assert boxes.evaluate_all("all => all.map((box) => box.value)") == ["direction"]


def test_two_people_on_different_builds_exchange_a_run_in_two_languages(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], changed: dict[str, bytes], tmp_path: Path
) -> None:
    old = stage.files
    file = tmp_path / "run.json"

    def save(page: Page) -> None:
        settled(page)
        with page.expect_download() as saved:
            page.evaluate("document.querySelector('[data-action=file]').click()")
        saved.value.save_as(file)

    dutch = ready(browser_of_one().new_page(), stage.checklist("nl", PERMISSION))
    name(dutch, "Contoso")
    tick(dutch, "sign-in")
    save(dutch)
    stage.files = changed
    english = ready(browser_of_one().new_page(), stage.checklist("en", PERMISSION))
    english.set_input_files("[data-import]", file)
    english.wait_for_url("**?run=*")
    assert ticked(english) == ["sign-in"]
    english.click("[data-revision-notice] button")
    tick(english, "open-customers")
    stage.files = old
    tick(dutch, "open-customers", "pick-customer", "find-switch")
    save(english)
    dutch.set_input_files("[data-import]", file)
    until(dutch, SAID)
    assert ticked(dutch) == ["sign-in", "open-customers", "pick-customer", "find-switch"]
    assert numbers(dutch.inner_text("[data-revision-notice]")) == [3, 2]
    save(dutch)
    english.set_input_files("[data-import]", file)
    until(english, SAID)
    soon(english, lambda: ticked(english), ["sign-in", "open-customers", "pick-customer"])
    boxes = english.locator("[data-revision-notice] input")
    assert boxes.evaluate_all("all => all.map((box) => box.value)") == ["open-customers", "pick-customer"]
    summary = json.loads(file.read_text())["runs"][0]["summary"]
    assert summary["case"] == "Contoso"
    assert summary["revisions"] == [2, 3]


def office(change: tuple[str, str] = ("", ""), *, moved: str = "", rewordings: str = "") -> dict[str, bytes]:
    """The starter's site, perhaps with a changed procedure, or with the procedure under another id."""
    files = starter()
    text = files[PROCEDURE].decode().replace(*change)
    if moved:
        del files[PROCEDURE]
        text = text.replace("procedure: open-office", f"procedure: {moved}")
        files[PROCEDURE.replace("open-office", moved)] = text.encode()
    else:
        files[PROCEDURE] = text.encode()
    if rewordings:
        files[REWORDINGS_PATH] = rewordings.encode()
    return dict(site_of(files, is_sound=False))


def begin_office(stage: Stage, page: Page, locale: str) -> str:
    """Begin a run of the starter's procedure, and return its id."""
    ready(page, stage.checklist(locale, OFFICE))
    name(page, "Monday")
    tick(page, "unlock-door")
    answer(page, "is-silent", "beeping")
    settled(page)
    return run_of(page)


@pytest.mark.parametrize(("here", "there"), [("en", "nl"), ("nl", "en")])
def test_a_run_of_a_removed_procedure_is_read_recorded_and_saved(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    stage.files = office()
    page = person.new_page()
    run = begin_office(stage, page, here)
    title = page.inner_text("h1")
    step = page.inner_text("#unlock-door [data-step-text]")
    option = page.inner_text("label[for=is-silent--beeping]")
    stage.files = office(moved="close-office")
    board = ready(person.new_page(), stage.runs(there))
    assert board.inner_text(".board [data-title]") == title
    assert board.is_visible(".board [data-next]")
    board.click(".board h2 a")
    board.wait_for_selector(".record td")
    facts = board.locator(".record dd").all_inner_texts()
    assert facts[:3] == ["Monday", title, "1"]
    rows = table(board, 0)
    assert rows[0][0] == f"1 {step}"
    assert option in rows[1][4]
    assert board.locator(".record td").first.get_attribute("lang") == here
    with board.expect_download() as saved:
        board.locator(".record .actions button").nth(1).click()
    assert title in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    ready(board, stage.runs(here))
    with board.expect_download() as backup:
        board.click("[data-action=save]")
    content = json.loads(Path(backup.value.path()).read_text())
    assert content["runs"][0]["id"] == run
    assert content["runs"][0]["summary"]["title"] == title


@pytest.mark.parametrize(("here", "there"), [("en", "nl"), ("nl", "en")])
def test_runs_files_and_links_follow_a_renamed_procedure(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], tmp_path: Path, here: str, there: str
) -> None:
    stage.files = office()
    person = browser_of_one()
    page = person.new_page()
    run = begin_office(stage, page, here)
    with page.expect_download() as saved:
        page.evaluate("document.querySelector('[data-action=file]').click()")
    saved.value.save_as(tmp_path / "run.json")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.locator(".run details").nth(1).locator("summary").click()
    page.click("[data-action=link]")
    link = page.locator("[data-status-message] input")
    link.wait_for()
    former = link.input_value()
    stage.files = office(("revision: 1\n", "was: [open-office]\nrevision: 1\n"), moved="enter-office")
    board = ready(person.new_page(), stage.runs(there))
    board.click(".board h2 a")
    arrived(board)
    assert "/enter-office/" in board.url
    assert ticked(board) == ["unlock-door"]
    assert board.is_hidden("[data-revision-notice]")
    tick(board, "enter-code")
    settled(board)
    board.set_input_files("[data-import]", tmp_path / "run.json")
    until(board, SAID)
    assert ticked(board) == ["unlock-door", "enter-code"]
    assert run_of(board) == run
    rows = table(record_of(board, stage, there, run), 0)
    assert [row[6] for row in rows] == ["1", "1", "1"]
    other = browser_of_one().new_page()
    other.goto(
        former.replace(f"/{here}/", "/en/")
    )  # its translations follow with the next update of catalogs
    other.wait_for_url(f"**/enter-office/checklist/?run={run}")
    assert ticked(other) == ["unlock-door"]


def test_changes_without_another_revision_are_told_apart(stage: Stage, person: BrowserContext) -> None:
    stage.files = office()
    page = person.new_page()
    run = begin_office(stage, page, "en")
    address = page.url.partition("#")[0]
    stage.files = office(("Unlock the door.", "Unlock the front door."))
    ready(page, address)
    assert numbers(page.locator("[data-revision-notice] p").first.inner_text()) == []
    page.check("[data-revision-notice] input")
    page.click("[data-revision-notice] button")
    settled(page)
    record = record_of(page, stage, "en", run)
    revisions = record.locator(".record dd").nth(2).inner_text().split(", ")
    assert len(revisions) == 2
    assert [row[-1] for row in table(record, 0)[:2]] == revisions


def test_wording_alone_keeps_the_tick_and_the_record_the_words(stage: Stage, person: BrowserContext) -> None:
    old, new = "Unlock the door.", "Unlock the front door."
    stage.files = office()
    page = person.new_page()
    run = begin_office(stage, page, "en")
    address = page.url.partition("#")[0]
    stage.files = office((old, new))
    ready(page, address)
    assert len(said(page, "changed")) == 1
    hashes = f"  now: {hash_wording(new)}\n  meaning: {hash_wording(old)}\n"
    stage.files = office((old, new), rewordings=f"open-office/unlock-door.action:\n{hashes}")
    ready(page, address)
    assert page.is_hidden("[data-revision-notice]")
    assert page.inner_text("#unlock-door [data-step-text]") == new
    assert ticked(page) == ["unlock-door"]
    assert table(record_of(page, stage, "en", run), 0)[0][0] == f"1 {old}"


@LOCALE_PAIRS
def test_a_checklist_opened_without_a_run_asks_about_the_only_unfinished_one(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    assert page.is_hidden("[data-go-on]")
    tick(page, "sign-in")
    name(page, "Contoso")
    settled(page)
    run = run_of(page)
    ready(page, stage.checklist(there, PERMISSION))
    assert "Contoso" in page.inner_text("[data-go-on]")
    assert ticked(page) == []
    page.locator("[data-go-on] button").first.click()
    assert ticked(page) == ["sign-in"]
    assert run_of(page) == run
    assert page.is_hidden("[data-go-on]")
    assert page.evaluate("document.activeElement.id") == "_run"
    ready(page, stage.checklist(there, PERMISSION))
    page.locator("[data-go-on] button").nth(1).click()
    assert page.is_hidden("[data-go-on]")
    ready(page, stage.checklist(there, PERMISSION))
    assert page.is_visible("[data-go-on]")
    tick(page, "open-customers")
    assert page.is_hidden("[data-go-on]")
    name(page, "Fabrikam")
    settled(page)
    assert run_of(page) != run
    ready(page, stage.checklist(here, PERMISSION))
    arrived(page)
    assert page.is_hidden("[data-go-on]")
    assert page.locator("[data-other-runs] a").count() == 2


def test_a_record_is_made_of_the_checklist_that_the_site_has_now(
    stage: Stage, person: BrowserContext, root: Path
) -> None:
    stage.headers = {"Cache-Control": "max-age=600"}
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    tick(page, "sign-in")
    settled(page)
    run = page.url.partition("?run=")[2]
    assert "Revision 2 of" in record_of(page, stage, "en", run).inner_text("[data-record-view]")
    stage.files = dict(built(root, change_procedure))
    assert "Revision 3 of" in record_of(page, stage, "en", run).inner_text("[data-record-view]")
