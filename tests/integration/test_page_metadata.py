"""What a page declares to browsers and search engines: language, names, addresses, and its steps as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import pytest

from tests.support.html_tree import Node, findings, is_moved, need_none, parsed
from tests.support.site_pages import GUIDE, KINDS, LOCALES, LONG
from tests.support.starter_site import site_of, starter

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALIKE = {"procedures/"}
"""Pages whose title is the same word in two languages: English and Dutch both say “Procedures”."""
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Node]:
    """Every page but those that only redirect."""
    trees = {path.relative_to(site).as_posix(): parsed(path.read_bytes()) for path in site.rglob("*.html")}
    return {path: tree for path, tree in sorted(trees.items()) if not is_moved(tree)}


@pytest.fixture(scope="module")
def address(pages: Mapping[str, Node]) -> str:
    """The site's own address, ending in a slash."""
    return pages["index.html"].one("link", rel="canonical")["href"]


def is_listed(page: Node) -> bool:
    """Whether search engines may show it."""
    return not any("noindex" in node["content"] for node in page.all("meta", name="robots"))


def meta_content(page: Node, name: str) -> str:
    """The content of the meta element with a name; empty if the head has none."""
    nodes = [node for node in page.all("meta") if name in {node["name"], node["property"]}]
    assert len(nodes) <= 1, f"{name} twice"
    return nodes[0]["content"] if nodes else ""


def page_url(path: str, address: str) -> str:
    """The address of a page's file."""
    return address + path.removesuffix("index.html")


def test_every_page_declares_its_language_direction_title_and_description(pages: Mapping[str, Node]) -> None:
    def find_faults(path: str, page: Node) -> Iterator[str]:
        html = page.one("html")
        expected = path.partition("/")[0] if "/" in path else "en"
        if html["lang"] != expected or html["dir"] != "ltr":
            yield f"lang={html['lang']} dir={html['dir']}"
        if not page.one("head").one("title").text or not meta_content(page, "description"):
            yield "no title or no description"
        if len(page.all("h1")) != 1:
            yield f"{len(page.all('h1'))} first headings"

    need_none(findings(pages, find_faults))


def test_titles_and_descriptions_differ_from_page_to_page(pages: Mapping[str, Node]) -> None:
    titles: dict[tuple[str, str], list[str]] = {}
    for path, page in pages.items():
        if is_listed(page):
            key = page.one("html")["lang"], page.one("head").one("title").text
            titles.setdefault(key, []).append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_titles_and_descriptions_are_in_each_pages_own_language(pages: Mapping[str, Node]) -> None:
    for tail in {*KINDS.values(), GUIDE, f"{GUIDE}checklist/"} - {"404.html"}:
        same = {locale: pages[f"{locale}/{tail}index.html"] for locale in LOCALES}
        titles = {page.one("head").one("title").text for page in same.values()}
        descriptions = {meta_content(page, "description") for page in same.values()}
        assert len(titles) == len(LOCALES) - (tail in ALIKE), (tail, titles)
        assert len(descriptions) == len(LOCALES), (tail, descriptions)


def test_canonical_and_alternate_links_are_absolute_and_lead_to_pages(
    pages: Mapping[str, Node], address: str
) -> None:
    urls = {page_url(path, address) for path in pages}

    def find_faults(path: str, page: Node) -> Iterator[str]:
        canonical = [node["href"] for node in page.all("link", rel="canonical")]
        alternates = {node["hreflang"]: node["href"] for node in page.all("link", rel="alternate")}
        if path.endswith("404.html"):
            if canonical or alternates or is_listed(page):
                yield "a missing page has an address of its own"
            return
        if canonical != [page_url(path, address)]:
            yield f"canonical: {canonical}"
        if set(alternates) != {*LOCALES, "x-default"}:
            yield f"alternates: {sorted(alternates)}"
        if alternates.get("x-default") != address:
            yield f"x-default: {alternates.get('x-default')}"
        tail = path.partition("/")[2].removesuffix("index.html")
        for locale in LOCALES:
            href = alternates.get(locale, "")
            if href != f"{address}{locale}/{tail}" or href not in urls:
                yield f"{locale}: {href}"

    assert urlsplit(address).scheme == "https"
    need_none(findings(pages, find_faults))


