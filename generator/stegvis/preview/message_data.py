"""The translator's view as data: every message of a locale with all that one wants to know of it."""

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
from stegvis.model.library import Library
from stegvis.model.text import SourceText, TranslationState

_TOKEN = re.compile(r"\s+|[^\W_]+|.")


class Change(StrEnum):
    """What became of a piece of the previous English."""

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
    """A term of the glossary as a translator of one language wants to see it."""

    term: str
    meaning: str
    forms: tuple[str, ...]
    forbidden: tuple[str, ...]
    keep: bool


@dataclass(frozen=True, slots=True)
class MessageData:
    """One message as its translator wants to see it."""

    key: str
    domain: str
    state: TranslationState
    standing: ReviewState
    source: str
    words: str
    """The translation as it stands in the catalog, also where it is fuzzy."""
    previous: str
    """The English that was translated, where it is another one now."""
    difference: tuple[DiffPiece, ...]
    """From the previous English to the present one; empty where nothing changed."""
    context: tuple[str, ...]
    """What the template says about it: place, step, role, neighbours, names, room."""
    notes: tuple[str, ...]
    """What translators noted."""
    terms: tuple[TermData, ...]
    """Terms of the glossary that the English has."""
    findings: tuple[Diagnostic, ...]
    path: str
    line: int
    entry: str
    """The lines of the catalog, to be copied."""


def collect_messages(
    library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str
) -> dict[str, MessageData]:
    """Every message in use of a locale's catalogs, by key."""
    terms = list(_terms(library, locale))
    by_machine = {domain for domain, one in catalogs.items() if review.MACHINE_HEADER in one.fields()}
    return {
        one.message.context: _entry(one, terms, by_machine=one.domain in by_machine)
        for one in check.check_messages(library, catalogs, locale)
        if one.message.context and not one.message.is_obsolete
    }


def _terms(library: Library[SourceText], locale: str) -> Iterator[tuple[re.Pattern[str], TermData]]:
    """The glossary's terms, and how each is found in English."""
    for one in library.glossary.values():
        forms, forbidden = one.forms.get(locale, ()), one.forbidden.get(locale, ())
        known = TermData(one.term, one.meaning.source, forms, forbidden, one.keep)
        yield whole_words_pattern((one.term, *one.also)), known


def _entry(
    one: CheckedMessage, terms: list[tuple[re.Pattern[str], TermData]], *, by_machine: bool
) -> MessageData:
    message = one.message
    previous = message.previous_id
    return MessageData(
        key=str(message.context),
        domain=one.domain,
        state=_state(one),
        standing=review.review_state(message, by_machine=by_machine),
        source=message.id,
        words=message.string,
        previous=previous,
        difference=tuple(diff_words(previous, message.id)) if previous else (),
        context=tuple(message.auto_comments),
        notes=tuple(message.user_comments),
        terms=tuple(known for pattern, known in terms if pattern.search(message.id)),
        findings=one.diagnostics,
        path=one.path,
        line=message.line,
        entry="\n".join(message.lines),
    )


def _state(one: CheckedMessage) -> TranslationState:
    if not one.message.string:
        return TranslationState.MISSING
    return TranslationState.TRANSLATED if one.pair is not None else TranslationState.FUZZY


def diff_words(before: str, after: str) -> Iterator[DiffPiece]:
    """The pieces of two texts, by words."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, start, end, other, last in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield DiffPiece("".join(old[start:end]), Change.SAME)
            continue
        if start < end:
            yield DiffPiece("".join(old[start:end]), Change.GONE)
        if other < last:
            yield DiffPiece("".join(new[other:last]), Change.NEW)


def message_as_json(one: MessageData) -> dict[str, Any]:
    """An entry for a page's script."""
    return {
        "key": one.key,
        "domain": one.domain,
        "state": one.state.value,
        "standing": one.standing.value,
        "source": one.source,
        "words": one.words,
        "previous": one.previous,
        "difference": [[piece.change.value, piece.text] for piece in one.difference],
        "context": list(one.context),
        "notes": list(one.notes),
        "terms": [
            {
                "term": term.term,
                "meaning": term.meaning,
                "forms": list(term.forms),
                "forbidden": list(term.forbidden),
                "keep": term.keep,
            }
            for term in one.terms
        ],
        "findings": [
            {
                "code": found.code,
                "message": found.message,
                "hint": found.hint,
                "severity": found.severity.value,
            }
            for found in one.findings
        ],
        "path": one.path,
        "line": one.line,
        "entry": one.entry,
    }
