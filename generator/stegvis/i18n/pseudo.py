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
"""The brackets around each text of en-XA; no other text of a project has them."""

LONGER = 0.4
"""The ratio by which en-XA is longer than English, as German and Finnish often are."""

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
"""The pseudo-locales by code."""


def add_pseudo_locales(config: SiteConfig, codes: Collection[str]) -> SiteConfig:
    """Return the configuration with these pseudo-locales added; raises KeyError for other codes."""
    locales = {**config.locales, **{code: PSEUDO_LOCALES[code] for code in codes}}
    return replace(config, locales=locales, pseudo=tuple(dict.fromkeys(codes)))


def accent(text: str) -> str:
    """Return a text in en-XA: accented, longer, in brackets."""
    nodes = parse(text)
    accented = serialize(replace_words(nodes, lambda words: words.translate(_ACCENTS)))
    padding = ""
    wanted = round(sum(len(node.text) for node in walk(nodes) if isinstance(node, Text)) * LONGER) - 2
    for number in range(wanted):
        if len(padding) >= wanted:
            break
        padding += f" {_PADDING[number % len(_PADDING)]}"
    return f"{OPENING}{accented}{padding}{CLOSING}"


def mirror(text: str) -> str:
    """Return a text in ar-XB: each word is displayed from right to left."""
    nodes = replace_words(parse(text), lambda words: _WORD.sub(rf"{RIGHT_TO_LEFT}\g<0>{POP}", words))
    return serialize(nodes)


def _words(change: Callable[[str], str]) -> Callable[[SourceText], LocalizedText]:
    return lambda text: LocalizedText(text.key, change(text.source), TranslationState.TRANSLATED)


PSEUDO_LOOKUPS: Mapping[str, Callable[[SourceText], LocalizedText]] = {
    "en-XA": _words(accent),
    "ar-XB": _words(mirror),
}
"""The lookup of each pseudo-locale."""
