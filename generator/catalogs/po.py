"""PO files to Babel's catalogs and back, without losing or churning what other tools wrote.

The format is that of the GNU gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape, write_po

from generator.diagnostics import Diagnostic, Location

_PREVIOUS = "| "
_OBSOLETE_PREVIOUS = re.compile(r"^#~\s*\|", re.MULTILINE)
_LINE = re.compile(r" on (\d+)$")


@dataclass(frozen=True, slots=True)
class PoFile:
    """One catalog file: its header as it was written, and its messages."""

    path: str
    header: str
    """The first entry, verbatim, with its comments."""
    catalog: Catalog

    def active(self) -> Iterator[Message]:
        """The messages in use, in the order of the file."""
        return (message for message in self.catalog if message.id)

    def obsolete(self) -> Iterator[Message]:
        """The messages kept for the case that their key comes back."""
        return iter(self.catalog.obsolete.values())


def header(locale: str, plural_forms: str) -> str:
    """The first entry of a new catalog: what the tools ask for, and no date that would churn."""
    lines = (
        "Project-Id-Version: Stegvis",
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: Stegvis",
        f"Language-Team: {locale or 'none'}",
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def read(path: str, raw: bytes) -> PoFile | Diagnostic:
    """Parse a catalog, with previous msgids of active and of obsolete entries."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Diagnostic("C001", "the catalog is not UTF-8", Location(path, line), "Save it as UTF-8.")
    try:
        catalog = read_po(
            io.StringIO(_OBSOLETE_PREVIOUS.sub("#|", text)), abort_invalid=True, charset="utf-8"
        )
    except PoFileError as error:
        match = _LINE.search(str(error))
        line = int(match[1]) + 1 if match else 1
        hint = "`msgfmt -c` says the same in other words."
        return Diagnostic("C002", f"the catalog is broken: {error}", Location(path, line), hint)
    if "#|" in text or "#~|" in text:
        for message in (*catalog, *catalog.obsolete.values()):
            _take_previous(message)
    return PoFile(path, _header_of(text), catalog)


def _header_of(text: str) -> str:
    first, _, _ = text.partition("\n\n")
    return f"{first.rstrip()}\n" if re.search(r'^msgid ""$', first, re.MULTILINE) else ""


def _take_previous(message: Message) -> None:
    """Babel takes `#|` lines for comments of the translator; make them what they are."""
    lines = [one for one in message.user_comments if one.startswith("|")]
    if not lines:
        return
    message.user_comments = [one for one in message.user_comments if one not in lines]
    words: list[str] = []
    in_msgid = False
    for line in lines:
        line = line[1:].strip()
        keyword, _, quoted = line.partition(" ") if not line.startswith('"') else ("", "", line)
        in_msgid = keyword in ("msgid", "msgid_plural") if keyword else in_msgid
        if in_msgid:
            words.append(unescape(quoted))
    message.previous_id = ["".join(words)]


def written(first: str, catalog: Catalog) -> bytes:
    """A catalog as bytes: no locations, no wrapping, previous msgids, obsolete entries last."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, no_location=True, omit_header=True, include_previous=True)
    return f"{first}\n{out.getvalue().decode('utf-8').lstrip()}".encode().rstrip() + b"\n"
