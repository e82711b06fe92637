"""Finds the former message of each text: the newest that translators wrote for it.

Every message goes to one text at most, the best matches first; of the others, one is kept for each key.
After an update no key has two messages, so that an older translation can't come back in place of a newer one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from stegvis.i18n import review
from stegvis.i18n.catalogs.po_format import PREVIOUS, TRANSLATOR, Message, PoFile
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
class Former:
    """The former message of a text."""

    found: Found
    is_translation: bool
    """Whether translators declared its words to be the translation of the present English."""
    notes: list[str] = field(default_factory=list)
    """The comments on a message of the same key that had no translation: the lines of translators."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What becomes of the messages of a locale."""

    chosen: dict[tuple[str, str], Former] = field(default_factory=dict)
    """The former message of each text, by the path of its catalog and its key."""
    unused: dict[str, list[Message]] = field(default_factory=dict)
    """The messages that no text continues, by the path of their catalog: obsolete from now on."""
    superseded: list[Message] = field(default_factory=list)
    """The messages whose key has a newer one: dropped."""


def find_former(
    entries: Mapping[str, Sequence[TemplateEntry]],
    catalogs: Mapping[str, PoFile],
    former_keys: Mapping[str, Sequence[str]],
) -> Succession:
    """Return which message of a locale's catalogs each entry continues, and what becomes of the others.

    `entries` are those of each catalog by its path; a catalog without any belongs to no domain, and loses
    only the messages that an entry continues. `former_keys` are those of renamed texts, the latest first.
    """
    succession, taken = Succession(), set[int]()
    index = _Index(entries, catalogs, former_keys)
    rivals: list[tuple[_Rank, str, TemplateEntry, Found]] = []
    for path, of_path in entries.items():
        for entry in of_path:
            candidates = index.find_candidates(entry)
            if len(candidates) == 1 and _is_settled(entry, path, candidates[0]):
                succession.chosen[path, entry.key] = Former(candidates[0], not candidates[0].message.fuzzy)
                taken.add(candidates[0].order)
            else:
                keys = (entry.key, *former_keys.get(entry.key, ()))
                rivals += [(_rank(entry, keys, path, found), path, entry, found) for found in candidates]
    for rank, path, entry, found in sorted(rivals, key=itemgetter(0), reverse=True):
        if found.order not in taken and (path, entry.key) not in succession.chosen:
            succession.chosen[path, entry.key] = Former(found, rank[0] >= _BORROWED)
            taken.add(found.order)
    _sort_out(index.found, entries, taken, succession)
    return succession


def _is_settled(entry: TemplateEntry, path: str, found: Found) -> bool:
    """Return whether the two belong together: nothing else can match either of them better."""
    message = found.message
    is_in_place = message.context == entry.key and found.path == path and not message.is_obsolete
    return is_in_place and message.id == entry.source and not message.kinds.count(PREVIOUS)


_Rank = tuple[int, bool, int, bool, bool, int]
_NO_WORDS, _GUESS, _OTHER_ENGLISH, _SAME_ENGLISH, _BORROWED, _TRANSLATION = range(6)


def _rank(entry: TemplateEntry, keys: Sequence[str], path: str, found: Found) -> _Rank:
    """Return how well a message matches a text: higher is better, and no two messages are equal."""
    message = found.message
    return (
        _rate_words(message, entry, keys),
        not message.is_obsolete,
        -keys.index(message.context) if message.context in keys else -len(keys),
        found.path == path,
        not message.fuzzy,
        -found.order,
    )


def _rate_words(message: Message, entry: TemplateEntry, keys: Sequence[str]) -> int:
    """Return how closely its words are related to a text, whose present and former keys are `keys`."""
    slug = slug_of_block_key(entry.key)
    key, english = _find_origin(message)
    belongs = key in keys or (slug is not None and slug == slug_of_block_key(key or ""))
    if belongs and english == entry.source and any(message.strings):
        if not message.fuzzy:
            return _TRANSLATION
        if review.translates_previous(message):
            return _BORROWED if _is_lent(message) else _TRANSLATION
    if slug and message.id == entry.source:
        return _SAME_ENGLISH
    if not any(message.strings):
        return _NO_WORDS
    if not (belongs and english):
        return _GUESS
    return _SAME_ENGLISH if message.id == entry.source else _OTHER_ENGLISH


