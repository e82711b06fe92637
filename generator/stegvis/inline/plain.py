"""Plain text of a syntax tree, and queries for what else it contains."""

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
    Value,
)

_NO_VALUES: Mapping[str, str] = {}


def render_plain(
    nodes: Iterable[Node], names: Mapping[str, str], values: Mapping[str, str] = _NO_VALUES
) -> str:
    """Return the words of a text, for titles and other places without markup.

    `names` maps the ids of labels and roles to what they are called, `values` those of noted values. The
    placeholder of an unknown id stays as it is written, including its braces.
    """
    return "".join([_words(node, names, values) for node in nodes])


def _words(node: Node, names: Mapping[str, str], values: Mapping[str, str]) -> str:
    match node:
        case Text() | Escape() | Code() | Autolink():
            return node.text
        case Name():
            name = names.get(node.name)
            return f"{{{node.name}}}" if name is None else name
        case Value():
            return values.get(node.name, f"{{{{{node.name}}}}}")
        case Emphasis() | Strong() | Link():
            return render_plain(node.content, names, values)
        case Break():
            return "\n"
        case _:
            assert_never(node)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node in source order; a node precedes its content."""
    for node in nodes:
        yield node
        match node:
            case Emphasis() | Strong() | Link():
                yield from walk(node.content)
            case Text() | Escape() | Name() | Value() | Code() | Autolink() | Break():
                pass
            case _:
                assert_never(node)


def find_placeholders(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the distinct ids of the names, in source order."""
    return tuple(dict.fromkeys(node.name for node in walk(nodes) if isinstance(node, Name)))


def find_values(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the distinct ids of the noted values, in source order."""
    return tuple(dict.fromkeys(node.name for node in walk(nodes) if isinstance(node, Value)))


def find_references(nodes: Iterable[Node]) -> tuple[Link, ...]:
    """Return the reference links, in source order."""
    return tuple(node for node in walk(nodes) if isinstance(node, Link) and node.is_reference)


def find_targets(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the distinct targets of the reference links, in source order."""
    return tuple(dict.fromkeys(link.target for link in find_references(nodes)))


def collect_literal_text(nodes: Iterable[Node]) -> str:
    """Return the literal characters of a text, with a line ending wherever another node interrupts them.

    Failed markup is found here: a stray brace, a star or a backtick that marks nothing, an HTML tag.
    """
    return "\n".join([node.text for node in walk(nodes) if isinstance(node, Text)])


def has_stray_brace(nodes: Iterable[Node]) -> bool:
    """Return whether a literal brace occurs, which is a mistyped placeholder such as `{ submit }`.

    A brace that is escaped or in a code span is intended.
    """
    text = collect_literal_text(nodes)
    return "{" in text or "}" in text
