"""What a check is given, and what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import assert_never

from stegvis.diagnostics import Severity
from stegvis.i18n.languages.language import Language
from stegvis.inline.nodes import (
    Autolink,
    Break,
    Code,
    Emphasis,
    Escape,
    Link,
    Name,
    Node,
    Strong,
    Text,
)
from stegvis.inline.parse import parse
from stegvis.model.library import Library
from stegvis.model.registries import Label, LabelKind, Role
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole

OBJECT = "\ufffc"
"""Stands in plain text where something else is set: a placeholder, a code span."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word of the glossary in one language, ready to be looked for."""

    term: str
    english: re.Pattern[str]
    forms: tuple[str, ...]
    """In lower case; empty where the language is free."""
    forbidden: re.Pattern[str] | None
    keep: bool


@dataclass(frozen=True, slots=True, eq=False)
class CheckContext:
    """What the checks of one locale know besides the message."""

    locale: str
    language: Language
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Labels and roles: their name in English and in the locale."""
    terms: tuple[GlossaryTerm, ...] = ()
    as_in_english: frozenset[str] = frozenset()
    """Keys whose translation was verified to be the English one, or is a product's name."""


@dataclass(frozen=True, slots=True, eq=False)
class TranslationPair:
    """One valid translation."""

    key: str
    source: str
    words: str
    known: CheckContext
    role: TextRole | None = None
    """None where only the catalog is known, and not the text."""
    budget: int | None = None

    @property
    def texts(self) -> tuple[str, str]:
        """The English, and its translation."""
        return self.source, self.words

    @property
    def is_name(self) -> bool:
        """Whether the text repeats what a screen shows, whatever glossary and style say."""
        return self.role is not None and self.role.info.is_name

    @property
    def language(self) -> Language:
        """The language of the translation."""
        return self.known.language


Check = Callable[[TranslationPair], Iterator[str]]
"""From a translation to what is wrong with it, each as the end of the sentence `the translation …`."""


@dataclass(frozen=True, slots=True)
class LintCheck:
    """A check with its code."""

    code: str
    find: Check
    hint: str = ""
    severity: Severity = Severity.ERROR


@cache
def plain_text(text: str) -> str:
    """A text's words: without markup and targets, an object where a placeholder or code stands."""
    return _words(parse(text))


def _words(nodes: Iterable[Node]) -> str:
    return "".join([_node_words(node) for node in nodes])


def _node_words(node: Node) -> str:
    match node:
        case Text() | Escape() | Autolink():
            return node.text
        case Name() | Code():
            return OBJECT
        case Emphasis() | Strong() | Link():
            return _words(node.content)
        case Break():
            return "\n"
        case _:
            assert_never(node)


@cache
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphenated ones in one."""
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", plain_text(text)))


def build_check_context(
    library: Library[SourceText], locale: str, language: Language, words: Mapping[str, str]
) -> CheckContext:
    """What the checks of a locale know; `words` are its valid translations of the registries, by key."""
    named: dict[str, Label[SourceText] | Role[SourceText]] = {**library.labels, **library.roles}
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
    return CheckContext(locale, language, names, _terms(library, locale), frozenset(verified))


def _terms(library: Library[SourceText], locale: str) -> tuple[GlossaryTerm, ...]:
    """The glossary's words, the longest first, so that `indirect reseller` is met before `reseller`."""
    terms = [
        GlossaryTerm(
            one.term,
            whole_words_pattern((one.term, *one.also)),
            tuple(form.lower() for form in one.forms.get(locale, ())),
            whole_words_pattern(one.forbidden[locale]) if locale in one.forbidden else None,
            one.keep,
        )
        for one in library.glossary.values()
    ]
    return tuple(sorted(terms, key=lambda one: -len(one.term)))


def whole_words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these as whole words, in capitals or not."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w])", re.IGNORECASE)
