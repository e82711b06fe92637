"""Annotations that tell the translator's view which message a text is.

A preview may enclose each text of a locale in annotations, `⸨t:KEY⸩` and `⸨⸩`. They follow the text into
sentences, attributes and scripts' data, and become elements and attributes once the page is HTML.
The brackets are punctuation, so that adjacent Markdown keeps its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stegvis.inline.annotations import strip_annotations
from stegvis.model.text import LocalizedText, SourceText, TranslationState

_STATES = {"t": TranslationState.TRANSLATED, "f": TranslationState.FUZZY, "m": TranslationState.MISSING}
_LETTERS = {state: letter for letter, state in _STATES.items()}
_KEY = re.compile(r"⸨[tfm]:([\w./:-]*)⸩")
"""A key is a part of an attribute: what a text has between such brackets is none."""
_BRACKETS = re.compile("[⸨⸩]")
_ANNOTATED = re.compile(
    r"(?P<start><(?P<raw>script|title|textarea|option|svg)\b[^>]*>)(?P<content>.*?</(?P=raw)>)"
    r"|(?P<tag><[A-Za-z][^>]*>)"
    r"|⸨(?P<state>[tfm]):(?P<key>[\w./:-]*)⸩"
    r"|⸨⸩",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AnnotatedLookup:
    """A lookup that annotates its texts; two are equal if their lookups are."""

    lookup: Callable[[SourceText], LocalizedText]

    def __call__(self, text: SourceText) -> LocalizedText:
        """Return the localized text between annotations; one in the source language has none."""
        localized = self.lookup(text)
        letter = _LETTERS.get(localized.state)
        if letter is None:
            return localized
        words = _BRACKETS.sub("", localized.text)
        return LocalizedText(localized.key, f"⸨{letter}:{localized.key}⸩{words}⸨⸩", localized.state)


def resolve_annotations(html: str) -> str:
    """Return the page with each message in an element that names it by `data-message` and `data-state`.

    An element with messages in its attributes, or in text that can hold no elements, has their keys in
    `data-messages`.
    """
    return _ANNOTATED.sub(_resolve, html)


def _resolve(match: re.Match[str]) -> str:
    if match["key"] is not None:
        state = _STATES[match["state"]].value
        return f'<span data-message="{match["key"]}" data-state="{state}">'
    if match["tag"] is not None:
        return _tag(match["tag"], match["tag"])
    if match["raw"] is not None:
        return _tag(match["start"], match[0]) + strip_annotations(match["content"])
    return "</span>"


def _tag(tag: str, annotated: str) -> str:
    """Return a start tag without annotations, with the keys of those in `annotated`."""
    keys = " ".join(dict.fromkeys(_KEY.findall(annotated)))
    plain = strip_annotations(tag)
    return f'{plain[:-1].rstrip("/")} data-messages="{keys}">' if keys else plain
