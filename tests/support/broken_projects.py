"""The broken projects, one for each diagnostic."""

from __future__ import annotations

from pathlib import Path

from tests.support.projects import BROKEN

FOLDERS = sorted(folder for folder in BROKEN.iterdir() if folder.name != "sound")
NOTES = ("expected.txt", "absent.txt", "bytes.txt", "links.txt", "names.txt")
"""Files about a project that are no files of it."""


def code_of(folder: Path) -> str:
    """The code of the diagnostic that a broken project is for."""
    return folder.name.partition("-")[0]
