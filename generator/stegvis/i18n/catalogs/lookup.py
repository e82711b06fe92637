"""The lookup of a locale: from a text to the words that its readers see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.i18n import review
from stegvis.i18n.catalogs.po_format import Message
from stegvis.i18n.status import ReviewState
from stegvis.model.text import LocalizedText, SourceText, TranslationState


@dataclass(frozen=True, slots=True)
class Translation:
    """The message of one key in a catalog."""

    source: str
    """The English that was translated."""
    words: str
    """The translation; empty where it is missing."""
    is_fuzzy: bool
    location: Location
    review_state: ReviewState = ReviewState.UNREVIEWED
    """Whether it has been reviewed since it was last changed."""
    is_usable: bool = True
    """Whether it passes the binding checks; no page shows a translation that doesn't."""

    def is_valid_for(self, text: SourceText) -> bool:
        """Return whether readers see these words: they translate this very English and can be used."""
        return bool(self.words) and not self.is_fuzzy and self.is_usable and self.source == text.source


@dataclass(frozen=True, slots=True)
class Translations:
    """The translations of one locale in one domain."""

    by_key: Mapping[str, Translation]

    def words(self, text: SourceText) -> LocalizedText:
        """Return what a reader sees: the translation of this very English, or the English."""
        translation = self.by_key.get(text.key)
        if translation is None or not translation.words:
            return LocalizedText(text.key, text.source, TranslationState.MISSING)
        if not translation.is_valid_for(text):
            return LocalizedText(text.key, text.source, TranslationState.FUZZY)
        return LocalizedText(text.key, translation.words, TranslationState.TRANSLATED)

    def review_state(self, text: SourceText) -> ReviewState | None:
        """Return the review of the translation that readers see; None where they see English."""
        translation = self.by_key.get(text.key)
        return translation.review_state if translation and translation.is_valid_for(text) else None


def index_messages(
    path: str, messages: Iterable[Message], *, by_machine: bool = False
) -> Result[Translations]:
    """Index the messages of a catalog by key; reports those without a key and duplicate keys.

    `by_machine` is whether the header declares unreviewed translations to be machine-translated.
    """
    by_key: dict[str, Translation] = {}
    diagnostics = []
    for message in messages:
        location = Location(path, message.line)
        if not message.context or message.id_plural is not None:
            text = "the message has no msgctxt, or has a plural"
            diagnostics.append(Diagnostic("C003", text, location, "Run `stegvis catalog update`."))
        elif message.context in by_key:
            first = by_key[message.context].location.line
            text = f"duplicate key `{message.context}`, already on line {first}"
            diagnostics.append(Diagnostic("C004", text, location, "Keep one of the two."))
        else:
            by_key[message.context] = Translation(
                message.id,
                message.string,
                message.fuzzy,
                location,
                review.review_state(message, by_machine=by_machine),
            )
    return Result(Translations(by_key), tuple(diagnostics))
