"""A look at a page in a browser: what it asked for and said, how it fits, and what axe finds, in one visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 768, 1280, 1920)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ELSEWHERE = ("Failed to load resource", "Service Worker registration blocked by Playwright")
"""What the console says of things that are known: what is lost is in `Look.lost`; we block the worker."""
NARROW = 24
"""CSS pixels that a target is wide and high at least (WCAG 2.5.8)."""

AXE = """rules => axe.run(document, { ...rules, resultTypes: ["violations"], selectors: false }).then(({ violations }) =>
  violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, any, all }) => `${id}: ${help}: ${html.slice(0, 160)}`
    + [...any, ...all].map(({ message }) => `\\n        ${message}`).join(""))))"""

OPEN = "() => { for (const part of document.querySelectorAll('main details')) part.open = true; }"
OPEN_MENU = "() => { for (const part of document.querySelectorAll('.menu details')) part.open = true; }"

WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  const isKept = (node) => {
    for (let one = node.parentElement; one && one !== document.body; one = one.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX)) return true;
    return false;
  };
  const out = document.documentElement.scrollWidth > edge ? [`scrolls to ${document.documentElement.scrollWidth} px`] : [];
  for (const node of document.body.querySelectorAll("*")) {
    const { left, right, width } = node.getBoundingClientRect();
    if (width > 1 && (right > edge + 1 || left < -1) && !isKept(node) && !node.closest("svg svg, svg *"))
      out.push(`<${node.tagName.toLowerCase()} class="${node.getAttribute("class") ?? ""}"> from ${left} to ${right}: `
        + `${node.textContent.trim().slice(0, 50)}`);
  }
  return out.slice(0, 8);
}"""

SMALL = """least => {
  const out = [];
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  for (const node of document.body.querySelectorAll(targets)) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.closest(".skip")) continue;
    const boxes = [node, ...(node.labels ?? [])].map((one) => one.getBoundingClientRect());
    const width = Math.max(...boxes.map((one) => one.right)) - Math.min(...boxes.map((one) => one.left));
    const height = Math.max(...boxes.map((one) => one.bottom)) - Math.min(...boxes.map((one) => one.top));
    if (width >= least - 0.05 && height >= least - 0.05) continue;
    const isInline = getComputedStyle(node).display === "inline";
    const around = node.parentElement.closest("p, li, td, dd, dt, th, figcaption, label, div") ?? document.body;
    if (isInline && around.textContent.trim() !== node.textContent.trim()) continue;
    const place = node.parentElement.closest("[class], [id]");
    out.push(`${width.toFixed(1)} by ${height.toFixed(1)}: in ${place?.id || place?.className}: ${node.outerHTML.slice(0, 120)}`);
  }
  return out;
}"""

MOVING = """() => {
  const moving = [...document.querySelectorAll("*")].filter((node) => {
    const style = getComputedStyle(node);
    return /[1-9]/.test(style.transitionDuration + style.animationDuration) || style.scrollBehavior === "smooth";
  });
  return [...moving.map((node) => node.tagName), ...document.getAnimations().map(() => "an animation")];
}"""


@dataclass(slots=True)
class Look:
    """What was seen of a page."""

    status: int = 0
    hosts: set[str] = field(default_factory=set)
    """Of everything that was asked for; data that an address holds itself comes from nowhere."""
    lost: list[str] = field(default_factory=list)
    """What was asked for in vain."""
    said: list[str] = field(default_factory=list)
    """Warnings and errors in the console, those of the page's policy among them."""
    axe: dict[str, list[str]] = field(default_factory=dict)
    """Findings by colour scheme."""
    wide: dict[int, list[str]] = field(default_factory=dict)
    """What does not fit, by the window's width."""
    small: dict[int, list[str]] = field(default_factory=dict)
    """Targets that a finger misses, by the window's width."""
    moving: list[str] = field(default_factory=list)
    """What moves although the reader asked for stillness."""


class Visitor:
    """Somebody with one browser window who looks at each page once."""

    def __init__(self, browser: Browser, axe: Path) -> None:
        context = browser.new_context(service_workers="block", reduced_motion="reduce")
        context.add_init_script(path=axe)
        self._page = context.new_page()
        self._now = Look()
        self._page.on("console", lambda message: self._hear(message.type, message.text))
        self._page.on("pageerror", lambda error: self._now.said.append(str(error)))
        self._page.on("request", lambda request: self._note(request.url))
        self._page.on("requestfailed", lambda request: self._now.lost.append(request.url))
        self._page.on("response", lambda answer: self._answered(answer.status, answer.url))

    def look(self, address: str) -> Look:
        """What there is to see of a page."""

        self._now = now = Look()
        page = self._page
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        page.goto("about:blank")
        answer = page.goto(address, wait_until="load")
        now.status = answer.status if answer else 0
        now.lost = [url for url in now.lost if url != address]
        page.evaluate(OPEN)
        now.moving = page.evaluate(MOVING)
        for width in reversed(WIDTHS):
            self._fits(page, width)
        page.set_viewport_size({"width": 1280, "height": 900})
        heard = list(now.said)
        now.axe["light"] = page.evaluate(AXE, {"runOnly": TAGS})
        page.emulate_media(color_scheme="dark")
        now.axe["dark"] = page.evaluate(AXE, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
        now.said = heard  # what axe does to the page is not the page's doing
        return now

    def close(self) -> None:
        """Leave."""
        self._page.context.close()

    def _fits(self, page: Page, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        self._now.small[width] = page.evaluate(SMALL, NARROW)
        page.evaluate(OPEN_MENU)
        self._now.wide[width] = page.evaluate(WIDE)
        page.evaluate(OPEN_MENU.replace("true", "false"))

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"warning", "error"} and not text.startswith(ELSEWHERE):
            self._now.said.append(text)

    def _note(self, url: str) -> None:
        if urlsplit(url).scheme not in {"data", "about", "blob"}:
            self._now.hosts.add(urlsplit(url).hostname or url)

    def _answered(self, status: int, url: str) -> None:
        if status >= 400:
            self._now.lost.append(url)
