"""Pseudo-locales: translations made by rule, which show what a real one would break.

`en-XA` has accents on every letter, is two fifths longer, and stands in brackets: a word without them is
hard-coded, a bracket that is cut off had no room. `ar-XB` runs from right to left. The names are those of
Android and Chromium (BCP 47 regions XA and XB are for private use).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from stegvis.inline.nodes import Text
from stegvis.inline.parse import parse
from stegvis.inline.plain import walk
from stegvis.inline.serialize import replace_words, serialize
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
    nodes = parse(text)
    said = serialize(replace_words(nodes, lambda words: words.translate(_ACCENTS)))
    padding = ""
    wanted = round(sum(len(node.text) for node in walk(nodes) if isinstance(node, Text)) * LONGER) - 2
    for number in range(wanted):
        if len(padding) >= wanted:
            break
        padding += f" {_PADDING[number % len(_PADDING)]}"
    return f"{OPENING}{said}{padding}{CLOSING}"


def mirror(text: str) -> str:
    """A text of ar-XB: each word runs from right to left, whatever its letters are."""
    nodes = replace_words(parse(text), lambda words: _WORD.sub(rf"{RIGHT_TO_LEFT}\g<0>{POP}", words))
    return serialize(nodes)


def _words(change: Callable[[str], str]) -> Callable[[SourceText], LocalizedText]:
    return lambda text: LocalizedText(text.key, change(text.source), TranslationState.TRANSLATED)


PSEUDO_LOOKUPS: Mapping[str, Callable[[SourceText], LocalizedText]] = {
    "en-XA": _words(accent),
    "ar-XB": _words(mirror),
}
"""What readers of a pseudo-locale see of a text, by locale."""
