"""A library as written to the same library as readers of one locale see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.messages import REGISTRIES, translated
from stegvis.model import Library, State, Text, Words

Lookup = Callable[[Text], Words]


def as_written(text: Text) -> Words:
    """The lookup of the source locale."""
    return Words(text.key, text.source, State.SOURCE)


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that a locale lacks."""

    text: Text
    state: State
    """Missing or fuzzy."""
    domain: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one record became."""

    value: Any
    total: int
    """How many texts it has."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Localized:
    """A library in one locale, and how complete it is."""

    library: Library[Words]
    totals: Mapping[str, int]
    """Texts of each domain."""
    gaps: tuple[Gap, ...]
    records: Mapping[str, Part]
    """What became of each procedure (`procedures/ID`), article (`articles/SLUG`) and registry."""


@dataclass(slots=True)
class Localizer:
    """Localizes into one locale; keeps what it made, for the next time that nothing changed."""

    _kept: dict[tuple[str, str], tuple[Any, Lookup, Part]] = field(default_factory=dict)

    def localize(self, library: Library[Text], lookups: Mapping[str, Lookup]) -> Localized:
        """Replace every text by what the lookup of its domain says a reader sees.

        A domain without a lookup is that of a procedure whose collection is unknown: it stays as written.
        """
        totals: Counter[str] = Counter()
        gaps: list[Gap] = []
        records: dict[str, Part] = {}

        def of(domain: str, name: str, value: Any) -> Any:
            part = self._part(domain, name, value, lookups.get(domain, as_written))
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
        return Localized(localized, totals, tuple(gaps), records)

    def _part(self, domain: str, name: str, value: Any, lookup: Lookup) -> Part:
        kept = self._kept.get((domain, name))
        if kept is None or kept[0] is not value or kept[1] != lookup:
            kept = self._kept[domain, name] = (value, lookup, _localized(domain, value, lookup))
        return kept[2]


def _localized(domain: str, value: Any, lookup: Lookup) -> Part:
    total = 0
    gaps: list[Gap] = []

    def look(text: Text) -> Words:
        nonlocal total
        total += 1
        words = lookup(text)
        if words.is_foreign:
            gaps.append(Gap(text, words.state, domain))
        return words

    return Part(translated(value, look), total, tuple(gaps))
