"""A site in pseudo-English shows every word that nobody can translate."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stegvis.i18n import pseudo
from stegvis.pipeline import Builder
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.projects import ROOT

SHOWN = ("alt", "aria-label", "placeholder", "title", "content", "aria-description", "aria-roledescription")
"""Attributes that readers see or hear; `content` on meta elements that hold words."""
META = ("description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description")
ROMAN = re.compile(r"[A-Za-z]")


class Words(HTMLParser):
    """Collects every text of a page that a reader meets."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._outside: list[str] = []
        self._foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        lang = attributes.get("lang") or ""
        if tag not in ("meta", "link", "br", "hr", "img", "input", "wbr", "source", "col"):
            self._foreign.append(bool(lang) and not lang.startswith("en-XA"))
            self._outside.append(tag)
        if any(self._foreign):
            return
        name = attributes.get("name") or attributes.get("property")
        for attribute in SHOWN:
            if (attribute != "content" or name in META) and (value := attributes.get(attribute)):
                self.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        while self._outside:
            self._foreign.pop()
            if self._outside.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        if {"script", "style", "code"} & set(self._outside) or any(self._foreign):
            if self._outside[-1] == "script" and data.lstrip().startswith(("{", "[")):
                self.texts += strings(json.loads(data))
            return
        self.texts.append(data)


def strings(value: object) -> list[str]:
    """The words in a script's data: its strings but for names of things, which have no spaces."""
    match value:
        case str():
            return [value] if " " in value else []
        case dict():
            return [text for item in value.values() for text in strings(item)]
        case list():
            return [text for item in value for text in strings(item)]
        case _:
            return []


def unbracketed(text: str) -> str:
    """What of a text stands outside of all brackets."""
    depth, out = 0, []
    for sign in text:
        depth += sign == pseudo.OPENING
        if depth == 0:
            out.append(sign)
        depth -= sign == pseudo.CLOSING
    return "".join(out)


def test_text_in_brackets_is_distinguished_from_other_text() -> None:
    assert unbracketed("⟦Šţéþ ⟦one⟧⟧ two") == " two"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The pages of our own project in pseudo-English."""
    source = read_project(ROOT)
    config = read_site_config(source).value
    assert config
    built = Builder().build(source, pseudo.add_pseudo_locales(config, ["en-XA", "ar-XB"]))
    assert built.files, [str(diagnostic) for diagnostic in built.diagnostics]
    return {path: raw.decode() for path, raw in built.files.items() if path.endswith(".html")}


def hard_coded(pages: Mapping[str, str]) -> dict[str, str]:
    """Texts of en-XA that stand outside of brackets, each with a page that has it."""
    page_by_text: dict[str, str] = {}
    allowed = {"Stegvis", "English", "Nederlands", "Svenska", "Français"}
    for path, html in pages.items():
        if not path.startswith("en-XA/"):
            continue
        page = Words()
        page.feed(html)
        for text in page.texts:
            remainder = unbracketed(text)
            for name in allowed:
                remainder = remainder.replace(name, "")
            if ROMAN.search(remainder):
                page_by_text.setdefault(" ".join(text.split())[:100], path)
    return page_by_text


def test_no_word_of_any_page_is_hard_coded(pages: dict[str, str]) -> None:
    assert hard_coded(pages) == {}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site as the command builds it, in pseudo-English too."""
    root = tmp_path_factory.mktemp("pseudo")
    for name in ("content", "procedures"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    decided = root / "content" / "site.yaml"
    decided.write_text(re.sub("(?m)^print:.*\n", "", decided.read_text(encoding="utf-8")), encoding="utf-8")
    options = ["build", "--no-strict", "--pseudo", "en-XA", "--pseudo", "ar-XB"]
    done = subprocess.run(
        [Path(sys.executable).with_name("stegvis"), "-C", root, *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return root / "site"


def test_no_word_of_the_built_site_is_hard_coded(built: Path) -> None:
    files = {page.relative_to(built).as_posix(): page for page in built.rglob("*.html")}
    pages = {path: page.read_text(encoding="utf-8") for path, page in files.items()}
    assert len([path for path in pages if path.startswith("en-XA/")]) > 40
    assert hard_coded(pages) == {}


def test_the_built_site_keeps_pseudo_locales_from_search_engines(built: Path) -> None:
    assert "-X" not in (built / "sitemap.xml").read_text(encoding="utf-8")
    page = (built / "en" / "index.html").read_text(encoding="utf-8")
    assert 'data-locale="en-XA"' in page
    assert not [link for link in re.findall(r"<link [^>]*>", page) if "-X" in link]


def test_a_page_that_runs_from_right_to_left_says_so(pages: dict[str, str]) -> None:
    own = [html for path, html in pages.items() if path.startswith("ar-XB/")]
    assert len(own) > 10
    assert all(
        re.search(r'<html[^>]* lang="ar-XB"', html) and re.search(r'<html[^>]* dir="rtl"', html)
        for html in own
    )
