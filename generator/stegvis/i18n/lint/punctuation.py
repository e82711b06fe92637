"""Checks of punctuation and length: beginning and end, brackets, spaces, encoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stegvis.i18n.lint.context import OBJECT, TranslationPair, plain_text
from stegvis.inline.characters import find_odd, name_character
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, render_plain

_CLOSERS = "”’\"'»)] \u00a0\u202f"
_ENDS = ".!?:;…,"
_IN_LIST, _AFTER_ITEM = (";",), (".", ",", "")
"""Where an item of a list ends with a semicolon in English, the language may end it otherwise."""
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]")
_PAIRS = (("(", ")"), ("[", "]"))
_SPACE = "\u0020\u00a0\u202f\u2009"
_TWO_SPACES = re.compile(f"[{_SPACE}]{{2,}}")
_SENTENCE_BREAK = re.compile(r"[.!?…][”’»)\u202f\u00a0]* ")

LONG_ENOUGH = 30
"""Characters of English from which on the length of a translation is compared."""
SHORTEST, LONGEST = 0.5, 2.0
"""The usual lengths of a translation, as ratios to the English."""


def check_edges(pair: TranslationPair) -> Iterator[str]:
    """A translation begins and ends with a space where the English does, and only there."""
    for where, source, words in (
        ("begins", pair.source[:1], pair.words[:1]),
        ("ends", pair.source[-1:], pair.words[-1:]),
    ):
        if words.isspace() and not source.isspace():
            yield f"{where} with a space"
        elif source.isspace() and not words.isspace():
            yield f"{where} without a space, unlike the English"


def check_line_breaks(pair: TranslationPair) -> Iterator[str]:
    """A translation is one paragraph without line breaks and tabs, as the English."""
    if pair.source.count("\n") != pair.words.count("\n"):
        yield "has line breaks that the English does not have, or lacks some"
    if "\t" in pair.words and "\t" not in pair.source:
        yield "has a tab"


def check_end(pair: TranslationPair) -> Iterator[str]:
    """A translation ends with the punctuation of the English: full stop, question mark, colon, or none."""
    source, words = _end(pair.source), _end(pair.words)
    if source != words and not (source in _IN_LIST and words in _AFTER_ITEM):
        yield f"ends with {_quote(words)}, the English with {_quote(source)}"


def _end(text: str) -> str:
    stripped = plain_text(text).rstrip(_CLOSERS)
    if stripped.endswith(("...", "…")):
        return "…"
    return stripped[-1:] if stripped[-1:] in _ENDS else ""


def _quote(sign: str) -> str:
    return f"`{sign}`" if sign else "no punctuation"


def check_sentences(pair: TranslationPair) -> Iterator[str]:
    """A translation has as many sentences as the English, or one more."""
    source, words = _count_sentences(pair.source), _count_sentences(pair.words)
    if words < source or words > source + 1:
        yield f"has {words} sentences, the English has {source}"


def _count_sentences(text: str) -> int:
    return 1 + len(_SENTENCE_BREAK.findall(plain_text(text)))


def check_first_letter(pair: TranslationPair) -> Iterator[str]:
    """A translation begins with a capital letter where the English does."""
    source, words = plain_text(pair.source).lstrip(" «“‘”"), plain_text(pair.words).lstrip(" «“‘”\u202f")
    if source[:1].isupper() and words[:1].islower() and words.lower() not in pair.language.small:
        yield f"begins with the lower-case letter `{words[0]}`"


def check_brackets(pair: TranslationPair) -> Iterator[str]:
    """Brackets come in matching pairs."""
    source, words = (plain_text(text) for text in pair.texts)
    for opening, closing in _PAIRS:
        if _has_unmatched(words, opening, closing) and not _has_unmatched(source, opening, closing):
            yield f"has `{opening}` and `{closing}` that do not match"


def _has_unmatched(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return True
    return depth != 0


def check_encoding(pair: TranslationPair) -> Iterator[str]:
    """A translation has no characters that many fonts lack, no traces of a wrong encoding, and is in NFC."""
    for sign in dict.fromkeys(pair.words[index] for index in find_odd(pair.words)):
        if sign not in pair.source:
            yield f"contains the character {name_character(sign)}"
    if _MOJIBAKE.search(pair.words):
        yield "has traces of a wrong encoding"
    if not unicodedata.is_normalized("NFC", pair.words):
        yield "has letters with separate accents (not in Unicode's NFC)"


def check_spaces(pair: TranslationPair) -> Iterator[str]:
    """Words are separated by one space."""
    if _TWO_SPACES.search(pair.words) and not _TWO_SPACES.search(pair.source):
        yield "has two spaces in a row"


def check_length(pair: TranslationPair) -> Iterator[str]:
    """A text on a button, in a menu or in a search result fits; names are counted as they are shown."""
    if pair.max_length is None:
        return
    nodes = parse(pair.words)
    names = {name: pair.context.names.get(name, ("", ""))[1] for name in find_placeholders(nodes)}
    shown = render_plain(nodes, names)
    if len(shown) > pair.max_length:
        yield f"has {len(shown)} characters; at most {pair.max_length} fit"


def check_proportion(pair: TranslationPair) -> Iterator[str]:
    """A translation is neither much shorter nor much longer than the English."""
    source, words = len(_bare(pair.source)), len(_bare(pair.words))
    if source >= LONG_ENOUGH and not SHORTEST * source <= words <= LONGEST * source:
        yield f"has {words} characters, the English has {source}"


def _bare(text: str) -> str:
    return plain_text(text).replace(OBJECT, "")
