"""Pseudo-locales: translations made by rule, which show what a real one would break.

`en-XA` has accents on every letter, is two fifths longer, and stands in brackets: a word without them is
hard-coded, a bracket that is cut off had no room. `ar-XB` runs from right to left. The names are those of
Android and Chromium (BCP 47 regions XA and XB are for private use).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from stegvis.model.site import Direction, Locale, SiteConfig
from stegvis.model.text import LocalizedText, SourceText, TranslationState

OPENING, CLOSING = "⟦", "⟧"
"""Around each text of en-XA; no other text of a project has them."""

LONGER = 0.4
"""How much longer en-XA is than English, as German and Finnish often are."""

RIGHT_TO_LEFT, POP = "\u202e", "\u202c"

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_KEPT = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|\{[A-Za-z][A-Za-z0-9_-]*\}|\]\[[^\]]*\]")
"""What stands in a text besides words: code, placeholders, link targets."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PADDING = ("öñé", "ţŵö", "ţĥŕéé", "ƒöûŕ", "ƒîṽé", "šîẋ", "šéṽéñ", "éîĝĥţ", "ñîñé", "ţéñ")

PSEUDO_LOCALES: Mapping[str, Locale] = {
    "en-XA": Locale(name="⟦Éñĝļîšĥ⟧", language="en-XA", formats="en"),
    "ar-XB": Locale(name="\u202ehsilgnE\u202c", language="ar-XB", formats="ar", direction=Direction.RTL),
}
"""What the site is to know of them, if it is to have them."""


def add_pseudo_locales(config: SiteConfig, codes: Collection[str]) -> SiteConfig:
    """The configuration of a site that has these pseudo-locales too; raises KeyError for another code."""
    locales = {**config.locales, **{code: PSEUDO_LOCALES[code] for code in codes}}
    return replace(config, locales=locales, pseudo=tuple(dict.fromkeys(codes)))


def accent(text: str) -> str:
    """A text of en-XA."""
    said = _outside(text, lambda words: words.translate(_ACCENTS))
    padding = ""
    wanted = round(len(_KEPT.sub("", text)) * LONGER) - 2
    for number in range(wanted):
        if len(padding) >= wanted:
            break
        padding += f" {_PADDING[number % len(_PADDING)]}"
    return f"{OPENING}{said}{padding}{CLOSING}"


def mirror(text: str) -> str:
    """A text of ar-XB: each word runs from right to left, whatever its letters are."""
    return _outside(text, lambda words: _WORD.sub(rf"{RIGHT_TO_LEFT}\g<0>{POP}", words))


def _outside(text: str, change: Callable[[str], str]) -> str:
    """Change the words of a text and leave what is not words."""
    made, end = [], 0
    for match in _KEPT.finditer(text):
        made += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*made, change(text[end:])])


def _words(change: Callable[[str], str]) -> Callable[[SourceText], LocalizedText]:
    return lambda text: LocalizedText(text.key, change(text.source), TranslationState.TRANSLATED)


PSEUDO_LOOKUPS: Mapping[str, Callable[[SourceText], LocalizedText]] = {
    "en-XA": _words(accent),
    "ar-XB": _words(mirror),
}
"""What readers of a pseudo-locale see of a text, by locale."""
