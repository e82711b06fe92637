"""Journeys at single steps: reasons, roles that only look, rounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.support.browser_waits import settled, until
from tests.support.run_journeys import (
    ADD,
    LOCALE_PAIRS,
    PERMISSION,
    PREPARE,
    Stage,
    answer,
    numbers,
    progress,
    ready,
    tick,
    to_language,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SKIPPED = "[data-states] input[value=skipped]"
WHY = "[data-reason] input"
REQUEST = "subscriptions/request-customer-relationship"
WAIT = "#customer-accepts"


def words(page: Page, key: str) -> str:
    """The text of a key of the interface in the page's language."""
    text: str = json.loads(page.locator("#_live").text_content() or "")[key]
    return text


def next_step(page: Page) -> str:
    return page.get_attribute("[data-next]", "href") or ""


@LOCALE_PAIRS
def test_a_step_does_not_apply_only_with_a_reason(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    page.focus("#sign-in > .tools-button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.is_checked(f"#sign-in {SKIPPED}")
    assert words(page, "run_lacking") in page.inner_text("#sign-in .step-status")
    assert page.is_visible("#sign-in [data-reason] small")
    assert page.get_attribute(f"#sign-in {WHY}", "aria-invalid") == "true"
    assert page.locator("#sign-in.is-skipped").count() == 0
    assert numbers(progress(page))[0] == 0
    assert next_step(page) == "#sign-in"
    settled(page)
    to_language(page, there)
    assert words(page, "run_lacking") in page.inner_text("#sign-in .step-status")
    board = ready(person.new_page(), stage.runs(there))
    board.wait_for_selector(".board progress:not([hidden])")
    assert numbers(board.inner_text("[data-count]"))[0] == 0
    page.click("#sign-in > .tools-button")
    page.focus(f"#sign-in {SKIPPED}")
    page.keyboard.press("Tab")
    page.keyboard.type("   ")
    page.keyboard.press("Tab")
    assert numbers(progress(page))[0] == 0
    page.fill(f"#sign-in {WHY}", "Single sign-on")
    page.press(f"#sign-in {WHY}", "Tab")
    assert page.get_attribute(f"#sign-in {WHY}", "aria-invalid") == "false"
    assert page.is_hidden("#sign-in [data-reason] small")
    assert page.locator("#sign-in.is-skipped").count() == 1
    assert "Single sign-on" in page.inner_text("#sign-in .step-status")
    assert words(page, "run_lacking") not in page.inner_text("#sign-in .step-status")
    assert numbers(progress(page))[0] == 1
    assert next_step(page) == "#open-customers"


@LOCALE_PAIRS
def test_an_optional_step_needs_no_reason(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
        answer(page, "direction", "turn-off")
        page.click("#open-log > .tools-button")
        page.check(f"#open-log {SKIPPED}")
        assert page.locator("#open-log.is-skipped").count() == 1
        assert words(page, "run_lacking") not in page.inner_text("#open-log .step-status")
        assert numbers(progress(page))[0] == 2


@LOCALE_PAIRS
def test_a_called_procedure_is_done_until_there_is_a_reason_to_skip_it(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PREPARE))
        page.click("#turn-on > .tools-button")
        page.check(f"#turn-on > .tools {SKIPPED}")
        assert page.is_visible("[id='turn-on.sign-in']")
        page.fill(f"#turn-on > .tools {WHY}", "Is on")
        page.press(f"#turn-on > .tools {WHY}", "Tab")
        assert page.is_hidden("[id='turn-on.sign-in']")


LOOK = "You can look here, but not change anything. Who can: Admin agent"


@LOCALE_PAIRS
def test_a_step_that_waits_shows_since_when(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    """Since the step before it was done; the page with all runs says the same."""
    page = ready(person.new_page(), stage.checklist(here, REQUEST))
    since = words(page, "live_since").partition("{")[0]
    while next_step(page) != WAIT:
        assert since not in page.inner_text(".checklist")
        tick(page, next_step(page)[1:])
    done = page.inner_text("#send-invitation .step-status")
    status = page.inner_text(f"{WAIT} .step-status")
    assert status.startswith(since)
    assert done.endswith(status.removeprefix(since))
    settled(page)
    for locale in (here, there):
        board = ready(person.new_page(), stage.runs(locale))
        until(board, "document.querySelector('[data-waits]')?.textContent !== ''")
        assert board.inner_text("[data-waits]").startswith(words(board, "live_since").partition("{")[0])
        assert locale == there or board.inner_text("[data-waits]") == status
    tick(page, WAIT[1:])
    assert since not in page.inner_text(".checklist")


@LOCALE_PAIRS
def test_a_role_that_only_looks_sees_a_notice(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    page.locator(".run details").first.locator("summary").click()
    page.check("[data-roles] input[value=helpdesk_agent]")
    for locale in (here, there):
        to_language(page, locale)
        role = page.text_content("[data-roles] label:has(input[value=admin_agent])") or ""
        notice = words(page, "live_look").replace("{roles}", role.strip())
        assert notice == LOOK or locale != "en"
        for step in ("sign-in", "find-switch"):
            assert page.inner_text(f"#{step} .step-status") == notice
        assert page.locator("#direction .step-status").count() == 0, "anybody may decide"
        assert words(page, "live_hand_over").split("{")[0] not in page.inner_text(".checklist")
        assert next_step(page) == "#sign-in"
        assert page.get_attribute("[data-next-for-me]", "href") == "#direction"
    page.locator(".run details").first.locator("summary").click()
    page.check("[data-roles] input[value=admin_agent]")
    assert page.locator("#sign-in .step-status").count() == 0


@LOCALE_PAIRS
def test_only_the_procedure_that_may_be_looked_at_says_so(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PREPARE))
        page.locator(".run details").first.locator("summary").click()
        page.check("[data-roles] input[value=sales_agent]")
        look = words(page, "live_look").split("{")[0]
        assert look in page.inner_text("[id='turn-on.sign-in'] .step-status")
        assert (
            not page.locator(".checklist > section > .steps > .step > .step-status")
            .filter(has_text=look)
            .count()
        )
        page.uncheck("[data-roles] input[value=sales_agent]")


@LOCALE_PAIRS
def test_earlier_rounds_are_folded_at_the_step(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, ADD))
    page.fill("[data-initials]", "AB")
    page.press("[data-initials]", "Tab")
    tick(page, "sign-in")
    for initials in ("AB", "CD"):
        page.fill("[data-initials]", initials)
        page.press("[data-initials]", "Tab")
        tick(page, "open-resellers")
        answer(page, "review-order", "incorrect")
        tick(page, "cancel-order")
        answer(page, "start-over", "again")
        page.click("#start-over .back-edge button")
        settled(page)
    for locale in (here, there):
        to_language(page, locale)
        rounds = page.locator("#open-resellers .step-status details")
        assert rounds.get_attribute("open") is None
        assert numbers(rounds.locator("summary").inner_text()) == [3]
        rounds.locator("summary").focus()
        page.keyboard.press("Enter")
        first, second = rounds.locator("p").all_inner_texts()
        assert first.startswith(words(page, "live_round").replace("{number}", "1"))
        assert words(page, "run_done") in first
        assert ", AB, " in first
        assert ", CD, " in second
        label = page.locator("[for=review-order--incorrect]").evaluate(
            "label => label.firstChild.textContent"
        )
        answered = page.locator("#review-order .step-status details")
        answered.locator("summary").click()
        assert label in answered.locator("p").first.inner_text()
        assert page.locator("#sign-in .step-status details").count() == 0
