"""What may differ from language to language in the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


ENGLISH = word_set(
    "the and you your with this that which are not they their should where from has have does cannot "
    "must been will would these those there here what who whose select customer customers "
    "subscription"
)
"""Frequent English words that hardly any other language has."""

_PUNCTUATION = re.compile(r"(?<!\s)(?P<before>\s*)(?P<sign>[:;!?»,.…)])")
_DOT_NAME = re.compile(r"\.[\w.]")
_UNSPACED_GUILLEMET = re.compile(r"«(?!\u202f)")

NO_BREAK, NARROW = "\u00a0", "\u202f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language, as far as checks by rule can know it."""

    quotes: tuple[tuple[str, str], ...] = ()
    """The pairs of quotation marks in use; none given means that no style is asked for."""
    foreign_quotes: str = '"„‟'
    """Quotation marks of other styles, each of which is reported."""
    spaced_before: str = ""
    """Punctuation after a narrow no-break space; other punctuation has no space before it."""
    elision: str = "’"
    """The apostrophe."""
    doubled: frozenset[str] = frozenset()
    """Words that may stand twice in a row."""
    same: frozenset[str] = frozenset()
    """Words that are the same in English, so that a text of them may stay unchanged."""
    english: frozenset[str] = ENGLISH
    """Words that are none of this language."""
    address: frozenset[str] = frozenset()
    """Words that address the reader in the form that the site does not use."""
    plural: frozenset[str] = frozenset()
    """Words that address several people, or one formally; never in one text with those of `singular`."""
    singular: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    """Words with a capital letter in English only, such as names of months."""
    is_right_to_left: bool = False
    inflected_by_colon: bool = False
    """Whether an ending may follow a colon, as in the Swedish `API:et`."""

    def misplaced_spaces(self, words: str) -> Iterator[str]:
        """Yield where the space at punctuation is missing, superfluous or of the wrong kind."""
        for match in _PUNCTUATION.finditer(words):
            before, sign = match["before"], match["sign"]
            if match.start() == 0 or _is_inside_number(words, match.start("sign")):
                continue
            if sign in self.spaced_before:
                is_first = before or words[match.start() - 1] not in self.spaced_before
                if before != NARROW and is_first:
                    yield f"has no narrow no-break space (U+202F) before `{sign}`: `{_near(words, match)}`"
            elif before and sign != "…" and not _DOT_NAME.match(words, match.start("sign")):
                yield f"has a space before `{sign}`: `{_near(words, match)}`"
        if "»" in self.spaced_before:
            for match in _UNSPACED_GUILLEMET.finditer(words):
                yield f"has no narrow no-break space (U+202F) after `«`: `{_near(words, match)}`"


def _is_inside_number(words: str, at: int) -> bool:
    """Whether a sign stands between two digits, as in 10:30, or in an address, as in https://."""
    around = words[max(at - 1, 0) : at + 2]
    return bool(re.fullmatch(r"\d.\d", around)) or words[at : at + 3] == "://"


def _near(words: str, match: re.Match[str]) -> str:
    return words[max(match.start() - 12, 0) : match.end() + 3].strip()
