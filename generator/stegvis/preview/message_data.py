"""The translator's view as data: every message of a locale with its state, context and diagnostics."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stegvis.diagnostics import Diagnostic
from stegvis.i18n import review
from stegvis.i18n.catalogs.po_format import PoFile
from stegvis.i18n.lint import check
from stegvis.i18n.lint.check import CheckedMessage
from stegvis.i18n.lint.context import whole_words_pattern
from stegvis.i18n.status import ReviewState
from stegvis.limits import MAX_TEXT
from stegvis.model.library import Library
from stegvis.model.text import SourceText, TranslationState

_TOKEN = re.compile(r"\s+|[^\W_]+|.")


class Change(StrEnum):
    """How a piece of the English differs from the previous English."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A piece of the English, with what changed in it."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class TermData:
    """A term of the glossary with its forms in one language."""

    term: str
    meaning: str
    forms: tuple[str, ...]
    forbidden: tuple[str, ...]
    keep: bool


@dataclass(frozen=True, slots=True)
class MessageData:
    """One message of a catalog, and what its translator needs to know."""

    key: str
    domain: str
    state: TranslationState
    review_state: ReviewState
    source: str
    translation: str
    """The translation in the catalog, including a fuzzy one; empty if there is none."""
    previous: str
    """The English that was translated; empty if it has not changed."""
    difference: tuple[DiffPiece, ...]
    """From the previous English to the current; empty if it has not changed."""
    context: tuple[str, ...]
    """The template's comments: place, step, role, neighbours, names, maximum length."""
    notes: tuple[str, ...]
    """The comments of translators."""
    terms: tuple[TermData, ...]
    """The glossary terms in the English."""
    diagnostics: tuple[Diagnostic, ...]
    path: str
    line: int
    entry: str
    """Its lines in the catalog."""


def collect_messages(
    library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str
) -> dict[str, MessageData]:
    """Return every message in use of a locale's catalogs, by key.

    `catalogs` has the locale's readable catalogs by domain.
    """
    terms = list(_terms(library, locale))
    by_machine = {domain for domain, catalog in catalogs.items() if review.MACHINE_HEADER in catalog.fields()}
    return {
        checked.message.context: _message_data(checked, terms, by_machine=checked.domain in by_machine)
        for checked in check.check_messages(library, catalogs, locale)
        if checked.message.context and not checked.message.is_obsolete
    }


def _terms(library: Library[SourceText], locale: str) -> Iterator[tuple[re.Pattern[str], TermData]]:
    """The glossary's terms, each with the pattern that finds it in English."""
    for entry in library.glossary.values():
        forms, forbidden = entry.forms.get(locale, ()), entry.forbidden.get(locale, ())
        term = TermData(entry.term, entry.meaning.source, forms, forbidden, entry.keep)
        yield whole_words_pattern((entry.term, *entry.also)), term


def _message_data(
    checked: CheckedMessage, terms: list[tuple[re.Pattern[str], TermData]], *, by_machine: bool
) -> MessageData:
    message = checked.message
    previous = message.previous_id
    return MessageData(
        key=str(message.context),
        domain=checked.domain,
        state=_translation_state(checked),
        review_state=review.review_state(message, by_machine=by_machine),
        source=message.id,
        translation=message.string,
        previous=previous,
        difference=tuple(diff_words(previous, message.id)) if 0 < len(previous) <= MAX_TEXT else (),
        context=tuple(message.auto_comments),
        notes=tuple(message.user_comments),
        terms=tuple(term for pattern, term in terms if pattern.search(message.id)),
        diagnostics=checked.diagnostics,
        path=checked.path,
        line=message.line,
        entry="\n".join(message.lines),
    )


def _translation_state(checked: CheckedMessage) -> TranslationState:
    if not checked.message.string:
        return TranslationState.MISSING
    return TranslationState.TRANSLATED if checked.is_shown else TranslationState.FUZZY


def diff_words(before: str, after: str) -> Iterator[DiffPiece]:
    """Yield the pieces of both texts, split at words, in order: common ones once, removed before added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield DiffPiece("".join(old[old_start:old_end]), Change.SAME)
            continue
        if old_start < old_end:
            yield DiffPiece("".join(old[old_start:old_end]), Change.GONE)
        if new_start < new_end:
            yield DiffPiece("".join(new[new_start:new_end]), Change.NEW)


def message_as_json(message: MessageData) -> dict[str, Any]:
    """Return a message as JSON values, as theme/scripts/preview/message-data.ts reads it."""
    return {
        "key": message.key,
        "domain": message.domain,
        "state": message.state.value,
        "standing": message.review_state.value,
        "source": message.source,
        "words": message.translation,
        "previous": message.previous,
        "difference": [[piece.change.value, piece.text] for piece in message.difference],
        "context": list(message.context),
        "notes": list(message.notes),
        "terms": [
            {
                "term": term.term,
                "meaning": term.meaning,
                "forms": list(term.forms),
                "forbidden": list(term.forbidden),
                "keep": term.keep,
            }
            for term in message.terms
        ],
        "findings": [
            {
                "code": diagnostic.code,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "severity": diagnostic.severity.value,
            }
            for diagnostic in message.diagnostics
        ],
        "path": message.path,
        "line": message.line,
        "entry": message.entry,
    }
