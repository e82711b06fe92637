"""Which characters a text may contain: the one table of hidden and misleading ones.

Harmful characters hide or reorder text; no text needs them. Odd ones are probably mistakes: many fonts lack
them. Names and categories are those of the Unicode Standard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stegvis.inline.parse import parse
from stegvis.inline.plain import render_plain

_MARKS = frozenset("\u200e\u200f\u061c")
"""LRM, RLM, ALM: direct the punctuation beside them."""
_ISOLATES, _POP = frozenset("\u2066\u2067\u2068"), "\u2069"
_DIRECTIONS = _MARKS | _ISOLATES | {_POP}
"""What text from right to left needs. It needs neither overrides nor embeddings, U+202A to U+202E."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})

_JOINERS = frozenset("\u200c\u200d")
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
"""The categories of letters that join (Arabic, Indic) and of emoji."""
_NEVER_JOINED = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "LATIN")
_ZERO_WIDTH_SPACE = "\u200b"
_WITHOUT_SPACES = ("THAI", "LAO", "KHMER", "MYANMAR")
"""The scripts that write no spaces, in which U+200B tells where a line may break."""
_KEYCAP = "\u20e3"
_EMOJI_TAGS = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,8}\U000e007f")
"""The flags of regions, such as Scotland: the only use of tag characters."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
"""Letters, marks and symbols that are blank, and the object replacement character."""
_VISIBLE_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Arabic and Kaithi signs around numbers, which are shown although their category is Cf."""
_SOFT_HYPHEN, _REPLACEMENT = "\u00ad", "\ufffd"
_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HARMFUL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ODD_CATEGORIES = frozenset({"Co", "Cn"})


def find_harmful(text: str, *, right_to_left: bool = False) -> Iterator[int]:
    """Yield the indexes of harmful characters: controls, overrides, and what is invisible or out of place.

    Line feeds may separate lines. Marks and isolates of direction are allowed if the text is in a language
    written from right to left, or has letters of one. A joiner, a variation selector or a zero-width space is
    allowed where its script or its emoji needs it.
    """
    if not has_suspect(text):
        return
    tags = {index for match in _EMOJI_TAGS.finditer(text) for index in range(*match.span())}
    directed = right_to_left or any(map(_is_right_to_left, text))
    for index, character in enumerate(text):
        if not _is_suspect(character) or index in tags or (directed and character in _DIRECTIONS):
            continue
        if _is_harmful(character, text[index - 1 : index], text[index + 1 : index + 2]):
            yield index


def find_unclosed(text: str) -> Iterator[int]:
    """Yield the indexes of isolates without an end, and of ends without an isolate."""
    if _ISOLATES.isdisjoint(text) and _POP not in text:
        return
    opened: list[int] = []
    for index, character in enumerate(text):
        if character in _ISOLATES:
            opened.append(index)
        elif character == _POP:
            if not opened:
                yield index
            else:
                opened.pop()
    yield from opened


def find_hidden(text: str, *, right_to_left: bool = False) -> Iterator[str]:
    """Yield the distinct harmful characters and unclosed isolates of a text, as readers get it.

    Character references, such as `&#x202E;`, are resolved.
    """
    shown = f"{text}\n{render_plain(parse(text), {})}" if "&" in text else text
    found = [*find_harmful(shown, right_to_left=right_to_left), *find_unclosed(shown)]
    yield from dict.fromkeys(shown[index] for index in found)


def find_odd(text: str) -> Iterator[int]:
    """Yield the indexes of characters that fonts lack or show only sometimes.

    These are private-use and unassigned characters, the replacement character and the soft hyphen.
    """
    if not has_suspect(text):
        return
    for index, character in enumerate(text):
        if character in {_SOFT_HYPHEN, _REPLACEMENT} or (
            unicodedata.category(character) in _ODD_CATEGORIES and not _is_noncharacter(character)
        ):
            yield index


def name_character(character: str) -> str:
    """Return a character as diagnostics write it, such as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def has_suspect(text: str) -> bool:
    """Return whether a text has a character that needs a closer look: a quick test for most texts."""
    return (not text.isascii() and any(map(_is_suspect, set(text)))) or any(map(_is_control, set(text)))


def _is_control(character: str) -> bool:
    return (character < " " and character != "\n") or character == "\x7f"


def _is_suspect(character: str) -> bool:
    if character.isprintable():
        return character in _BLANK or character == _REPLACEMENT or _SELECTORS.match(character) is not None
    return character != "\n" and unicodedata.category(character) != "Zs"


def _is_harmful(character: str, before: str, after: str) -> bool:
    category = unicodedata.category(character)
    if character in _JOINERS:
        return not (_is_joined(before) and _is_joined(after))
    if character == _ZERO_WIDTH_SPACE:
        return not _name(before).startswith(_WITHOUT_SPACES)
    if _SELECTORS.match(character):
        return not _takes_selector(before, after)
    if character in _VISIBLE_FORMATS or character == _SOFT_HYPHEN:
        return False
    return character in _BLANK or category in _HARMFUL_CATEGORIES or _is_noncharacter(character)


def _is_right_to_left(character: str) -> bool:
    return character.isalpha() and unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def _is_joined(neighbour: str) -> bool:
    return (
        bool(neighbour)
        and unicodedata.category(neighbour) in _JOINED
        and not _name(neighbour).startswith(_NEVER_JOINED)
    )


def _takes_selector(before: str, after: str) -> bool:
    """Return whether a variation selector changes the look of the character before it."""
    if not before or _SELECTORS.match(before):
        return False
    if before.isdigit() or before in {"#", "*"}:
        return after == _KEYCAP
    return unicodedata.category(before) in {"So", "Sm", "Lo", "Pd"} or before in {"‼", "⁉", "ℹ"}


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004  # Unicode, section 23.7


def _name(character: str) -> str:
    return unicodedata.name(character, "") if character else ""
