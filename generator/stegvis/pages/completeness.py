"""How much of a domain is translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stegvis.i18n.status import ReviewState


@dataclass(frozen=True, slots=True)
class Completeness:
    """The messages of one domain in one locale."""

    total: int
    translated: int
    fuzzy: int = 0
    standing: ReviewState = ReviewState.REVIEWED
    """How far its translations were looked at: as far as the one that was looked at least."""

    @property
    def percent(self) -> int:
        """How many of a hundred are translated, rounded down: 100 means all."""
        return self.translated * 100 // self.total if self.total else 100


def combine_completeness(domains: Mapping[str, Completeness], names: Iterable[str]) -> Completeness:
    """Several domains as one; those that are not known count as empty."""
    known = [domains[name] for name in names if name in domains]
    return Completeness(
        sum(one.total for one in known),
        sum(one.translated for one in known),
        sum(one.fuzzy for one in known),
    )
