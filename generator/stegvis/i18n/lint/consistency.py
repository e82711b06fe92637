"""What is only seen beside other messages: one English in two wordings, and two English in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from stegvis.i18n.lint.context import TranslationPair, plain_text

_INFLECTED = re.compile(r"(?<=\w\w)(?:ing|s)\b")
_LETTER = re.compile(r"[^\W\d_]")
HINT = "Take one wording for one thing, or say why not: `# allow CODE: reason`."


def check_one_wording(cases: Sequence[TranslationPair]) -> Iterator[tuple[TranslationPair, str]]:
    """The same English is translated in the same way, unless a comment says why not."""
    met: dict[tuple[bool, str], list[TranslationPair]] = {}
    for case in cases:
        if _LETTER.search(plain_text(case.source)):
            met.setdefault((case.is_name, case.source), []).append(case)
    for same in met.values():
        first = same[0]
        for case in same[1:]:
            if case.words != first.words:
                yield case, f"is another one than at {first.key}: `{_short(first.words)}`"


def check_one_meaning(cases: Sequence[TranslationPair]) -> Iterator[tuple[TranslationPair, str]]:
    """Two different English texts are translated differently, unless a comment says why not."""
    met: dict[tuple[bool, str], TranslationPair] = {}
    for case in cases:
        if not _LETTER.search(plain_text(case.words)):
            continue
        other = met.setdefault((case.is_name, case.words.lower()), case)
        if _bare(other.source) != _bare(case.source):
            yield case, f"is the one of another English at {other.key}: `{_short(other.source)}`"


def _bare(text: str) -> str:
    """A text without what inflection adds in English: `Steps` and `Step`, `Buying` and `Buy` may be one."""
    return re.sub(r"\W", "", _INFLECTED.sub("", text)).lower()


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"  # noqa: PLR2004


CROSS_CHECKS: Mapping[str, Callable[[Sequence[TranslationPair]], Iterator[tuple[TranslationPair, str]]]] = {
    "C308": check_one_wording,
    "C309": check_one_meaning,
}
"""Codes and checks; each is given every valid translation of a locale, in the order of the catalogs."""
