"""Checklists in pseudo-locales: no script has words of its own, and pages run from right to left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stegvis.i18n import pseudo
from stegvis.pipeline import Builder
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.run_journeys import Stage, states

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PLAIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = {"Stegvis", "Contoso", "AM", "PM"}
"""Names, and what the browser's own CLDR says of a time."""
MONTH = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
EXAMPLE = re.compile(r"\bcontoso\.onmicrosoft\.com\b")
"""The example of a value that is noted, which is the same in every language."""

SAID = """() => {
  const own = (node) => {
    const told = (node.nodeType === 1 ? node : node.parentElement).closest("[lang]")
    return !told || told.lang === "en-XA"
  }
  const words = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode
    if (!at.parentElement.closest("script, style, template, code, noscript") && own(at)) words.push(at.data)
  }
  const names = ["aria-label", "aria-description", "aria-valuetext", "placeholder", "title", "alt"]
  for (const one of document.body.querySelectorAll("*")) {
    for (const name of names) if (one.hasAttribute(name) && own(one)) words.push(one.getAttribute(name))
  }
  return words
}"""
"""Every text of the page, whether it shows or not, and every attribute that is read out."""


@pytest.fixture(scope="module")
def files(root: Path) -> Mapping[str, bytes]:
    """The real site in the pseudo-locales too."""
    source = read_project(root)
    config = read_site_config(source).value
    assert config
    return Builder().build(source, pseudo.add_pseudo_locales(config, ["en-XA", "ar-XB"])).files


def plain(page: Page) -> set[str]:
    """The words that have no accents."""
    texts: list[str] = page.evaluate(SAID)
    left = (EXAMPLE.sub("", MONTH.sub("", text)) for text in texts)
    return {word for text in left for word in PLAIN.findall(text)} - ALLOWED


def test_no_word_of_any_state_is_hard_coded(
    stage: Stage, person: BrowserContext, files: Mapping[str, bytes]
) -> None:
    stage.files = dict(files)
    page = person.new_page()
    plain_words = {state: words for state in states(page, stage, "en-XA") if (words := plain(page))}
    assert plain_words == {}


def test_a_word_that_is_hard_coded_would_be_seen(
    stage: Stage, person: BrowserContext, files: Mapping[str, bytes]
) -> None:
    stage.files = dict(files)
    page = person.new_page()
    next(iter(states(page, stage, "en-XA")))
    page.evaluate("() => { document.querySelector('[data-bar] output').textContent += ' left to do' }")
    assert plain(page) == {"left", "to", "do"}


SIDES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect()
  const arrow = getComputedStyle(document.querySelector(".is-next .step-number"), "::before").content
  return {
    isBoxFirst: box("#sign-in .box input").left >= box("#sign-in .step-number").right,
    isNameFirst: box("[data-name]").left >= box("[data-initials]").right,
    isMenuFirst: box(".menu").left >= box("a[data-locale=sv]").right,
    isArrowToText: arrow.includes("\u2190") && !arrow.includes("\u2192"),
  }
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_that_runs_from_right_to_left_is_laid_out_so(
    stage: Stage, person: BrowserContext, files: Mapping[str, bytes], width: int
) -> None:
    stage.files = dict(files)
    page = person.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for state in states(page, stage, "ar-XB"):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
        if state == "before a run" and width > 1000:  # on a phone they stand below each other
            assert page.evaluate(SIDES) == dict.fromkeys(page.evaluate(SIDES), True)
