"""Merges a template into a catalog: by key, never by similarity.

An entry that does not change keeps its lines; one that changes keeps all lines that do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.po_format import Message, PoFile, quote
from stegvis.i18n.catalogs.template import TemplateEntry
from stegvis.model.article import slug_of_block_key

BRACES = "python-brace-format"
_PREVIOUS_MARK = re.compile(r"^#~?\s*\|")


def new_entries(entries: Iterable[TemplateEntry]) -> Iterator[str]:
    """Return the entries of a template: each with key, English and comments, untranslated."""
    return (new_entry(entry) for entry in entries)


def merge_entries(
    entries: Iterable[TemplateEntry],
    old: PoFile | None,
    wording: Collection[str] = (),
    renamed: Mapping[str, tuple[str, ...]] | None = None,
    elsewhere: Mapping[str, Message] | None = None,
) -> list[str]:
    """Return the entries of the catalog that replaces `old`, as text.

    Where the English of a key is unchanged, its entry is too. Where it has changed, the translation is kept
    as fuzzy, with the previous English; if the key is in `wording`, it stays valid. A new key takes over the
    translation of a former key in `renamed`, the first before the others, or of its own in `elsewhere`, the
    messages of other domains; if its procedure was renamed and moved, that of a former key there.
    A block of an article that moved unchanged keeps its translation. The entry of a key that no longer
    exists becomes obsolete, and is used again when the key returns.
    """
    entries = list(entries)
    by_key = _by_key(old)
    moved = _moved(entries, by_key)
    others = _Others(renamed or {}, elsewhere or {})
    merged: list[str] = []
    used: set[int] = set()
    moved_ids = {id(message) for message in moved.values()}
    for entry in entries:
        former = moved.get(entry.key) or _former(entry, by_key, others)
        if former is None or (entry.key not in moved and id(former) in moved_ids):
            merged.append(new_entry(entry))
            continue
        used.add(id(former))
        merged.append(merge_entry(entry, former, is_wording=entry.key in wording))
    if old is not None:
        unused = (message for message in old.messages if id(message) not in used and message.has_content)
        merged += [_obsolete(message) for message in unused]
    return merged


def lost_content(path: str, old: PoFile, updated: bytes) -> list[Diagnostic]:
    """Return diagnostics about translations and translator comments of `old` that `updated` lacks.

    Reads `updated` anew and compares the contents, independently of how it was merged.
    """
    new = po_format.read_po(path, updated)
    if isinstance(new, Diagnostic):
        return [new]
    diagnostics = []
    missing = _count_content(old) - _count_content(new)
    lines = {content: message.line for message in old.messages for content in _content_of(message)}
    for content, count in missing.items():
        text = f"the update would lose {count} of {content[0]!r}; the catalog was not written"
        hint = "This is a bug in Stegvis, or the catalog has a duplicate key. Nothing was changed."
        diagnostics.append(Diagnostic("C006", text, Location(path, lines[content]), hint))
    return diagnostics


def _count_content(catalog: PoFile) -> Counter[tuple[str, ...]]:
    return Counter(content for message in catalog.messages for content in _content_of(message))


def _content_of(message: Message) -> Iterator[tuple[str, ...]]:
    """Yield the work of translators in a message: the translation in its forms, and each comment."""
    if any(message.strings):
        yield tuple(message.strings)
    yield from ((note,) for note in message.user_comments if note)


def _by_key(old: PoFile | None) -> dict[str, Message]:
    """Return the former message of each key: an active one, unless only an obsolete one has content."""
    by_key: dict[str, Message] = {}
    for message in old.messages if old else ():
        if message.context is None:
            continue
        other = by_key.get(message.context)
        if other is None or _precedence(message) >= _precedence(other):
            by_key[message.context] = message
    return by_key


def _precedence(message: Message) -> tuple[bool, bool]:
    return any(message.strings), not message.is_obsolete


@dataclass(frozen=True, slots=True)
class _Others:
    """Where the translation of a key may be found, if not under the key."""

    renamed: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[str, Message]


def _former(entry: TemplateEntry, by_key: Mapping[str, Message], others: _Others) -> Message | None:
    own = by_key.get(entry.key)
    if own is not None and own.has_content:
        return own
    keys = others.renamed.get(entry.key, ())
    found = [by_key.get(key) for key in keys]
    found += [others.elsewhere.get(key) for key in (entry.key, *keys)]
    return next((message for message in found if message), own)


def _moved(entries: Iterable[TemplateEntry], by_key: Mapping[str, Message]) -> dict[str, Message]:
    """Return the former messages of moved blocks by present key: those with the same English on the page."""
    blocks = [(entry, slug) for entry in entries if (slug := slug_of_block_key(entry.key))]
    if not blocks:
        return {}
    by_source: dict[tuple[str, str], list[Message]] = {}
    for key, message in by_key.items():
        if slug := slug_of_block_key(key):
            by_source.setdefault((slug, message.id), []).append(message)
    settled = {
        entry.key for entry, _ in blocks if entry.key in by_key and by_key[entry.key].id == entry.source
    }
    taken = set(settled)
    moved = {}
    for entry, slug in blocks:
        if entry.key not in settled:
            candidates = by_source.get((slug, entry.source), ())
            free = next((message for message in candidates if message.context not in taken), None)
            if free is not None:
                moved[entry.key] = free
                taken.add(str(free.context))
    return moved


def new_entry(entry: TemplateEntry) -> str:
    """Return the lines of an entry without a translation."""
    flags = [f"#, {BRACES}"] if entry.has_placeholders else []
    named, english = quote("msgctxt", entry.key), quote("msgid", entry.source)
    return "\n".join([*_comments(entry), *flags, *named, *english, 'msgstr ""'])


def _comments(entry: TemplateEntry) -> list[str]:
    return [f"#. {line}" for line in entry.comments]


def merge_entry(entry: TemplateEntry, former: Message, *, is_wording: bool) -> str:
    """Return the lines of an entry that continues a former one."""
    same = former.id == entry.source
    has_words = any(former.strings)
    flags = former.flag_list
    previous = former.of(po_format.PREVIOUS)
    if (same and is_wording and previous) or not (same or has_words):
        flags, previous = [flag for flag in flags if flag != "fuzzy"], []
    elif not same and not (is_wording or "fuzzy" in flags):
        flags, previous = ["fuzzy", *flags], quote("msgid", former.id, "#| ")
    flags = _with_braces(flags, wanted=entry.has_placeholders)
    if same and _is_in_place(entry, former, flags, previous):
        return "\n".join(former.lines)
    key = former.body(po_format.CONTEXT) if former.context == entry.key else quote("msgctxt", entry.key)
    english = former.body(po_format.ID) if same else quote("msgid", entry.source)
    return "\n".join(
        [
            *former.of(po_format.TRANSLATOR),
            *(former.of(po_format.EXTRACTED) if _says(entry, former) else _comments(entry)),
            *former.of(po_format.REFERENCE),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *(_PREVIOUS_MARK.sub("#|", line) for line in previous),
            *key,
            *english,
            *former.body(po_format.PLURAL),
            *former.body(po_format.STRING),
        ]
    )


def _is_in_place(entry: TemplateEntry, former: Message, flags: list[str], previous: list[str]) -> bool:
    """Return whether a message with the same English can stay as written."""
    return (
        not former.is_obsolete
        and former.context == entry.key
        and flags == former.flag_list
        and len(previous) == former.kinds.count(po_format.PREVIOUS)
        and _says(entry, former)
    )


def _says(entry: TemplateEntry, former: Message) -> bool:
    """Return whether the comments are the same, however they are wrapped."""
    written = [line[3:] for line in former.of(po_format.EXTRACTED)]
    return written == list(entry.comments) or " ".join(written).split() == " ".join(entry.comments).split()


def _with_braces(flags: list[str], *, wanted: bool) -> list[str]:
    if wanted == (BRACES in flags):
        return flags
    return [*flags, BRACES] if wanted else [flag for flag in flags if flag != BRACES]


def _obsolete(message: Message) -> str:
    if message.is_obsolete:
        return "\n".join(message.lines)
    flags = [flag for flag in message.flag_list if flag == "fuzzy"]
    body = (po_format.CONTEXT, po_format.ID, po_format.PLURAL, po_format.STRING)
    return "\n".join(
        [
            *message.of(po_format.TRANSLATOR),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *(line.replace("#|", "#~|", 1) for line in message.of(po_format.PREVIOUS)),
            *(f"#~ {line}" for kind in body for line in message.of(kind)),
        ]
    )
