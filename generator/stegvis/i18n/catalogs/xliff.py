"""Catalogs for agencies that work in XLIFF: out and back through translate-toolkit's converters.

The converters know no msgctxt; the key travels as the message's reference, which XLIFF shows as its source
file, and comes back with it. What comes back goes into the catalog by key, if its English is still the same.
XLIFF 1.1 as translate-toolkit writes it, with the namespace of 1.1; tools for 1.2 read it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stegvis.diagnostics import Diagnostic
from stegvis.i18n.catalogs import edit, po_format
from stegvis.i18n.catalogs.po_format import Message, PoFile, quote

_SOURCE_LANGUAGE = b'source-language="en-US"'


class ConverterError(Exception):
    """The converter is missing, or it refused a file."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file that came back holds for a catalog."""

    content: bytes
    """The catalog with it."""
    changed: tuple[str, ...]
    """Keys that have another translation now."""
    refused: tuple[str, ...]
    """Keys that the catalog has not, or has with another English by now."""


def export_xliff(catalog: PoFile, source: str, *, only_open: bool = False) -> bytes | None:
    """A catalog as XLIFF; with `only_open`, what is missing or fuzzy in it and nothing else.

    None where that is nothing; raises ConverterError where the converter is missing.
    """
    messages = (one for one in catalog.active() if one.context and one.id_plural is None)
    wanted = [one for one in messages if not only_open or one.fuzzy or not one.string]
    if not wanted:
        return None
    raw = po_format.write_po(catalog.header, (_travelling(one) for one in wanted))
    made = _convert("po2xliff", Path(catalog.path).stem, raw, ".po", ".xlf")
    return made.replace(_SOURCE_LANGUAGE, f'source-language="{source}"'.encode(), 1)


def import_xliff(catalog: PoFile, xliff: bytes, *, approve: bool = False) -> ImportResult:
    """The catalog with the translations of an XLIFF file; raises ConverterError where that is none.

    What is not marked `approved` in it becomes fuzzy, unless `approve` takes all for valid.
    """
    came = po_format.read_po("xliff", _convert("xliff2po", "back", xliff, ".xlf", ".po"))
    if isinstance(came, Diagnostic):
        raise ConverterError(came.message)
    by_key = {one.context: one for one in catalog.active() if one.context}
    entries: dict[int, str] = {}
    changed, refused = [], []
    for one in came.active():
        key = _key(one)
        if not key or not one.string:
            continue
        own = by_key.get(key)
        if own is None or own.id != one.id:
            refused.append(key)
        elif own.string != one.string or own.fuzzy != (one.fuzzy and not approve):
            is_fuzzy = one.fuzzy and not approve
            entries[own.line] = edit.set_translation(own, one.string, is_fuzzy=is_fuzzy)
            changed.append(key)
    return ImportResult(edit.replace_entries(catalog, entries), tuple(changed), tuple(refused))


def _travelling(message: Message) -> str:
    """An entry with its key as its reference."""
    flags = message.of(po_format.FLAGS)
    return "\n".join(
        [
            *message.of(po_format.TRANSLATOR),
            *message.of(po_format.EXTRACTED),
            f"#: {message.context}",
            *flags,
            *quote("msgctxt", str(message.context)),
            *quote("msgid", message.id),
            *quote("msgstr", message.string),
        ]
    )


def _key(message: Message) -> str:
    references: Iterable[str] = (line[2:].strip() for line in message.of(po_format.REFERENCE))
    return next(iter(references), "")


def _convert(program: str, name: str, raw: bytes, before: str, after: str) -> bytes:
    if importlib.util.find_spec("translate") is None:
        message = "XLIFF needs translate-toolkit: install `stegvis[xliff]`"
        raise ConverterError(message)
    with tempfile.TemporaryDirectory(prefix="stegvis-") as folder:
        source, target = Path(folder, f"{name}{before}"), Path(folder, f"{name}{after}")
        source.write_bytes(raw)
        start = f"from translate.convert.{program} import main; main()"
        command = [sys.executable, "-c", start, "--progress=none", "-i", source.name, "-o", target.name]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or not target.exists():
            raise ConverterError(done.stderr.strip().rpartition("\n")[2] or f"{program} made nothing of it")
        return target.read_bytes()
