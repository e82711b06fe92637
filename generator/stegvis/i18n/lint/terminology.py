"""The words: names of controls, terms of the glossary, English left over, how the reader is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stegvis.i18n.lint.context import TranslationPair, plain_text, plain_words
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_references
from stegvis.inline.serialize import serialize

_LETTER = re.compile(r"[^\W\d_]")


def check_control_names(case: TranslationPair) -> Iterator[str]:
    """A control's name is set by the generator from its placeholder; nobody writes it in a text."""
    if case.is_name or (case.role is not None and case.role.info.may_quote_names):
        return
    words, source = plain_text(case.words), plain_text(case.source).lower()
    for name, forms in case.known.names.items():
        if any(form.lower() in source for form in forms):
            continue
        for form in dict.fromkeys(forms):
            if form in words and _is_name(form, words, may_begin=form != forms[0]):
                yield f"names `{form}`, which is set by {{{name}}}"
                break


def _is_name(form: str, words: str, *, may_begin: bool) -> bool:
    """Whether a form stands in a text as a name: whole, with its capital, and not as any word of a sentence.

    What begins a sentence has its capital from that; only a name of several words that is English stands out
    there.
    """
    if not form[0].isupper():
        return False
    for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", words):
        before = words[: match.start()].rstrip(" \u202f\u00a0«“‘”")
        if (before and before[-1] not in ".!?:…") or (" " in form and not may_begin):
            return True
    return False


def check_terms(case: TranslationPair) -> Iterator[str]:
    """A term of the glossary is translated by one of the forms that the glossary lists."""
    if case.is_name:
        return
    source, words = plain_text(case.source), plain_text(case.words).lower()
    for term in case.known.terms:
        source, met = term.english.subn(" ", source)
        if not met:
            continue
        if term.keep and term.term.lower() not in words:
            yield f"does not keep `{term.term}`"
        elif term.forms and not any(form in words for form in term.forms):
            yield f"has no form of `{term.forms[0]}` for `{term.term}`"


def check_forbidden_words(case: TranslationPair) -> Iterator[str]:
    """A word that the glossary forbids for a term does not stand for it."""
    source, words = plain_text(case.source), plain_text(case.words)
    for term in case.known.terms:
        if term.forbidden and term.english.search(source) and (found := term.forbidden.search(words)):
            wanted = term.forms[0] if term.forms else term.term
            yield f"says `{found[0]}` for `{term.term}`; the glossary has `{wanted}`"


def check_unchanged(case: TranslationPair) -> Iterator[str]:
    """A translation is not the English itself, unless its words are the same in both languages."""
    if case.words.strip().lower() != case.source.strip().lower() or case.key in case.known.as_in_english:
        return
    rest = plain_text(case.source)
    for term in case.known.terms:
        if term.keep:
            rest = term.english.sub(" ", rest)
    words = plain_words(rest)
    allowed = case.language.same | {form for term in case.known.terms for form in term.forms}
    if _LETTER.search(rest) and not all(word in allowed for word in words):
        yield "is the English itself"


def check_english(case: TranslationPair) -> Iterator[str]:
    """No English is left in a translation."""
    if case.words.lower() == case.source.lower():
        return
    source = set(plain_words(case.source))
    left = [word for word in plain_words(case.words) if word in case.language.english and word in source]
    if left:
        yield f"has the English `{', '.join(dict.fromkeys(left))}`"


def check_form_of_address(case: TranslationPair) -> Iterator[str]:
    """The reader is addressed in one form on the whole site."""
    words, language = plain_words(case.words), case.language
    if met := [word for word in words if word in language.address]:
        yield f"addresses the reader by `{met[0]}`"
    many, one = ([word for word in words if word in those] for those in (language.plural, language.singular))
    if many and one:
        yield f"addresses the reader by `{many[0]}` and by `{one[0]}`"


def check_link_words(case: TranslationPair) -> Iterator[str]:
    """The words of a link are translated."""
    if "][" not in case.words:
        return
    found = dict(_link_texts(case.source))
    for target, words in _link_texts(case.words):
        if not words.strip():
            yield f"has a link without words: `[][{target}]`"
        elif found.get(target) == words and len(plain_words(words)) > 1 and words.lower() == words:
            yield f"has the link’s words in English: `{words}`"


def _link_texts(text: str) -> Iterator[tuple[str, str]]:
    return ((link.target, serialize(link.content)) for link in find_references(parse(text)))
