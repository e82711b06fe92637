"""Plain text of a tree, and what stands in it besides words: names, link targets, braces, code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    Strong,
    Text,
)


def plain(nodes: Iterable[Node], names: Mapping[str, str]) -> str:
    """The words of nodes without markup, for titles and wherever else nothing can be marked up.

    `names` are what labels and roles are called, by id. A name that is not among them stays as it is
    written, braces and all.
    """
    return "".join([_words(node, names) for node in nodes])


def _words(node: Node, names: Mapping[str, str]) -> str:
    match node:
        case Text() | Escape() | Code() | Autolink():
            return node.text
        case Name():
            found = names.get(node.name)
            return f"{{{node.name}}}" if found is None else found
        case Emphasis() | Strong() | Link():
            return plain(node.content, names)
        case Break():
            return "\n"
        case _:
            assert_never(node)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, those that others contain after them, in the order of the source."""
    for node in nodes:
        yield node
        match node:
            case Emphasis() | Strong() | Link():
                yield from walk(node.content)
            case Text() | Escape() | Name() | Code() | Autolink() | Break():
                pass
            case _:
                assert_never(node)


def placeholders(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The ids of the names, each once, in the order of the source."""
    return tuple(dict.fromkeys(node.name for node in walk(nodes) if isinstance(node, Name)))


def references(nodes: Iterable[Node]) -> Iterator[Link]:
    """The links whose target has to be looked up, in the order of the source."""
    return (node for node in walk(nodes) if isinstance(node, Link) and node.is_reference)


def targets(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The targets of `[words][target]`, each once, in the order of the source."""
    return tuple(dict.fromkeys(link.target for link in references(nodes)))


def literal_text(nodes: Iterable[Node]) -> str:
    """What is neither markup nor written in another way, with a line ending where anything else stands.

    This is where a slip is found that was meant to be markup: a brace, a star or a backtick that marks
    nothing, or a tag of HTML.
    """
    return "\n".join([node.text for node in walk(nodes) if isinstance(node, Text)])


def has_stray_brace(nodes: Iterable[Node]) -> bool:
    """Whether a brace stands in a text that is part of no placeholder: a slip, such as `{ submit }`."""
    text = literal_text(nodes)
    return "{" in text or "}" in text
