"""PO files to messages that know their own lines, and back.

The format is that of the GNU gettext manual, "The Format of PO Files", as msgmerge, Poedit and Weblate
write it. Babel quotes and unquotes; the entries are cut here, because Babel's reader keeps neither their
lines, which an update must not touch, nor previous msgids, nor the second of two entries with one key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from babel.messages.pofile import normalize, unescape

from stegvis.diagnostics import Diagnostic, Location

TRANSLATOR, EXTRACTED, REFERENCE, FLAGS, PREVIOUS = "#", ".", ":", ",", "|"
CONTEXT, ID, PLURAL, STRING = "c", "i", "p", "s"
"""What a line of an entry is."""

_KEYWORDS = {"msgctxt": CONTEXT, "msgid": ID, "msgid_plural": PLURAL, "msgstr": STRING}
_BODY = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s*(?=")')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")
_FLAG_LINE = re.compile(r"^#[,=]\s*")


@dataclass(slots=True)
class Message:
    """One entry of a catalog, as it was written."""

    line: int
    """The line of its first keyword, counted from 1."""
    lines: list[str] = field(default_factory=list)
    """Its own lines, comments included, without the ends of lines."""
    kinds: list[str] = field(default_factory=list)
    """What each of them is."""
    context: str | None = None
    id: str = ""
    id_plural: str | None = None
    strings: list[str] = field(default_factory=list)
    """The translation; one for each form where there is a plural."""
    is_obsolete: bool = False

    @property
    def string(self) -> str:
        """The translation, in its first form where there are several."""
        return self.strings[0] if self.strings else ""

    @property
    def flags(self) -> frozenset[str]:
        """Such as `fuzzy` and `python-brace-format`."""
        return frozenset(self.flag_list)

    @property
    def flag_list(self) -> list[str]:
        """The flags in their order."""
        if FLAGS not in self.kinds:
            return []
        words = ",".join(_FLAG_LINE.sub("", line) for line in self.of(FLAGS))
        return list(dict.fromkeys(flag for one in words.split(",") if (flag := one.strip())))

    @property
    def fuzzy(self) -> bool:
        """Whether somebody must look at it before it counts."""
        return "fuzzy" in self.flags

    @property
    def has_content(self) -> bool:
        """Whether a translator left anything in it: a translation or a comment."""
        return any(self.strings) or any(len(line.strip()) > 1 for line in self.of(TRANSLATOR))

    @property
    def user_comments(self) -> list[str]:
        """What translators noted, a line each, without the `#`."""
        return [line[1:].strip() for line in self.of(TRANSLATOR)]

    @property
    def auto_comments(self) -> list[str]:
        """What the template says about it."""
        return [line[2:].strip() for line in self.of(EXTRACTED)]

    @property
    def previous_id(self) -> str:
        """The English that was translated, where it was another; else nothing."""
        in_id, words = False, []
        for line in self.of(PREVIOUS):
            rest = line.partition("|")[2].strip()
            if keyword := _BODY.match(rest):
                in_id, rest = keyword[1] == "msgid", rest[keyword.end() :]
            if in_id:
                words.append(unquote(rest))
        return "".join(words)

    def of(self, kind: str) -> list[str]:
        """Its lines of one kind, as they were written."""
        if kind not in self.kinds:
            return []
        return [line for line, one in zip(self.lines, self.kinds, strict=True) if one == kind]

    def body(self, kind: str) -> list[str]:
        """Its lines of one kind, without the mark of an obsolete entry."""
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
        """The messages in use, in the order of the file."""
        return (message for message in self.messages if not message.is_obsolete)

    def fields(self) -> dict[str, str]:
        """The fields of the header, such as Language, by name."""
        quoted = (found[0] for found in _QUOTED.finditer(self.header.partition("msgstr")[2]))
        text = "".join(unquote(one) for one in quoted)
        named = (line.partition(":") for line in text.splitlines())
        return {name.strip(): value.strip() for name, colon, value in named if colon}


def new_header(locale: str, plural_forms: str) -> str:
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


def read_po(path: str, raw: bytes) -> PoFile | Diagnostic:
    """Cut a catalog into its entries, or say why it can't be read."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Diagnostic("C001", "the catalog is not UTF-8", Location(path, line), "Save it as UTF-8.")
    end_of_line = "\n"
    if "\r" in text:
        end_of_line = "\r\n" if text.count("\r\n") == text.count("\n") else "\n"
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader()
    try:
        for number, one in enumerate(text.split("\n"), 1):
            reader.take(number, one)
        reader.close()
    except _ConflictError as error:
        hint = "Settle the merge: keep one side of each message, and delete the marks."
        return Diagnostic("C005", "a mark of a merge conflict stands here", Location(path, error.line), hint)
    except _BrokenError as error:
        hint = "`msgfmt -c` says the same in other words."
        return Diagnostic("C002", f"the catalog is broken: {error}", Location(path, error.line), hint)
    return PoFile(path, reader.header, tuple(reader.messages), end_of_line, "\n".join(reader.pending))


