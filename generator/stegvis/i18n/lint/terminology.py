"""Checks of words: names of controls, terms of the glossary, English left over, form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stegvis.i18n.lint.context import TranslationPair, plain_text, plain_words
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_references
from stegvis.inline.serialize import serialize

_LETTER = re.compile(r"[^\W\d_]")
_MEASURE = re.compile(
    r"\d\s?(?:°[CF]|%|K|[kMGT]?B|[mkMG]?[WVAJ]h?|[kMG]?Hz|[cmkµ]?m[²³]?|[mkµ]?g|m?l|m?bar|[hkM]?Pa|µS/cm|Ω|px)(?!\w)"
)
"""A number with a unit, which is written alike in every language."""


def check_control_names(pair: TranslationPair) -> Iterator[str]:
    """The name of a control is a placeholder, which the generator replaces by the name on the screen."""
    if pair.is_name or (pair.role is not None and pair.role.info.may_quote_names):
        return
    words, source = plain_text(pair.words), plain_text(pair.source).lower()
    for name, forms in pair.context.names.items():
        if any(form.lower() in source for form in forms):
            continue
        for form in dict.fromkeys(forms):
            if form in words and _is_name(form, words, may_begin=form != forms[0]):
                yield f"spells out `{form}` instead of {{{name}}}"
                break


def _is_name(form: str, words: str, *, may_begin: bool) -> bool:
    """Return whether a text contains a form as a name: as whole words, with its capital letter.

    At the beginning of a sentence every word has one; there only an English name of several words counts.
    """
    if not form[0].isupper():
        return False
    for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", words):
        before = words[: match.start()].rstrip(" \u202f\u00a0«“‘”")
        if (before and before[-1] not in ".!?:…") or (" " in form and not may_begin):
            return True
    return False


def check_terms(pair: TranslationPair) -> Iterator[str]:
    """A term of the glossary is translated by one of its forms there."""
    if pair.is_name:
        return
    source, words = plain_text(pair.source), plain_text(pair.words).lower()
    for term in pair.context.terms:
        source, count = term.english.subn(" ", source)
        if not count:
            continue
        if term.keep and term.term.lower() not in words:
            yield f"does not keep the term `{term.term}`"
        elif term.forms and not any(form in words for form in term.forms):
            yield f"has no form of `{term.forms[0]}` for `{term.term}`"


def check_forbidden_words(pair: TranslationPair) -> Iterator[str]:
    """A term is not translated by a word that the glossary forbids for it."""
    source, words = plain_text(pair.source), plain_text(pair.words)
    for term in pair.context.terms:
        if term.forbidden and term.english.search(source) and (found := term.forbidden.search(words)):
            wanted = term.forms[0] if term.forms else term.term
            yield f"uses `{found[0]}` for `{term.term}`; the glossary has `{wanted}`"


def check_unchanged(pair: TranslationPair) -> Iterator[str]:
    """A translation differs from the English, unless the words are the same in both languages.

    Numbers with units, such as `21 °C`, are.
    """
    if pair.words.strip().lower() != pair.source.strip().lower() or pair.key in pair.context.as_in_english:
        return
    rest = _MEASURE.sub(" ", plain_text(pair.source))
    for term in pair.context.terms:
        if term.keep:
            rest = term.english.sub(" ", rest)
    words = plain_words(rest)
    allowed = pair.language.same | {form for term in pair.context.terms for form in term.forms}
    if _LETTER.search(rest) and not all(word in allowed for word in words):
        yield "equals the English"


def check_english(pair: TranslationPair) -> Iterator[str]:
    """A translation contains no English words."""
    if pair.words.lower() == pair.source.lower():
        return
    source = set(plain_words(pair.source))
    left = [word for word in plain_words(pair.words) if word in pair.language.english and word in source]
    if left:
        yield f"contains the English `{', '.join(dict.fromkeys(left))}`"


def check_form_of_address(pair: TranslationPair) -> Iterator[str]:
    """The reader is addressed in one form throughout the site."""
    words, language = plain_words(pair.words), pair.language
    if unwanted := [word for word in words if word in language.address]:
        yield f"addresses the reader by `{unwanted[0]}`"
    plural = [word for word in words if word in language.plural]
    singular = [word for word in words if word in language.singular]
    if plural and singular:
        yield f"addresses the reader by `{plural[0]}` and by `{singular[0]}`"


def check_link_words(pair: TranslationPair) -> Iterator[str]:
    """The words of a link are translated."""
    if "][" not in pair.words:
        return
    found = dict(_link_texts(pair.source))
    for target, words in _link_texts(pair.words):
        if not words.strip():
            yield f"has a link without words: `[][{target}]`"
        elif found.get(target) == words and len(plain_words(words)) > 1 and words.lower() == words:
            yield f"has a link in English: `{words}`"


def _link_texts(text: str) -> Iterator[tuple[str, str]]:
    return ((link.target, serialize(link.content)) for link in find_references(parse(text)))
