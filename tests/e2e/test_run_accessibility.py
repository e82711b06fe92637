"""The checklist in each of its states, and the page with all runs, looked at by axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.browser_waits import settled
from tests.support.required_programs import need
from tests.support.run_journeys import Stage, answer, ready, states, tick
from tests.support.starter_site import PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def axe(root: Path) -> str:
    need("packages")
    return (root / "node_modules/axe-core/axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    lines: list[str] = page.evaluate(
        """(rules) => axe.run({ runOnly: rules, resultTypes: ["violations"], selectors: false }).then(({ violations }) =>
             violations.flatMap(({ id, nodes }) => nodes.map(({ html }) =>
               `${id}: ${html.slice(0, 90)}`)))""",
        RULES,
    )
    return lines


@pytest.mark.parametrize("locale", ["en", "sv"])
def test_every_state_in_light_and_dark(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], axe: str, locale: str
) -> None:
    person = browser_of_one(bypass_csp=True, reduced_motion="reduce")
    page = person.new_page()
    for state in states(page, stage, locale):
        look_at(page, axe, state)


def look_at(page: Page, axe: str, state: str) -> None:
    """Check a page in both colour schemes."""
    page.evaluate(axe)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], f"{state}, {scheme}"


def test_what_a_changed_procedure_and_an_open_run_ask(
    stage: Stage, browser_of_one: Callable[..., BrowserContext], axe: str
) -> None:
    stage.files = dict(site_of(starter()))
    page = browser_of_one(bypass_csp=True, reduced_motion="reduce").new_page()
    checklist = stage.checklist("en", PROCEDURE.removeprefix("procedures/").removesuffix(".yaml"))
    ready(page, checklist)
    tick(page, "unlock-door")
    answer(page, "is-silent", "silent")
    settled(page)
    address = page.url
    ready(page, checklist)
    page.wait_for_selector("[data-go-on]:not([hidden])")
    look_at(page, axe, "a question about the open run")
    files = starter()
    files[PROCEDURE] = files[PROCEDURE].replace(b"Unlock the door.", b"Unlock both doors.")
    stage.files = dict(site_of(files, is_sound=False))
    ready(page, address)
    page.wait_for_selector("[data-revision-notice] input")
    look_at(page, axe, "changes of the procedure")
    page.click("[data-revision-notice] button")
    settled(page)
    page.goto(f"{stage.runs('en')}?record={address.partition('run=')[2]}")
    page.wait_for_selector(".record h2")
    look_at(page, axe, "a record with replaced marks")
