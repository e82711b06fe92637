"""What a check is given, and what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from stegvis import prose
from stegvis.catalogs.languages.language import Language
from stegvis.diagnostics import Severity
from stegvis.model import Label, LabelKind, Library, Role, Text

OBJECT = "\ufffc"
"""Stands in plain text where something else is set: a placeholder, a code span."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_TARGET = re.compile(r"\]\[[^\]]*\]")
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|[\[\]]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary in one language, ready to be looked for."""

    term: str
    english: re.Pattern[str]
    forms: tuple[str, ...]
    """In lower case; empty where the language is free."""
    forbidden: re.Pattern[str] | None
    keep: bool


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the checks of one locale know besides the message."""

    locale: str
    language: Language
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Labels and roles: their name in English and in the locale."""
    terms: tuple[Term, ...] = ()
    as_in_english: frozenset[str] = frozenset()
    """Keys whose translation was verified to be the English one, or is a product's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One valid translation."""

    key: str
    source: str
    words: str
    known: Known
    budget: int | None = None

    @property
    def language(self) -> Language:
        """The language of the translation."""
        return self.known.language


Check = Callable[[Case], Iterator[str]]
"""From a translation to what is wrong with it, each as the end of the sentence `the translation …`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its code."""

    code: str
    find: Check
    hint: str = ""
    severity: Severity = Severity.ERROR


@cache
def plain(text: str) -> str:
    """A text's words: without markup and targets, an object where a placeholder or code stands."""
    text = prose.without_code(text).replace("``", OBJECT)
    text = _TARGET.sub("]", _PLACEHOLDER.sub(OBJECT, text))
    return _MARKS.sub("", text)


@cache
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphenated ones in one."""
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", plain(text)))


def known_of(library: Library[Text], locale: str, language: Language, words: Mapping[str, str]) -> Known:
    """What the checks of a locale know; `words` are its valid translations of the registries, by key."""
    named: dict[str, Label[Text] | Role[Text]] = {**library.labels, **library.roles}
    names = {
        name: (one.name.source, words.get(one.name.key) or one.name.source)
        for name, one in named.items()
        if "{" not in one.name.source
    }
    verified = {
        one.name.key
        for one in named.values()
        if locale in one.verified or (isinstance(one, Label) and one.kind is LabelKind.PRODUCT)
    }
    return Known(locale, language, names, _terms(library, locale), frozenset(verified))


def _terms(library: Library[Text], locale: str) -> tuple[Term, ...]:
    """The glossary's words, the longest first, so that `indirect reseller` is met before `reseller`."""
    terms = [
        Term(
            one.term,
            whole_words((one.term, *one.also)),
            tuple(form.lower() for form in one.forms.get(locale, ())),
            whole_words(one.forbidden[locale]) if locale in one.forbidden else None,
            one.keep,
        )
        for one in library.glossary.values()
    ]
    return tuple(sorted(terms, key=lambda one: -len(one.term)))


def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these as whole words, in capitals or not."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w])", re.IGNORECASE)
