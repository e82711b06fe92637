"""Checks of what is the same in every language: numbers, addresses, identifiers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from stegvis.i18n.lint.context import TranslationPair, plain_text
from stegvis.i18n.lint.markup import find_addresses, remove_addresses

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_IDENTIFIER = re.compile(
    r"(?<![\w./-])(?:[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[\w-]+(?:/[\w.-]+){2,}|[\w-]+\.(?:po|pot|yaml|md|json|csv))(?![\w/])"
)


def check_numbers(pair: TranslationPair) -> Iterator[str]:
    """Numbers are those of the English; only their separators follow the language."""
    source, words = _numbers(pair.source), _numbers(pair.words)
    for number in (source - words).elements():
        yield f"lacks the number {number}"
    for number in (words - source).elements():
        yield f"has the number {number}, which the English does not have"


def _numbers(text: str) -> Counter[str]:
    words = remove_addresses(plain_text(text))
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(words))


def check_addresses(pair: TranslationPair) -> Iterator[str]:
    """The URLs and e-mail addresses of the English are in the translation; C108 refuses others."""
    source, words = map(find_addresses, pair.texts)
    for address in source - words:
        yield f"lacks the address {address}"


def check_identifiers(pair: TranslationPair) -> Iterator[str]:
    """Names of files, options and parts of programs are those of the English."""
    text = remove_addresses(plain_text(pair.source))
    for name in dict.fromkeys(_IDENTIFIER.findall(text)):
        if name not in pair.words:
            yield f"lacks `{name}`"
