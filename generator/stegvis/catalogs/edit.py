"""Changing single messages of a catalog, every other byte as it was."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.catalogs import po
from stegvis.catalogs.po import Message, PoFile, quoted


def replaced(catalog: PoFile, entries: Mapping[int, str]) -> bytes:
    """The catalog with other text for some entries, which are named by their line."""
    texts = [entries.get(message.line, "\n".join(message.lines)) for message in catalog.messages]
    if catalog.tail:
        texts.append(catalog.tail)
    return po.written(catalog.header, texts, catalog.end_of_line)


def translated(message: Message, words: str, *, is_fuzzy: bool) -> str:
    """The entry with another translation."""
    flags = [flag for flag in message.flag_list if flag != "fuzzy"]
    if is_fuzzy:
        flags.insert(0, "fuzzy")
    return "\n".join(
        [
            *message.of(po.TRANSLATOR),
            *message.of(po.EXTRACTED),
            *message.of(po.REFERENCE),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *(message.of(po.PREVIOUS) if is_fuzzy else []),
            *message.of(po.CONTEXT),
            *message.of(po.ID),
            *quoted("msgstr", words),
        ]
    )


def noted(message: Message, note: str) -> str:
    """The entry with one more comment of its translator, after those that it has."""
    index = next((at for at, kind in enumerate(message.kinds) if kind != po.TRANSLATOR), 0)
    return "\n".join([*message.lines[:index], f"# {note}", *message.lines[index:]])
