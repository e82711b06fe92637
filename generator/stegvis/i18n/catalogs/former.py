"""Finds the former message of each text: the newest that translators said about it.

Every message goes to one text at most, the best fits first; what is left over is kept once for each key.
After an update no key has two messages, so that an older translation can't come back in place of a newer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from stegvis.i18n import review
from stegvis.i18n.catalogs.po_format import TRANSLATOR, Message, PoFile
from stegvis.i18n.catalogs.template import TemplateEntry
from stegvis.model.article import slug_of_block_key


@dataclass(frozen=True, slots=True)
class Found:
    """A message of a catalog, and where it is."""

    message: Message
    path: str
    order: int
    """Its place among all messages; obsolete ones are written newest first."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What becomes of the messages of a locale."""

    chosen: dict[tuple[str, str], Found] = field(default_factory=dict)
    """The former message of each text, by the path of its catalog and its key."""
    unused: dict[str, list[Message]] = field(default_factory=dict)
    """The messages that no text has, by the path of their catalog: obsolete from now on."""
    superseded: list[Found] = field(default_factory=list)
    """The messages whose key has a newer one: dropped."""
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The comments on a text that had no translation of its own, before one was found elsewhere."""


def is_translation_of(message: Message, source: str) -> bool:
    """Return whether translators declared its words to be the translation of this very English.

    They did so too where the English changed and changed back: the words of a fuzzy message are those of its
    previous English.
    """
    if not any(message.strings):
        return False
    if message.id == source:
        return not message.fuzzy
    return message.fuzzy and message.previous_id == source and review.translates_previous(message)


def find_former(
    entries: Mapping[str, Sequence[TemplateEntry]],
    catalogs: Mapping[str, PoFile],
    former_keys: Mapping[str, Sequence[str]],
) -> Succession:
    """Return which message of a locale's catalogs each entry continues, and what becomes of the others.

    `entries` are those of each catalog by its path; a catalog without any belongs to no domain, and loses
    only the messages that an entry continues. `former_keys` are the keys of renamed texts before.
    """
    succession, taken, rivals = Succession(), set[int](), []
    index = _Index(entries, catalogs, former_keys)
    for path, of_path in entries.items():
        for entry in of_path:
            candidates = list(index.candidates(entry))
            if len(candidates) == 1 and _is_settled(entry, path, candidates[0]):
                succession.chosen[path, entry.key] = candidates[0]
                taken.add(candidates[0].order)
            else:
                rivals += [(_rank(entry, path, found), path, entry, found) for found in candidates]
    for _, path, entry, found in sorted(rivals, key=itemgetter(0), reverse=True):
        if found.order not in taken and (path, entry.key) not in succession.chosen:
            succession.chosen[path, entry.key] = found
            taken.add(found.order)
    _sort_out(index, entries, taken, succession)
    return succession


def _is_settled(entry: TemplateEntry, path: str, found: Found) -> bool:
    """Return whether no other message can fit better, and no other text this one."""
    message = found.message
    is_in_place = message.context == entry.key and found.path == path and not message.is_obsolete
    return is_in_place and message.id == entry.source


def _rank(entry: TemplateEntry, path: str, found: Found) -> tuple[int, ...]:
    """Return how well a message fits a text: the greater the better, never equal for two messages."""
    message = found.message
    return (
        _standing(message, entry),
        not message.is_obsolete,
        message.context == entry.key,
        found.path == path,
        not message.fuzzy,
        -found.order,
    )


def _standing(message: Message, entry: TemplateEntry) -> int:
    if is_translation_of(message, entry.source):
        return _TRANSLATION
    if message.id == entry.source and slug_of_block_key(entry.key):
        return _SAME_ENGLISH
    if not any(message.strings):
        return _NO_WORDS
    if _is_guess(message):
        return _GUESS
    return _SAME_ENGLISH if message.id == entry.source else _OTHER_ENGLISH


_NO_WORDS, _GUESS, _OTHER_ENGLISH, _SAME_ENGLISH, _TRANSLATION = range(5)


def _is_guess(message: Message) -> bool:
    """Return whether its words may be those of another message, which msgmerge found to be similar."""
    is_foreign = message.previous_context not in {"", message.context}
    return message.fuzzy and (is_foreign or not message.previous_id)


class _Index:
    """The messages of a locale, as they are looked for."""

    def __init__(
        self,
        entries: Mapping[str, Sequence[TemplateEntry]],
        catalogs: Mapping[str, PoFile],
        former_keys: Mapping[str, Sequence[str]],
    ) -> None:
        messages = ((message, path) for path, catalog in catalogs.items() for message in catalog.messages)
        self.found = [Found(message, path, order) for order, (message, path) in enumerate(messages)]
        self._former_keys = former_keys
        self._by_key: dict[str, list[Found]] = {}
        self._by_text: dict[tuple[str, str], list[Found]] = {}
        """The blocks of each article by their English, present and previous."""
        slugs = {slug_of_block_key(entry.key) for of_path in entries.values() for entry in of_path}
        for found in self.found:
            key = found.message.context
            if key is None:
                continue
            self._by_key.setdefault(key, []).append(found)
            if (slug := slug_of_block_key(key)) and slug in slugs:
                for english in {found.message.id, found.message.previous_id}:
                    self._by_text.setdefault((slug, english), []).append(found)

    def candidates(self, entry: TemplateEntry) -> Iterable[Found]:
        """Return the messages that an entry may continue."""
        own = self._by_key.get(entry.key, [])
        if slug := slug_of_block_key(entry.key):
            return self._block_candidates(entry.key, own, self._by_text.get((slug, entry.source), []))
        former_keys = self._former_keys.get(entry.key, ())
        if not former_keys or any(_keeps_its_key(found.message) for found in own):
            return own
        return [*own, *(found for key in former_keys for found in self._by_key.get(key, []))]

    @staticmethod
    def _block_candidates(key: str, own: list[Found], same: list[Found]) -> Iterator[Found]:
        """Yield the messages of a block: the key only counts blocks, so that the English decides."""
        yield from (found for found in own if not found.message.is_obsolete)
        yield from (found for found in same if found.message.is_obsolete or found.message.context != key)


def _keeps_its_key(message: Message) -> bool:
    """Return whether a message in use has words of its own, so that its text was renamed long ago."""
    return not message.is_obsolete and any(message.strings) and not _is_guess(message)


def _sort_out(
    index: _Index, entries: Mapping[str, Sequence[TemplateEntry]], taken: set[int], succession: Succession
) -> None:
    """Divide the messages that no text continues into the unused and the superseded."""
    paths = {
        _identity(entry.key, entry.source, path): path
        for path, of_path in entries.items()
        for entry in of_path
    }
    rest = [found for found in index.found if found.order not in taken]
    newest: dict[tuple[str, ...], Found] = {}
    for found in rest:
        identity = _identity(found.message.context, found.message.id, found.path)
        if found.path in entries and found.message.has_content and identity not in paths:
            newest[identity] = max(newest.get(identity, found), found, key=_age)
    for found in rest:
        message = found.message
        identity = _identity(message.context, message.id, found.path)
        if found.path not in entries or newest.get(identity) is found:
            succession.unused.setdefault(found.path, []).append(message)
        elif message.has_content:
            succession.superseded.append(found)
            if identity in paths and not message.is_obsolete and not any(message.strings):
                succession.notes.setdefault((paths[identity], str(message.context)), []).extend(
                    message.of(TRANSLATOR)
                )


def _identity(key: str | None, english: str, path: str) -> tuple[str, ...]:
    """Return what only one message may have: its key, for blocks of articles with its English."""
    if key is None or slug_of_block_key(key):
        return (path, key or "", english)
    return (key,)


def _age(found: Found) -> tuple[bool, bool, bool, int]:
    """Return the greater, the newer a message is that no text continues."""
    message = found.message
    return any(message.strings), not message.is_obsolete, not message.fuzzy, -found.order
