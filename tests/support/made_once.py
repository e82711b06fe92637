"""What is costly to make is made by one process of the tests, and used by all (pytest-xdist)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

LONGEST = 600
"""Seconds to wait for another process; then something is wrong with it."""


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all processes of this run of the tests have in common."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_once(outcome: Path, make: Callable[[], str]) -> str:
    """What `make` returned, which the first process to come calls; the others wait for it."""
    claim = outcome.with_suffix(".claim")
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        began = time.monotonic()
        while not outcome.exists():
            assert time.monotonic() - began < LONGEST, f"nobody makes {outcome.stem}"
            time.sleep(0.1)
        return outcome.read_text(encoding="utf-8")
    told = "not made"
    try:
        told = make()
    finally:
        finished = outcome.with_suffix(".finished")
        finished.write_text(told, encoding="utf-8")
        finished.rename(outcome)  # whole as soon as it is there
    return told
