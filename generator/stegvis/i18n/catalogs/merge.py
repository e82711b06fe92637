"""Merges a template into a catalog: by key, never by similarity.

An entry that does not change keeps its lines; one that changes keeps all lines that do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.former import Former, Succession
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.catalogs.po_strings import quote
from stegvis.i18n.catalogs.template import TemplateEntry
from stegvis.model.article import slug_of_block_key

BRACES = "python-brace-format"
_PREVIOUS_MARK = re.compile(r"^#~?\s*\|")


def new_entries(entries: Iterable[TemplateEntry]) -> Iterator[str]:
    """Return the entries of a template: each with key, English and comments, untranslated."""
    return (new_entry(entry) for entry in entries)


def merge_entries(
    path: str, entries: Iterable[TemplateEntry], succession: Succession, wording: Collection[str] = ()
) -> list[str]:
    """Return the entries of the catalog at a path, as text: those of its template, then the obsolete ones.

    Where the English of a key is unchanged, its entry is too. Where it has changed, the translation is kept
    as fuzzy, with the previous English; if the key is in `wording`, it stays valid.
    """
    merged: list[str] = []
    for entry in entries:
        former = succession.chosen.get((path, entry.key))
        merged.append(
            merge_entry(entry, former, is_wording=entry.key in wording) if former else new_entry(entry)
        )
    return merged + [_obsolete(message) for message in succession.unused.get(path, ())]


def lost_content(
    catalogs: Mapping[str, PoFile], updated: Mapping[str, bytes], superseded: Iterable[Message] = ()
) -> list[Diagnostic]:
    """Return diagnostics about translations and translator comments of catalogs that `updated` lacks.

    Both are catalogs of one locale by path, `updated` those that change. Reads them anew and compares the
    contents, independently of how they were merged; what is `superseded` by a newer message may go.
    """
    before, after = Counter[_Content](), Counter[_Content]()
    places: dict[_Content, Location] = {}
    for path in updated.keys() & catalogs.keys():
        for message in catalogs[path].messages:
            contents = list(_content_of(message))
            before.update(contents)
            places |= dict.fromkeys(contents, Location(path, message.line))
    for path, raw in updated.items():
        new = po_format.read_po(path, raw)
        if isinstance(new, Diagnostic):
            return [new]
        after.update(content for message in new.messages for content in _content_of(message))
    before.subtract(content for message in superseded for content in _content_of(message))
    hint = "This is a bug in Stegvis, or the catalog has a duplicate key. Nothing was changed."
    return [
        Diagnostic(
            "C006",
            f"the update would lose {count} of {content[0]!r}; the catalog was not written",
            places[content],
            hint,
        )
        for content, count in (+before - after).items()
    ]


_Content = tuple[str, ...]


def _content_of(message: Message) -> Iterator[_Content]:
    """Yield the work of translators in a message: the translation in its forms, and each comment."""
    if any(message.strings):
        yield tuple(message.strings)
    yield from ((note,) for note in message.user_comments if note)


def new_entry(entry: TemplateEntry) -> str:
    """Return the lines of an entry without a translation."""
    flags = [f"#, {BRACES}"] if entry.has_placeholders else []
    named, english = quote("msgctxt", entry.key), quote("msgid", entry.source)
    return "\n".join([*_comments(entry), *flags, *named, *english, 'msgstr ""'])


def _comments(entry: TemplateEntry) -> list[str]:
    return [f"#. {line}" for line in entry.comments]


def merge_entry(entry: TemplateEntry, former: Former, *, is_wording: bool) -> str:
    """Return the lines of an entry that continues a former message."""
    message = former.found.message
    same = message.id == entry.source
    flags, previous = message.flag_list, message.of(po_format.PREVIOUS)
    is_confirmed = same and is_wording and previous and message.previous_context in {"", message.context}
    is_valid_again = message.fuzzy and former.is_translation
    if is_confirmed or is_valid_again or not (same or any(message.strings)):
        flags, previous = [flag for flag in flags if flag != "fuzzy"], []
    elif not same and not (is_wording or "fuzzy" in flags):
        flags, previous = ["fuzzy", *flags], quote("msgid", message.id, "#| ")
        if not slug_of_block_key(entry.key):
            # With its key, so that what msgmerge lends from here to another message says whose words it has.
            previous = [*quote("msgctxt", entry.key, "#| "), *previous]
    elif previous and message.previous_context == message.context != entry.key:
        previous = [*quote("msgctxt", entry.key, "#| "), *quote("msgid", message.previous_id, "#| ")]
    comments = message.of(po_format.TRANSLATOR)
    comments += [note for note in former.notes if note not in comments]
    flags = _with_braces(flags, wanted=entry.has_placeholders)
    if (
        same
        and comments == message.of(po_format.TRANSLATOR)
        and _is_in_place(entry, message, flags, previous)
    ):
        return "\n".join(message.lines)
    key = message.body(po_format.CONTEXT) if message.context == entry.key else quote("msgctxt", entry.key)
    english = message.body(po_format.ID) if same else quote("msgid", entry.source)
    return "\n".join(
        [
            *comments,
            *(message.of(po_format.EXTRACTED) if _says(entry, message) else _comments(entry)),
            *message.of(po_format.REFERENCE),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *(_PREVIOUS_MARK.sub("#|", line) for line in previous),
            *key,
            *english,
            *message.body(po_format.PLURAL),
            *message.body(po_format.STRING),
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
    flags = message.flag_list
    body = (po_format.CONTEXT, po_format.ID, po_format.PLURAL, po_format.STRING)
    return "\n".join(
        [
            *message.of(po_format.TRANSLATOR),
            *([f"#, {', '.join(flags)}"] if flags else []),
            *(line.replace("#|", "#~|", 1) for line in message.of(po_format.PREVIOUS)),
            *(f"#~ {line}" for kind in body for line in message.of(kind)),
        ]
    )
