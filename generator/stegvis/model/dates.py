"""The form of dates in sources: ISO 8601."""

from __future__ import annotations

from datetime import date


def is_date(text: str) -> bool:
    """Return whether a text is a day of the calendar in the extended form of ISO 8601: `2026-11-21`.

    The other forms, such as `20261121` and `2026-W47-6`, are refused: browsers read none of them.
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
