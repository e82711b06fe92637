"""How other tools write a catalog: with the same content, in their own form."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

from translate.storage import pypo

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def as_omegat(raw: bytes) -> bytes:
    """Without previous English, with another header."""
    text = re.sub(r"^#~?\|.*\n", "", raw.decode("utf-8-sig").replace("\r\n", "\n"), flags=re.MULTILINE)
    return text.replace('"Language: nl\\n"\n', '"Language: nl\\n"\n"X-Generator: OmegaT 6\\n"\n', 1).encode()


def as_weblate(raw: bytes) -> bytes:
    """Written by the library that Weblate writes with."""
    return bytes(pypo.pofile(BytesIO(raw)))


def as_poedit(raw: bytes) -> bytes:
    """With fields of its own in the header."""
    fields = b'"Language: nl\\n"\n"X-Generator: Poedit 3.4\\n"\n"X-Poedit-SourceCharset: UTF-8\\n"\n'
    return raw.replace(b'"Language: nl\\n"\n', fields, 1) if b"Poedit" not in raw else raw


TOOLS: tuple[list[str] | Callable[[bytes], bytes], ...] = (
    ["msgcat", "--width=40"],
    ["msgcat", "--no-wrap"],
    ["msgcat", "--escape"],
    ["msgcat", "--indent"],
    ["msgcat", "--sort-output"],
    ["msgattrib"],
    as_omegat,
    as_weblate,
    as_poedit,
    lambda raw: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    lambda raw: BYTE_ORDER_MARK + raw.removeprefix(BYTE_ORDER_MARK),
    lambda raw: raw.rstrip(b"\r\n"),
)
"""Programs of gettext with their options, and functions."""