class _BrokenError(Exception):
    """A line that the format does not know."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _ConflictError(_BrokenError):
    """A line that a version control system left."""


class _Reader:
    """Takes a catalog line by line."""

    def __init__(self) -> None:
        self.header = ""
        self.messages: list[Message] = []
        self.pending: list[str] = []
        """Comments of the entry to come."""
        self._pending_kinds: list[str] = []
        self._now: Message | None = None
        self._last = ""
        """The kind of the keyword that continuation lines belong to."""

    def take(self, number: int, line: str) -> None:
        """Put one line where it belongs."""
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
        if self._now is not None:
            raise _BrokenError(number, "a comment stands inside a message")
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
        if self._now is None:
            if kind not in (CONTEXT, ID):
                raise _BrokenError(number, f"{keyword[1]} stands here without a msgid before it")
            self._now = Message(number, self.pending, self._pending_kinds, is_obsolete=is_obsolete)
            self.pending, self._pending_kinds = [], []
        now, words = self._now, _words(number, rest[keyword.end() :])
        if kind == CONTEXT:
            now.context = words
        elif kind == ID:
            now.id = words
        elif kind == PLURAL:
            now.id_plural = words
        else:
            now.strings.append(words)
        self._last = kind
        now.lines.append(line)
        now.kinds.append(kind)

    def _continue(self, number: int, line: str, rest: str) -> None:
        now, words = self._now, _words(number, rest)
        if now is None:
            raise _BrokenError(number, "a quoted string stands here without a keyword before it")
        if self._last == CONTEXT:
            now.context = f"{now.context}{words}"
        elif self._last == ID:
            now.id += words
        elif self._last == PLURAL:
            now.id_plural = f"{now.id_plural}{words}"
        else:
            now.strings[-1] += words
        now.lines.append(line)
        now.kinds.append(self._last)

    def close(self) -> None:
        """End the entry at hand."""
        now = self._now
        if now is None:
            return
        if self._last != STRING or ID not in now.kinds:
            raise _BrokenError(now.line, "a message has no msgstr or no msgid")
        if not now.id and now.context is None and not now.is_obsolete:
            if self.header:
                raise _BrokenError(now.line, "the header stands here again")
            self.header = "\n".join(now.lines) + "\n"
        else:
            self.messages.append(now)
        self._now, self._last = None, ""


def _words(number: int, quoted: str) -> str:
    quoted = quoted.rstrip()
    if not (len(quoted) > 1 and quoted[0] == quoted[-1] == '"'):
        raise _BrokenError(number, "a quoted string does not end")
    inner = quoted[1:-1]
    if "\\" not in inner and '"' not in inner:
        return inner
    if not _QUOTED.fullmatch(quoted):
        raise _BrokenError(number, "a quotation mark stands in a string without a backslash before it")
    return str(unescape(quoted))


def unquote(quoted: str) -> str:
    """The text of a quoted string."""
    return str(unescape(quoted.strip()))


def strip_obsolete_mark(line: str) -> str:
    """A line of an obsolete entry without its mark."""
    return line[2:].lstrip() if line.startswith("#~") else line


def quote(keyword: str, text: str, mark: str = "") -> list[str]:
    """A keyword with its text, as lines; not wrapped, each line of the text on its own."""
    lines = f"{keyword} {normalize(text, width=0)}".split("\n")
    return [mark + line for line in lines]


def write_po(first: str, entries: Iterable[str], end_of_line: str = "\n") -> bytes:
    """A catalog as bytes: its header and its entries, each verbatim, a blank line between them."""
    text = "\n\n".join((first.rstrip("\n"), *entries)) + "\n"
    return (text if end_of_line == "\n" else text.replace("\n", end_of_line)).encode()


def find_repeated_keys(messages: Iterable[Message]) -> Iterator[tuple[Message, Message]]:
    """Active messages whose key stands in the catalog before, each with the one before it."""
    by_key: dict[str | None, list[Message]] = {}
    for message in messages:
        if not message.is_obsolete:
            by_key.setdefault(message.context, []).append(message)
    for key, same in by_key.items():
        if key is not None:
            yield from pairwise(same)
