"""No text of an author or a translator is taken for a program, wherever it goes.

Attacks of many languages are put into translations and sources. The project must be refused with diagnostics,
or its site must have the elements, scripts and addresses of a harmless one, and none of the build's secrets.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pypdf
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.diagnostics import Diagnostic, render_github, render_text
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import Builder, BuiltSite, build, check, print_pdfs
from stegvis.source.project import Project
from tests.support.faults import attempts
from tests.support.hostile_texts import (
    ATTACKS,
    BLOCKS,
    CANARY,
    CANARY_NAME,
    PLACES,
    keys_of,
    project,
    with_translations,
)
from tests.support.html_tree import Node, parsed
from tests.support.pdf_reading import squeezed, texts_of
from tests.support.projects import Files, catalog_findings, config_of

URL = "https://example.org/desk/"
INLINE = {"em", "strong", "code", "b", "br", "span", "a"}
"""Elements of markup that texts may have."""
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "content"}
SCHEMES = ("https:", "http:", "mailto:", "tel:")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OFFICE = "procedures/office/open-office.yaml"

attack = st.sampled_from(ATTACKS)
place = st.sampled_from(sorted(PLACES))


@cache
def clean() -> dict[str, bytes]:
    return project()


@cache
def catalogs() -> tuple[str, ...]:
    return tuple(path for path in clean() if path.endswith(".po"))


def built(files: Files, **options: Any) -> BuiltSite:
    """The site of a project, or the diagnostics that refuse it; the environment holds a secret."""
    config, diagnostics = config_of(files)
    if config is None:
        return BuiltSite({}, tuple(diagnostics))
    with patch.dict(os.environ, {CANARY_NAME: CANARY}):
        site = build(Project(Path("project"), files), replace(config, url=URL, **options))
        return replace(site, files={path: site.files[path] for path in site.files})


@cache
def clean_site() -> Mapping[str, bytes]:
    return built(clean()).files


@cache
def clean_pages() -> Mapping[str, Node]:
    return {path: parsed(raw) for path, raw in clean_site().items() if path.endswith(".html")}


@cache
def vocabulary() -> frozenset[tuple[str, frozenset[str]]]:
    """The elements with their attributes in harmless sites: translated, and without translations."""
    without = {path: raw for path, raw in clean().items() if path not in catalogs()}
    pages = [*clean_pages().values()]
    pages += [parsed(raw) for path, raw in built(without).files.items() if path.endswith(".html")]
    found = {(node.tag, frozenset(node.attributes)) for page in pages for node in page.walk()}
    return frozenset(found | {("span", frozenset({"lang", "dir"})), ("b", frozenset({"class", "lang"}))})


def faults_of(path: str, raw: bytes) -> Iterator[str]:
    """What in a page a text must have brought about."""
    page = parsed(raw)
    for node in page.walk():
        names = frozenset(node.attributes)
        if (node.tag, names) not in vocabulary() and not (node.tag in INLINE and names <= {"href", "class"}):
            yield f"<{node.tag} {node.attributes}>"
        yield from (f"{name}={node[name]}" for name in names if name.startswith(("on", "style", "srcdoc")))
        for name in names & ADDRESSES - ({"content"} if node["http-equiv"] != "refresh" else set()):
            scheme = re.match(r"\s*([\w+.-]+:)", node[name])
            if scheme and not scheme[1].lower().startswith(SCHEMES):
                yield f"{name}={node[name]}"
            if "evil" in node[name]:
                yield f"{name}={node[name]}"
        if node.tag == "script" and node["type"].endswith("json"):
            json.loads(node.raw)
    other = clean_pages().get(path)
    if other is not None:
        for tag in ("script", "link", "base", "form", "iframe", "object", "style"):
            if len(page.all(tag)) > len(other.all(tag)):  # a procedure that is withheld has fewer
                yield f"more <{tag}>s"


def need_harmless(site: BuiltSite) -> None:
    """Fail if a file of the site holds anything of an attack but its characters."""
    found: dict[str, list[str]] = {}
    for path, raw in site.files.items():
        if path.endswith((".html", ".xml", ".json", ".txt")) and raw != clean_site().get(path):
            text = raw.decode()
            lines = [*faults_of(path, raw)] if path.endswith(".html") else []
            lines += [f"U+{ord(sign):04X}" for sign in CONTROL.findall(text)]
            lines += [part for part in (CANARY, "root:x:0", "<class ", "<function ") if part in text]
            lines += [f"{len(raw)} bytes"] if len(raw) > 300_000 else []
            found |= {path: lines} if lines else {}
        if path.endswith(".json"):
            json.loads(raw)
        if path.endswith(".xml"):
            ET.fromstring(raw)  # noqa: S314  # ours
    assert found == {}
    for diagnostic in site.diagnostics:
        need_plain(diagnostic)


def need_plain(diagnostic: Diagnostic) -> None:
    """Fail if a terminal or a log of CI would take a part of a diagnostic for a command."""
    lines = render_text(diagnostic).split("\n")
    assert len(lines) == 1 + bool(diagnostic.hint), lines
    assert not CONTROL.search("".join(lines)), lines
    assert not re.search(r"[\n\r]", render_github(diagnostic))


Edit = tuple[tuple[str, Any], str, str]
"""Where a text stands, where in it an attack stands, and the attack."""


def edits(places: list[tuple[str, Any]], most: int) -> st.SearchStrategy[list[Edit]]:
    """Attacks in some of these places."""
    edit = st.tuples(st.sampled_from(places), place, attack)
    return st.lists(edit, min_size=1, max_size=most, unique_by=lambda edit: edit[0])


def with_hostile_translations(chosen: list[Edit]) -> dict[str, bytes]:
    """The project with attacks in its catalogs."""
    files = clean()
    for path in {path for (path, _), _, _ in chosen}:
        changes = {
            key: lambda text, where=where, what=what: PLACES[where](text, what)
            for (other, key), where, what in chosen
            if other == path
        }
        files = with_translations(files, path, changes)
    return files


translations = edits([(path, key) for path in catalogs() for key in keys_of(clean(), path)], most=12)


@given(translations)
@settings(max_examples=attempts(12))
def test_no_translation_is_a_program(chosen: list[Edit]) -> None:
    files = with_hostile_translations(chosen)
    need_harmless(built(files))
    for diagnostic in catalog_findings(files):
        need_plain(diagnostic)


@given(translations)
@settings(max_examples=attempts(4))
def test_no_translation_is_a_program_in_the_preview(chosen: list[Edit]) -> None:
    files = with_hostile_translations(chosen)
    config, _ = config_of(files)
    assert config
    site = Builder().build(Project(Path("project"), files), replace(config, preview=True, translate="nl"))
    for path, raw in site.files.items():
        if path.endswith(".html"):
            page = parsed(re.sub(rb"</?span[^>]*>", b"", raw))  # an annotation may stand across elements
            assert not [
                node for node in page.walk() if any(name.startswith("on") for name in node.attributes)
            ]
            assert all(node["src"] or node["type"] for node in page.all("script"))


def addresses_of(pdf: bytes) -> Iterator[str]:
    """Where the links of a PDF lead."""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get_object().get("/A", {})
            assert action.get("/S", "/URI") in ("/URI", "/GoTo"), action
            if "/URI" in action:
                yield str(action["/URI"])


def leaves_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of the texts in a YAML document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from leaves_of(item, (*path, key))
    if isinstance(value, str):
        yield path


def with_hostile_sources(chosen: list[Edit]) -> dict[str, bytes]:
    """The project with attacks in its sources."""
    files = dict(clean())
    for (path, leaf), where, what in chosen:
        if path.endswith(".md"):
            files[path] = (
                f"{files[path].decode()}\n{PLACES[where]('Words [go on][page:roles].', what)}\n".encode()
            )
            continue
        document = yaml.safe_load(files[path])
        owner = document
        for key in leaf[:-1]:
            owner = owner[key]
        owner[leaf[-1]] = PLACES[where](owner[leaf[-1]], what)
        files[path] = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000).encode()
    return files


sources = edits(
    [
        (path, leaf)
        for path, raw in clean().items()
        if path.endswith((".yaml", ".md")) and not path.endswith("interface.yaml")
        for leaf in (leaves_of(yaml.safe_load(raw)) if path.endswith(".yaml") else [()])
    ],
    most=2,  # more are seldom built
)


@given(sources)
@settings(max_examples=attempts(12))
def test_no_source_is_a_program(chosen: list[Edit]) -> None:
    need_harmless(built(with_hostile_sources(chosen)))


@pytest.mark.parametrize("block", BLOCKS)
def test_no_block_of_a_page_is_a_program(block: str) -> None:
    path = "content/index.md"
    site = built({**clean(), path: clean()[path] + f"\n{block}\n".encode()})
    for raw in filter(None, map(site.files.get, ("en/index.html", "nl/index.html"))):
        page = parsed(raw)
        for tag in ("script", "div", "iframe", "img", "input", "svg", "link", "meta"):
            assert len(page.all(tag)) == len(clean_pages()["en/index.html"].all(tag)), tag
        assert not [node for node in page.walk() for name in node.attributes if name.startswith("on")]
        assert not [node for node in page.all("a") if "javascript" in node["href"]]


@pytest.mark.parametrize("where", sorted(PLACES))
def test_no_text_is_a_program_on_paper(where: str) -> None:
    """All attacks in warnings: Typst sets their characters, and links nowhere but to the site."""
    files = dict(clean())
    document = yaml.safe_load(files[OFFICE])
    words = [what for what in ATTACKS if what.isprintable() and "⸨" not in what]  # the font lacks that
    document["steps"][0]["warnings"] = {
        f"n{at}": PLACES[where]("Look {disarm}.", what) for at, what in enumerate(words)
    }
    files[OFFICE] = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000).encode()
    config, _ = config_of(files)
    assert config
    with patch.dict(os.environ, {CANARY_NAME: CANARY}):
        checked = check(Project(Path("project"), files), config)
        options = PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,), locales=("en",), jobs=1)
        made = print_pdfs(checked, replace(config, url=URL), options)
    (pdf,) = (raw for path, raw in made.files.items() if path.endswith("open-office-checklist-en-a4.pdf"))
    text = squeezed("".join(texts_of(pdf)))
    assert CANARY not in text
    assert "root:x:0" not in text
    assert squeezed('#eval("1+1")') in text
    assert {address for address in addresses_of(pdf) if not address.startswith(URL)} == set()
