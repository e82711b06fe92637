"""Marks in words that say which message they are, for the translator's view.

A preview may set each text of a locale between two marks, `⸨t:KEY⸩` and `⸨⸩`. They go where the words go,
into sentences, attributes and scripts' data, and become elements and attributes once the page is HTML.
The brackets are punctuation, so that Markdown beside them means what it meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stegvis.inline.annotations import strip_annotations
from stegvis.model.text import LocalizedText, SourceText, TranslationState

_STATES = {"t": TranslationState.TRANSLATED, "f": TranslationState.FUZZY, "m": TranslationState.MISSING}
_LETTERS = {state: letter for letter, state in _STATES.items()}
_KEY = re.compile(r"⸨[tfm]:([^⸩]*)⸩")
_FOUND = re.compile(
    r"(?P<start><(?P<raw>script|title|textarea|option|svg)\b[^>]*>)(?P<content>.*?</(?P=raw)>)"
    r"|(?P<tag><[A-Za-z][^>]*>)"
    r"|⸨(?P<state>[tfm]):(?P<key>[^⸩]*)⸩"
    r"|⸨⸩",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AnnotatedLookup:
    """A lookup whose words are marked; equal where the lookups are."""

    lookup: Callable[[SourceText], LocalizedText]

    def __call__(self, text: SourceText) -> LocalizedText:
        """What the lookup says, between marks; the source's own words have none."""
        words = self.lookup(text)
        letter = _LETTERS.get(words.state)
        if letter is None:
            return words
        return LocalizedText(words.key, f"⸨{letter}:{words.key}⸩{words.text}⸨⸩", words.state)


def resolve_annotations(html: str) -> str:
    """The page with each message in an element that names it, `data-message` and `data-state`.

    An element with messages in its attributes, or in text that can hold no elements, has their keys in
    `data-messages`.
    """
    return _FOUND.sub(_resolve, html)


def _resolve(found: re.Match[str]) -> str:
    if found["key"] is not None:
        state = _STATES[found["state"]].value
        return f'<span data-message="{found["key"]}" data-state="{state}">'
    if found["tag"] is not None:
        return _tag(found["tag"], found["tag"])
    if found["raw"] is not None:
        return _tag(found["start"], found[0]) + strip_annotations(found["content"])
    return "</span>"


def _tag(tag: str, told: str) -> str:
    """A start tag without marks, with the keys of those in `told`."""
    keys = " ".join(dict.fromkeys(_KEY.findall(told)))
    plain = strip_annotations(tag)
    return f'{plain[:-1].rstrip("/")} data-messages="{keys}">' if keys else plain
