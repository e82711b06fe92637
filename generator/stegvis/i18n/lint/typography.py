"""How a language writes: spaces at punctuation, apostrophes, quotation marks, dashes."""

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


def check_space_at_punctuation(case: TranslationPair) -> Iterator[str]:
    """Punctuation stands at its word, as the language has it: in French `:`, `;`, `!`, `?` and `»` stand
    apart by a narrow no-break space, and `«` before one.
    """  # noqa: D205  # one paragraph, shown by explain
    words = _unmentioned(case)
    if case.is_name:
        words = words.replace(NO_BREAK, NARROW)  # a name is as the screen shows it
    if plain_text(case.source) != words:
        yield from case.language.misplaced_spaces(words)


def check_space_after_punctuation(case: TranslationPair) -> Iterator[str]:
    """A space follows punctuation that ends a part of a sentence."""
    words = plain_text(case.words)
    match = _GLUED.search(words)
    if match is None and not case.language.inflected_by_colon:
        match = _GLUED_COLON.search(words)
    if match and not _GLUED.search(plain_text(case.source)):
        yield f"has no space after `{match[0]}`: `{words[max(match.start() - 8, 0) : match.end() + 8]}`"


def check_apostrophes(case: TranslationPair) -> Iterator[str]:
    """The apostrophe is U+2019 (’), not the straight one of a typewriter nor an accent."""
    words = plain_text(case.words)
    if match := _WRONG_APOSTROPHE.search(words):
        yield f"has the apostrophe `{match[0]}`, not `{case.language.elision}`"


def check_quotes(case: TranslationPair) -> Iterator[str]:
    """Quotation marks are those of the language, in pairs, where the English has some."""
    words, language = _unmentioned(case), case.language
    if not language.quotes:
        return
    for sign in language.foreign_quotes:
        if sign in words:
            yield f"has the quotation mark `{sign}`"
    for opening, closing in language.quotes:
        if not _paired(words, opening, closing):
            yield f"has `{opening}` and `{closing}` that don't belong together"
    marks = sum(words.count(opening) for opening, _ in language.quotes)
    if _ENGLISH_QUOTES.search(_MENTIONED.sub("", plain_text(case.source))) and not marks:
        yield "has no quotation marks, the English has some"


def _unmentioned(case: TranslationPair) -> str:
    """The plain translation without signs that the English speaks of, such as `(‘ ’)`."""
    words = plain_text(case.words)
    return _MENTIONED.sub(OBJECT, words) if _MENTIONED.search(plain_text(case.source)) else words


def _paired(words: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return words.count(opening) % 2 == 0
    if closing == "’":
        return words.count(opening) <= words.count(closing)
    return words.count(opening) == words.count(closing)


def check_dots(case: TranslationPair) -> Iterator[str]:
    """Three dots are one sign (…), and a dash is no hyphen."""
    words, source = plain_text(case.words), plain_text(case.source)
    if _DOTS.search(words):
        yield "has three dots, not `…`"
    if _HYPHEN_DASH.search(words) and not _HYPHEN_DASH.search(source):
        yield "has a hyphen where a dash (–) belongs"


def check_doubled_words(case: TranslationPair) -> Iterator[str]:
    """A word does not stand twice in a row, unless the language has it so; nor does the whole text."""
    words = plain_text(case.words)
    pieces = words.rstrip(".!?").split()
    half = len(pieces) // 2
    if half > 1 and [*pieces[: half - 1], pieces[half - 1].rstrip(".!?")] == pieces[half:]:
        yield "stands there twice"
    for match in re.finditer(r"\b([^\W\d_]+)[ \u00a0\u202f]+\1\b", words, re.IGNORECASE):
        if match[1].lower() not in case.language.doubled and OBJECT not in match[0]:
            yield f"has `{match[1]}` twice in a row"
