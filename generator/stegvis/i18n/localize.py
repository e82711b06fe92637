"""A library as written to the same library as readers of one locale see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.schema.walk import map_texts

Lookup = Callable[[SourceText], LocalizedText]


def look_up_source(text: SourceText) -> LocalizedText:
    """The lookup of the source locale."""
    return LocalizedText(text.key, text.source, TranslationState.SOURCE)


@dataclass(frozen=True, slots=True)
class UntranslatedText:
    """A text that a locale lacks."""

    text: SourceText
    state: TranslationState
    """Missing or fuzzy."""
    domain: str


@dataclass(frozen=True, slots=True)
class LocalizedRecord:
    """What one record became."""

    value: Any
    total: int
    """How many texts it has."""
    gaps: tuple[UntranslatedText, ...]


@dataclass(frozen=True, slots=True)
class LocalizedLibrary:
    """A library in one locale, and how complete it is."""

    library: Library[LocalizedText]
    totals: Mapping[str, int]
    """Texts of each domain."""
    gaps: tuple[UntranslatedText, ...]
    records: Mapping[str, LocalizedRecord]
    """What became of each procedure (`procedures/ID`), article (`articles/SLUG`) and registry."""


@dataclass(slots=True)
class Localizer:
    """Localizes into one locale; keeps what it made, for the next time that nothing changed."""

    _kept: dict[tuple[str, str], tuple[Any, Lookup, LocalizedRecord]] = field(default_factory=dict)

    def localize(self, library: Library[SourceText], lookups: Mapping[str, Lookup]) -> LocalizedLibrary:
        """Replace every text by what the lookup of its domain says a reader sees.

        A domain without a lookup is that of a procedure whose collection is unknown: it stays as written.
        """
        totals: Counter[str] = Counter()
        gaps: list[UntranslatedText] = []
        records: dict[str, LocalizedRecord] = {}

        def of(domain: str, name: str, value: Any) -> Any:
            part = self._part(domain, name, value, lookups.get(domain, look_up_source))
            totals[domain] += part.total
            gaps.extend(part.gaps)
            records[name] = part
            return part.value

        localized = Library(
            procedures={
                name: of(one.collection, f"procedures/{name}", one)
                for name, one in library.procedures.items()
            },
            articles={name: of("pages", f"articles/{name}", one) for name, one in library.articles.items()},
            interface=of("interface", "interface", library.interface),
            **{registry: of("labels", registry, getattr(library, registry)) for registry in REGISTRIES},
        )
        return LocalizedLibrary(localized, totals, tuple(gaps), records)

    def _part(self, domain: str, name: str, value: Any, lookup: Lookup) -> LocalizedRecord:
        kept = self._kept.get((domain, name))
        if kept is None or kept[0] is not value or kept[1] != lookup:
            kept = self._kept[domain, name] = (value, lookup, _localized(domain, value, lookup))
        return kept[2]


def _localized(domain: str, value: Any, lookup: Lookup) -> LocalizedRecord:
    total = 0
    gaps: list[UntranslatedText] = []

    def look(text: SourceText) -> LocalizedText:
        nonlocal total
        total += 1
        words = lookup(text)
        if words.is_untranslated:
            gaps.append(UntranslatedText(text, words.state, domain))
        return words

    return LocalizedRecord(map_texts(value, look), total, tuple(gaps))
