"""How much of a locale is translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stegvis.i18n.status import ReviewState


@dataclass(frozen=True, slots=True)
class Completeness:
    """Numbers of messages in one locale: of a domain, or of a record such as `procedures/ID`."""

    total: int
    translated: int
    fuzzy: int = 0
    review_state: ReviewState = ReviewState.REVIEWED
    """That of the least reviewed translation."""

    @property
    def percent(self) -> int:
        """The percentage that is translated, rounded down: 100 means all."""
        return self.translated * 100 // self.total if self.total else 100


def combine_completeness(parts: Mapping[str, Completeness], names: Iterable[str]) -> Completeness:
    """Return the sums of the named parts; unknown names count as empty. The review state is not combined."""
    selected = [parts[name] for name in names if name in parts]
    return Completeness(
        sum(part.total for part in selected),
        sum(part.translated for part in selected),
        sum(part.fuzzy for part in selected),
    )
