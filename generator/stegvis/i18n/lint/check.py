"""Checks the catalogs of a locale: headers, messages, and the comments that allow diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location, Severity, sorted_unique
from stegvis.i18n import review
from stegvis.i18n.catalogs import headers, po_format
from stegvis.i18n.catalogs.lookup import Translation
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.languages.table import language_for
from stegvis.i18n.lint import checks, markup
from stegvis.i18n.lint.context import CheckContext, TranslationPair, build_check_context
from stegvis.i18n.max_length import max_length
from stegvis.inline.characters import find_hidden, name_character
from stegvis.limits import MAX_NAME, MAX_TEXT, measure_text
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

_ALLOW = re.compile(r"allow +(?P<code>[A-Z]\d{3}) *(?:: *(?P<reason>.*))?$", re.IGNORECASE)
_ANY_ALLOW = re.compile(r"allow\b", re.IGNORECASE)
_ALLOW_HINT = "Write `# allow CODE: reason`."
_SHORTEN = "Say it in fewer words; a placeholder counts as a name of 120 characters."
_UPDATE_HINT = "Run `stegvis catalog update`."

CODE_DESCRIPTIONS: Mapping[str, str] = {
    "C001": "Catalogs are UTF-8.",
    "C002": "The file is not a valid PO file of GNU gettext.",
    "C003": "Each message has its key as msgctxt, and no plural.",
    "C004": "A key occurs twice in a catalog, but only one translation can be shown.",
    "C005": "A merge left conflict markers in the catalog. Until they are removed, none of it is used.",
    "C006": "An update would have lost a translation or a translator's note, so nothing was written.",
    "C007": "A catalog has at most 16 MiB, and its strings 100,000 characters. A larger one is not read.",
    "C501": "The header names the language of the catalog's folder.",
    "C502": "The header says `charset=UTF-8`.",
    "C503": "The header has the Plural-Forms of the language, which gettext's tools require.",
    "C504": "The translation is marked fuzzy: it counts as missing until somebody confirms it.",
    "C505": "The message is obsolete: no text has its key. It comes back with the key; otherwise delete it.",
    "C506": "The message is not translated; readers see it in English, marked as such.",
    "C507": "The catalog doesn't match the English: `stegvis catalog update` updates it.",
    "C508": "The translation is too long: 2,000 characters at most, 120 for the names of labels and roles. "
    "A placeholder counts as a name of 120. The translation is not used.",
    "C601": "A comment `# allow CODE: reason` allows a diagnostic. It names a check and a reason.",
    "C602": "A comment allows a diagnostic that does not occur. Delete it, so that it hides nothing later.",
    "C604": "A comment has characters that hide or reorder words: translators do not see what it says.",
    "C603": "A review is void because the English or the translation has changed since, or it can't be read.",
}
"""The codes that are no check's."""


def find_unusable(translations: Mapping[str, Translation], locale: str) -> dict[str, list[Diagnostic]]:
    """Return why translations of a catalog can't be used, by key: each violates a binding check.

    Readers see the English instead, so these are warnings; the gap is an error in a strict build.
    """
    found: dict[str, list[Diagnostic]] = {}
    context = CheckContext(locale, language_for(locale))
    for key, translation in translations.items():
        if not translation.words or translation.is_fuzzy:
            continue
        if fault := _find_excess(key, translation.words):
            found[key] = [_warning("C508", f"{key}: the translation {fault}", translation.location, _SHORTEN)]
        elif markup.may_bind(translation.source + translation.words):
            pair = TranslationPair(key, translation.source, translation.words, context)
            faults = [
                _warning(rule.code, f"{key}: the translation {fault}", translation.location, rule.hint)
                for rule in checks.BINDING_CHECKS
                for fault in rule.check(pair)
            ]
            if faults:
                found[key] = faults
    return found


def _find_excess(key: str, words: str) -> str:
    """Return by how much a translation exceeds its limit, as the end of a sentence; empty if it doesn't."""
    is_name = key.startswith(("labels/", "roles/")) and key.endswith(".name")
    size, limit = measure_text(words), MAX_NAME if is_name else MAX_TEXT
    return f"has {size:,} characters; the maximum is {limit:,}" if size > limit else ""


