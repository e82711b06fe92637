"""Edits single messages of a catalog; all other bytes stay unchanged."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.catalogs.po_strings import quote


def replace_entries(catalog: PoFile, entries: Mapping[int, str]) -> bytes:
    """Return the catalog with new lines for some entries, which are given by their line number."""
    texts = [entries.get(message.line, "\n".join(message.lines)) for message in catalog.messages]
    if catalog.tail:
        texts.append(catalog.tail)
    return po_format.write_po(catalog.header, texts, catalog.end_of_line)


def set_translation(message: Message, words: str, *, is_fuzzy: bool) -> str:
    """Return the lines of the entry with another translation of its present English."""
    flags = [flag for flag in message.flag_list if flag != "fuzzy"]
    if is_fuzzy:
        flags.insert(0, "fuzzy")
    return "\n".join(
        [
            *message.of(po_format.TRANSLATOR),
            *message.of(po_format.EXTRACTED),
            *message.of(po_format.REFERENCE),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *message.of(po_format.CONTEXT),
            *message.of(po_format.ID),
            *quote("msgstr", words),
        ]
    )


def add_note(message: Message, note: str) -> str:
    """Return the lines of the entry with one more translator comment after the others."""
    index = next((at for at, kind in enumerate(message.kinds) if kind != po_format.TRANSLATOR), 0)
    return "\n".join([*message.lines[:index], f"# {note}", *message.lines[index:]])
