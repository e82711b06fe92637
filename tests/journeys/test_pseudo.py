"""What scripts say comes from the catalogs: in pseudo-English every word of every state has accents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import project
from generator.build import Builder
from generator.catalogs import pseudo
from tests.journeys.conftest import Stage, states

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PLAIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = {"Stegvis", "Contoso", "AM", "PM"}
"""Names, and what the browser's own CLDR says of a time."""
MONTH = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")

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
    """The real site in pseudo-English."""
    source = project.read(root)
    config = project.config_of(source, [])
    assert config
    return Builder().build(source, pseudo.config_with(config, ["en-XA"])).files


def plain(page: Page) -> set[str]:
    """The words that have no accents."""
    texts: list[str] = page.evaluate(SAID)
    return {word for text in texts for word in PLAIN.findall(MONTH.sub("", text))} - ALLOWED


def test_no_word_of_any_state_is_hard_coded(
    stage: Stage, person: BrowserContext, files: Mapping[str, bytes]
) -> None:
    stage.files = dict(files)
    page = person.new_page()
    found = {state: words for state in states(page, stage, "en-XA") if (words := plain(page))}
    assert found == {}


def test_a_word_that_is_hard_coded_would_be_seen(
    stage: Stage, person: BrowserContext, files: Mapping[str, bytes]
) -> None:
    stage.files = dict(files)
    page = person.new_page()
    next(iter(states(page, stage, "en-XA")))
    page.evaluate("() => { document.querySelector('[data-bar] output').textContent += ' left to do' }")
    assert plain(page) == {"left", "to", "do"}
