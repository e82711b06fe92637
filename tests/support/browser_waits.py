"""How tests wait for pages: for what is to be seen there, never for a time that is hoped to be enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PATIENCE = 30_000
"""Milliseconds after which nobody believes any more that it comes; slow machines need seconds."""
STEP = 20
ARRIVED = "[data-run]:not([hidden]), [data-board]:not([hidden]), [data-record-view]:not([hidden])"
"""What shows that the script of a checklist, or of the page with all runs, has begun."""

SETTLED = """async () => {
  const turn = () => new Promise((done) => setTimeout(done));
  try {
    const opened = indexedDB.open('stegvis');
    const database = await new Promise((done, fail) => {
      opened.onsuccess = () => done(opened.result);
      opened.onerror = fail;
    });
    for (let round = 0; round < 8; round += 1) {
      const all = database.transaction([...database.objectStoreNames], 'readwrite');
      all.objectStore(all.objectStoreNames[0]).count();
      await new Promise((done) => (all.oncomplete = done));
      await turn();
    }
    database.close();
  } catch {
    for (let round = 0; round < 8; round += 1) await turn();
  }
}"""
"""The browser lets transactions of one database in one after the other: when ours has ended, so have all
that the page began before it. A page's longest chain of them (tidy, save what is unsaved, find the run, keep
it, list the others) is shorter than the rounds here."""


def settled(page: Page) -> None:
    """Wait until the page has kept, read and shown what it was asked to."""
    page.evaluate(SETTLED)


def arrived(page: Page) -> None:
    """Wait until a page that was gone to shows its run or runs."""
    page.wait_for_selector(ARRIVED)
    settled(page)


def until(page: Page, so: str) -> None:
    """Wait until an expression is true; Playwright's own way needs what the pages' policy refuses."""
    for _ in range(PATIENCE // STEP):
        if page.evaluate(so):
            return
        page.wait_for_timeout(STEP)
    pytest.fail(f"never so: {so}")


def soon(page: Page, read: Callable[[], Any], wanted: object) -> None:
    """Wait until what is read is what is wanted: another tab's news come when they come."""
    for _ in range(PATIENCE // STEP):
        if read() == wanted:
            return
        page.wait_for_timeout(STEP)
    assert read() == wanted
