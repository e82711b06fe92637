"""Phrases know names, and nothing else of what `str.format` knows."""

from __future__ import annotations

import ast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stegvis.inline.phrase import NAME, Phrase, parse_phrase
from tests.support.projects import ROOT

PACKAGE = ROOT / "generator" / "stegvis"
FORMATTERS = {"format", "format_map", "vformat", "safe_substitute"}
VALUES = {"number": 3, "site": "Site {number}"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Step {number}", "Step 3"),
        ("{number}{number} of {total}", "33 of {total}"),
        ("{site}: {number}", "Site {number}: 3"),
        ("{site.__class__}, {site[0]}, {site!r}, {number}", "{site.__class__}, {site[0]}, {site!r}, 3"),
        ("{number:>50000000}{number}", "{number:>50000000}3"),
        ("{} {0} { number } { } {number", "{} {0} { number } { } {number"),
        ("{{number}}", "{3}"),
    ],
)
def test_a_phrase_is_filled_by_names(text: str, filled: str) -> None:
    phrase = parse_phrase(text)
    assert (phrase.fill(**VALUES) if isinstance(phrase, Phrase) else phrase) == filled
    assert str(phrase) == text


@given(st.lists(st.sampled_from(["{", "}", "number", ":>9", ".x", "!r", "[0]", "{number}", "0", " ", "\0"])))
def test_every_text_is_a_phrase_or_itself(pieces: list[str]) -> None:
    text = "".join(pieces)
    phrase = parse_phrase(text)
    assert str(phrase) == text
    filled = phrase.fill(number="\1") if isinstance(phrase, Phrase) else phrase
    assert filled == text.replace("{number}", "\1")


def test_nothing_else_formats_text_at_run_time() -> None:
    formatting = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in FORMATTERS
    ]
    assert formatting == [], "`str.format` would read a text as a program; fill a Phrase"


def test_each_phrase_gets_the_values_that_its_names_ask_for() -> None:
    """A name without a value would stay in braces on the page."""
    entries = yaml.safe_load((PACKAGE / "theme" / "interface.yaml").read_text(encoding="utf-8"))
    filled = {
        (node.func.value.attr, frozenset(str(keyword.arg) for keyword in node.keywords))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "fill"
        and isinstance(node.func.value, ast.Attribute)
    }
    assert len(filled) > 20
    assert {(key, frozenset(NAME.findall(entries[key]["text"]))) for key, _ in filled} == filled
