"""A text is parsed into a tree that lacks nothing of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from stegvis.inline.nodes import (
    Autolink,
    Break,
    Code,
    Emphasis,
    Escape,
    Link,
    Name,
    Nodes,
    Strong,
    Text,
    Value,
)
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import walk
from stegvis.inline.serialize import serialize
from stegvis.limits import MAX_EMPHASIS_DEPTH
from tests.support.inline_texts import texts


def link(content: Nodes, target: str) -> Link:
    """A link as `[words][target]` is read."""
    return Link(content, target, is_reference=True, closing=f"][{target}]")


TREES: dict[str, Nodes] = {
    "": (),
    "Select it.": (Text("Select it."),),
    "Select {submit}.": (Text("Select "), Name("submit"), Text(".")),
    "Note {{a}}": (Text("Note "), Value("a")),
    "{{{a}}} {{ a }} {{A}} {{a_b}}": (
        Text("{"), Value("a"), Text("} {{ a }} {"), Name("A"), Text("} {"), Name("a_b"), Text("}"),
    ),
    "`{{a}}` \\{{a}}": (Code("{{a}}", "`{{a}}`"), Text(" "), Escape("{", "\\{"), Name("a"), Text("}")),
    "{a}{b_c}": (Name("a"), Name("b_c")),
    "`*.csv`": (Code("*.csv", "`*.csv`"),),
    "2 * 3 * 4": (Text("2 * 3 * 4"),),
    "`{admin_agent}`": (Code("{admin_agent}", "`{admin_agent}`"),),
    '`a{b} "{scope}"`': (Code('a{b} "{scope}"', '`a{b} "{scope}"`'),),
    "`` a`b ``": (Code("a`b", "`` a`b ``"),),
    "`` a\nb ``": (Code("a b", "`` a\nb ``"),),
    "it is ` loose": (Text("it is ` loose"),),
    "snake_case_word": (Text("snake_case_word"),),
    "_stress_": (Emphasis((Text("stress"),), "_"),),
    "**a *b***": (Strong((Text("a "), Emphasis((Text("b"),), "*")), "**"),),
    "** nothing **": (Text("** nothing **"),),
    r"\*escaped\*": (Escape("*", r"\*"), Text("escaped"), Escape("*", r"\*")),
    r"\{submit}": (Escape("{", r"\{"), Text("submit}")),
    r"C:\dir": (Text(r"C:\dir"),),
    "a &amp; b": (Text("a "), Escape("&", "&amp;"), Text(" b")),
    "&nope; & co": (Text("&nope; & co"),),
    "{ submit }": (Text("{ submit }"),),
    "{1}": (Text("{1}"),),
    "[the page][page:start#top]": (link((Text("the page"),), "page:start#top"),),
    "[*an **old** {x}*][t]": (
        link((Emphasis((Text("an "), Strong((Text("old"),), "**"), Text(" "), Name("x")), "*"),), "t"),
    ),
    "[][t]": (link((), "t"),),
    "[`]`][t]": (link((Code("]", "`]`"),), "t"),),
    "[[a][b]][c]": (Text("["), link((Text("a"),), "b"), Text("][c]")),
    "[a] [a][] [a][ ]": (Text("[a] [a][] [a][ ]"),),
    "[a][b": (Text("[a][b"),),
    "[a](https://e.example/ä 't')": (
        Link(
            (Text("a"),),
            "https://e.example/%C3%A4",
            is_reference=False,
            closing="](https://e.example/ä 't')",
        ),
    ),
    "[a](javascript:x)": (Link((Text("a"),), "javascript:x", is_reference=False, closing="](javascript:x)"),),
    "<https://e.example/%C3%A4>": (
        Autolink("https://e.example/ä", "https://e.example/%C3%A4", "<https://e.example/%C3%A4>"),
    ),
    "<a@e.example>": (Autolink("a@e.example", "mailto:a@e.example", "<a@e.example>"),),
    "<b>no</b>": (Text("<b>no</b>"),),
    "![no](image)": (Text("!"), Link((Text("no"),), "image", is_reference=False, closing="](image)")),
    "one\\\n  two": (Text("one"), Break("\\\n  "), Text("two")),
    "one  \ntwo": (Text("one  \ntwo"),),
    "⸨t:a_b/c.if_not⸩*x*⸨⸩": (Text("⸨t:a_b/c.if_not⸩"), Emphasis((Text("x"),), "*"), Text("⸨⸩")),
}  # fmt: skip


@pytest.mark.parametrize("text", TREES)
def test_a_text_has_this_tree(text: str) -> None:
    assert parse(text) == TREES[text]


@given(texts)
def test_every_text_is_parsed_and_its_tree_written_as_the_text(text: str) -> None:
    assert serialize(parse(text)) == text


@given(texts)
def test_text_nodes_are_never_empty_nor_neighbours(text: str) -> None:
    def check_nodes(nodes: Nodes) -> None:
        kinds = [isinstance(node, Text) for node in nodes]
        assert (True, True) not in set(pairwise(kinds))
        assert all(node.text for node in nodes if isinstance(node, Text))

    tree = parse(text)
    check_nodes(tree)
    for node in walk(tree):
        if isinstance(node, Emphasis | Strong | Link):
            check_nodes(node.content)


@given(texts)
def test_a_text_that_is_literal_is_nothing_but_its_words(text: str) -> None:
    if is_literal(text):
        assert parse(text) == ((Text(text),) if text else ())


def test_emphasis_is_not_nested_without_end() -> None:
    depth = 4 * MAX_EMPHASIS_DEPTH
    text = f"{'*a _b ' * depth}c{'_ d*' * depth}"
    tree = parse(text)
    assert serialize(tree) == text
    levels = 0
    while nested := [node for node in tree if isinstance(node, Emphasis)]:
        levels, tree = levels + 1, nested[0].content
    assert levels == MAX_EMPHASIS_DEPTH
