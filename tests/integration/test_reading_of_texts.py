"""A text reads the same wherever it is shown: there is one parser, and every output visits its tree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from tests.support.browser_waits import settled
from tests.support.html_tree import parsed
from tests.support.pdf_reading import pages_of, printed, squeezed
from tests.support.projects import Files, edited
from tests.support.site_host import hosted
from tests.support.starter_site import PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import Browser

URL = "https://stegvis.example/"

CASES = {
    "`*.csv`": "*.csv",
    "2 * 3 * 4": "2 * 3 * 4",
    "`{admin_agent}`": "{admin_agent}",
    '`a{b} "{scope}"`': 'a{b} "{scope}"',
    "snake_case_word": "snake_case_word",
    r"\*escaped\*": "*escaped*",
    "a &amp; b": "a & b",
    "`` a`b ``": "a`b",
    r"C:\dir, and \_": r"C:\dir, and _",
    "**strong _and_ {scope}**": "strong and Scope of it",
    "see [*the **old** {scope}* of `[x][y]`][yaml]": "see the old Scope of it of [x][y]",
}
"""Texts, and how they read."""

LABELS = """
admin_agent: {name: Admin agent, kind: button, system: building}
scope: {name: Scope of it, kind: button, system: building}
b: {name: Letter, kind: button, system: building}
"""


def name(number: int) -> str:
    """The id of the procedure whose title, system and first step are a case's text."""
    return f"case-{number}"


def may_be_title(text: str) -> bool:
    """Whether a text may be a title, which is a link in many places and holds none."""
    return "][" not in text


@pytest.fixture(scope="module")
def files() -> Files:
    """The starter with a procedure and a system for each case."""
    files = dict(starter())
    template = edited(files, PROCEDURE, "  - id: enter-code\n", "  - id: enter-code\n    system: building\n")
    names = ", ".join(name(number) for number in range(len(CASES)))
    files = edited(
        files, "content/collections.yaml", "procedures: [open-office]", f"procedures: [open-office, {names}]"
    )
    files = edited(files, "content/site.yaml", "  nl: {name: Nederlands, language: nl}\n", "")
    files["content/labels.yaml"] += LABELS.encode()
    for number, text in enumerate(CASES):
        quoted = json.dumps(text)
        files["content/systems.yaml"] += f"\n{name(number)}: {{name: {quoted}}}\n".encode()
        own = {PROCEDURE: template[PROCEDURE]}
        own = edited(own, PROCEDURE, "procedure: open-office", f"procedure: {name(number)}")
        own = edited(own, PROCEDURE, "system: building", f"system: {name(number)}")
        own = edited(own, PROCEDURE, "action: Unlock the door.", f"action: {quoted}")
        if may_be_title(text):
            own = edited(own, PROCEDURE, "title: Open the office", f"title: {quoted}")
        files[f"procedures/office/{name(number)}.yaml"] = own[PROCEDURE]
    return {path: raw for path, raw in files.items() if not path.endswith(".po")}


@pytest.fixture(scope="module")
def site(files: Files) -> Mapping[str, bytes]:
    return site_of(files, URL)


@pytest.fixture(scope="module")
def sheets(files: Files) -> Mapping[str, str]:
    """The squeezed words of each sheet, by procedure."""
    options = PdfOptions(locales=("en",), papers=(Paper.A4,), editions=(CHECKLIST,))
    output = printed(files, options)
    return {pdf.name: "".join(pages_of(output.files[pdf.path])) for pdf in output.pdf_files}


def places(site: Mapping[str, bytes], number: int) -> Iterator[tuple[str, str]]:
    """Where a step's text and the name of its system are shown, and as what."""
    folder = f"en/office/{name(number)}"
    guide = parsed(site[f"{folder}/index.html"])
    checklist = parsed(site[f"{folder}/checklist/index.html"])
    data = json.loads(guide.one("script", type="application/ld+json").raw)
    yield "JSON-LD", data["step"][0]["text"]
    yield "guide", next(node for node in guide.all("p") if "instruction" in node.classes).text
    yield "checklist", next(node for node in checklist.walk() if "data-step-text" in node).text
    box = next(node for node in guide.one("svg", role="img").all("g") if "node" in node.classes)
    yield "picture", " ".join(line.text for line in box.all("tspan"))
    words = next(node for node in guide.all("ol") if "text-alternative" in node.classes).children[0]
    yield "picture in words", words.text.removeprefix("Step 1").partition("then step")[0].strip()
    outline = next(node for node in guide.all("nav") if "outline" in node.classes)
    yield "outline", outline.one("a", href="#_at.unlock-door").text.removeprefix("1 ")
    yield "heading", guide.one(id="_at.unlock-door").text


def titles(site: Mapping[str, bytes], number: int) -> Iterator[tuple[str, str]]:
    """Where a title is shown, and as what."""
    path = f"office/{name(number)}/"
    guide = parsed(site[f"en/{path}index.html"])
    yield "heading of the page", guide.one("h1").text
    yield "title", guide.all("title")[0].text.removesuffix(" – Office")
    yield "title for others", guide.one("meta", property="og:title")["content"].removesuffix(" – Office")
    yield "name in JSON-LD", json.loads(guide.one("script", type="application/ld+json").raw)["name"]
    yield "title of the picture", guide.one(id="_chart-title").text.removeprefix("Chart of the steps: ")
    listed = parsed(site["en/procedures/index.html"])
    yield "list", next(link.text for link in listed.all("a") if link["href"].endswith(path))


def differing_readings(readings: Iterator[tuple[str, str]], words: str) -> dict[str, str]:
    return {place: reading for place, reading in readings if reading != words}


def test_a_step_and_a_title_read_the_same_on_all_pages(site: Mapping[str, bytes]) -> None:
    differences = {
        text: {
            **differing_readings(places(site, number), words),
            **(differing_readings(titles(site, number), words) if may_be_title(text) else {}),
        }
        for number, (text, words) in enumerate(CASES.items())
    }
    assert {text: readings for text, readings in differences.items() if readings} == {}


def test_a_step_and_a_title_read_the_same_on_sheets(sheets: Mapping[str, str]) -> None:
    missing = {}
    for number, (text, words) in enumerate(CASES.items()):
        instruction = squeezed(words)
        title = instruction if may_be_title(text) else "Opentheoffice"
        expected = f"NameDate{title}WHOMAY", f"time{instruction}1{instruction}Thepanel"
        if absent := [place for place in expected if place not in sheets[name(number)]]:
            missing[text] = absent
    assert missing == {}


def test_a_step_and_a_title_read_the_same_in_records(site: Mapping[str, bytes], chromium: Browser) -> None:
    readings = {}
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    with hosted(site) as address:
        for number, text in enumerate(CASES):
            page.goto(f"{address}en/office/{name(number)}/checklist/")
            page.wait_for_selector("[data-run]:not([hidden])")
            page.check("#unlock-door--done")
            settled(page)
            run = page.url.partition("run=")[2].partition("#")[0]
            page.goto(f"{address}en/runs/?record={run}")
            page.wait_for_selector(".record td")
            step, title = page.locator(".record td").first, page.locator(".record dd a").first
            readings[text] = step.inner_text(), title.inner_text()
    context.close()
    expected = {
        text: (f"1 {words}", words if may_be_title(text) else "Open the office")
        for text, words in CASES.items()
    }
    assert {text: reading for text, reading in readings.items() if reading != expected[text]} == {}
