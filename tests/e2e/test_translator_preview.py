"""The translator's view in a browser, and how its command reaches the preview."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from mkdocs.commands import serve as mkdocs_serve  # noqa: TID251  # what the command hands over to
from mkdocs.config import load_config  # noqa: TID251  # likewise

from stegvis.adapters.cli.main import main
from stegvis.adapters.mkdocs import plugin
from tests.integration.test_translation_status import GUIDE, OFFICE, dutch_project, site
from tests.support.dutch_catalogs import brought_up_to_date, catalog, written
from tests.support.projects import ROOT, edited
from tests.support.servers import SiteHandler, answering

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KEY = "open-office/is-silent.decision"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[str]:
    """The address of a preview for Dutch, of which the English of one decision has changed."""
    changed = edited(dutch_project(), OFFICE, "Is the panel silent?", "Is the panel quiet?")
    changed = edited(changed, OFFICE, "  - id: is-silent\n", "  - id: is-silent\n    screen: panel\n")
    built = site(brought_up_to_date(changed), translate="nl", preview=True)
    written(tmp_path, built.files)
    handler = functools.partial(SiteHandler, directory=str(tmp_path))
    with answering(handler) as address:
        yield f"{address}/"


def test_a_click_on_a_text_shows_all_of_its_message(chromium: Browser, preview: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(preview + GUIDE.removesuffix("index.html"))
    page.click(f'.instruction [data-message="{KEY}"]')
    details = page.locator(".translator .message-details")
    assert details.locator("h2").inner_text() == KEY
    assert details.locator("del").all_inner_texts() == ["silent"]
    assert details.locator("ins").all_inner_texts() == ["quiet"]
    assert "NL Is the panel silent?" in details.inner_text()
    assert "C504" in details.inner_text()
    assert f"{catalog('office')}:" in details.inner_text()
    details.get_by_role("button", name="NL Copy the entry").click()
    page.get_by_role("button", name="NL Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith('msgstr "NL Is the panel silent?"')
    page.reload()
    page.wait_for_selector(".translator .message-details h2")
    assert details.locator("h2").inner_text() == KEY
    assert faults == []
    context.close()


def test_the_picture_and_the_outline_are_outlined_and_tell_their_messages(
    chromium: Browser, preview: str
) -> None:
    page = chromium.new_page()
    page.goto(preview + GUIDE.removesuffix("index.html"))
    page.wait_for_selector(".translator")
    heading = page.locator(".translator .message-details h2")
    nodes = page.locator(".chart .node")
    assert nodes.count() > 2
    assert page.locator(".chart .node[data-message]").count() == nodes.count()
    decision = page.locator(f'.chart .node[data-message="{KEY}"]')
    assert decision.get_attribute("data-state") == "fuzzy"
    assert decision.locator(".box").evaluate("box => getComputedStyle(box).strokeDasharray") != "none"
    decision.locator(".box").click()
    assert heading.inner_text() == KEY
    assert page.locator(".outline a").count() > 3
    assert page.locator(".outline a:not([data-message]):not(:has([data-message]))").count() == 0
    place = page.locator(".outline li li a").first
    place.click()
    assert heading.inner_text() == place.get_attribute("data-message")
    page.close()


def test_the_panel_lists_every_message_for_the_keyboard(chromium: Browser, preview: str) -> None:
    page = chromium.new_page()
    page.goto(preview + GUIDE.removesuffix("index.html"))
    page.wait_for_selector(".translator summary")
    page.locator(".translator summary").press("Enter")
    first = page.locator(".translator .list button").first
    assert first.inner_text() == KEY  # what is missing or out of date comes first
    first.press("Enter")
    assert page.locator(".translator .message-details h2").inner_text() == KEY
    page.close()


def test_serve_passes_the_language_on_to_the_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    options: list[tuple[tuple[str, ...], str]] = []

    def record_options(path: str, **_: Any) -> None:
        stegvis_plugin = load_config(path).plugins["stegvis"]
        assert isinstance(stegvis_plugin, plugin.StegvisPlugin)
        options.append((stegvis_plugin.pseudo, stegvis_plugin.translate))

    monkeypatch.setattr(mkdocs_serve, "serve", record_options)
    done = CliRunner().invoke(main, ["-C", str(ROOT), "serve", "--translate", "nl", "--pseudo", "en-XA"])
    assert done.exit_code == 0, done.output
    assert options == [(("en-XA",), "nl")]


def test_a_language_that_nobody_translates_to_is_refused() -> None:
    done = CliRunner().invoke(main, ["-C", str(ROOT), "serve", "--translate", "en"])
    assert done.exit_code == 2
    assert "en is not a target locale; these are: nl, sv, fr" in done.output