def test_what_is_shared_has_a_name_a_text_and_an_address(pages: Mapping[str, Node], address: str) -> None:
    def find_faults(path: str, page: Node) -> Iterator[str]:
        expected = {
            "og:title": page.one("head").one("title").text,
            "og:description": meta_content(page, "description"),
            "og:site_name": "Stegvis",
            "og:locale": page.one("html")["lang"],
            "og:url": "" if path.endswith("404.html") else page_url(path, address),
        }
        for name, value in expected.items():
            if meta_content(page, name) != value:
                yield f"{name}: {meta_content(page, name)!r}, not {value!r}"
        if meta_content(page, "og:type") not in {"website", "article"}:
            yield f"og:type: {meta_content(page, 'og:type')}"

    need_none(findings(pages, find_faults))


def test_the_sitemap_lists_every_page_with_its_languages(
    site: Path, pages: Mapping[str, Node], address: str
) -> None:
    root = fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    assert root.tag == f"{SITEMAP}urlset"
    listed: dict[str, dict[str, str]] = {}
    for entry in root:
        loc = entry.findtext(f"{SITEMAP}loc") or ""
        assert loc not in listed
        listed[loc] = {link.attrib["hreflang"]: link.attrib["href"] for link in entry.iter(LINK)}
    expected = {
        page_url(path, address)
        for path, page in pages.items()
        if "/" in path and not path.endswith("404.html")
    }
    assert set(listed) == expected
    for loc, alternates in listed.items():
        tail = loc.removeprefix(address).partition("/")[2]
        assert alternates == {locale: f"{address}{locale}/{tail}" for locale in LOCALES}


def test_robots_may_read_everything_and_find_the_sitemap(site: Path, address: str) -> None:
    lines = (site / "robots.txt").read_text().split("\n")
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {address}sitemap.xml", ""]


def test_a_site_without_an_address_claims_none() -> None:
    files = site_of(starter())
    assert "sitemap.xml" not in files
    assert b"Sitemap" not in files["robots.txt"]
    for path, raw in files.items():
        if path.endswith(".html"):
            page = parsed(raw)
            assert not page.all("link", rel="canonical") + page.all("link", rel="alternate"), path
            assert not meta_content(page, "og:url"), path


def test_a_guides_data_lists_its_steps(pages: Mapping[str, Node], address: str) -> None:
    def find_faults(path: str, page: Node) -> Iterator[str]:
        blocks = page.all("script", type="application/ld+json")
        if not page.all("ol", class_="text-alternative"):
            if blocks:
                yield "data about no steps"
            return
        data = json.loads(blocks[0].raw)
        items = page.one("ol", class_="text-alternative").children
        steps = [(step["name"], step["text"]) for step in data["step"]]
        if data["@context"] != "https://schema.org" or data["@type"] != "HowTo":
            yield f"{data['@context']} {data['@type']}"
        if data["name"] != page.one("h1").text or data["inLanguage"] != page.one("html")["lang"]:
            yield f"{data['name']} in {data['inLanguage']}"
        if data["url"] != page_url(path, address) or data["description"] != meta_content(page, "description"):
            yield f"{data['url']}: {data['description']}"
        if [step["position"] for step in data["step"]] != list(range(1, len(steps) + 1)):
            yield "positions"
        if len(steps) != len(items):
            yield f"{len(steps)} steps, {len(items)} on the page"
        for step, item in zip(data["step"], items, strict=True):
            target = step["url"].partition("#")
            if target[0] != data["url"] or not page.all(id=target[2]):
                yield f"{step['name']}: {step['url']}"
            if not item.text.startswith(f"{step['name']} {step['text']}"):
                yield f"{step['name']} {step['text']} is on the page {item.text}"

    need_none(findings(pages, find_faults))
    assert any(page.all("script", type="application/ld+json") for page in pages.values())
    assert f"fr/{LONG}index.html" in pages
