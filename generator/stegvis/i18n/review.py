"""Marks of review: who looked at a translation, and when, void as soon as either text changes.

A mark is a translator comment on the message, which msgmerge, pybabel, Poedit and Weblate all keep:

    # reviewed: Anna Berg, 2026-11-21, 3f9a1c2b7d04

The last part is the hash of the English and of the translation that were looked at. A translation by a
machine says `# machine: NAME`, or the whole catalog does in its header: `X-Machine-Translated: NAME`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from stegvis.i18n.catalogs.po_format import TRANSLATOR, Message
from stegvis.i18n.status import ReviewState

MACHINE_HEADER = "X-Machine-Translated"
"""The header field that says so of every translation of a catalog that nobody reviewed."""

_REVIEWED = re.compile(r"reviewed: *(?P<who>.+?) *, *(?P<date>\d{4}-\d\d-\d\d) *, *(?P<hash>[0-9a-f]{12})$")
_ANY_REVIEW = re.compile(r"reviewed:")
_MACHINE = re.compile(r"machine:")


@dataclass(frozen=True, slots=True)
class Review:
    """One mark."""

    who: str
    date: str
    """ISO 8601."""
    hash: str


def hash_texts(source: str, words: str) -> str:
    """Twelve hexadecimal digits that are others as soon as either text is another."""
    return hashlib.sha256(f"{source}\0{words}".encode()).hexdigest()[:12]


def format_mark(who: str, date: str, source: str, words: str) -> str:
    """The comment line that binds a review to the two texts."""
    return f"# reviewed: {who}, {date}, {hash_texts(source, words)}"


def parse_marks(message: Message) -> list[Review]:
    """Every mark on a message that can be read, valid or not."""
    if TRANSLATOR not in message.kinds:
        return []
    found = (_REVIEWED.match(comment) for comment in message.user_comments)
    return [Review(one["who"], one["date"], one["hash"]) for one in found if one]


def find_unreadable_marks(message: Message) -> list[str]:
    """Comments that begin like a mark and are none."""
    return [one for one in message.user_comments if _ANY_REVIEW.match(one) and not _REVIEWED.match(one)]


def find_valid_review(message: Message) -> Review | None:
    """The review that holds for the message as it is, the last one if there are several."""
    marks = parse_marks(message)
    if not marks or message.fuzzy or not message.string:
        return None
    wanted = hash_texts(message.id, message.string)
    return next((one for one in reversed(marks) if one.hash == wanted), None)


def review_state(message: Message, *, by_machine: bool) -> ReviewState:
    """Whether the translation was reviewed, and if not, whether a machine made it."""
    if TRANSLATOR in message.kinds:
        if find_valid_review(message):
            return ReviewState.REVIEWED
        if any(_MACHINE.match(comment) for comment in message.user_comments):
            return ReviewState.MACHINE
    return ReviewState.MACHINE if by_machine else ReviewState.UNREVIEWED


def mark_reviewed(message: Message, who: str, date: str) -> str:
    """The entry with a mark for the message as it is, in the place of all former marks."""
    kept = [
        (line, kind)
        for line, kind in zip(message.lines, message.kinds, strict=True)
        if not (kind == TRANSLATOR and _ANY_REVIEW.match(line[1:].strip()))
    ]
    index = next((at for at, (_, kind) in enumerate(kept) if kind != TRANSLATOR), len(kept))
    lines = [line for line, _ in kept]
    lines.insert(index, format_mark(who, date, message.id, message.string))
    return "\n".join(lines)