@dataclass(frozen=True, slots=True)
class CheckedMessage:
    """One message with its diagnostics."""

    domain: str
    message: Message
    path: str
    pair: TranslationPair | None
    """None where it has no valid translation."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether readers see the translation: it is valid and passes the binding checks."""
        codes = {diagnostic.code for diagnostic in self.diagnostics}
        return self.pair is not None and codes.isdisjoint(checks.BINDING_CODES)

    @property
    def location(self) -> Location:
        """The location of the message."""
        return Location(self.path, self.message.line)


def check_catalogs(
    library: Library[SourceText],
    catalogs: Mapping[str, PoFile],
    locale: str,
    plural_forms: str,
) -> list[Diagnostic]:
    """Return the diagnostics of a locale's catalogs, which are given by domain."""
    diagnostics: list[Diagnostic] = []
    for domain, catalog in catalogs.items():
        diagnostics += headers.check_header(catalog, locale, plural_forms)
        diagnostics += _check_keys(library, domain, catalog)
    for checked in check_messages(library, catalogs, locale):
        diagnostics += checked.diagnostics
    return sorted_unique(diagnostics)


def check_messages(
    library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str
) -> list[CheckedMessage]:
    """Return each message of a locale's catalogs with the diagnostics that no comment allows."""
    context = context_for(library, catalogs, locale)
    messages: list[CheckedMessage] = []
    found: list[list[Diagnostic]] = []
    for domain, catalog in catalogs.items():
        texts = texts_by_key(library, domain)
        for message in catalog.messages:
            pair = _translation_pair(message, texts.get(message.context or ""), context)
            checked = CheckedMessage(domain, message, catalog.path, pair)
            messages.append(checked)
            comments = _check_comments(message, checked.location)
            found.append([*_check_state(checked, texts), *comments, *_check_pair(checked)])
    allowed = [dict(_allowed_codes(checked.message)) for checked in messages]
    for index, diagnostic in _check_consistency(messages, allowed):
        found[index].append(diagnostic)
    return [
        CheckedMessage(
            checked.domain,
            checked.message,
            checked.path,
            checked.pair,
            tuple(_apply_allowances(checked, found[index], allowed[index])),
        )
        for index, checked in enumerate(messages)
    ]


def context_for(library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str) -> CheckContext:
    """Return the context of a locale's checks, with the names of labels and roles from its catalogs."""
    keys = {entry.name.key for registry in (library.labels, library.roles) for entry in registry.values()}
    names = {
        message.context: message.string
        for catalog in catalogs.values()
        for message in catalog.active()
        if message.context in keys and message.string and not message.fuzzy
    }
    return build_check_context(library, locale, language_for(locale), names)


def texts_by_key(library: Library[SourceText], domain: str) -> dict[str, SourceText]:
    """Return the texts of a domain by key."""
    records = records_by_domain(library).get(domain, [])
    return {text.key: text for record in records for text in iter_texts(record)}


def _translation_pair(
    message: Message, text: SourceText | None, context: CheckContext
) -> TranslationPair | None:
    if text is None or message.is_obsolete or message.fuzzy or not message.string:
        return None
    if message.id != text.source or message.id_plural is not None:
        return None
    if _find_excess(text.key, message.string):
        return None
    return TranslationPair(text.key, message.id, message.string, context, text.role, max_length(text))


