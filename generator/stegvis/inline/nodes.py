"""The syntax tree of a text: inline CommonMark with names in braces.

The tree is lossless: each node keeps its source form, so `serialize` returns the parsed text character by
character. It depends neither on a locale nor on a registry: a `Name` holds an id and a `Link` a target.
Visitors look up what the id is called and where the target leads. A visitor matches every kind of node
and ends with `assert_never`, so that mypy reports a kind that it forgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters."""

    text: str
    """Not empty. Two `Text` nodes are never adjacent."""


@dataclass(frozen=True, slots=True)
class Escape:
    """A backslash escape or a character reference (CommonMark 0.31, sections 2.4 and 2.5)."""

    text: str
    """The characters it stands for: `*`, `&`."""
    source: str
    """The source form: `\\*`, `&amp;`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A placeholder for the name of a label or a role: `{admin_agent}`."""

    name: str
    """The id between the braces. It may be unknown: the parser does not consult the registries."""


@dataclass(frozen=True, slots=True)
class Value:
    """A placeholder for a value that the reader notes during a run: `{{order-number}}`."""

    name: str
    """The id between the braces. It may be unknown: the parser does not consult the procedure."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code span (section 6.1). It contains neither markup nor placeholders."""

    text: str
    """The content: line endings are spaces, one space is stripped from either end."""
    source: str
    """The source form, including the backticks."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis (section 6.2)."""

    content: tuple[Node, ...]
    delimiter: str
    """`*` or `_`."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis (section 6.2)."""

    content: tuple[Node, ...]
    delimiter: str
    """`**` or `__`."""


@dataclass(frozen=True, slots=True)
class Link:
    """A full reference link, `[words][target]`, or an inline link, `[words](address)` (section 6.3).

    An inline link is no link for readers, who see its words: addresses are in the registry of links.
    """

    content: tuple[Node, ...]
    """The link text; it contains no other link."""
    target: str
    """The target as written, such as `page:glossary#terms`, or the percent-encoded address, if any."""
    is_reference: bool
    """Whether `target` is a target to look up rather than an address."""
    closing: str
    """The source form from the bracket that closes the link text."""


@dataclass(frozen=True, slots=True)
class Autolink:
    """An address between angle brackets: `<https://example.org/>` (section 6.5). Readers see its text."""

    text: str
    """The address as readers see it."""
    address: str
    """The percent-encoded address, including its scheme."""
    source: str
    """The source form, including the angle brackets."""


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break: a backslash before a line ending (section 6.7)."""

    source: str
    """The backslash, the line ending, and the spaces that begin the next line."""


Node: TypeAlias = Text | Escape | Name | Value | Code | Emphasis | Strong | Link | Autolink | Break
Nodes: TypeAlias = tuple[Node, ...]
"""A text, or the content of a node, in source order."""
