"""How many faults the fault suite tries: few in every test run, many by `make faults`."""

from __future__ import annotations

import os

FACTOR = int(os.environ.get("STEGVIS_FAULTS", "1"))
"""By how much `make faults` multiplies the faults of a test run."""


def attempts(count: int) -> int:
    """Return how many faults to try where a test run tries `count`."""
    return count * FACTOR
