"""`stegvis catalog check`: every catalog with every rule, and what its translators decided to let stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.diagnostics import Diagnostic, Location, Severity, sorted_unique
from stegvis.i18n import review
from stegvis.i18n.catalogs import headers, po_format
from stegvis.i18n.catalogs.lookup import Translation
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.languages.language import Language
from stegvis.i18n.languages.table import language_for
from stegvis.i18n.lint import checks, consistency
from stegvis.i18n.lint.context import CheckContext, LintCheck, TranslationPair, build_check_context
from stegvis.i18n.max_length import max_length
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

_ALLOW = re.compile(r"allow +(?P<code>[A-Z]\d{3}) *(?:: *(?P<reason>.*))?$", re.IGNORECASE)
_ANY_ALLOW = re.compile(r"allow\b", re.IGNORECASE)
_NOTHING = CheckContext("", Language())

CODE_DESCRIPTIONS: Mapping[str, str] = {
    "C001": "Catalogs are UTF-8.",
    "C002": "The file is not in the format of gettext's PO files.",
    "C003": "Each message has its key as msgctxt, and no plural.",
    "C004": "A key stands twice in a catalog; only one translation can be shown.",
    "C005": "A merge left its conflict marks in the catalog; until they are gone, nothing in it counts.",
    "C006": "An update would have lost a translation or a translator's note, so it wrote nothing.",
    "C501": "The header names the language of the folder in which the catalog stands.",
    "C502": "The header says `charset=UTF-8`.",
    "C503": "The header has the Plural-Forms of the language, which the tools ask for.",
    "C504": "The translation is marked fuzzy: it counts as missing until somebody looks at it.",
    "C505": "The message is obsolete: its key is gone. It comes back with the key; else delete it.",
    "C506": "The message is not translated; readers see it in English, marked as such.",
    "C507": "The catalog is behind the English: `stegvis catalog update` brings it up to date.",
    "C601": "A comment `# allow CODE: reason` lets a finding stand. It names a check, and a reason.",
    "C602": "A comment allows what no check finds. Delete it, so that it hides nothing later.",
    "C603": "A mark of review is void, as the English or the translation changed since, or can't be read.",
}
"""What the codes mean that are no rule's."""


def describe_codes() -> dict[str, str]:
    """Every code of a catalog, and what it means."""
    rules = {rule.code: rule.find for rule in checks.CHECKS} | dict(consistency.CROSS_CHECKS)
    return {
        **CODE_DESCRIPTIONS,
        **{code: " ".join((find.__doc__ or "").split()) for code, find in rules.items()},
    }


def find_structural_errors(translations: Mapping[str, Translation]) -> Iterator[Diagnostic]:
    """What would break a page, in the valid translations of a catalog: asked in every build."""
    for key, known in translations.items():
        both = known.source + known.words
        if known.words and not known.is_fuzzy and ("{" in both or "][" in both):
            case = TranslationPair(key, known.source, known.words, _NOTHING)
            for rule in checks.STRUCTURAL_CHECKS:
                for wrong in rule.find(case):
                    text = f"{key}: the translation {wrong}"
                    yield Diagnostic(rule.code, text, known.location, rule.hint)


@dataclass(frozen=True, slots=True)
class CheckedMessage:
    """One message with what was found on it."""

    domain: str
    message: Message
    path: str
    found: list[Diagnostic] = field(default_factory=list)
    case: TranslationPair | None = None
    """None where there is no valid translation to look at."""


def check_catalogs(
    library: Library[SourceText],
    catalogs: Mapping[str, PoFile],
    locale: str,
    plural_forms: str,
) -> list[Diagnostic]:
    """Every finding in a locale's catalogs, by domain."""
    found: list[Diagnostic] = []
    for domain, catalog in catalogs.items():
        found += headers.check_header(catalog, locale, plural_forms)
        found += _missing_keys(library, domain, catalog)
    for one in check_messages(library, catalogs, locale):
        found += one.found
    return sorted_unique(found)


def check_messages(
    library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str
) -> list[CheckedMessage]:
    """Each message of a locale's catalogs with its findings, but for those that a comment allows."""
    known = context_for(library, catalogs, locale)
    made: list[CheckedMessage] = []
    for domain, catalog in catalogs.items():
        wanted = texts_by_key(library, domain)
        for message in catalog.messages:
            case = _translation_pair(message, wanted.get(message.context or ""), known)
            one = CheckedMessage(domain, message, catalog.path, [], case)
            one.found.extend(_state(one, wanted))
            if case is not None:
                one.found.extend(
                    _told(rule.code, wrong, one, rule) for rule, wrong in checks.run_checks(case)
                )
            made.append(one)
    allowed = {id(one): dict(_allowed(one.message)) for one in made}
    _compare(made, allowed)
    for one in made:
        _silence(one, allowed[id(one)])
    return made


def context_for(library: Library[SourceText], catalogs: Mapping[str, PoFile], locale: str) -> CheckContext:
    """What the checks of a locale know."""
    keys = {entry.name.key for registry in (library.labels, library.roles) for entry in registry.values()}
    names = {
        message.context: message.string
        for catalog in catalogs.values()
        for message in catalog.active()
        if message.context in keys and message.string and not message.fuzzy
    }
    return build_check_context(library, locale, language_for(locale), names)


def texts_by_key(library: Library[SourceText], domain: str) -> dict[str, SourceText]:
    """The texts of a domain by key."""
    records = records_by_domain(library).get(domain, [])
    return {text.key: text for record in records for text in iter_texts(record)}


