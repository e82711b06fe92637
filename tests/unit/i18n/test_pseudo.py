"""Pseudo-locales change words, and nothing that stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given

from stegvis.i18n.pseudo import CLOSING, OPENING, POP, RIGHT_TO_LEFT, accent, mirror
from stegvis.inline.nodes import Code
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, find_targets, walk
from tests.support.inline_texts import texts


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("Open", "Öþéñ"),
        ("Open {submit} and `*.csv`", "Öþéñ {submit} åñð `*.csv`"),
        ("[Open *it*][page:start]", "[Öþéñ *îţ*][page:start]"),
        ("[it](https://e.example/) <https://e.example/>", "[îţ](https://e.example/) <https://e.example/>"),
        (r"2 \* b &eacute; c", r"2 \* ƀ &eacute; ç"),
    ],
)
def test_words_get_accents(text: str, accented: str) -> None:
    assert accent(text).startswith(f"{OPENING}{accented}")
    assert accent(text).endswith(CLOSING)


@pytest.mark.parametrize("length", [10, 50, 200])
def test_a_text_gets_two_fifths_longer(length: int) -> None:
    text = ("word " * length)[:length]
    assert 1.35 * length <= len(accent(text)) <= 1.5 * length + 4


def test_code_and_names_make_nothing_longer() -> None:
    assert len(accent("a {a_long_name_of_a_label} `a long piece of code`")) < 60


def test_each_word_is_mirrored() -> None:
    first, second = (f"{RIGHT_TO_LEFT}{word}{POP}" for word in ("Open", "it"))
    assert mirror("Open *it* {submit} `code`") == f"{first} *{second}* {{submit}} `code`"


@given(texts)
def test_names_targets_and_code_are_those_of_the_text(text: str) -> None:
    tree = parse(text)
    for change in (accent, mirror):
        changed = parse(change(text))
        assert find_placeholders(changed) == find_placeholders(tree)
        assert find_targets(changed) == find_targets(tree)
        assert [node for node in walk(changed) if isinstance(node, Code)] == [
            node for node in walk(tree) if isinstance(node, Code)
        ]
