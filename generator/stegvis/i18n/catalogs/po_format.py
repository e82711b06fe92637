"""Reads and writes PO files; each message keeps its own lines.

The format is that of the GNU gettext manual, "The Format of PO Files", as msgmerge, Poedit and Weblate
write it. The entries are cut here, because Babel's reader keeps neither their lines, which an update must
not touch, nor previous msgids, nor the second of two entries with one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n.catalogs.po_strings import QUOTED, unescape, unquote
from stegvis.limits import MAX_CATALOG_BYTES, MAX_STRING

TRANSLATOR, EXTRACTED, REFERENCE, FLAGS, PREVIOUS = "#", ".", ":", ",", "|"
CONTEXT, ID, PLURAL, STRING = "c", "i", "p", "s"
"""The kinds of lines of an entry."""

_KEYWORDS = {"msgctxt": CONTEXT, "msgid": ID, "msgid_plural": PLURAL, "msgstr": STRING}
_BODY = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s*(?=")')
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
_FLAG_LINE = re.compile(r"^#[,=]\s*")


@dataclass(slots=True)
class Message:
    """One entry of a catalog, as written."""

    line: int
    """The line of its first keyword, counted from 1."""
    lines: list[str] = field(default_factory=list)
    """Its own lines, comments included, without line endings."""
    kinds: list[str] = field(default_factory=list)
    """The kind of each line."""
    context: str | None = None
    id: str = ""
    id_plural: str | None = None
    strings: list[str] = field(default_factory=list)
    """The translation in each plural form, usually one."""
    is_obsolete: bool = False

    @property
    def string(self) -> str:
        """The translation, in its first plural form."""
        return self.strings[0] if self.strings else ""

    @property
    def flags(self) -> frozenset[str]:
        """The flags, such as `fuzzy` and `python-brace-format`."""
        return frozenset(self.flag_list)

    @property
    def flag_list(self) -> list[str]:
        """The flags in their order."""
        if FLAGS not in self.kinds:
            return []
        words = ",".join(_FLAG_LINE.sub("", line) for line in self.of(FLAGS))
        return list(dict.fromkeys(flag for part in words.split(",") if (flag := part.strip())))

    @property
    def fuzzy(self) -> bool:
        """Whether it is flagged as fuzzy, and counts as missing."""
        return "fuzzy" in self.flags

    @property
    def has_content(self) -> bool:
        """Whether it has a translation or a translator comment."""
        return any(self.strings) or any(len(line.strip()) > 1 for line in self.of(TRANSLATOR))

    @property
    def user_comments(self) -> list[str]:
        """The translator comments, one per line, without the `#`."""
        return [line[1:].strip() for line in self.of(TRANSLATOR)]

    @property
    def auto_comments(self) -> list[str]:
        """The comments extracted from the sources, one per line."""
        return [line[2:].strip() for line in self.of(EXTRACTED)]

    @property
    def previous_id(self) -> str:
        """The English that was translated, if it has changed since; else empty."""
        return self._previous("msgid")

    @property
    def previous_context(self) -> str:
        """The key of the message whose words msgmerge guessed to fit; else empty."""
        return self._previous("msgctxt")

    def _previous(self, wanted: str) -> str:
        is_wanted, words = False, []
        for line in self.of(PREVIOUS):
            rest = line.partition("|")[2].strip()
            if keyword := _BODY.match(rest):
                is_wanted, rest = keyword[1] == wanted, rest[keyword.end() :]
            if is_wanted:
                words.append(unquote(rest))
        return "".join(words)

    def of(self, kind: str) -> list[str]:
        """Return its lines of one kind, as written."""
        if kind not in self.kinds:
            return []
        return [line for line, line_kind in zip(self.lines, self.kinds, strict=True) if line_kind == kind]

    def body(self, kind: str) -> list[str]:
        """Return its lines of one kind, without the mark of obsolete entries."""
        return [strip_obsolete_mark(line) for line in self.of(kind)] if self.is_obsolete else self.of(kind)


@dataclass(frozen=True, slots=True)
class PoFile:
    """One catalog file."""

    path: str
    header: str
    """The first entry, verbatim, with its comments."""
    messages: tuple[Message, ...]
    """All but the header, in the order of the file."""
    end_of_line: str = "\n"
    tail: str = ""
    """Comments after the last entry."""

    def active(self) -> Iterator[Message]:
        """Yield the messages in use, in the order of the file."""
        return (message for message in self.messages if not message.is_obsolete)

    def fields(self) -> dict[str, str]:
        """Return the fields of the header, such as Language, by name."""
        strings = QUOTED.finditer(self.header.partition("msgstr")[2])
        text = "".join(unquote(match[0]) for match in strings)
        named = (line.partition(":") for line in text.splitlines())
        return {name.strip(): value.strip() for name, colon, value in named if colon}


def new_header(locale: str, plural_forms: str) -> str:
    """Return the header of a new catalog, with the fields that tools require and without dates."""
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


def read_po(path: str, raw: bytes) -> PoFile | Diagnostic:
    """Split a catalog into its entries; a diagnostic where it can't be read."""
    if len(raw) > MAX_CATALOG_BYTES:
        message = f"the catalog has {len(raw):,} bytes; the maximum is {MAX_CATALOG_BYTES:,}"
        return Diagnostic("C007", message, Location(path), "Split the collection.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        location = Location(path, raw[: error.start].count(b"\n") + 1)
        return Diagnostic("C001", "the catalog is not UTF-8", location, "Save it as UTF-8.")
    end_of_line = "\n"
    if "\r" in text:
        end_of_line = "\r\n" if text.count("\r\n") == text.count("\n") > 0 else "\n"
        # A lone carriage return is a character of its line, unless it is all that ends lines.
        text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    reader = _Reader()
    try:
        for number, line in enumerate(text.split("\n"), 1):
            reader.take(number, line)
        reader.close()
    except _ExcessError as error:
        return Diagnostic("C007", str(error), Location(path, error.line), "Delete the message.")
    except _ConflictError as error:
        hint = "Resolve the merge: keep one side of each message, and delete the markers."
        return Diagnostic(
            "C005", "the catalog has a conflict marker of a merge", Location(path, error.line), hint
        )
    except _BrokenError as error:
        hint = "`msgfmt -c` reports the same error."
        return Diagnostic("C002", f"invalid PO file: {error}", Location(path, error.line), hint)
    return PoFile(path, reader.header, tuple(reader.messages), end_of_line, "\n".join(reader.pending))


class _BrokenError(Exception):
    """A line that is not valid in a PO file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _ExcessError(_BrokenError):
    """A string that would take too long to read."""


class _ConflictError(_BrokenError):
    """A conflict marker of a version control system."""


class _Reader:
    """Reads a catalog line by line."""

    def __init__(self) -> None:
        self.header = ""
        self.messages: list[Message] = []
        self.pending: list[str] = []
        """The comments before the next entry."""
        self._pending_kinds: list[str] = []
        self._message: Message | None = None
        self._last = ""
        """The kind of the keyword that continuation lines belong to."""

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        first = line[:1]
        if first == '"':
            self._continue(number, line, line)
        elif first == "m":
            self._begin(number, line, line, is_obsolete=False)
        elif first == "#":
            self._comment(number, line)
        elif line.strip():
            self._other(number, line)
        elif self._last == STRING:
            self.close()

    def _other(self, number: int, line: str) -> None:
        if _CONFLICT.match(line):
            raise _ConflictError(number, line)
        rest = line.strip()
        if rest.startswith('"'):
            self._continue(number, line, rest)
        elif _BODY.match(rest):
            self._begin(number, line, rest, is_obsolete=False)
        else:
            raise _BrokenError(number, f"`{rest[:40]}` is neither a keyword nor a quoted string")

    def _comment(self, number: int, line: str) -> None:
        mark = line[1:2]
        if mark == "~":
            rest = strip_obsolete_mark(line)
            if not rest.startswith("|"):
                if rest.startswith('"'):
                    self._continue(number, line, rest)
                elif rest:
                    self._begin(number, line, rest, is_obsolete=True)
                return
            mark = PREVIOUS
        if self._last == STRING:
            self.close()
        if self._message is not None:
            raise _BrokenError(number, "a comment inside of a message")
        kind = FLAGS if mark == "=" else mark
        self._pending_kinds.append(kind if kind and kind in ".:,|" else TRANSLATOR)
        self.pending.append(line)

    def _begin(self, number: int, line: str, rest: str, *, is_obsolete: bool) -> None:
        keyword = _BODY.match(rest)
        if keyword is None:
            raise _BrokenError(number, f"`{rest[:40]}` is not a keyword with a quoted string")
        kind = _KEYWORDS[keyword[1]]
        if kind in (CONTEXT, ID) and self._last == STRING:
            self.close()
        if self._message is None:
            if kind not in (CONTEXT, ID):
                raise _BrokenError(number, f"{keyword[1]} without a msgid before it")
            self._message = Message(number, self.pending, self._pending_kinds, is_obsolete=is_obsolete)
            self.pending, self._pending_kinds = [], []
        message, words = self._message, _words(number, rest[keyword.end() :])
        if kind == CONTEXT:
            message.context = words
        elif kind == ID:
            message.id = words
        elif kind == PLURAL:
            message.id_plural = words
        else:
            message.strings.append(words)
        self._last = kind
        message.lines.append(line)
        message.kinds.append(kind)

    def _continue(self, number: int, line: str, rest: str) -> None:
        message, words = self._message, _words(number, rest)
        if message is None:
            raise _BrokenError(number, "a quoted string without a keyword before it")
        if self._last == CONTEXT:
            message.context = f"{message.context}{words}"
        elif self._last == ID:
            message.id += words
        elif self._last == PLURAL:
            message.id_plural = f"{message.id_plural}{words}"
        else:
            message.strings[-1] += words
        if max(len(message.context or ""), len(message.id), *map(len, message.strings)) > MAX_STRING:
            raise _ExcessError(number, f"a string has more than {MAX_STRING:,} characters")
        message.lines.append(line)
        message.kinds.append(self._last)

    def close(self) -> None:
        """End the present entry."""
        message = self._message
        if message is None:
            return
        if self._last != STRING or ID not in message.kinds:
            raise _BrokenError(message.line, "a message has no msgstr or no msgid")
        if not message.id and message.context is None and not message.is_obsolete:
            if self.header:
                raise _BrokenError(message.line, "a second header")
            self.header = "\n".join(message.lines) + "\n"
        else:
            self.messages.append(message)
        self._message, self._last = None, ""


def _words(number: int, quoted: str) -> str:
    quoted = quoted.rstrip()
    if not (len(quoted) > 1 and quoted[0] == quoted[-1] == '"'):
        raise _BrokenError(number, "a quoted string has no closing quotation mark")
    inner = quoted[1:-1]
    if "\\" not in inner and '"' not in inner:
        return inner
    if not QUOTED.fullmatch(quoted):
        raise _BrokenError(number, "a quotation mark in a string without a backslash before it")
    try:
        return unescape(inner)
    except ValueError as error:
        raise _BrokenError(number, str(error)) from None


def strip_obsolete_mark(line: str) -> str:
    """Return a line of an obsolete entry without its `#~`."""
    return line[2:].lstrip() if line.startswith("#~") else line


def write_po(first: str, entries: Iterable[str], end_of_line: str = "\n") -> bytes:
    """Return the bytes of a catalog: header and entries verbatim, separated by blank lines."""
    text = "\n\n".join((first.rstrip("\n"), *entries)) + "\n"
    return (text if end_of_line == "\n" else text.replace("\n", end_of_line)).encode()


def find_repeated_keys(messages: Iterable[Message]) -> Iterator[tuple[Message, Message]]:
    """Yield each active message whose key occurred before, after the previous message with that key."""
    by_key: dict[str | None, list[Message]] = {}
    for message in messages:
        if not message.is_obsolete:
            by_key.setdefault(message.context, []).append(message)
    for key, same in by_key.items():
        if key is not None:
            yield from pairwise(same)
