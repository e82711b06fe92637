"""Checks of typography: spaces at punctuation, apostrophes, quotation marks, dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stegvis.i18n.languages.language import NARROW, NO_BREAK
from stegvis.i18n.lint.context import OBJECT, TranslationPair, plain_text

_GLUED = re.compile(r"[,;!?](?=[^\W\d_])|(?<=[^\W\d_]{2})[.](?=[^\W\d_a-zà-ÿ])")
_GLUED_COLON = re.compile(r":(?=[^\W\d_])")
_ENGLISH_QUOTES = re.compile('[“”«»]|(?<!\\w)"|"(?!\\w)')
_WRONG_APOSTROPHE = re.compile(r"(?<=\w)[´ʼ‘`'](?=\w)|(?<!\w)[‘'](?=[stnmr]\b)|'")
_MENTIONED = re.compile("(?<![^ (])[‘’“”«»„](?: [‘’“”«»„])?(?![^ ).])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_HYPHEN_DASH = re.compile(r"(?<=\s)(?:-|--)(?=\s)")


def check_space_at_punctuation(pair: TranslationPair) -> Iterator[str]:
    """No space precedes punctuation, except as the language requires.

    In French a narrow no-break space precedes `:`, `;`, `!`, `?` and `»`, and follows `«`.
    """
    words = _unmentioned(pair)
    if pair.is_name:
        words = words.replace(NO_BREAK, NARROW)  # as the screen shows it
    if plain_text(pair.source) != words:
        yield from pair.language.misplaced_spaces(words)


def check_space_after_punctuation(pair: TranslationPair) -> Iterator[str]:
    """A space follows punctuation within a sentence."""
    words = plain_text(pair.words)
    match = _GLUED.search(words)
    if match is None and not pair.language.inflected_by_colon:
        match = _GLUED_COLON.search(words)
    if match and not _GLUED.search(plain_text(pair.source)):
        yield f"has no space after `{match[0]}`: `{words[max(match.start() - 8, 0) : match.end() + 8]}`"


def check_apostrophes(pair: TranslationPair) -> Iterator[str]:
    """The apostrophe is U+2019 (’), neither the straight one nor an accent."""
    words = plain_text(pair.words)
    if match := _WRONG_APOSTROPHE.search(words):
        yield f"has the apostrophe `{match[0]}` instead of `{pair.language.elision}`"


def check_quotes(pair: TranslationPair) -> Iterator[str]:
    """Quotation marks are those of the language, in pairs, and present where the English has some."""
    words, language = _unmentioned(pair), pair.language
    if not language.quotes:
        return
    for sign in language.foreign_quotes:
        if sign in words:
            yield f"has the quotation mark `{sign}`"
    for opening, closing in language.quotes:
        if not _paired(words, opening, closing):
            yield f"has `{opening}` and `{closing}` that do not match"
    marks = sum(words.count(opening) for opening, _ in language.quotes)
    if _ENGLISH_QUOTES.search(_MENTIONED.sub("", plain_text(pair.source))) and not marks:
        yield "has no quotation marks, the English has some"


def _unmentioned(pair: TranslationPair) -> str:
    """Return the plain translation without the marks that the English mentions, such as `(‘ ’)`."""
    words = plain_text(pair.words)
    return _MENTIONED.sub(OBJECT, words) if _MENTIONED.search(plain_text(pair.source)) else words


def _paired(words: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return words.count(opening) % 2 == 0
    if closing == "’":
        return words.count(opening) <= words.count(closing)
    return words.count(opening) == words.count(closing)


def check_dots(pair: TranslationPair) -> Iterator[str]:
    """Ellipses are one character (…), and dashes are not hyphens."""
    words, source = plain_text(pair.words), plain_text(pair.source)
    if _DOTS.search(words):
        yield "has three dots instead of `…`"
    if _HYPHEN_DASH.search(words) and not _HYPHEN_DASH.search(source):
        yield "has a hyphen instead of a dash (–)"


def check_doubled_words(pair: TranslationPair) -> Iterator[str]:
    """No word occurs twice in a row, unless the language allows it; nor does the whole text."""
    words = plain_text(pair.words)
    pieces = words.rstrip(".!?").split()
    half = len(pieces) // 2
    if half > 1 and [*pieces[: half - 1], pieces[half - 1].rstrip(".!?")] == pieces[half:]:
        yield "is there twice"
    for match in re.finditer(r"\b([^\W\d_]+)[ \u00a0\u202f]+\1\b", words, re.IGNORECASE):
        if match[1].lower() not in pair.language.doubled and OBJECT not in match[0]:
            yield f"has `{match[1]}` twice in a row"