def _translation_pair(
    message: Message, text: SourceText | None, known: CheckContext
) -> TranslationPair | None:
    if text is None or message.is_obsolete or message.fuzzy or not message.string:
        return None
    if message.id != text.source or message.id_plural is not None:
        return None
    return TranslationPair(text.key, message.id, message.string, known, text.role, max_length(text))


def _state(one: CheckedMessage, wanted: Mapping[str, SourceText]) -> Iterator[Diagnostic]:
    """What is to be said of a message before anybody reads its words."""
    message, place = one.message, Location(one.path, one.message.line)
    key = message.context or ""
    if message.is_obsolete:
        yield _warning("C505", f"{key}: the message is obsolete", place)
        return
    if not key or message.id_plural is not None:
        text = "the message has no msgctxt, or it has a plural: Stegvis has neither"
        yield Diagnostic("C003", text, place, "Run `stegvis catalog update`.")
    elif key not in wanted or wanted[key].source != message.id:
        what = "the English is another one now" if key in wanted else "there is no such key"
        yield _warning("C507", f"{key}: {what}", place, "Run `stegvis catalog update`.")
    elif not message.string:
        yield _warning("C506", f"{key}: the translation is missing", place)
    elif message.fuzzy:
        hint = "Compare it with the English, and take the mark away."
        yield _warning("C504", f"{key}: the translation is fuzzy", place, hint)
    void = [
        mark
        for mark in review.parse_marks(message)
        if mark.hash != review.hash_texts(message.id, message.string)
    ]
    if void and not review.find_valid_review(message):
        text = f"{key}: the review by {void[-1].who} of {void[-1].date} is void, the texts have changed since"
        yield _warning("C603", text, place, "Review it again, or delete the mark.")
    for comment in review.find_unreadable_marks(message):
        yield _warning("C603", f"{key}: `{comment}` is no mark of review", place, "`stegvis catalog review`.")


def _missing_keys(library: Library[SourceText], domain: str, catalog: PoFile) -> Iterator[Diagnostic]:
    met = {message.context for message in catalog.active()}
    lacking = [key for key in texts_by_key(library, domain) if key not in met]
    if lacking:
        text = f"the catalog lacks {len(lacking)} messages, {lacking[0]} for one"
        yield _warning("C507", text, Location(catalog.path), "Run `stegvis catalog update`.")
    for one, other in po_format.find_repeated_keys(catalog.messages):
        text = f"the key `{other.context}` stands here again, after line {one.line}"
        yield Diagnostic("C004", text, Location(catalog.path, other.line), "Keep one of the two.")


def _told(code: str, wrong: str, one: CheckedMessage, rule: LintCheck) -> Diagnostic:
    text = f"{one.message.context}: the translation {wrong}"
    return Diagnostic(code, text, Location(one.path, one.message.line), rule.hint, rule.severity)


def _warning(code: str, text: str, place: Location, hint: str = "") -> Diagnostic:
    return Diagnostic(code, text, place, hint, Severity.WARNING)


def _compare(made: Iterable[CheckedMessage], allowed: Mapping[int, Mapping[str, str]]) -> None:
    """Add what is only seen beside other messages; what a message may do does not count against others."""
    with_case = [one for one in made if one.case is not None]
    for code, find in consistency.CROSS_CHECKS.items():
        judged = [one for one in with_case if code not in allowed[id(one)]]
        for one in with_case:
            if code in allowed[id(one)]:
                others = [other for other in judged if other is not one] + [one]
                _add(code, find([other.case for other in others if other.case]), {one.case: one})
        _add(code, find([one.case for one in judged if one.case]), {one.case: one for one in judged})


def _add(
    code: str,
    wrongs: Iterable[tuple[TranslationPair, str]],
    owners: Mapping[TranslationPair | None, CheckedMessage],
) -> None:
    for case, wrong in wrongs:
        if case in owners:
            one = owners[case]
            place = Location(one.path, one.message.line)
            one.found.append(_warning(code, f"{case.key}: the translation {wrong}", place, consistency.HINT))


def _allowed(message: Message) -> Iterator[tuple[str, str]]:
    """The codes that comments of a message allow, and the reason of each."""
    if po_format.TRANSLATOR not in message.kinds:
        return
    for comment in message.user_comments:
        if match := _ALLOW.match(comment):
            yield match["code"].upper(), (match["reason"] or "").strip()


def _silence(one: CheckedMessage, allowed: Mapping[str, str]) -> None:
    """Take away what a comment allows, and tell of comments that allow nothing."""
    place = Location(one.path, one.message.line)
    met = {found.code for found in one.found}
    lawful = {rule.code for rule in checks.CHECKS} | consistency.CROSS_CHECKS.keys()
    silent = {code for code, reason in allowed.items() if reason and code in lawful}
    one.found[:] = [found for found in one.found if found.code not in silent]
    key = one.message.context
    for code, reason in allowed.items():
        if code not in lawful or not reason:
            what = "has no reason" if code in lawful else "names no check that can be silenced"
            text = f"{key}: the comment that allows {code} {what}"
            one.found.append(Diagnostic("C601", text, place, "Write `# allow CODE: reason`."))
        elif code not in met and one.case is not None:
            text = f"{key}: {code} is allowed here, but not found"
            one.found.append(_warning("C602", text, place, "Delete the comment."))
    if po_format.TRANSLATOR in one.message.kinds:
        for comment in one.message.user_comments:
            if _ANY_ALLOW.match(comment) and not _ALLOW.match(comment):
                text = f"{key}: `{comment}` allows nothing"
                one.found.append(Diagnostic("C601", text, place, "Write `# allow CODE: reason`."))
