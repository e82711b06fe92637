"""Bring a catalog up to date with its template: by key, never by likeness."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from babel.messages.catalog import Catalog, Message

from generator.catalogs.po import PoFile
from generator.catalogs.template import Entry


def template(entries: Iterable[Entry]) -> Catalog:
    """A template's catalog: every key with its English and its comments, nothing translated."""
    catalog = Catalog(fuzzy=False)
    for entry in entries:
        _add(catalog, _fresh(entry))
    return catalog


def updated(entries: Iterable[Entry], old: PoFile | None, wording: Collection[str] = ()) -> Catalog:
    """The catalog that follows `old` for these entries.

    A key whose English is the same keeps all it has. A changed English keeps the translation, fuzzy,
    with the previous English; or still valid, if its key is in `wording`. A text that moved to another
    key of the same page or procedure, unchanged, takes its translation along. A key that went away
    becomes obsolete, and comes back with its key.
    """
    entries = list(entries)
    known = _by_key(old)
    moved = _moved(entries, known)
    catalog = Catalog(fuzzy=False)
    used: set[str] = set()
    for entry in entries:
        former = moved.get(entry.key) or known.get(entry.key)
        message = _fresh(entry)
        if former is not None:
            used.add(str(former.context))
            _carry(message, former, keep_valid=entry.key in wording)
        _add(catalog, message)
    for key, former in known.items():
        if key not in used and former.string:
            former.auto_comments = []
            catalog.obsolete[(former.id, key)] = former
    return catalog


def _by_key(old: PoFile | None) -> dict[str, Message]:
    if old is None:
        return {}
    known = {str(message.context): message for message in old.obsolete()}
    return known | {str(message.context): message for message in old.active()}


def _moved(entries: Iterable[Entry], known: dict[str, Message]) -> dict[str, Message]:
    """For keys whose English differs from the known one: another key's message with this English.

    A block's key counts blocks below a heading, so a new paragraph shifts the keys after it.
    """
    by_source: dict[tuple[str, str], list[Message]] = {}
    for message in known.values():
        scope = str(message.context).partition("/")[0]
        by_source.setdefault((scope, str(message.id)), []).append(message)
    taken = {entry.key for entry in entries if entry.key in known and known[entry.key].id == entry.source}
    moved = {}
    for entry in entries:
        if entry.key not in taken:
            candidates = by_source.get((entry.key.partition("/")[0], entry.source), ())
            free = next((one for one in candidates if str(one.context) not in taken), None)
            if free is not None:
                moved[entry.key] = free
                taken.add(str(free.context))
    return moved


def _carry(message: Message, former: Message, *, keep_valid: bool) -> None:
    message.string = former.string
    message.user_comments = former.user_comments
    message.flags |= former.flags - {"python-format", "python-brace-format"}
    message.previous_id = former.previous_id
    if former.id == message.id or not former.string:
        return
    if keep_valid:
        message.flags.discard("fuzzy")
        message.previous_id = []
        return
    if not former.fuzzy:
        message.previous_id = [str(former.id)]
    message.flags.add("fuzzy")


def _fresh(entry: Entry) -> Message:
    return Message(entry.source, "", context=entry.key, auto_comments=entry.comments)


def _add(catalog: Catalog, message: Message) -> None:
    catalog[message.id] = message
