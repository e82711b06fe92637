"""What scripts need to count working days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """The working days of a site."""

    week: str
    """The days of the working week as digits, 1 for Monday to 7 for Sunday: `12345`."""
    holidays: str
    """Dates that are no working days, joined by spaces: as ISO 8601, or month and day for every year."""
