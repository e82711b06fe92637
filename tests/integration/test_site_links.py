"""Links of the whole site: each leads to a page and a place on it, wherever the site is served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.support.html_tree import Node, findings, is_moved, need_none, parsed
from tests.support.starter_site import site_of, starter

BELOW = "https://stegvis.example/some/where/"


def _trees(files: Mapping[str, bytes]) -> dict[str, Node]:
    return {path: parsed(raw) for path, raw in files.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def files(site: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def targets(page: Node) -> Iterator[str]:
    """What a page leads to or fetches, as written; not what it tells search engines."""
    for node in page.walk():
        if node.tag == "link" and node["rel"] in {"canonical", "alternate"}:
            continue
        yield from (node[name] for name in ("href", "src") if name in node)
        if node["http-equiv"] == "refresh":
            yield node["content"].partition("url=")[2]


def broken_links(files: Mapping[str, bytes], base: str, *, served: str = "") -> dict[str, list[str]]:
    """The broken links of a site published at `base`; a page may be served at another address."""
    trees = _trees(files)
    places = {path: {node["id"] for node in tree.walk() if "id" in node} for path, tree in trees.items()}

    def find_faults(path: str, page: Node) -> Iterator[str]:
        page_url = served or base + path.removesuffix("index.html")
        for target in targets(page):
            if urlsplit(target).scheme:
                continue
            target_url, _, anchor = urljoin(page_url, target).partition("#")
            file = unquote(target_url.partition("?")[0]).removeprefix(base)
            file = f"{file}index.html" if not file or file.endswith("/") else file
            if not target_url.startswith(base) or file not in files:
                yield f"{target} is not there"
            elif anchor and unquote(anchor) not in places.get(file, ()):
                yield f"{target} has no such place"

    if served:
        trees = {path: tree for path, tree in trees.items() if path.endswith("404.html")}
    return findings(trees, find_faults)


def test_every_link_leads_to_a_page_and_a_place_on_it_from_a_sub_path(files: Mapping[str, bytes]) -> None:
    pages = {path: raw for path, raw in files.items() if not path.endswith("404.html")}
    need_none(broken_links(pages, BELOW))


def test_links_of_missing_pages_hold_wherever_they_are_shown(files: Mapping[str, bytes]) -> None:
    need_none(
        broken_links(files, "https://stegvis.example/", served="https://stegvis.example/not/here/at/all")
    )


def test_links_of_missing_pages_hold_below_a_sub_path() -> None:
    files = site_of(starter(), BELOW)
    need_none(broken_links(files, BELOW, served=f"{BELOW}not/here/at/all"))
    need_none(
        broken_links({path: raw for path, raw in files.items() if not path.endswith("404.html")}, BELOW)
    )


def test_no_link_between_pages_says_where_the_site_stands(files: Mapping[str, bytes]) -> None:
    def find_faults(path: str, page: Node) -> Iterator[str]:
        if not path.endswith("404.html"):
            yield from (target for target in targets(page) if target.startswith("/"))

    need_none(findings(_trees(files), find_faults))


def test_every_page_can_be_reached_from_the_first_one(files: Mapping[str, bytes]) -> None:
    trees = {path: tree for path, tree in _trees(files).items() if not path.endswith("404.html")}
    reached: set[str] = set()
    todo = ["index.html"]
    while todo:
        path = todo.pop()
        if path in reached or path not in trees:
            continue
        reached.add(path)
        for target in targets(trees[path]):
            target_url = urljoin(BELOW + path, target).partition("#")[0].partition("?")[0]
            if target_url.startswith(BELOW):
                file = target_url.removeprefix(BELOW)
                todo.append(f"{file}index.html" if not file or file.endswith("/") else file)
    moved = {path for path, tree in trees.items() if is_moved(tree)}
    assert sorted(set(trees) - reached - moved) == []
