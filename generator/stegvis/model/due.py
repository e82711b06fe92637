"""When a step is due: a period, and what it is counted from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.text import Whole

_PERIOD = re.compile(r"([0-9]{1,3})(?: to ([0-9]{1,3}))? ([a-z ]+)")


class TimeUnit(StrEnum):
    """What a period is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    WORKING_DAYS = "working days"
    """The days of the site's working week that are not among its holidays."""


@dataclass(frozen=True, slots=True)
class Period:
    """A number of hours or days, or a range of numbers."""

    earliest: int
    """The number from which the range begins; `latest` if the period is not a range."""
    latest: int
    unit: TimeUnit

    @property
    def is_range(self) -> bool:
        """Whether it has two different ends."""
        return self.earliest != self.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a step is due: so long after the step before it was settled, or after or before a noted date."""

    period: Annotated[Id, Aspect.NOTES, Whole]
    """A number or a range of `hours`, `days`, `weeks` or `working days`: `24 to 48 hours`."""
    after: Annotated[Id | None, Aspect.NOTES] = None
    """The noted date after which the period begins; by default it begins when the step before is settled."""
    before: Annotated[Id | None, Aspect.NOTES] = None
    """The noted date before which the step is due, by at least the period."""

    @property
    def date(self) -> Id | None:
        """The noted date from which the period is counted, if there is one."""
        return self.after or self.before


def parse_period(text: str) -> Period | None:
    """Return what a period in a file says, such as `5 working days`; None if it is none.

    The order of a range's ends is not checked.
    """
    match = _PERIOD.fullmatch(text)
    unit = match and _UNITS.get(match[3])
    if not match or not unit:
        return None
    earliest, latest = int(match[1]), int(match[2] or match[1])
    return Period(earliest, latest, unit)


_UNITS = {name: unit for unit in TimeUnit for name in (unit.value, unit.value.removesuffix("s"))}
"""The units in the plural and the singular."""
