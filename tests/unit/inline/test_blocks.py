"""Block markup in the text of a procedure is found, and words that look like it are not."""

from __future__ import annotations

import pytest

from stegvis.inline.blocks import find_block
from stegvis.schema.walk import iter_texts
from tests.support import own_project


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Run this: ``` unlock --door front ```", "a code block"),
        ("```\nunlock\n```", "a code block"),
        ("See ![the lock](lock.png).", "an image"),
        ("See ![the lock][picture].", "an image"),
        ("| Door | Key | |---|---| | front | red |", "a table"),
        ("| Door | Key |\n| front | red |", "a table"),
        ("- the front door - the back door", "a list"),
        ("Unlock: - the front door - the back door", "a list"),
        ("Unlock: * the front door * the back door", "a list"),
        ("Unlock: 1. the front door 2. the back door", "a list"),
        ("Unlock\n\n1) the front door\n2) the back door", "a list"),
        ("## Doors", "a heading"),
        ("> He said so.", "a quotation"),
    ],
)
def test_block_markup_is_found(text: str, name: str) -> None:
    block = find_block(text)
    assert block is not None
    assert block.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Select A - B.",
        "Between 5 - 7 and 8 - 9 o'clock.",
        "Press + until it beeps.",
        "**Note** that *this* is no list: it is emphasis.",
        "Use `- a`, `| a |`, `![a](b)` and `# b`.",
        "Use `` a `b` c `` and `c`.",
        "``` `<b>` ``` is three backticks around code with one.",
        "It costs 1. 50 more.",
        "Version 2.1 or 3.",
        "#1 in the list, and #2.",
        "{save} > {close}",
        "A | B",
        "-5 °C",
        "+31 20 123 45 67",
        "1.10",
        "Wow! [Read this][page:index].",
        "Choose one of two: the first - the second.",
    ],
)
def test_words_are_no_block_markup(text: str) -> None:
    assert find_block(text) is None


def test_no_text_of_our_own_procedures_is_taken_for_block_markup() -> None:
    library = own_project.checked().loaded.library
    texts = [text for procedure in library.procedures.values() for text in iter_texts(procedure)]
    assert len(texts) > 500
    assert [text.key for text in texts if find_block(text.source)] == []
