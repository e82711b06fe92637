"""Reads and writes the quoted strings of PO files, with the escapes that GNU gettext reads."""

from __future__ import annotations

import re

from babel.messages.pofile import normalize

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
"""A quoted string, its escapes included."""

_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|(.?))", re.DOTALL)
_CHARACTERS = {
    b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v",
    b"\\": b"\\", b'"': b'"',
}  # fmt: skip


def quote(keyword: str, text: str, mark: str = "") -> list[str]:
    """Return a keyword with its text as lines, which break only where the text does."""
    lines = f"{keyword} {normalize(text, width=0)}".split("\n")
    return [mark + line for line in lines]


def unescape(text: str) -> str:
    r"""Return the text between quotation marks without escapes; raises ValueError where one is invalid.

    An octal or hexadecimal escape is a byte of the file: `\303\251` is an é.
    """
    if "\\" not in text:
        return text
    try:
        return _ESCAPE.sub(_decode_escape, text.encode()).decode()
    except UnicodeDecodeError:
        message = "the bytes of its escapes are not UTF-8"
        raise ValueError(message) from None


def _decode_escape(escape: re.Match[bytes]) -> bytes:
    octal, hexadecimal, character = escape.groups()
    if octal or hexadecimal:
        return bytes([(int(octal, 8) if octal else int(hexadecimal, 16)) & 0xFF])
    if character not in _CHARACTERS:
        message = f"`{escape[0].decode(errors='replace')}` is not an escape"
        raise ValueError(message)
    return _CHARACTERS[character]


def unquote(quoted: str) -> str:
    """Return the text of a quoted string; as it is written where an escape is invalid."""
    inner = quoted.strip()[1:-1]
    try:
        return unescape(inner)
    except ValueError:
        return inner
