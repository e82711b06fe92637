"""Guides and checklists printed from the browser: every step, tagged, and nothing of the page's furniture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import project
from generator.build import Builder
from generator.model import Call, Procedure, Words
from generator.pages.wording import Wording
from tests.print import sheets as reading
from tools import programs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SOURCE = project.read(programs.ROOT)
NAME = "assign-azure-subscription-to-customer"
LOCALES = ("en", "nl", "sv", "fr")
TEXTS = ("action", "check", "decision", "wait", "finish")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = project.config_of(SOURCE, [])
    assert config
    target = tmp_path_factory.mktemp("site")
    for path, content in Builder().build(SOURCE, replace(config, url=reading.URL)).files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def spoken() -> dict[str, tuple[Procedure[Words], Wording]]:
    config = project.config_of(SOURCE, [])
    assert config
    checked = Builder().check(SOURCE, config)
    return {
        code: (one.library.procedures[NAME], Wording(one.library, config.locales[code].language))
        for code, one in checked.localized.items()
    }


def acts(procedure: Procedure[Words], wording: Wording) -> list[str]:
    """What each step asks for, in order, as it is set."""
    return [
        wording.plain(getattr(step, field))
        for step in procedure.steps
        if not isinstance(step, Call)
        for field in TEXTS
        if hasattr(step, field)
    ]


@pytest.mark.parametrize(
    ("page", "paper"), [("", "A4"), ("", "Letter"), ("checklist/", "A4"), ("checklist/", "Letter")]
)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_page_has_every_step_and_no_furniture(  # noqa: PLR0913, PLR0917  # fixtures and cases
    chromium: Browser,
    folder: Path,
    spoken: dict[str, tuple[Procedure[Words], Wording]],
    locale: str,
    page: str,
    paper: str,
) -> None:
    tab = chromium.new_page()
    tab.goto(f"file://{folder}/{locale}/subscriptions/{NAME}/{page}index.html")
    pdf = tab.pdf(format=paper, tagged=True)
    tab.close()
    procedure, wording = spoken[locale]
    pages = reading.pages_of(pdf)
    shown = "".join(pages).replace("\ufb01", "fi").replace("\ufb02", "fl")
    wanted = [reading.squeezed(text) for text in acts(procedure, wording)]
    assert not [text for text in wanted if text not in shown]
    for furniture in (wording.say.skip_to_content, wording.say.privacy, wording.say.on_this_page):
        assert reading.squeezed(furniture) not in shown
    assert reading.catalogue_of(pdf)["/MarkInfo"]["/Marked"]
