"""What the pages allow: nothing from elsewhere, and nothing that only an `unsafe` policy would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.html_tree import Node, findings, is_moved, need_none, parsed

LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}
"""Attributes by which a page fetches or sends; `href` does so on <link> and <use> only."""
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Node]:
    """Every page."""
    return {
        path.relative_to(site).as_posix(): parsed(path.read_bytes()) for path in sorted(site.rglob("*.html"))
    }


def test_every_page_has_a_policy_without_anything_unsafe(pages: dict[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        head = page.one("head")
        policies = [
            node for node in head.all("meta") if node["http-equiv"].lower() == "content-security-policy"
        ]
        before = (
            {node.tag for node in head.children[: head.children.index(policies[0])]} if policies else set()
        )
        directives = [dict(_directives(node["content"])) for node in policies]
        if directives not in ([STRICT], [{"default-src": "'none'"}]) or (
            is_moved(page) and directives == [STRICT]
        ):
            yield f"policy: {directives}"
        if before - {"meta"}:
            yield f"{before} before the policy, which does not hold for them"

    need_none(findings(pages, find_faults))


def _directives(policy: str) -> Iterator[tuple[str, str]]:
    for directive in policy.split(";"):
        name, _, sources = directive.strip().partition(" ")
        yield name, sources


def test_no_page_has_scripts_styles_or_handlers_in_itself(pages: dict[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        for node in page.walk():
            forbidden = [name for name in node.attributes if name == "style" or name.startswith("on")]
            yield from (f"<{node.tag} {name}>" for name in forbidden)
            if node.tag in {"style", "base", "iframe", "object", "embed"}:
                yield f"<{node.tag}>"
            if (
                node.tag == "script"
                and not node["src"]
                and node["type"] not in {"application/json", "application/ld+json"}
            ):
                yield f"<script type={node['type']!r}>"
            if node["href"].lower().startswith(("javascript:", "data:", "vbscript:")):
                yield f"<{node.tag} href={node['href']}>"

    need_none(findings(pages, find_faults))


def test_no_page_fetches_anything_from_elsewhere(pages: dict[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        for node in page.walk():
            for name, value in node.attributes.items():
                is_loading = name in LOADING or (name == "href" and node.tag in {"link", "use", "image"})
                if (
                    is_loading
                    and node["rel"] not in {"canonical", "alternate"}
                    and re.match(r"([a-z]+:)?//", value)
                ):
                    yield f"<{node.tag} {name}={value}>"

    need_none(findings(pages, find_faults))


def test_no_style_or_script_names_another_host(site: Path) -> None:
    hosts_by_file = {
        path.name: hosts
        for path in (site / "assets").rglob("*")
        if path.suffix in {".css", ".js"}
        and (
            hosts := re.findall(
                r"(?:url\(|@import|\bfetch\(|\bimport\(?)\s*[\"']?(?:https?:)?//[^\s\"')]+", path.read_text()
            )
        )
    }
    assert not hosts_by_file


def test_a_link_to_elsewhere_is_encrypted_and_opens_where_the_reader_is(pages: dict[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        for link in page.all("a"):
            if link["href"].startswith("http:") or "target" in link:
                yield f"{link['href']} {link['target']}"

    need_none(findings(pages, find_faults))
