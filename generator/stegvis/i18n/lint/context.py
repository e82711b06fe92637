"""The inputs of the checks of translations: a translation with its English, and what a locale knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import assert_never

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
    Value,
)
from stegvis.inline.parse import parse
from stegvis.model.library import Library
from stegvis.model.registries import Label, LabelKind, Role
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole

OBJECT = "\ufffc"
"""Replaces placeholders and code in plain text."""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term of the glossary in one language, with patterns to find it."""

    term: str
    english: re.Pattern[str]
    forms: tuple[str, ...]
    """Its translations in lower case; empty where the language may choose."""
    forbidden: re.Pattern[str] | None
    keep: bool


@dataclass(frozen=True, slots=True, eq=False)
class CheckContext:
    """What the checks of a locale need besides the message."""

    locale: str
    language: Language
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By the id of a label or role, its name in English and in the locale."""
    terms: tuple[GlossaryTerm, ...] = ()
    as_in_english: frozenset[str] = frozenset()
    """Keys whose translation may equal the English: it was verified, or names a product."""


@dataclass(frozen=True, slots=True, eq=False)
class TranslationPair:
    """A valid translation with its English."""

    key: str
    source: str
    words: str
    context: CheckContext
    role: TextRole | None = None
    """None where the text of the project is not known, only its catalog."""
    max_length: int | None = None
    """In characters, names filled in; None where there is no limit."""

    @property
    def texts(self) -> tuple[str, str]:
        """The English, and its translation."""
        return self.source, self.words

    @property
    def is_name(self) -> bool:
        """Whether it repeats what a screen shows, whatever glossary and style say."""
        return self.role is not None and self.role.info.is_name

    @property
    def language(self) -> Language:
        """The language of the translation."""
        return self.context.language


@cache
def plain_text(text: str) -> str:
    """Return the words of a text, with OBJECT for each placeholder and code span, without other markup."""
    return _words(parse(text))


def _words(nodes: Iterable[Node]) -> str:
    return "".join([_node_words(node) for node in nodes])


def _node_words(node: Node) -> str:
    match node:
        case Text() | Escape() | Autolink():
            return node.text
        case Name() | Value() | Code():
            return OBJECT
        case Emphasis() | Strong() | Link():
            return _words(node.content)
        case Break():
            return "\n"
        case _:
            assert_never(node)


@cache
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; a hyphenated word is one word."""
    return tuple(word.lower() for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", plain_text(text)))


def build_check_context(
    library: Library[SourceText], locale: str, language: Language, words: Mapping[str, str]
) -> CheckContext:
    """Return the context of a locale; `words` are its valid translations of names, by key."""
    entries: dict[str, Label[SourceText] | Role[SourceText]] = {**library.labels, **library.roles}
    names = {
        id_: (entry.name.source, words.get(entry.name.key) or entry.name.source)
        for id_, entry in entries.items()
        if "{" not in entry.name.source
    }
    verified = {
        entry.name.key
        for entry in entries.values()
        if locale in entry.verified or (isinstance(entry, Label) and entry.kind is LabelKind.PRODUCT)
    }
    return CheckContext(locale, language, names, _terms(library, locale), frozenset(verified))


def _terms(library: Library[SourceText], locale: str) -> tuple[GlossaryTerm, ...]:
    """Return the terms, the longest first: `indirect reseller` is looked for before `reseller`."""
    terms = [
        GlossaryTerm(
            entry.term,
            whole_words_pattern((entry.term, *entry.also)),
            tuple(form.lower() for form in entry.forms.get(locale, ())),
            whole_words_pattern(entry.forbidden[locale]) if locale in entry.forbidden else None,
            entry.keep,
        )
        for entry in library.glossary.values()
    ]
    return tuple(sorted(terms, key=lambda term: -len(term.term)))


def whole_words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of these as whole words, in upper or lower case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w])", re.IGNORECASE)