def _find_origin(message: Message) -> tuple[str | None, str | None]:
    """Return key and English of the text that its words translated; None where that is unknown.

    The words of a fuzzy message are those of its previous key and English, as msgmerge and updates note them.
    """
    if not message.fuzzy:
        return message.context, message.id
    return message.previous_context or message.context, message.previous_id or None


def _is_lent(message: Message) -> bool:
    """Return whether it declares its words to be those of another key, as msgmerge does.

    The number in the key of a block may have been another's by then, so that any declared key is one.
    """
    own = "" if slug_of_block_key(message.context or "") else message.context
    return message.fuzzy and message.previous_context not in {"", own}


def _may_have_own_words(message: Message) -> bool:
    """Return whether it has words that may have been written for its key: valid, outdated or doubted."""
    return any(message.strings) and not _is_lent(message)


def _has_own_words(message: Message) -> bool:
    """Return whether it has words that were written for its key, for an English that is known."""
    return _may_have_own_words(message) and _find_origin(message)[1] is not None


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
        self._lent: dict[str, list[Found]] = {}
        """The messages with the words of another key, by that key."""
        self._by_text: dict[tuple[str, str], list[Found]] = {}
        """The blocks of each article by their English, present and previous."""
        slugs = {slug_of_block_key(entry.key) for of_path in entries.values() for entry in of_path}
        for found in self.found:
            message = found.message
            if message.context is None:
                continue
            self._by_key.setdefault(message.context, []).append(found)
            if message.previous_context not in {"", message.context}:
                self._lent.setdefault(message.previous_context, []).append(found)
            if (slug := slug_of_block_key(message.context)) and slug in slugs:
                for english in {message.id, message.previous_id}:
                    self._by_text.setdefault((slug, english), []).append(found)

    def find_candidates(self, entry: TemplateEntry) -> list[Found]:
        """Return the messages that an entry may continue.

        What msgmerge lent to another message counts only if the lender is gone; it may be in doubt by now.
        """
        own = self._by_key.get(entry.key, [])
        if slug := slug_of_block_key(entry.key):
            # The key only counts blocks, so that the English decides.
            found_by_text = self._by_text.get((slug, entry.source), [])
            candidates = [found for found in own if not found.message.is_obsolete]
            candidates += [found for found in found_by_text if found.message.is_obsolete or found not in own]
            lenders = (found.message for found in candidates if found.message.id == entry.source)
            if any(map(_may_have_own_words, lenders)):
                return [found for found in candidates if not _is_lent(found.message)]
            return candidates
        former = self._former_keys.get(entry.key, ())
        if former and any(_has_own_words(found.message) and not found.message.is_obsolete for found in own):
            former = ()  # it was renamed before the last update
        keys = (entry.key, *former)
        candidates = [found for key in keys for found in self._by_key.get(key, [])]
        if not any(_may_have_own_words(found.message) for found in candidates):
            lent = [found for key in keys for found in self._lent.get(key, [])]
            candidates += [found for found in lent if found not in candidates]
        return candidates


def _sort_out(
    all_found: Iterable[Found],
    entries: Mapping[str, Sequence[TemplateEntry]],
    taken: Container[int],
    succession: Succession,
) -> None:
    """Divide the messages that no text continues into the unused and the superseded."""
    texts = {
        _identify(entry.key, entry.source, path): (path, entry.key)
        for path, of_path in entries.items()
        for entry in of_path
    }
    newest: dict[tuple[str, ...], Found] = {}
    rest = [
        (found, _identify(found.message.context, found.message.id, found.path))
        for found in all_found
        if found.order not in taken
    ]
    for found, identity in rest:
        if found.path in entries and found.message.has_content and identity not in texts:
            newest[identity] = max(newest.get(identity, found), found, key=_age)
    for found, identity in rest:
        message = found.message
        if found.path not in entries or newest.get(identity) is found:
            succession.unused.setdefault(found.path, []).append(message)
        elif message.has_content:
            succession.superseded.append(message)
            if not (message.is_obsolete or any(message.strings)) and texts.get(identity) in succession.chosen:
                succession.chosen[texts[identity]].notes.extend(message.of(TRANSLATOR))


def _identify(key: str | None, english: str, path: str) -> tuple[str, ...]:
    """Return the identity of a message: its key, or for a block of an article its path, key and English."""
    if key is None or slug_of_block_key(key):
        return (path, key or "", english)
    return (key,)


def _age(found: Found) -> tuple[bool, bool, bool, int]:
    """Return a sort key of messages that no text continues: the newest has the greatest."""
    message = found.message
    return any(message.strings), not message.is_obsolete, not message.fuzzy, -found.order
