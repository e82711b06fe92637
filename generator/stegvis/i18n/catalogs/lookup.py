"""A locale's catalogs as a lookup: from a text to the words that its readers see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n import review
from stegvis.i18n.catalogs.po_format import Message
from stegvis.i18n.status import ReviewState
from stegvis.model.text import LocalizedText, SourceText, TranslationState


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog says of one key."""

    source: str
    """The English that was translated."""
    words: str
    is_fuzzy: bool
    location: Location
    review_state: ReviewState = ReviewState.UNREVIEWED
    """Whether somebody looked at it since it was written."""


@dataclass(frozen=True, slots=True)
class Translations:
    """The translations of one locale in one domain, by key."""

    by_key: Mapping[str, Translation]

    def words(self, text: SourceText) -> LocalizedText:
        """What a reader sees: the translation where it is of this very source, else English."""
        known = self.by_key.get(text.key)
        if known is None or not known.words:
            return LocalizedText(text.key, text.source, TranslationState.MISSING)
        if known.is_fuzzy or known.source != text.source:
            return LocalizedText(text.key, text.source, TranslationState.FUZZY)
        return LocalizedText(text.key, known.words, TranslationState.TRANSLATED)

    def review_state(self, text: SourceText) -> ReviewState | None:
        """How far the translation that readers see was looked at; None where they see English."""
        known = self.by_key.get(text.key)
        if known is None or not known.words or known.is_fuzzy or known.source != text.source:
            return None
        return known.review_state


def index_messages(
    path: str, messages: Iterable[Message], found: list[Diagnostic], *, by_machine: bool = False
) -> Translations:
    """Index a catalog's messages by key; what has no key or a key twice is told in `found`.

    `by_machine` is what the catalog's header says of all that nobody reviewed.
    """
    by_key: dict[str, Translation] = {}
    for message in messages:
        if not message.context or message.id_plural is not None:
            text = "the message has no msgctxt, or it has a plural: Stegvis has neither"
            place = Location(path, message.line)
            found.append(Diagnostic("C003", text, place, "Run `stegvis catalog update`."))
        elif message.context in by_key:
            first = by_key[message.context].location.line
            text = f"the key `{message.context}` stands here again, after line {first}"
            found.append(Diagnostic("C004", text, Location(path, message.line), "Keep one of the two."))
        else:
            by_key[message.context] = Translation(
                message.id,
                message.string,
                message.fuzzy,
                Location(path, message.line),
                review.review_state(message, by_machine=by_machine),
            )
    return Translations(by_key)
