"""The ids of elements: authors name steps and headings, pages name the rest, and no two meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
import yaml

from stegvis.names import find_id_fault, make_anchor
from tests.support.html_tree import Node, findings, need_none, parsed
from tests.support.projects import ROOT, edited
from tests.support.starter_site import PROCEDURE, site_of, starter

TEMPLATES = ROOT / "generator/stegvis/theme/templates"
ID = re.compile(r'\sid="([^"]*)"')
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def template_ids() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield from ((path.name, found) for found in ID.findall(path.read_text(encoding="utf-8")))


def own_names() -> list[str]:
    """The ids that pages have of their own, as far as authors could write them: without the underscore."""
    names = {found.removeprefix("_") for _, found in template_ids() if "{" not in found}
    return sorted(name for name in names | {"at", "done"} if find_id_fault(name) is None)


def procedure(name: str, *steps: Mapping[str, object]) -> bytes:
    """The starter's procedure with another id and other steps; ended by one that finishes it."""
    finish = {"id": "opened", "finish": "It is open."}
    head = yaml.safe_load(starter()[PROCEDURE].replace(b"key_holder", b"office"))
    title = name.replace("-", " ").capitalize()
    content = {**head, "revised": "2026-11-21", "procedure": name, "title": title, "steps": [*steps, finish]}
    return yaml.safe_dump(content, sort_keys=False).encode()


@pytest.fixture(scope="module")
def pages() -> Mapping[str, Node]:
    """A site in which steps, options, headings, a role and a collection have the names that pages use."""
    names = own_names()
    steps = [{"id": name, "system": "building", "action": "Do it."} for name in names]
    options = [{"id": name, "label": "This one"} for name in names]
    question = {"id": "question-asked", "decision": "Which one?", "options": options}
    call = {"id": "at", "procedure": "open-office"}
    files = starter()
    files[PROCEDURE] = procedure("open-office", *steps, question)
    again = [call if step["id"] == "at" else step for step in steps]
    files[PROCEDURE.replace("open-office", "open-again")] = procedure("open-again", *again)
    files = edited(files, "content/collections.yaml", "[open-office]", "[open-office, open-again]")
    files = edited(files, "content/roles.yaml", "key_holder", "office")
    headings = "".join(f"\n{{#{name}}}\n## Words\n\nMore words.\n" for name in (*names, "office"))
    for path in [path for path in files if path.startswith("content/") and path.endswith(".md")]:
        files[path] += headings.encode()
    return {path: parsed(raw) for path, raw in site_of(files).items() if path.endswith(".html")}


def test_templates_give_an_underscore_to_every_id_of_their_own() -> None:
    fixed = [(path, found) for path, found in template_ids() if not found.startswith("{{")]
    assert fixed
    assert [(path, found) for path, found in fixed if not found.startswith("_")] == []


def test_no_page_has_an_id_twice(pages: Mapping[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        counts = Counter(node["id"] for node in page.walk() if "id" in node)
        yield from (name for name, count in counts.items() if count > 1)

    assert {f"en/office/open-{name}/checklist/index.html" for name in ("office", "again")} < pages.keys()
    need_none(findings(pages, find_faults))


def test_whatever_names_an_element_names_one_of_the_page(pages: Mapping[str, Node]) -> None:
    def find_faults(_: str, page: Node) -> Iterator[str]:
        ids = {node["id"] for node in page.walk() if "id" in node}
        for node in page.walk():
            named = [name for attribute in REFERENCES for name in node[attribute].split()]
            named += [node["href"][1:]] if node["href"].startswith("#") else []
            yield from (name for name in named if name not in ids)

    need_none(findings(pages, find_faults))


def test_a_step_keeps_its_id_as_its_anchor(pages: Mapping[str, Node]) -> None:
    page = pages["en/office/open-again/checklist/index.html"]
    steps = {node["id"] for node in page.all("li") if "step" in node.classes}
    assert steps >= {*own_names(), *(f"at.{name}" for name in own_names())}


@pytest.mark.parametrize("name", ["_steps", "a.b", "a--b", "A", "a_b", ""])
def test_no_id_of_an_author_has_what_keeps_anchors_apart(name: str) -> None:
    assert find_id_fault(name)


def test_the_anchor_of_a_path_is_that_of_no_other() -> None:
    paths = ["a", "a/b", "a/b/c", "a-b", "a-b/c", "a/b-c", "@a", "@a/b"]
    assert len({make_anchor(path) for path in paths}) == len(paths)
