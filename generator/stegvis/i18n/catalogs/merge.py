"""Bring a catalog up to date with its template: by key, never by likeness.

An entry that needs no change keeps its own lines; one that needs some keeps all the others.
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
    """A template's entries: every key with its English and its comments, nothing translated."""
    return (new_entry(entry) for entry in entries)


def merge_entries(
    entries: Iterable[TemplateEntry],
    old: PoFile | None,
    wording: Collection[str] = (),
    renamed: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, Message] | None = None,
) -> list[str]:
    """The entries of the catalog that follows `old`, as text.

    A key whose English is the same keeps all it has. A changed English keeps the translation, fuzzy,
    with the previous English; or still valid, if its key is in `wording`. A key that is new takes over
    from the one that `renamed` names, or from `elsewhere`, the catalogs of other domains. A block of an
    article that moved unchanged takes its translation along. A key that went away becomes obsolete, and
    comes back with its key.
    """
    entries = list(entries)
    known = _by_key(old)
    moved = _moved(entries, known)
    others = _Others(renamed or {}, elsewhere or {})
    made: list[str] = []
    used: set[int] = set()
    taken_along = {id(one) for one in moved.values()}
    for entry in entries:
        former = moved.get(entry.key) or _former(entry, known, others)
        if former is None or (entry.key not in moved and id(former) in taken_along):
            made.append(new_entry(entry))
            continue
        used.add(id(former))
        made.append(merge_entry(entry, former, is_wording=entry.key in wording))
    if old is not None:
        left = (one for one in old.messages if id(one) not in used and one.has_content)
        made += [_obsolete(one) for one in left]
    return made


def lost_content(path: str, old: PoFile, made: bytes) -> list[Diagnostic]:
    """What would vanish if `made` were written over `old`: translations and notes of translators.

    Compares what both hold, as they are read, whatever was meant to happen in between.
    """
    new = po_format.read_po(path, made)
    if isinstance(new, Diagnostic):
        return [new]
    found = []
    missing = _count_content(old) - _count_content(new)
    lines = {held: one.line for one in old.messages for held in _content_of(one)}
    for held, count in missing.items():
        text = f"{count} of {held[0]!r} would vanish from the catalog; it was not written"
        hint = "This is a fault of Stegvis, or the catalog holds a key twice. Nothing was changed."
        found.append(Diagnostic("C006", text, Location(path, lines[held]), hint))
    return found


def _count_content(catalog: PoFile) -> Counter[tuple[str, ...]]:
    return Counter(held for one in catalog.messages for held in _content_of(one))


def _content_of(message: Message) -> Iterator[tuple[str, ...]]:
    """What a translator made of a message: the translation in its forms, and each note."""
    if any(message.strings):
        yield tuple(message.strings)
    yield from ((note,) for note in message.user_comments if note)


def _by_key(old: PoFile | None) -> dict[str, Message]:
    """The message that each key goes on from: the one in use, unless only an obsolete one has content."""
    known: dict[str, Message] = {}
    for message in old.messages if old else ():
        if message.context is None:
            continue
        other = known.get(message.context)
        if other is None or _precedence(message) >= _precedence(other):
            known[message.context] = message
    return known


def _precedence(message: Message) -> tuple[bool, bool]:
    return any(message.strings), not message.is_obsolete


@dataclass(frozen=True, slots=True)
class _Others:
    """Where a key's translation may stand, if not under it."""

    renamed: Mapping[str, str]
    elsewhere: Mapping[str, Message]


def _former(entry: TemplateEntry, known: Mapping[str, Message], others: _Others) -> Message | None:
    own = known.get(entry.key)
    if own is not None and own.has_content:
        return own
    if (old := others.renamed.get(entry.key)) and (former := known.get(old)):
        return former
    return others.elsewhere.get(entry.key) or own


def _moved(entries: Iterable[TemplateEntry], known: Mapping[str, Message]) -> dict[str, Message]:
    """For blocks of articles whose key counts another block now: the message with their English."""
    blocks = [(entry, slug) for entry in entries if (slug := slug_of_block_key(entry.key))]
    if not blocks:
        return {}
    by_source: dict[tuple[str, str], list[Message]] = {}
    for key, message in known.items():
        if slug := slug_of_block_key(key):
            by_source.setdefault((slug, message.id), []).append(message)
    settled = {entry.key for entry, _ in blocks if entry.key in known and known[entry.key].id == entry.source}
    taken = set(settled)
    moved = {}
    for entry, slug in blocks:
        if entry.key not in settled:
            candidates = by_source.get((slug, entry.source), ())
            free = next((one for one in candidates if one.context not in taken), None)
            if free is not None:
                moved[entry.key] = free
                taken.add(str(free.context))
    return moved


def new_entry(entry: TemplateEntry) -> str:
    """The lines of an entry that has no translation yet."""
    flags = [f"#, {BRACES}"] if entry.has_placeholders else []
    named, english = quote("msgctxt", entry.key), quote("msgid", entry.source)
    return "\n".join([*_comments(entry), *flags, *named, *english, 'msgstr ""'])


def _comments(entry: TemplateEntry) -> list[str]:
    return [f"#. {line}" for line in entry.comments]


def merge_entry(entry: TemplateEntry, former: Message, *, is_wording: bool) -> str:
    """The entry that goes on from a former one."""
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
    """Whether a message of the same English can stay as it is written."""
    return (
        not former.is_obsolete
        and former.context == entry.key
        and flags == former.flag_list
        and len(previous) == former.kinds.count(po_format.PREVIOUS)
        and _says(entry, former)
    )


def _says(entry: TemplateEntry, former: Message) -> bool:
    """Whether its comments say the same, however they are wrapped."""
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
