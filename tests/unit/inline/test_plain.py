"""A text's words are told from what stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given

from stegvis.inline.addresses import resolve_target
from stegvis.inline.nodes import Text
from stegvis.inline.parse import parse
from stegvis.inline.plain import (
    collect_literal_text,
    find_placeholders,
    find_references,
    find_targets,
    has_stray_brace,
    render_plain,
    walk,
)
from tests.support.inline_texts import texts

NAMES = {"submit": "Send *now*", "admin_agent": "Admin agent"}

WORDS = {
    "Select {submit}.": "Select Send *now*.",
    "Select {other}.": "Select {other}.",
    "`*.csv`": "*.csv",
    "2 * 3 * 4": "2 * 3 * 4",
    "`{admin_agent}`": "{admin_agent}",
    '`a{b} "{scope}"`': 'a{b} "{scope}"',
    "snake_case_word": "snake_case_word",
    r"\*escaped\*": "*escaped*",
    "a &amp; b": "a & b",
    "See [*the **{admin_agent}***][page:a].": "See the Admin agent.",
    "`` a`b ``": "a`b",
    "[a](https://e.example) <https://e.example>": "a https://e.example",
    "one\\\n two": "one\ntwo",
}


@pytest.mark.parametrize("text", WORDS)
def test_a_text_has_these_words(text: str) -> None:
    assert render_plain(parse(text), NAMES) == WORDS[text]


def test_names_are_found_once_each_outside_of_code() -> None:
    tree = parse("{b}, {a} and [**{b}**][x], `{c}`, {d-e}, { f }")
    assert find_placeholders(tree) == ("b", "a", "d-e")


def test_targets_are_found_once_each_outside_of_code() -> None:
    tree = parse("[a][x], *[b][page:y#z]*, [c][x], `[d][w]`, [e](https://v.example), [f]")
    assert find_targets(tree) == ("x", "page:y#z")
    assert [link.target for link in find_references(tree)] == ["x", "page:y#z", "x"]


@pytest.mark.parametrize(
    "text", ["Select { submit }.", "Select {submit}}.", "[a { b][c]", "Select {1}.", "*}*"]
)
def test_a_brace_that_belongs_to_no_name_is_stray(text: str) -> None:
    assert has_stray_brace(parse(text))


@pytest.mark.parametrize("text", ["Select {submit}.", "Write `{ x }`.", r"Write \{ and \}.", "{a}{b}"])
def test_a_brace_of_a_name_in_code_or_escaped_is_not_stray(text: str) -> None:
    assert not has_stray_brace(parse(text))


def test_literal_text_is_what_marks_nothing() -> None:
    assert collect_literal_text(parse("*a* b <br> `<i>` {c} \\*")) == "a\n b <br> \n \n "


@given(texts)
def test_plain_text_holds_every_literal_word_in_order(text: str) -> None:
    tree = parse(text)
    remainder = render_plain(tree, {})
    for node in walk(tree):
        if isinstance(node, Text):
            _, word, remainder = remainder.partition(node.text)
            assert word


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("dashboard", "https://e.example/"),
        ("page:terms", "en/terms/"),
        ("page:terms#one", "en/terms/#one"),
        ("page:terms#", ""),
        ("page:none#one", ""),
        ("nowhere", ""),
        ("Dashboard", ""),
        ("empty#one", ""),
    ],
)
def test_a_target_leads_to_an_address_and_to_a_place_on_its_page(target: str, address: str) -> None:
    addresses = {"dashboard": "https://e.example/", "page:terms": "en/terms/", "empty": ""}
    assert resolve_target(target, addresses) == address
