"""The words of a text are changed without what stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given

from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, find_targets
from stegvis.inline.serialize import replace_words, serialize
from tests.support.inline_texts import texts


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Select {submit}, and `*.csv`.", "SELECT {submit}, AND `*.csv`."),
        ("See [*the* page][page:start#top] &eacute;", "SEE [*THE* PAGE][page:start#top] &eacute;"),
        ("[a](https://e.example/a) <https://e.example/b>", "[A](https://e.example/a) <https://e.example/b>"),
        (r"2 \* three\q", r"2 \* THREE\Q"),
        ("**one** _two_\\\n three", "**ONE** _TWO_\\\n THREE"),
    ],
)
def test_only_words_are_changed(text: str, changed: str) -> None:
    assert serialize(replace_words(parse(text), str.upper)) == changed


@given(texts)
def test_what_is_not_changed_is_the_same_tree(text: str) -> None:
    tree = parse(text)
    assert replace_words(tree, str) == tree


@given(texts)
def test_names_and_targets_stay_whatever_the_words_become(text: str) -> None:
    tree = parse(text)
    changed = replace_words(tree, lambda words: "x" * len(words))
    assert find_placeholders(changed) == find_placeholders(tree)
    assert find_targets(changed) == find_targets(tree)
