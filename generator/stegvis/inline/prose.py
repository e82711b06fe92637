"""What stands in a text besides words: placeholders and links, outside of code spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")
_LINK = re.compile(r"\]\[([^\]]+)\]")


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, each once, in order: labels and roles."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(without_code(text))))


def has_stray_brace(text: str) -> bool:
    """Whether a brace stands in the text that is part of no placeholder: a slip, such as `{ submit}`."""
    rest = _PLACEHOLDER.sub("", without_code(text))
    return "{" in rest or "}" in rest


def links(text: str) -> tuple[str, ...]:
    """The targets of `[words][target]`, each once, in order."""
    return tuple(dict.fromkeys(_LINK.findall(without_code(text))))


def parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Cut a text at its placeholders: words before one, and its name; the last has none."""
    pieces = _PLACEHOLDER.split(text)
    for index in range(0, len(pieces) - 1, 2):
        yield pieces[index], pieces[index + 1]
    yield pieces[-1], None


def without_code(text: str) -> str:
    """The text with its code spans emptied (CommonMark 0.31, section 6.1)."""
    return _CODE.sub("``", text) if "`" in text else text
