"""Checks that compare translations: one English in two wordings, two English texts in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stegvis.i18n.lint.context import TranslationPair, plain_text

_INFLECTED = re.compile(r"(?<=\w\w)(?:ing|s)\b")
_LETTER = re.compile(r"[^\W\d_]")


def check_one_wording(pairs: Sequence[TranslationPair]) -> Iterator[tuple[TranslationPair, str]]:
    """The same English has the same translation, unless a comment allows another with a reason."""
    by_source: dict[tuple[bool, str], list[TranslationPair]] = {}
    for pair in pairs:
        if _LETTER.search(plain_text(pair.source)):
            by_source.setdefault((pair.is_name, pair.source), []).append(pair)
    for same in by_source.values():
        first = same[0]
        for pair in same[1:]:
            if pair.words != first.words:
                yield pair, f"differs from that of the same English at {first.key}: `{_shorten(first.words)}`"


def check_one_meaning(pairs: Sequence[TranslationPair]) -> Iterator[tuple[TranslationPair, str]]:
    """Different English texts have different translations, unless a comment allows it with a reason."""
    by_words: dict[tuple[bool, str], TranslationPair] = {}
    for pair in pairs:
        if not _LETTER.search(plain_text(pair.words)):
            continue
        other = by_words.setdefault((pair.is_name, pair.words.lower()), pair)
        if _bare(other.source) != _bare(pair.source):
            yield pair, f"equals that of another English at {other.key}: `{_shorten(other.source)}`"


def _bare(text: str) -> str:
    """Return a text without English inflection: `Steps` equals `Step`, and `Buying` equals `Buy`."""
    return re.sub(r"\W", "", _INFLECTED.sub("", text)).lower()


def _shorten(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"  # noqa: PLR2004
