"""What a text says: inline CommonMark with names in braces, parsed once into a tree for all readers."""

from stegvis.inline.addresses import SCHEMES, resolve
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
)
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import (
    has_stray_brace,
    literal_text,
    placeholders,
    plain,
    references,
    targets,
    walk,
)
from stegvis.inline.serialize import replace_words, serialize

__all__ = [
    "SCHEMES",
    "Autolink",
    "Break",
    "Code",
    "Emphasis",
    "Escape",
    "Link",
    "Name",
    "Node",
    "Nodes",
    "Strong",
    "Text",
    "has_stray_brace",
    "is_literal",
    "literal_text",
    "parse",
    "placeholders",
    "plain",
    "references",
    "replace_words",
    "resolve",
    "serialize",
    "targets",
    "walk",
]
