"""The checklist in each of its states, and the page with all runs, looked at by axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import need
from tests.journeys.conftest import ADD, PERMISSION, Stage, answer, name, ready, tick

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def axe(root: Path) -> str:
    need("packages")
    return (root / "node_modules/axe-core/axe.min.js").read_text()


def findings(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(
        """(rules) => axe.run({ runOnly: rules }).then(({ violations }) =>
             violations.flatMap(({ id, nodes }) => nodes.map(({ html }) =>
               `${id}: ${html.slice(0, 90)}`)))""",
        RULES,
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "sv"])
def test_every_state(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], axe: str, locale: str, scheme: str
) -> None:
    person = browser_of_one(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page = ready(person.new_page(), stage.checklist(locale, PERMISSION))
    for one in page.locator(".run details summary").all():
        one.click()
    assert findings(page, axe) == [], "before a run"
    page.check("[data-roles] input[value=sales_agent]")
    tick(page, "sign-in")
    name(page, "Contoso")
    page.click("#open-customers > .opener")
    page.check("#open-customers input[value=blocked]")
    page.click("#pick-customer > .opener")
    page.check("#pick-customer input[value=skipped]")
    assert page.get_attribute("#pick-customer [data-why] input", "aria-invalid") == "true"
    assert findings(page, axe) == [], "states, tools, hand-overs, waiting steps, a reason that is missing"
    page.click("#direction--turn-on")
    page.click("#switch-on--done")
    page.wait_for_selector("#switch-on .sure")
    assert findings(page, axe) == [], "a question"
    page.click("#switch-on [data-yes]")
    page.check("[data-off] input")
    assert findings(page, axe) == [], "steps off the way"
    page.click("[data-do=archive]")
    page.wait_for_selector("[data-said] button")
    assert findings(page, axe) == [], "undo"
    ready(page, stage.checklist(locale, ADD))
    answer(page, "review-order", "incorrect")
    tick(page, "cancel-order")
    answer(page, "start-over", "again")
    assert findings(page, axe) == [], "a way back"
    page.click("#start-over .loop button")
    page.click("#review-order .standing summary")
    assert findings(page, axe) == [], "earlier rounds"
    page.wait_for_timeout(150)
    run = page.url.partition("run=")[2].partition("#")[0]
    ready(page, stage.runs(locale))
    page.wait_for_selector(".board progress:not([hidden])")
    page.click("[data-act=rename]")
    assert findings(page, axe) == [], "the page with all runs"
    page.goto(f"{stage.runs(locale)}?record={run}")
    page.wait_for_selector(".record td")
    assert findings(page, axe) == [], "a record"
