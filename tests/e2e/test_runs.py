"""Journeys with runs, each in two languages at least."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser_waits import arrived, settled, soon, until
from tests.support.run_journeys import (
    ADD,
    LOCALE_PAIRS,
    OWNER,
    PERMISSION,
    Stage,
    again,
    answer,
    built,
    confirm,
    name,
    numbers,
    progress,
    ready,
    tick,
    ticked,
    to_language,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


@LOCALE_PAIRS
def test_two_customers_at_once(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = person.new_page()
    ready(page, stage.checklist(here, PERMISSION))
    tick(page, "sign-in", "open-customers")
    name(page, "Contoso")
    first = page.url
    ready(page, stage.checklist(here, PERMISSION))
    assert ticked(page) == []
    assert "Contoso" in page.inner_text("[data-other-runs]")
    tick(page, "sign-in")
    name(page, "Fabrikam")
    assert page.url != first
    board = ready(person.new_page(), stage.runs(there))
    board.wait_for_selector(".board progress:not([hidden])")
    cards = {
        card.inner_text().split("\n")[0]: card.inner_text() for card in board.locator(".board .card").all()
    }
    assert set(cards) == {"Contoso", "Fabrikam"}
    board.click("text=Contoso")
    board.wait_for_selector(".bar output:not([hidden])")
    arrived(board)
    assert f"/{there}/" in board.url
    assert ticked(board) == ["sign-in", "open-customers"]


@LOCALE_PAIRS
def test_a_branch_changed_half_way(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(page, "sign-in")
    assert page.locator("#switch-on.is-waiting").count() == 1
    answer(page, "direction", "turn-on")
    assert not page.is_visible("#switch-off")
    tick(page, "switch-on", "open-log")
    page.click("#direction--turn-off")
    question = page.locator("#direction .confirm p")
    assert "7" in question.inner_text()
    page.click("#direction [data-no]")
    assert page.is_checked("#direction--turn-on")
    assert page.is_checked("#switch-on--done")
    to_language(page, there)
    assert page.is_checked("#direction--turn-on")
    page.click("#direction--turn-off")
    page.click("#direction [data-yes]")
    assert not page.is_visible("#switch-on")
    assert page.is_visible("#switch-off")
    assert ticked(page) == ["sign-in", "open-log"]
    again(page)
    assert ticked(page) == ["sign-in", "open-log"]


@LOCALE_PAIRS
def test_a_loop_keeps_the_round(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, ADD))
    tick(page, "sign-in", "open-resellers")
    answer(page, "review-order", "incorrect")
    tick(page, "cancel-order")
    answer(page, "start-over", "again")
    page.click("#start-over .back-edge button")
    assert ticked(page) == ["sign-in"]
    assert not page.is_checked("#review-order--incorrect")
    assert "2" in page.inner_text("#open-resellers .step-status")
    settled(page)
    record = person.new_page()
    record.goto(f"{stage.runs(there)}?record={page.url.partition('run=')[2].partition('#')[0]}")
    record.wait_for_selector(".record h2")
    assert record.locator(".record table").count() == 2
    assert len(record.locator(".record table").nth(1).locator("tbody tr").all()) == 4


@LOCALE_PAIRS
def test_progress_counts_the_way_as_known(
    stage: Stage, person: BrowserContext, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(here, OWNER))
    least, most = numbers(progress(page))[1:]
    assert least < most
    answer(page, "sign-in-asked", "not-asked")
    assert numbers(progress(page))[-1] < most
    to_language(page, there)
    answer(page, "owner-held", "all-hold")
    done, total = numbers(progress(page))
    assert (done, total) == (2, 9)


def begin_run_to_hand_over(stage: Stage, page: Page, locale: str) -> None:
    ready(page, stage.checklist(locale, PERMISSION))
    page.fill("[data-initials]", "AB")
    page.press("[data-initials]", "Tab")
    tick(page, "sign-in", "open-customers")
    answer(page, "direction", "turn-off")
    page.click("#pick-customer > .tools-button")
    page.fill("#pick-customer textarea", "Ünïcode, <b>and</b> a line\nmore")
    page.press("#pick-customer textarea", "Tab")
    name(page, "Contoso")
    page.locator(".run details").nth(1).locator("summary").click()


def check_received_run(page: Page) -> None:
    assert ticked(page) == ["sign-in", "open-customers"]
    assert page.is_checked("#direction--turn-off")
    assert page.input_value("[data-name]") == "Contoso"
    assert "AB" in page.inner_text("#sign-in .step-status")
    assert "Ünïcode, <b>and</b> a line" in page.inner_text("#pick-customer .step-status")


@pytest.mark.parametrize(("here", "there"), [("nl", "fr"), ("fr", "nl")])
def test_a_hand_over_by_file(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], tmp_path: Path, here: str, there: str
) -> None:
    page = browser_of_one().new_page()
    begin_run_to_hand_over(stage, page, here)
    with page.expect_download() as saved:
        page.click("[data-action=file]")
    file = tmp_path / "run.json"
    saved.value.save_as(file)
    colleague = ready(browser_of_one().new_page(), stage.checklist(there, PERMISSION))
    colleague.set_input_files("[data-import]", file)
    colleague.wait_for_url("**?run=*")
    check_received_run(colleague)
    tick(colleague, "pick-customer")
    with colleague.expect_download() as back:
        colleague.evaluate("document.querySelector('[data-action=file]').click()")
    back.value.save_as(file)
    tick(page, "find-switch")
    page.set_input_files("[data-import]", file)
    soon(page, partial(ticked, page), ["sign-in", "open-customers", "pick-customer", "find-switch"])


@pytest.mark.parametrize(("here", "there"), [("nl", "fr"), ("sv", "en")])
def test_a_hand_over_by_link(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], here: str, there: str
) -> None:
    page = browser_of_one().new_page()
    begin_run_to_hand_over(stage, page, here)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.click("[data-action=link]")
    link = page.locator("[data-status-message] input")
    link.wait_for()
    colleague = browser_of_one().new_page()
    urls: list[str] = []
    colleague.on("request", lambda request: urls.append(request.url))
    colleague.goto(link.input_value().replace(f"/{here}/", f"/{there}/"))
    colleague.wait_for_url("**?run=*")
    check_received_run(colleague)
    assert not any("#run=" in url or "Contoso" in url for url in urls)


@LOCALE_PAIRS
def test_a_revision_raised_between_two_visits(
    stage: Stage, person: BrowserContext, root: Path, here: str, there: str
) -> None:
    page = ready(person.new_page(), stage.checklist(there, PERMISSION))
    tick(page, "sign-in", "open-customers")
    to_language(page, here)
    tick(page, "pick-customer")
    settled(page)
    address = page.url.partition("#")[0]

    def edit(files: dict[str, bytes]) -> None:
        path = f"procedures/{PERMISSION}.yaml"
        text = files[path].decode()
        text = text.replace("revision: 2\n", "revision: 3\n", 1)
        text = text.replace("  - id: open-customers\n", "  - id: open-customers\n    revision: 2\n", 1)
        text = text.replace(
            "Select {csp} in the menu, then select {customers}.", "Select {customers} at once.", 1
        )
        text = text.replace("  - id: pick-customer\n", "  - id: choose-customer\n    was: pick-customer\n", 1)
        files[path] = text.encode()

    stage.files = dict(built(root, edit))
    if (
        here != "en"
        and "data-checklist" not in stage.files[f"{here}/{PERMISSION}/checklist/index.html"].decode()
    ):
        address = address.replace(f"/{here}/", "/en/")
    ready(page, address)
    notice = page.locator("[data-revision-notice]")
    assert {2, 3} <= set(numbers(notice.locator("p").first.inner_text()))
    if here == "en":
        assert "Select Customers at once." in notice.inner_text()
        assert "CSP" in notice.locator(f"[lang={there}]").inner_text()
    assert ticked(page) == ["sign-in", "open-customers", "choose-customer"]
    notice.locator("button").click()
    assert ticked(page) == ["sign-in", "choose-customer"]
    assert not notice.is_visible()
    settled(page)
    again(page)
    assert ticked(page) == ["sign-in", "choose-customer"]
    assert not page.is_visible("[data-revision-notice]")


@LOCALE_PAIRS
def test_two_tabs_stay_in_step(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    first = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(first, "sign-in")
    settled(first)
    second = ready(person.new_page(), first.url.replace(f"/{here}/", f"/{there}/"))
    assert ticked(second) == ["sign-in"]
    tick(second, "open-customers")
    tick(first, "pick-customer")
    for page in (first, second):
        soon(page, partial(ticked, page), ["sign-in", "open-customers", "pick-customer"])
    for page in (first, second):
        again(page)
        assert ticked(page) == ["sign-in", "open-customers", "pick-customer"]


@LOCALE_PAIRS
def test_roles_mark_what_is_handed_over(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    page.locator(".run details").first.locator("summary").click()
    page.check("[data-roles] input[value=sales_agent]")
    assert page.locator("#sign-in .step-status").inner_text() != ""
    to_language(page, there)
    assert page.is_checked("[data-roles] input[value=sales_agent]")
    answer(page, "direction", "turn-on")
    status = page.inner_text("#switch-on .step-status")
    role = page.inner_text("[data-roles] label:has(input[value=admin_agent])").strip()
    assert role in status
    assert page.locator("#check-log-on .step-status").count() == 0
    page.locator(".run details").first.locator("summary").click()
    page.check("[data-roles] input[value=admin_agent]")
    assert page.locator("#switch-on .step-status p").count() == 0


@LOCALE_PAIRS
def test_states_reasons_and_notes(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    page.click("#open-customers > .tools-button")
    page.check("#open-customers input[value=blocked]")
    page.fill("#open-customers [data-reason] input", "No access")
    page.press("#open-customers [data-reason] input", "Tab")
    assert "No access" in page.inner_text("#open-customers .step-status")
    page.click("#sign-in > .tools-button")
    page.check("#sign-in input[value=skipped]")
    page.fill("#sign-in [data-reason] input", "Signed in already")
    page.press("#sign-in [data-reason] input", "Tab")
    assert numbers(progress(page))[0] == 1
    settled(page)
    to_language(page, there)
    assert "No access" in page.inner_text("#open-customers .step-status")
    board = ready(person.new_page(), stage.runs(there))
    tick(page, "sign-in")
    until(board, "document.querySelector('[data-waits]')?.textContent.includes('No access')")


@LOCALE_PAIRS
def test_what_is_secret_has_no_field(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, ADD))
        page.click("#copy-credentials > .tools-button")
        assert page.locator("#copy-credentials textarea").count() == 0
        assert page.locator("#copy-credentials [data-secret]").is_visible()


@LOCALE_PAIRS
def test_archive_delete_duplicate_rename(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(page, "sign-in")
    name(page, "Contoso")
    page.click("[data-action=duplicate]")
    assert page.input_value("[data-name]") != "Contoso"
    assert "Contoso" in page.input_value("[data-name]")
    assert ticked(page) == ["sign-in"]
    page.click("[data-action=delete]")
    page.wait_for_selector("[data-status-message] button")
    assert ticked(page) == []
    page.click("[data-status-message] button")
    assert ticked(page) == ["sign-in"]
    page.click("[data-action=archive]")
    page.wait_for_selector("[data-status-message] button")
    board = ready(person.new_page(), stage.runs(there))
    assert board.locator(".board .card").count() == 1
    board.click("[data-action=rename]")
    board.fill(".board-name", "Northwind")
    board.press(".board-name", "Enter")
    cards = board.locator(".board .card")
    soon(board, board.locator(".board h2").all_inner_texts, ["Northwind"])
    board.check("[data-archived] input")
    soon(board, cards.count, 2)
    board.locator("[data-action=delete]").first.click()
    soon(board, cards.count, 1)
    board.click("[data-status-message] button")
    soon(board, cards.count, 2)


@LOCALE_PAIRS
def test_keyboard_only(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    for locale in (here, there):
        page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
        page.focus("#sign-in--done")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        for _ in range(6):
            if page.evaluate("document.activeElement.classList.contains('tools-button')"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert page.input_value("#sign-in [data-states] input:checked") == "skipped"
        page.focus("#direction--turn-on")
        page.keyboard.press("Space")
        page.focus("#switch-on--done")
        page.keyboard.press("Space")
        assert not page.is_checked("#switch-on--done")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "switch-on--done"
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.is_checked("#switch-on--done")


@LOCALE_PAIRS
def test_language_keeps_place_and_focus(stage: Stage, person: BrowserContext, here: str, there: str) -> None:
    page = ready(person.new_page(), stage.checklist(here, PERMISSION))
    tick(page, "sign-in", "open-customers")
    page.focus("#pick-customer--done")
    to_language(page, there)
    assert page.evaluate("document.activeElement.id") == "pick-customer--done"
    assert "#" in page.url


def test_english_names_beside_the_localized(stage: Stage, person: BrowserContext) -> None:
    for locale in ("nl", "fr"):
        page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
        page.locator(".run details").first.locator("summary").click()
        if not page.is_checked("[data-english] input"):
            page.check("[data-english] input")
        assert "(Customers)" in page.inner_text("#open-customers [data-step-text]")
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    assert page.locator("[data-english]").is_hidden()


@LOCALE_PAIRS
def test_without_javascript_it_is_a_checklist(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], here: str, there: str
) -> None:
    page = browser_of_one(java_script_enabled=False).new_page()
    for locale in (here, there):
        page.goto(stage.checklist(locale, PERMISSION))
        page.check("#sign-in--done")
        page.check("#direction--turn-off")
        assert page.locator("[data-run]").is_hidden()
        assert page.locator("#switch-on").is_visible()
        assert page.locator("[data-bar]").is_hidden()


def test_a_finished_run_says_so(stage: Stage, person: BrowserContext) -> None:
    page = ready(person.new_page(), stage.checklist("en", PERMISSION))
    for step in ("sign-in", "open-customers", "pick-customer", "open-account", "find-switch"):
        tick(page, step)
    answer(page, "direction", "turn-off")
    tick(page, "switch-off", "open-log", "check-log-off")
    assert page.locator("#permission-set.is-reached").count() == 1
    settled(page)
    run = page.url.partition("run=")[2]
    board = ready(person.new_page(), stage.runs("nl"))
    assert board.locator(".board [data-count]").inner_text() != ""
    board.goto(f"{stage.runs('nl')}?record={run}")
    board.wait_for_selector(".record td")
    assert board.locator(".record tbody tr").count() == 10
    with board.expect_download() as saved:
        board.locator(".record .actions button").nth(1).click()
    table = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert len(rows) == 11
    case, procedure, outcome, _, step, *_, revision = rows[1]
    assert case in board.inner_text("h1")
    assert [procedure, "2", outcome] == board.locator(".record dd").all_inner_texts()[1:4]
    assert step.startswith("1 ")
    assert revision == "2"


def test_the_file_fits_its_published_schema(stage: Stage, person: BrowserContext, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    page = person.new_page()
    begin_run_to_hand_over(stage, page, "en")
    with page.expect_download() as saved:
        page.click("[data-action=file]")
    saved.value.save_as(tmp_path / "run.json")
    schema = json.loads(stage.files["run-2.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads((tmp_path / "run.json").read_text()), schema)


def test_a_pause_point_asks_before_a_called_procedure(stage: Stage, person: BrowserContext) -> None:
    page = ready(
        person.new_page(), stage.checklist("en", "reservations/enable-customer-to-buy-azure-reservations")
    )
    page.click("[id='turn-on.sign-in--done']")
    assert not page.is_checked("[id='turn-on.sign-in--done']")
    confirm(page)
    assert page.is_checked("[id='turn-on.sign-in--done']")
