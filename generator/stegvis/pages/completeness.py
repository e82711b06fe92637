"""How much of a locale is translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stegvis.i18n.status import ReviewState
from stegvis.model.text import TranslationState


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


def count_completeness(
    total: int, gaps: Sequence[TranslationState], review_state: ReviewState = ReviewState.REVIEWED
) -> Completeness:
    """Return the numbers of `total` messages; `gaps` are the states of those without a translation."""
    translated = total - len(gaps)
    fuzzy = sum(state is TranslationState.FUZZY for state in gaps)
    return Completeness(total, translated, fuzzy, review_state if translated else ReviewState.REVIEWED)


def combine_completeness(parts: Mapping[str, Completeness], names: Iterable[str]) -> Completeness:
    """Return the sums of the named parts; unknown names count as empty. The review state is not combined."""
    selected = [parts[name] for name in names if name in parts]
    return Completeness(
        sum(part.total for part in selected),
        sum(part.translated for part in selected),
        sum(part.fuzzy for part in selected),
    )
