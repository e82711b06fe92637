"""Texts that would be markup if they were let: on every page they are words, wherever they came from.

Validation refuses most of them (V503, C106); the pages must not rely on that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import pytest

from tests.support.browser_waits import settled
from tests.support.html_tree import Node, findings, need_none, parsed
from tests.support.projects import Files, edited
from tests.support.site_host import hosted
from tests.support.starter_site import GUIDE, PROCEDURE, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGE = "<img src=x onerror=hacked()>"
BAD = f"""</script></title></textarea>{IMAGE}'"--><svg/onload=hacked()>&lt;b&gt;"""
URL = "https://stegvis.example/"

SOURCES = {
    PROCEDURE: [
        "Open the office",
        "Unlock the door and turn the alarm off before it sounds.",
        "You have the key and know the code.",
        "Unlock the door.",
        "The panel beside the door begins to beep.",
        "The alarm sounds after one minute.",
        "Is the panel silent?",
        '"No, it still beeps"',
        "The office is open.",
        "The office is open and the alarm is off.",
    ],
    "content/labels.yaml": ["Disarm"],
    "content/roles.yaml": ["Key holder", "Has a key and the code of the alarm."],
    "content/systems.yaml": ["The building"],
    "content/audiences.yaml": ["Staff", "Everyone who works in the office."],
    "content/collections.yaml": ["The office", "What has to be done to open and close the office."],
    "content/sources.yaml": ["Seen on the control panel"],
    "content/links.yaml": ["The format of YAML"],
    "content/index.md": [
        "Procedures of this office",
        "What to do, step by step, to read, to tick off and to print.",
    ],
    "content/site.yaml": ["Office", "Nederlands"],
}
"""What is made hostile, by file; each stands once."""


def hostile_sources() -> dict[str, bytes]:
    """The starter with every kind of its texts made hostile."""
    files: Files = starter()
    for path, texts in SOURCES.items():
        for text in texts:
            plain = text.strip('"')
            quoted = json.dumps(f"{plain} {BAD}", ensure_ascii=False)
            files = edited(files, path, f": {text}", f": {quoted}")
    body = "Begin with"
    return edited(files, "content/index.md", body, f"{BAD} {body}")


def hostile_catalogs() -> dict[str, bytes]:
    """The starter with every Dutch translation made hostile, the interface's words among them."""
    escaped = BAD.replace("\\", "\\\\").replace('"', '\\"')
    return {
        path: re.sub(rb'(?m)^msgstr "(?=[^"])', f'msgstr "{escaped} '.encode().replace(b"\\", b"\\\\"), raw)
        if path.endswith(".po")
        else raw
        for path, raw in starter().items()
    }


@pytest.fixture(scope="module", params=["sources", "catalogs"])
def hostile(request: pytest.FixtureRequest) -> tuple[str, Mapping[str, bytes]]:
    """A site whose sources or translations want to be more than words."""
    sources = {"sources": hostile_sources, "catalogs": hostile_catalogs}[request.param]()
    return request.param, site_of(sources, URL, is_sound=False)


@pytest.fixture
def pages(hostile: tuple[str, Mapping[str, bytes]]) -> dict[str, Node]:
    return {path: parsed(raw) for path, raw in hostile[1].items() if path.endswith(".html")}


def test_no_text_becomes_an_element_or_an_attribute(pages: dict[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        for node in page.walk():
            if node.tag == "img" or "onerror" in node or "onload" in node:
                yield f"<{node.tag} {node.attributes}>"
            if node.tag == "script" and node["type"] not in {
                "module",
                "application/json",
                "application/ld+json",
            }:
                yield f"<script {node.attributes}>"

    need_none(findings(pages, find_faults))


def test_nothing_ends_a_script_but_its_own_end(
    hostile: tuple[str, Mapping[str, bytes]], pages: dict[str, Node]
) -> None:
    for path, page in pages.items():
        scripts = page.all("script")
        assert hostile[1][path].lower().count(b"</script") == len(scripts), path
        for script in scripts:
            if script["type"].endswith("json"):
                json.loads(script.raw)
            assert "<" not in script.raw, path


def test_the_words_are_shown_as_they_were_written(
    hostile: tuple[str, Mapping[str, bytes]], pages: dict[str, Node]
) -> None:
    kind, _ = hostile
    locale = "en" if kind == "sources" else "nl"
    guide, checklist = pages[f"{locale}/{GUIDE}index.html"], pages[f"{locale}/{GUIDE}checklist/index.html"]
    for page in (guide, checklist):
        for part in (
            page.one("title") if page is checklist else page.one("h1"),
            page.one("h1"),
            page.one("main"),
        ):
            assert IMAGE in part.text
        assert IMAGE in page.one("meta", name="description")["content"]
        assert IMAGE in page.one("meta", property="og:title")["content"]
    acts = [node.text for node in guide.all("p") if "instruction" in node.classes]
    assert IMAGE in acts[0]
    data = json.loads(guide.one("script", type="application/ld+json").raw)
    assert IMAGE in data["name"]
    assert IMAGE in data["description"]
    assert IMAGE in data["step"][0]["text"]
    drawn = "".join(node.text for node in guide.one("svg", role="img").all("tspan", "title"))
    assert IMAGE.replace(" ", "") in drawn.replace(" ", "")


def test_the_sitemap_stays_xml(hostile: tuple[str, Mapping[str, bytes]]) -> None:
    fromstring(hostile[1]["sitemap.xml"])  # noqa: S314 - our own file


def test_a_browser_runs_nothing_of_it(hostile: tuple[str, Mapping[str, bytes]], chromium: Browser) -> None:
    kind, files = hostile
    locale = "en" if kind == "sources" else "nl"
    context = chromium.new_context(service_workers="block", bypass_csp=True)
    context.add_init_script("window.hacked = () => { window.wasHacked = true; }")
    page = context.new_page()
    with hosted(files) as address:
        for path in (
            f"{locale}/{GUIDE}",
            f"{locale}/{GUIDE}checklist/",
            f"{locale}/",
            f"{locale}/roles/",
            f"{locale}/runs/",
            "404.html",
        ):
            page.goto(f"{address}{path}")
            assert page.evaluate("document.querySelectorAll('img').length") == 0, path
            assert page.evaluate("window.wasHacked ?? false") is False, path
        page.goto(f"{address}{locale}/{GUIDE}checklist/")
        page.wait_for_selector("[data-run]:not([hidden])")
        page.check("#unlock-door--done")  # scripts set words too
        settled(page)
        page.goto(f"{address}{locale}/runs/")
        page.wait_for_selector(".board li")
        assert IMAGE in page.inner_text(".board")
        assert page.evaluate("document.querySelectorAll('img').length") == 0
        assert page.evaluate("window.wasHacked ?? false") is False
    context.close()
