"""What a translation is worth: how complete and how reviewed it is, and what its gaps cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stegvis.model.text import TranslationState


class ReviewState(StrEnum):
    """How far a translation was looked at."""

    REVIEWED = "reviewed"
    UNREVIEWED = "unreviewed"
    MACHINE = "machine"
    """Made by a machine, and nobody looked at it since."""


class Impact(StrEnum):
    """What it costs a reader that one text is in English."""

    DANGER = "danger"
    """Somebody may come to harm, lose something, go the wrong way or do what they may not."""
    HINDRANCE = "hindrance"
    """Who reads no English can't do the step."""
    BLEMISH = "blemish"
    """The step is clear without it."""


class Usability(StrEnum):
    """What a procedure is worth in a locale."""

    COMPLETE = "complete"
    SAFE = "safe"
    """Something is in English that the steps are clear without."""
    HARD = "hard"
    """Some instruction is in English; nothing is that warns or decides."""
    UNSAFE = "unsafe"
    """Something that warns or decides is in English."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts there are, and what became of them."""

    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    reviewed: int = 0
    """Of the translated ones, those that somebody looked at since they were written."""
    machine: int = 0
    """Of the translated ones, those that a machine made and nobody looked at."""

    @property
    def unreviewed(self) -> int:
        """Translated texts that nobody looked at, whoever made them."""
        return self.translated - self.reviewed


@dataclass(frozen=True, slots=True)
class UntranslatedUse:
    """One text of a procedure that readers of the locale see in English."""

    key: str
    state: TranslationState
    weight: Impact
    step: str
    """The path of the step, such as `check-owner/sign-in`; empty outside of the steps."""
    number: str


@dataclass(frozen=True, slots=True)
class ProcedureStatus:
    """What one procedure is worth in a locale."""

    procedure: str
    collection: str
    tally: Counts
    """Of its own texts; those of procedures that it calls are counted there."""
    consequence: Usability
    lacks: tuple[UntranslatedUse, ...]
    """Everything that its reader meets in English, calls included, the gravest first."""


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """What a locale is worth."""

    locale: str
    domains: Mapping[str, Counts]
    procedures: Mapping[str, ProcedureStatus]

    @property
    def tally(self) -> Counts:
        """Of all domains."""
        return sum_counts(self.domains.values())


def sum_counts(tallies: Iterable[Counts]) -> Counts:
    """Several counts as one."""
    every = list(tallies)
    names = ("total", "translated", "fuzzy", "missing", "reviewed", "machine")
    return Counts(*(sum(getattr(one, name) for one in every) for name in names))


def field_of(key: str) -> str:
    """The kind of field that a key ends with, such as `cautions` of `…/step.cautions.id`."""
    return key.partition(".")[2].partition(".")[0]
