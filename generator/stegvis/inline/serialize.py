"""Writes a syntax tree back as text, and replaces the words in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from stegvis.inline.nodes import (
    Autolink,
    Break,
    Code,
    Emphasis,
    Escape,
    Link,
    Name,
    Node,
    Nodes,
    Strong,
    Text,
    Value,
)


def serialize(nodes: Iterable[Node]) -> str:
    """Return the source form of nodes: for a parsed text, the text character by character."""
    return "".join([_source(node) for node in nodes])


def _source(node: Node) -> str:
    match node:
        case Text():
            return node.text
        case Name():
            return f"{{{node.name}}}"
        case Value():
            return f"{{{{{node.name}}}}}"
        case Escape() | Code() | Autolink() | Break():
            return node.source
        case Emphasis() | Strong():
            return f"{node.delimiter}{serialize(node.content)}{node.delimiter}"
        case Link():
            return f"[{serialize(node.content)}{node.closing}"
        case _:
            assert_never(node)


def replace_words(nodes: Iterable[Node], change: Callable[[str], str]) -> Nodes:
    """Return the tree with `change` applied to its `Text` nodes at every level.

    Code, names, targets, addresses and escapes stay as they are.
    """
    return tuple([_replaced(node, change) for node in nodes])


def _replaced(node: Node, change: Callable[[str], str]) -> Node:
    match node:
        case Text():
            return Text(change(node.text))
        case Name() | Value() | Escape() | Code() | Autolink() | Break():
            return node
        case Emphasis():
            return Emphasis(replace_words(node.content, change), node.delimiter)
        case Strong():
            return Strong(replace_words(node.content, change), node.delimiter)
        case Link():
            words = replace_words(node.content, change)
            return Link(words, node.target, is_reference=node.is_reference, closing=node.closing)
        case _:
            assert_never(node)
