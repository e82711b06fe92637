"""The trees that sheets are drawn from: what a text's tree says, with names and links of one locale."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from stegvis.inline.parse import parse
from stegvis.inline.plain import render_plain
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.outputs.pdf.inline import TypstVisitor, plain_tree
from tests.support.inline_texts import texts

NAMES = {
    "submit": LocalizedText("labels/submit.name", "Send *now*", TranslationState.TRANSLATED),
    "name": LocalizedText("labels/name.name", "Name", TranslationState.MISSING),
}
VALUES = {"one": {"order": LocalizedText("one/a.values.order.label", "Order", TranslationState.MISSING)}}
ADDRESSES = {"yaml": "https://yaml.org/", "page:start": "nl/start/"}
SITE = "https://e.example/"


def tree(text: str, site: str = SITE, state: TranslationState = TranslationState.TRANSLATED) -> Any:
    """What is drawn of a text in a Dutch sheet."""
    return TypstVisitor(NAMES, VALUES, ADDRESSES, site, "en")(LocalizedText("one/key", text, state))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("", []),
        ("Open it.", ["Open it."]),
        ("`*.csv`", [["code", "*.csv"]]),
        ("`{submit}`", [["code", "{submit}"]]),
        (r"2 \* 3 &amp; 4", ["2 ", "*", " 3 ", "&", " 4"]),
        ("{submit}", [["name", ["Send *now*"]]]),
        ("{{order}}", [["value", [["lang", ["Order"], "en"]]]]),
        ("{{unknown}} `{{order}}`", ["{{unknown}}", " ", ["code", "{{order}}"]]),
        ("{name}", [["name", [["lang", ["Name"], "en"]]]]),
        ("*{unknown}*", [["em", ["{unknown}"]]]),
        ("**a _b_**", [["strong", ["a ", ["em", ["b"]]]]]),
        ("[a *b*][yaml]", [["link", ["a ", ["em", ["b"]]], "https://yaml.org/"]]),
        ("[a][page:start#top]", [["link", ["a"], "https://e.example/nl/start/#top"]]),
        ("[a *b*][nowhere]", ["a ", ["em", ["b"]]]),
        ("[a]()", ["a"]),
        ("[a *b*](https://e.example/)", ["a ", ["em", ["b"]]]),
        ("<a@e.example>", ["a@e.example"]),
        ("a\\\n b", ["a", ["break"], "b"]),
    ],
)
def test_a_text_is_drawn_as_this(text: str, drawn: list[Any]) -> None:
    assert tree(text) == drawn


def test_a_link_to_a_page_is_its_words_where_the_site_has_no_address() -> None:
    assert tree("[a][page:start], [b][yaml]", site="") == ["a", ", ", ["link", ["b"], "https://yaml.org/"]]


def test_what_a_locale_lacks_is_marked_as_english() -> None:
    assert tree("Open *it*", state=TranslationState.FUZZY) == [["lang", ["Open ", ["em", ["it"]]], "en"]]


@given(texts)
def test_the_words_of_what_is_drawn_are_the_plain_text(text: str) -> None:
    names = {name: words.text for name, words in NAMES.items()}
    assert plain_tree(tree(text)) == render_plain(parse(text), names)
