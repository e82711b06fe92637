"""Localizes a library: from the library as written to the one that readers of a locale see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.diagnostics import Diagnostic, Group, Severity
from stegvis.i18n.status import ReviewState
from stegvis.model.catalog_layout import CatalogLayout
from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.schema.walk import map_texts

Lookup = Callable[[SourceText], LocalizedText]
"""From a text to the words that a reader sees."""

ReviewLookup = Callable[[SourceText], ReviewState | None]
"""From a text to the review of the translation that a reader sees; None where the reader sees English."""


def look_up_source(text: SourceText) -> LocalizedText:
    """Return the text as written: the lookup of the source locale."""
    return LocalizedText(text.key, text.source, TranslationState.SOURCE)


def look_up_no_review(_: SourceText) -> ReviewState | None:
    """Return None: the lookup of locales without catalogs."""
    return None


@dataclass(frozen=True, slots=True)
class UntranslatedText:
    """A text without a valid translation in a locale."""

    text: SourceText
    state: TranslationState
    """Missing or fuzzy."""
    domain: str


@dataclass(frozen=True, slots=True)
class LocalizedRecord:
    """One record in one locale."""

    value: Any
    total: int
    """The number of its texts."""
    gaps: tuple[UntranslatedText, ...]
    review: ReviewState
    """The lowest review state among its translations; reviewed where it has none."""


@dataclass(frozen=True, slots=True)
class LocalizedLibrary:
    """A library in one locale, with its gaps."""

    library: Library[LocalizedText]
    totals: Mapping[str, int]
    """The number of texts of each domain."""
    gaps: tuple[UntranslatedText, ...]
    records: Mapping[str, LocalizedRecord]
    """Each procedure (`procedures/ID`), each article (`articles/SLUG`), each registry and the interface."""


@dataclass(slots=True)
class Localizer:
    """Localizes into one locale; caches each record until it or its translations change."""

    _cache: dict[tuple[str, str], tuple[Any, Lookup, LocalizedRecord]] = field(default_factory=dict)

    def localize(
        self,
        library: Library[SourceText],
        lookups: Mapping[str, Lookup],
        reviews: Mapping[str, ReviewLookup] | None = None,
    ) -> LocalizedLibrary:
        """Replace every text by the result of its domain's lookup.

        `reviews` has the review lookups of the domains with catalogs. A domain without a lookup is that of a
        procedure whose collection is unknown: it stays as written.
        """
        totals: Counter[str] = Counter()
        gaps: list[UntranslatedText] = []
        records: dict[str, LocalizedRecord] = {}

        def localize(domain: str, name: str, value: Any) -> Any:
            lookup = lookups.get(domain, look_up_source)
            cached = self._cache.get((domain, name))
            if cached is None or cached[0] is not value or cached[1] != lookup:
                review = (reviews or {}).get(domain, look_up_no_review)
                record = _localize_record(domain, value, lookup, review)
                cached = self._cache[domain, name] = (value, lookup, record)
            record = records[name] = cached[2]
            totals[domain] += record.total
            gaps.extend(record.gaps)
            return record.value

        localized = Library(
            procedures={
                name: localize(procedure.collection, f"procedures/{name}", procedure)
                for name, procedure in library.procedures.items()
            },
            articles={
                name: localize("pages", f"articles/{name}", article)
                for name, article in library.articles.items()
            },
            interface=localize("interface", "interface", library.interface),
            **{registry: localize("labels", registry, getattr(library, registry)) for registry in REGISTRIES},
            rewordings=library.rewordings,
            media=library.media,
        )
        return LocalizedLibrary(localized, totals, tuple(gaps), records)


_LOWEST_FIRST = (ReviewState.MACHINE, ReviewState.UNREVIEWED)


def _localize_record(domain: str, value: Any, lookup: Lookup, review: ReviewLookup) -> LocalizedRecord:
    total = 0
    gaps: list[UntranslatedText] = []
    reviews: set[ReviewState | None] = set()

    def translate(text: SourceText) -> LocalizedText:
        nonlocal total
        total += 1
        words = lookup(text)
        if words.is_untranslated:
            gaps.append(UntranslatedText(text, words.state, domain))
        reviews.add(review(text))
        return words

    localized = map_texts(value, translate)
    lowest = next((state for state in _LOWEST_FIRST if state in reviews), ReviewState.REVIEWED)
    return LocalizedRecord(localized, total, tuple(gaps), lowest)


def describe_gaps(
    name: str, gaps: Iterable[UntranslatedText], locale: str, catalogs: CatalogLayout, *, strict: bool
) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the gaps of one record, such as `procedures/open-office`, as one group."""
    record = name.rpartition("/")[2]
    for gap in gaps:
        path = catalogs.catalog(locale, gap.domain)
        group = Group(
            f"{locale}: {{count}} texts of {record} have no valid translation",
            f"Run `stegvis catalog update`, and translate them in {path}; `--translations` lists them.",
        )
        yield replace(_describe_gap(gap, locale, path, strict=strict), group=group)


def _describe_gap(gap: UntranslatedText, locale: str, path: str, *, strict: bool) -> Diagnostic:
    """Return the diagnostic of a missing (L001) or invalid (L002) translation: an error if `strict`.

    `path` is that of the catalog to which the translation belongs. One that is not usable counts as fuzzy.
    """
    if gap.state is TranslationState.FUZZY:
        code, state = "L002", "not valid"
        hint = f"Correct it in {path}; if the English has changed, run `stegvis catalog update` first."
    else:
        code, state = "L001", "missing"
        hint = f"Translate it in {path}; `stegvis catalog update` adds the message."
    severity = Severity.ERROR if strict else Severity.WARNING
    message = f"{locale}: the translation of {gap.text.key} is {state}"
    return Diagnostic(code, message, gap.text.location, hint, severity)
