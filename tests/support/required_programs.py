"""The programs beside Python that tests run, and how they start the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import programs

CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The background services would look for hosts that a closed network refuses."""


def need(name: str) -> Path:
    """Where a program is; a test that asks for a missing one is skipped with what to install."""
    reason = programs.missing(name)
    if reason:
        pytest.skip(reason)
    path = programs.PROGRAMS[name].find()
    assert path
    return path
