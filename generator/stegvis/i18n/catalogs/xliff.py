"""Converts catalogs to XLIFF and back by translate-toolkit's converters.

The converters ignore msgctxt: the key is written as the message's reference, which XLIFF keeps as its source
file. A translation is imported by key, if its English is still the same. The files are XLIFF 1.1, as
translate-toolkit writes it; tools for 1.2 read it.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from stegvis.diagnostics import Diagnostic
from stegvis.i18n.catalogs import edit, po_format
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.catalogs.po_strings import quote

_SOURCE_LANGUAGE = b'source-language="en-US"'


class ConverterError(Exception):
    """The converter is not installed, or refused a file."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A catalog after the import of an XLIFF file."""

    content: bytes
    """The bytes of the catalog."""
    changed: tuple[str, ...]
    """The keys whose translation has changed."""
    refused: tuple[str, ...]
    """The keys that the catalog does not have, or has with another English."""


def export_xliff(catalog: PoFile, source: str, *, only_open: bool = False) -> bytes | None:
    """Return a catalog as XLIFF; with `only_open`, only its missing and fuzzy messages.

    None if there are no such messages. Raises ConverterError where the converter is not installed.
    """
    messages = [
        message
        for message in catalog.active()
        if message.context and message.id_plural is None
        if not only_open or message.fuzzy or not message.string
    ]
    if not messages:
        return None
    raw = po_format.write_po(catalog.header, map(_key_as_reference, messages))
    xliff = _convert("po2xliff", Path(catalog.path).stem, raw, ".po", ".xlf")
    return xliff.replace(_SOURCE_LANGUAGE, f'source-language="{source}"'.encode(), 1)


def import_xliff(catalog: PoFile, xliff: bytes, *, approve: bool = False) -> ImportResult:
    """Return the catalog with the translations of an XLIFF file.

    Translations that are not marked `approved` become fuzzy, unless `approve` is set. Raises ConverterError
    where the file is no XLIFF.
    """
    _check_xliff(xliff)
    imported = po_format.read_po("xliff", _convert("xliff2po", "back", xliff, ".xlf", ".po"))
    if isinstance(imported, Diagnostic):
        raise ConverterError(imported.message)
    by_key = {message.context: message for message in catalog.active() if message.context}
    entries: dict[int, str] = {}
    changed, refused = [], []
    for message in imported.active():
        key = _key_of(message)
        if not key or not message.string:
            continue
        own, is_fuzzy = by_key.get(key), message.fuzzy and not approve
        if own is None or own.id != message.id:
            refused.append(key)
        elif (own.string, own.fuzzy) != (message.string, is_fuzzy):
            entries[own.line] = edit.set_translation(own, message.string, is_fuzzy=is_fuzzy)
            changed.append(key)
    return ImportResult(edit.replace_entries(catalog, entries), tuple(changed), tuple(refused))


def _check_xliff(raw: bytes) -> None:
    """Raise ConverterError unless a file is well-formed XLIFF without a document type."""
    parser = expat.ParserCreate()
    names: list[str] = []

    def refuse(*_declaration: object) -> None:
        message = "a document type is not allowed, as it could define entities"
        raise ConverterError(message)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    try:
        parser.Parse(raw, True)  # noqa: FBT003  # expat knows no names of parameters
    except (expat.ExpatError, LookupError, ValueError) as error:
        message = f"it is not XLIFF: {error}"
        raise ConverterError(message) from error
    if names[0].rpartition(":")[2] != "xliff":
        message = f"it is not XLIFF: its root element is `{names[0]}`"
        raise ConverterError(message)


def _key_as_reference(message: Message) -> str:
    """Return the lines of an entry with its key as its reference."""
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


def _key_of(message: Message) -> str:
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
            raise ConverterError(done.stderr.strip().rpartition("\n")[2] or f"{program} failed")
        return target.read_bytes()
