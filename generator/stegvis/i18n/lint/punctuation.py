"""The outside of a text: where it begins and ends, brackets, length, signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stegvis.i18n.lint.context import OBJECT, TranslationPair, plain_text
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, render_plain

_CLOSERS = "”’\"'»)] \u00a0\u202f"
_ENDS = ".!?:;…,"
_IN_LIST, _AFTER_ITEM = (";",), (".", ",", "")
"""An item of a list that ends with a semicolon in English ends as lists of the language do."""
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]"
)
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]")
_PAIRS = (("(", ")"), ("[", "]"))
_SPACE = "\u0020\u00a0\u202f\u2009"
_TWO_SPACES = re.compile(f"[{_SPACE}]{{2,}}")
_SENTENCE_BREAK = re.compile(r"[.!?…][”’»)\u202f\u00a0]* ")

LONG_ENOUGH = 30
"""Characters of English from which on a translation's length tells something."""
SHORTEST, LONGEST = 0.5, 2.0
"""How long a translation usually is at least and at most, in lengths of the English."""


def check_edges(case: TranslationPair) -> Iterator[str]:
    """A translation begins and ends as the English does: with a space if that has one, else without."""
    for where, source, words in (
        ("begins", case.source[:1], case.words[:1]),
        ("ends", case.source[-1:], case.words[-1:]),
    ):
        if words.isspace() and not source.isspace():
            yield f"{where} with a space"
        elif source.isspace() and not words.isspace():
            yield f"{where} without the space that the English has there"


def check_line_breaks(case: TranslationPair) -> Iterator[str]:
    """Lines break where those of the English break; a text is one paragraph."""
    if case.source.count("\n") != case.words.count("\n"):
        yield "has other line breaks than the English"
    if "\t" in case.words and "\t" not in case.source:
        yield "has a tab"


def check_end(case: TranslationPair) -> Iterator[str]:
    """A sentence ends as the English one does: with a full stop, a question mark, a colon, or nothing."""
    source, words = _end(case.source), _end(case.words)
    if source != words and not (source in _IN_LIST and words in _AFTER_ITEM):
        yield f"ends with {_shown(words)}, the English with {_shown(source)}"


def _end(text: str) -> str:
    stripped = plain_text(text).rstrip(_CLOSERS)
    if stripped.endswith(("...", "…")):
        return "…"
    return stripped[-1:] if stripped[-1:] in _ENDS else ""


def _shown(sign: str) -> str:
    return f"`{sign}`" if sign else "no punctuation"


def check_sentences(case: TranslationPair) -> Iterator[str]:
    """A translation has about as many sentences as the English; a lost one is a lost fact."""
    source, words = _count(case.source), _count(case.words)
    if words < source or words > source + 1:
        yield f"has {words} sentences, the English has {source}"


def _count(text: str) -> int:
    return 1 + len(_SENTENCE_BREAK.findall(plain_text(text)))


def check_first_letter(case: TranslationPair) -> Iterator[str]:
    """A translation begins with a capital where the English does."""
    source, words = plain_text(case.source).lstrip(" «“‘”"), plain_text(case.words).lstrip(" «“‘”\u202f")
    if source[:1].isupper() and words[:1].islower() and words.lower() not in case.language.small:
        yield f"begins with the small letter `{words[0]}`"


def check_brackets(case: TranslationPair) -> Iterator[str]:
    """Every bracket that opens closes."""
    source, words = (plain_text(text) for text in case.texts)
    for opening, closing in _PAIRS:
        if _open(words, opening, closing) and not _open(source, opening, closing):
            yield f"has `{opening}` and `{closing}` that don't belong together"


def _open(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return True
    return depth != 0


def check_invisible_characters(case: TranslationPair) -> Iterator[str]:
    """There are no characters that nobody sees, and none that a wrong encoding left."""
    for sign in dict.fromkeys(_INVISIBLE.findall(case.words)):
        if sign not in case.source and sign != "\u202f":
            yield f"has the invisible character U+{ord(sign):04X}"
    if _MOJIBAKE.search(case.words):
        yield "has signs that a wrong encoding left"
    if not unicodedata.is_normalized("NFC", case.words):
        yield "has letters with their accents apart (not Unicode's form NFC)"


def check_spaces(case: TranslationPair) -> Iterator[str]:
    """Between two words stands one space."""
    if _TWO_SPACES.search(case.words) and not _TWO_SPACES.search(case.source):
        yield "has two spaces in a row"


def check_length(case: TranslationPair) -> Iterator[str]:
    """A text that stands on one line has room for so many characters; placeholders count as they show."""
    if case.budget is None:
        return
    nodes = parse(case.words)
    names = {name: case.known.names.get(name, ("", ""))[1] for name in find_placeholders(nodes)}
    shown = render_plain(nodes, names)
    if len(shown) > case.budget:
        yield f"has {len(shown)} characters, at most {case.budget} fit"


def check_proportion(case: TranslationPair) -> Iterator[str]:
    """A translation much shorter or longer than the English lacks something, or belongs elsewhere."""
    source, words = len(_bare(case.source)), len(_bare(case.words))
    if source >= LONG_ENOUGH and not SHORTEST * source <= words <= LONGEST * source:
        yield f"has {words} characters, the English has {source}"


def _bare(text: str) -> str:
    return plain_text(text).replace(OBJECT, "")
