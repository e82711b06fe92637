"""The tree of a text: the nodes that inline CommonMark with names in braces consists of.

The tree is lossless: every node keeps what its source looked like, so that `serialize` gives back the
text character by character. Nothing in it depends on a locale or on a registry: a `Name` says which label
or role is meant, a `Link` where it is meant to lead; what they are called and where that is, visitors
look up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that stand for themselves."""

    text: str
    """Never empty; two of these are never neighbours."""


@dataclass(frozen=True, slots=True)
class Escape:
    """A character written as a backslash escape or as a character reference (CommonMark 2.4, 2.5)."""

    text: str
    """The characters that are meant: `*`, `&`."""
    source: str
    """How they are written: `\\*`, `&amp;`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A placeholder, `{admin_agent}`: the name of a label or a role."""

    name: str
    """The id in the braces; whether a label or a role has it is not known here."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code span (CommonMark 6.1); nothing in it is markup or a placeholder."""

    text: str
    """What it shows: line endings are spaces, one space at each end is taken off."""
    source: str
    """How it is written, with its backticks."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis (CommonMark 6.2)."""

    content: tuple[Node, ...]
    delimiter: str
    """`*` or `_`."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis (CommonMark 6.2)."""

    content: tuple[Node, ...]
    delimiter: str
    """`**` or `__`."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `[words][target]`, or `[words](address)` (CommonMark 6.3)."""

    content: tuple[Node, ...]
    """The words; no link stands among them."""
    target: str
    """The target as it is written, `page:glossary#terms`; or the address, percent-encoded, possibly empty."""
    is_reference: bool
    """Whether `target` has to be looked up, and is no address."""
    closing: str
    """The source from the closing bracket of the words on."""


@dataclass(frozen=True, slots=True)
class Autolink:
    """An address in angle brackets, `<https://example.org/>` (CommonMark 6.5)."""

    text: str
    """The address as it is shown."""
    address: str
    """The address, percent-encoded, with its scheme."""
    source: str
    """How it is written, with its brackets."""


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break: a backslash at the end of a line (CommonMark 6.7)."""

    source: str
    """The backslash, the line ending, and the spaces after it."""


Node: TypeAlias = Text | Escape | Name | Code | Emphasis | Strong | Link | Autolink | Break
"""Any node; who visits one handles all of them and ends with `assert_never`."""

Nodes: TypeAlias = tuple[Node, ...]
"""A text, or what stands inside of a node, in the order of the source."""
