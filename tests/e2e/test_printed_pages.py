"""On paper: everything that is to be read or ticked, and nothing that is to be clicked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.html_tree import Node, parsed
from tests.support.pdf_reading import texts_of
from tests.support.site_pages import LOCALES, LONG

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PAPER = {"format": "A4", "print_background": False}
VIEWS = {"guide": LONG, "checklist": f"{LONG}checklist/"}
MILLIMETRE = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Print:
    """A page and what a printer makes of it."""

    page: Node
    words: str
    """All words on paper, without spaces, hyphens and ligatures: a line breaks anywhere."""
    sheets: int
    boxes: int
    """Controls to tick that are drawn, each at least 4 mm wide and high."""


def comparable(words: str) -> str:
    """Words without the characters that a line break adds or removes."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]", "", unicodedata.normalize("NFKC", words))


@pytest.fixture(scope="module")
def prints(served: str, site: Path, chromium: object) -> Mapping[tuple[str, str], Print]:
    """Each view in each language, printed."""
    context: BrowserContext = chromium.new_context(service_workers="block")  # type: ignore[attr-defined]
    tab = context.new_page()
    printed = {}
    for locale in LOCALES:
        for view, tail in VIEWS.items():
            tab.goto(f"{served}{locale}/{tail}")
            sheets = texts_of(tab.pdf(**PAPER))  # type: ignore[arg-type]
            tab.emulate_media(media="print")
            boxes = tab.eval_on_selector_all(
                ".steps input",
                "(all, least) => all.filter((box) => box.checkVisibility() && box.offsetWidth >= least"
                " && box.offsetHeight >= least && parseFloat(getComputedStyle(box).borderTopWidth) > 0).length",
                4 * MILLIMETRE,
            )
            tab.emulate_media(media="null")
            page = parsed((site / locale / tail / "index.html").read_bytes())
            printed[view, locale] = Print(page, comparable("".join(sheets)), len(sheets), boxes)
    context.close()
    return printed


EACH = pytest.mark.parametrize("locale", LOCALES)
BOTH = pytest.mark.parametrize("view", VIEWS)


@EACH
@BOTH
def test_every_steps_instruction_is_on_paper(
    prints: Mapping[tuple[str, str], Print], view: str, locale: str
) -> None:
    printed = prints[view, locale]
    if view == "guide":
        acts = [node.text for node in printed.page.all("p") if "instruction" in node.classes]
    else:
        acts = [node.text for node in printed.page.all("span") if "data-step-text" in node]
    assert len(acts) > 30
    assert [act for act in acts if comparable(act) not in printed.words] == []


@EACH
@BOTH
def test_remarks_answers_and_results_are_on_paper(
    prints: Mapping[tuple[str, str], Print], view: str, locale: str
) -> None:
    printed = prints[view, locale]
    nodes = [
        node
        for node in printed.page.walk()
        if {"remark", "result", "answer", "optional", "outcome"} & set(node.classes)
    ]
    texts = [node.text for node in nodes if node.tag == "p"]
    assert len(texts) > 20
    assert [text for text in texts if comparable(text) not in printed.words] == []


@EACH
@BOTH
def test_no_menu_and_no_other_language_is_on_paper(
    prints: Mapping[tuple[str, str], Print], view: str, locale: str
) -> None:
    printed = prints[view, locale]
    links = [link for nav in printed.page.all("nav") for link in nav.all("a") if "menu" in nav.classes]
    names = [
        link.text for link in printed.page.all("a") if "data-locale" in link and "aria-current" not in link
    ]
    assert len(names) == 3
    assert [name for name in names if comparable(name) in printed.words] == []
    texts = comparable(
        "".join(
            node.text
            for node in printed.page.walk()
            if node.tag in {"p", "li", "h1", "h2", "h3"} and node.all("button") == []
        )
    )
    buttons = [button.text for button in printed.page.one("main").all("button")]
    printed_names = [
        name
        for name in [*(link.text for link in links), *buttons]
        if name and comparable(name) in printed.words
    ]
    assert len(links) > 5
    assert [name for name in printed_names if comparable(name) not in texts] == []


@EACH
def test_every_box_to_tick_is_drawn(prints: Mapping[tuple[str, str], Print], locale: str) -> None:
    printed = prints["checklist", locale]
    inputs = [box for item in printed.page.all("ol") if "steps" in item.classes for box in item.children]
    boxes = {box["id"] for item in inputs for box in item.all("input")}
    assert printed.boxes == len(boxes) > 30


def test_without_scripts_the_same_is_printed(
    prints: Mapping[tuple[str, str], Print], served: str, reader: Callable[..., BrowserContext]
) -> None:
    page = reader(java_script_enabled=False).new_page()
    page.goto(f"{served}fr/{LONG}")
    words = comparable("".join(texts_of(page.pdf(**PAPER))))  # type: ignore[arg-type]
    acts = [node.text for node in prints["guide", "fr"].page.all("p") if "instruction" in node.classes]
    assert [act for act in acts if comparable(act) not in words] == []