def _check_state(checked: CheckedMessage, texts: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a message apart from its words: key, state, reviews."""
    message, location = checked.message, checked.location
    key = message.context or ""
    if message.is_obsolete:
        yield _warning("C505", f"{key}: the message is obsolete", location)
        return
    if not key or message.id_plural is not None:
        yield Diagnostic("C003", "the message has no msgctxt, or has a plural", location, _UPDATE_HINT)
    elif key not in texts:
        yield _warning("C507", f"{key}: no text has this key", location, _UPDATE_HINT)
    elif texts[key].source != message.id:
        yield _warning("C507", f"{key}: the English has changed", location, _UPDATE_HINT)
    elif not message.string:
        yield _warning("C506", f"{key}: the translation is missing", location)
    elif fault := _find_excess(key, message.string):
        yield Diagnostic("C508", f"{key}: the translation {fault}", location, _SHORTEN)
    elif message.fuzzy:
        hint = "Compare it with the English, then remove the fuzzy flag."
        yield _warning("C504", f"{key}: the translation is fuzzy", location, hint)
    void = [
        mark
        for mark in review.parse_marks(message)
        if mark.hash != review.hash_texts(message.id, message.string)
    ]
    if void and not review.find_valid_review(message):
        text = f"{key}: the review by {void[-1].who} of {void[-1].date} is void, the texts have changed since"
        yield _warning("C603", text, location, "Review it again, or delete the mark.")
    for comment in review.find_unreadable_marks(message):
        text = f"{key}: `{comment}` is not a valid review"
        yield _warning("C603", text, location, "Run `stegvis catalog review`.")


def _check_comments(message: Message, location: Location) -> Iterator[Diagnostic]:
    """Yield the diagnostics of translators' comments, which the preview shows."""
    for comment in message.user_comments:
        for character in find_hidden(comment, right_to_left=True):
            name = name_character(character)
            text = f"{message.context}: a comment contains {name}, which hides or reorders words"
            yield Diagnostic("C604", text, location, "Retype the comment.")


def _check_pair(checked: CheckedMessage) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a valid translation beside its English."""
    if checked.pair is None:
        return
    for rule in checks.CHECKS:
        for fault in rule.check(checked.pair):
            text = f"{checked.pair.key}: the translation {fault}"
            yield Diagnostic(rule.code, text, checked.location, rule.hint, rule.severity)


def _check_keys(library: Library[SourceText], domain: str, catalog: PoFile) -> Iterator[Diagnostic]:
    """Yield diagnostics about missing and duplicate keys of a catalog."""
    present = {message.context for message in catalog.active()}
    missing = [key for key in texts_by_key(library, domain) if key not in present]
    if missing:
        text = f"the catalog lacks {len(missing)} messages, such as {missing[0]}"
        yield _warning("C507", text, Location(catalog.path), _UPDATE_HINT)
    for first, second in po_format.find_repeated_keys(catalog.messages):
        text = f"duplicate key `{second.context}`, already on line {first.line}"
        yield Diagnostic("C004", text, Location(catalog.path, second.line), "Keep one of the two.")


def _check_consistency(
    messages: Sequence[CheckedMessage], allowed: Sequence[Mapping[str, str]]
) -> Iterator[tuple[int, Diagnostic]]:
    """Yield the diagnostics that compare messages, each with the index of its message.

    A message that is allowed to differ does not count when others are compared.
    """
    indexes = [index for index, checked in enumerate(messages) if checked.pair is not None]
    for rule in checks.CONSISTENCY_CHECKS:
        counted = [index for index in indexes if rule.code not in allowed[index]]
        groups = [(counted, set(counted))]
        groups += [([*counted, index], {index}) for index in indexes if rule.code in allowed[index]]
        for group, reported in groups:
            pairs = {pair: index for index in group if (pair := messages[index].pair) is not None}
            for pair, fault in rule.check(list(pairs)):
                if (index := pairs[pair]) in reported:
                    text, location = f"{pair.key}: the translation {fault}", messages[index].location
                    yield index, Diagnostic(rule.code, text, location, rule.hint, rule.severity)


def _warning(code: str, text: str, location: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, text, location, hint, Severity.WARNING)


def _allowed_codes(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the codes that the comments of a message allow, each with its reason."""
    if po_format.TRANSLATOR not in message.kinds:
        return
    for comment in message.user_comments:
        if match := _ALLOW.match(comment):
            yield match["code"].upper(), (match["reason"] or "").strip()


def _apply_allowances(
    checked: CheckedMessage, diagnostics: Sequence[Diagnostic], allowed: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics that no comment allows, and those about comments that allow nothing."""
    key, location = checked.message.context, checked.location
    codes = {diagnostic.code for diagnostic in diagnostics}
    effective = {code for code, reason in allowed.items() if reason and code in checks.ALLOWABLE_CODES}
    yield from (diagnostic for diagnostic in diagnostics if diagnostic.code not in effective)
    for code in allowed:
        if code not in effective:
            can_be_allowed = code in checks.ALLOWABLE_CODES
            fault = "has no reason" if can_be_allowed else "names a code that can't be allowed"
            text = f"{key}: the comment that allows {code} {fault}"
            hint = _ALLOW_HINT if can_be_allowed else "Correct the translation, and delete the comment."
            yield Diagnostic("C601", text, location, hint)
        elif code not in codes and checked.pair is not None:
            text = f"{key}: the comment allows {code}, which does not occur"
            yield _warning("C602", text, location, "Delete the comment.")
    if po_format.TRANSLATOR in checked.message.kinds:
        for comment in checked.message.user_comments:
            if _ANY_ALLOW.match(comment) and not _ALLOW.match(comment):
                yield Diagnostic("C601", f"{key}: `{comment}` allows nothing", location, _ALLOW_HINT)
