"""Reviews of translations: who reviewed one, and when; void as soon as either text changes.

A mark is a translator comment on the message, which msgmerge, pybabel, Poedit and Weblate all keep:

    # reviewed: Anna Berg, 2026-11-21, 3f9a1c2b7d04

The last part is the hash of the reviewed English and translation. A machine translation says
`# machine: NAME`, or the header of its catalog does: `X-Machine-Translated: NAME`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from stegvis.i18n.catalogs.po_format import TRANSLATOR, Message
from stegvis.i18n.status import ReviewState

MACHINE_HEADER = "X-Machine-Translated"
"""The header field that declares every unreviewed translation of a catalog to be machine-translated."""

_REVIEWED = re.compile(r"reviewed: *(?P<who>.+?) *, *(?P<date>\d{4}-\d\d-\d\d) *, *(?P<hash>[0-9a-f]{12})$")
_ANY_REVIEW = re.compile(r"reviewed:")
_MACHINE = re.compile(r"machine:")


@dataclass(frozen=True, slots=True)
class Review:
    """One mark of a review."""

    who: str
    date: str
    """ISO 8601."""
    hash: str


def hash_texts(source: str, words: str) -> str:
    """Return twelve hexadecimal digits of the SHA-256 of both texts."""
    return hashlib.sha256(f"{source}\0{words}".encode()).hexdigest()[:12]


def format_mark(who: str, date: str, source: str, words: str) -> str:
    """Return the comment line of a review of these two texts."""
    return f"# reviewed: {who}, {date}, {hash_texts(source, words)}"


def parse_marks(message: Message) -> list[Review]:
    """Return every readable mark of a message, valid or void."""
    if TRANSLATOR not in message.kinds:
        return []
    matches = (_REVIEWED.match(comment) for comment in message.user_comments)
    return [Review(match["who"], match["date"], match["hash"]) for match in matches if match]


def find_unreadable_marks(message: Message) -> list[str]:
    """Return the comments that begin like a mark but can't be read."""
    comments = message.user_comments
    return [text for text in comments if _ANY_REVIEW.match(text) and not _REVIEWED.match(text)]


def find_valid_review(message: Message) -> Review | None:
    """Return the last review that is valid for the present texts, or None."""
    marks = parse_marks(message)
    if not marks or message.fuzzy or not message.string:
        return None
    wanted = hash_texts(message.id, message.string)
    return next((mark for mark in reversed(marks) if mark.hash == wanted), None)


def translates_previous(message: Message) -> bool:
    """Return whether its words are those of its previous English, as far as its reviews know."""
    marks, former = parse_marks(message), hash_texts(message.previous_id, message.string)
    return not marks or any(mark.hash == former for mark in marks)


def review_state(message: Message, *, by_machine: bool) -> ReviewState:
    """Return the review state of a translation; `by_machine` is what the catalog's header declares."""
    if TRANSLATOR in message.kinds:
        if find_valid_review(message):
            return ReviewState.REVIEWED
        if any(_MACHINE.match(comment) for comment in message.user_comments):
            return ReviewState.MACHINE
    return ReviewState.MACHINE if by_machine else ReviewState.UNREVIEWED


def mark_reviewed(message: Message, who: str, date: str) -> str:
    """Return the lines of the entry with a mark for its present texts instead of all former marks."""
    others = [
        (line, kind)
        for line, kind in zip(message.lines, message.kinds, strict=True)
        if not (kind == TRANSLATOR and _ANY_REVIEW.match(line[1:].strip()))
    ]
    index = next((at for at, (_, kind) in enumerate(others) if kind != TRANSLATOR), len(others))
    lines = [line for line, _ in others]
    lines.insert(index, format_mark(who, date, message.id, message.string))
    return "\n".join(lines)
