"""The status of translations: how complete and how reviewed they are, and what their gaps cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stegvis.model.text import TranslationState
from stegvis.model.text_role import Impact, TextRole


class ReviewState(StrEnum):
    """How far a translation has been reviewed."""

    REVIEWED = "reviewed"
    UNREVIEWED = "unreviewed"
    MACHINE = "machine"
    """Machine-translated, and not reviewed since."""


class Usability(StrEnum):
    """How far a procedure can be followed in a locale."""

    COMPLETE = "complete"
    SAFE = "safe"
    """The steps are clear without the texts that are in English."""
    HARD = "hard"
    """Some instruction or question is in English, but no text that readers need to be safe."""
    UNSAFE = "unsafe"
    """A warning, a caution, a role or a pause point is in English: the locale does not show the procedure."""

    @property
    def is_safe(self) -> bool:
        """Whether the procedure can be followed safely, and so is shown."""
        return self is not Usability.UNSAFE


def judge_usability(uses: Iterable[UntranslatedUse]) -> Usability:
    """Return how far a procedure can be followed whose readers meet these texts in English.

    Whatever shows, prints or counts procedures asks this function.
    """
    roles = {use.role.info for use in uses}
    if any(role.is_never_english for role in roles):
        return Usability.UNSAFE
    if any(role.impact is not Impact.BLEMISH for role in roles):
        return Usability.HARD
    return Usability.SAFE if roles else Usability.COMPLETE


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of texts, by the state of their translations."""

    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    reviewed: int = 0
    """Of the translated texts, those reviewed since they were last changed."""
    machine: int = 0
    """Of the translated texts, those machine-translated and not reviewed."""

    @property
    def unreviewed(self) -> int:
        """The number of translated texts that are not reviewed, by people or by machine."""
        return self.translated - self.reviewed


@dataclass(frozen=True, slots=True)
class UntranslatedUse:
    """One text that the readers of a procedure meet in English."""

    key: str
    role: TextRole
    state: TranslationState
    """Missing or fuzzy."""
    step: str
    """The path of the step, such as `check-owner/sign-in`; empty outside of the steps."""
    number: str
    """The number of the step, such as `3.1`; empty outside of the steps."""

    @property
    def impact(self) -> Impact:
        """The cost of its being in English."""
        return self.role.info.impact


@dataclass(frozen=True, slots=True)
class ProcedureStatus:
    """The status of one procedure in a locale."""

    procedure: str
    collection: str
    counts: Counts
    """Of its own texts; those of the procedures that it calls are counted there."""
    usability: Usability
    untranslated: tuple[UntranslatedUse, ...]
    """The texts that its readers meet in English, calls included, in the order of their impact."""


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """The status of one locale."""

    locale: str
    domains: Mapping[str, Counts]
    procedures: Mapping[str, ProcedureStatus]

    @property
    def counts(self) -> Counts:
        """The counts of all domains together."""
        return sum_counts(self.domains.values())


def sum_counts(counts: Iterable[Counts]) -> Counts:
    """Return the sums of several counts."""
    every = list(counts)
    names = ("total", "translated", "fuzzy", "missing", "reviewed", "machine")
    return Counts(*(sum(getattr(each, name) for each in every) for name in names))
