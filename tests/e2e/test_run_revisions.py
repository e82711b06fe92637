"""Journeys of runs that were finished before their procedure changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser_waits import settled
from tests.support.run_journeys import (
    ALL_RUNS,
    LOCALE_PAIRS,
    PERMISSION,
    Stage,
    answer,
    built,
    name,
    numbers,
    progress,
    ready,
    tick,
    ticked,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

DONE = ["sign-in", "open-customers", "pick-customer", "open-account", "find-switch"]


def finish_run(stage: Stage, page: Page, locale: str) -> str:
    """Complete a run, and return its address."""
    ready(page, stage.checklist(locale, PERMISSION))
    name(page, "Contoso")
    tick(page, *DONE)
    answer(page, "direction", "turn-off")
    tick(page, "switch-off", "open-log", "check-log-off")
    settled(page)
    return page.url.partition("#")[0]


def revise_procedure(files: dict[str, bytes]) -> None:
    """Add a step, change one, and rename a step and an end."""
    path = f"procedures/{PERMISSION}.yaml"
    text = files[path].decode()
    for old, new in (
        ("revision: 2\n", "revision: 3\n"),
        ("  - id: open-customers\n", "  - id: open-customers\n    revision: 2\n"),
        ("Select {csp} in the menu, then select {customers}.", "Select {customers} at once."),
        ("  - id: pick-customer\n", "  - id: choose-customer\n    was: pick-customer\n"),
        ("  - id: open-account\n", "  - id: look-twice\n    action: Look twice.\n  - id: open-account\n"),
        ("  - id: permission-set\n", "  - id: permission-kept\n    was: permission-set\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    files[path] = text.encode()


@LOCALE_PAIRS
def test_a_finished_run_stays_as_it_was_and_says_with_which_revision(
    stage: Stage, person: BrowserContext, root: Path, here: str, there: str
) -> None:
    page = person.new_page()
    address = finish_run(stage, page, here)
    words = json.loads(page.locator("#_live").text_content() or "")
    instruction = page.inner_text("#open-customers [data-step-text]")
    before = page.evaluate(ALL_RUNS)
    stage.files = dict(built(root, revise_procedure))
    ready(page, address)
    assert numbers(page.inner_text("[data-revision-notice]")) == [2, 3]
    assert page.locator("[data-revision-notice] button").count() == 0
    assert progress(page) == f"{words['live_revision'].replace('{revision}', '2')} · {words['live_finished']}"
    assert page.locator("#permission-kept.is-reached").count() == 1
    assert page.is_hidden("[data-next]")
    assert page.is_hidden("#look-twice")
    assert page.is_visible("#choose-customer")
    assert len(ticked(page)) == 8
    assert (
        page.locator(".checklist .box > input:enabled, .checklist fieldset > .choice > input:enabled").count()
        == 0
    )
    assert page.is_disabled("[data-clear]")
    page.click("#open-account > .tools-button")
    assert page.locator("#open-account [data-states] input:enabled").count() == 0
    board = ready(person.new_page(), stage.runs(there))
    count = board.inner_text(".board [data-count]")
    assert numbers(count) == [2]
    board.click(".board a[data-record]")
    board.wait_for_selector(".record td")
    rows = board.locator(".record tbody tr").all_inner_texts()
    assert len(rows) == 10
    old = board.locator(".record tbody td:first-child").nth(1)
    assert old.inner_text() == f"2 {instruction}"
    assert old.get_attribute("lang") == here
    assert not any("Look twice" in row for row in rows)
    assert board.evaluate(ALL_RUNS) == before


@LOCALE_PAIRS
def test_a_note_can_be_added_to_a_finished_run_and_changes_nothing_else(
    stage: Stage, person: BrowserContext, root: Path, here: str, there: str
) -> None:
    page = person.new_page()
    address = finish_run(stage, page, here)
    stage.files = dict(built(root, revise_procedure))
    ready(page, address.replace(f"/{here}/", f"/{there}/"))
    page.click("#open-account > .tools-button")
    page.fill("#open-account textarea", "Asked by phone")
    page.press("#open-account textarea", "Tab")
    settled(page)
    ready(page, address)
    assert "Asked by phone" in page.inner_text("#open-account .step-status")
    assert numbers(page.inner_text("[data-revision-notice]")) == [2, 3]
    assert page.locator("#permission-kept.is-reached").count() == 1
    assert len(ticked(page)) == 8
