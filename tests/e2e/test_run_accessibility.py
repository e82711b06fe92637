"""The checklist in each of its states, and the page with all runs, looked at by axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.required_programs import need
from tests.support.run_journeys import Stage, states

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
        """(rules) => axe.run({ runOnly: rules }).then(({ violations }) =>
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
        page.evaluate(axe)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], f"{state}, {scheme}"
