"""What pybabel and gettext's tools do to our catalogs, and that our comments survive it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from stegvis.i18n import review
from stegvis.model.catalog_layout import DEFAULT_LAYOUT
from tests.support.dutch_catalogs import (
    brought_up_to_date,
    catalog,
    message,
    read_bytes,
    run,
    shown,
    told,
    translated,
    written,
)
from tests.support.projects import Files, edited

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"
MARK = review.format_mark("Anna", "2026-11-21", "Unlock the door.", "NL Unlock the door.")
NOTES = f"# allow C206: a name\n{MARK}\n"


def project_with_comments() -> dict[str, bytes]:
    """The translated project with comments of ours on one message, and one that is obsolete."""
    obsolete = b'\n#~ msgctxt "open-office/gone.action"\n#~ msgid "Gone."\n#~ msgstr "Weg."\n'
    files = edited(translated(), catalog("office"), f'msgctxt "{ACTION}"', f'{NOTES}msgctxt "{ACTION}"')
    return {**files, catalog("office"): files[catalog("office")] + obsolete}


def pybabel(*arguments: str | Path) -> str:
    command = [sys.executable, "-m", "babel.messages.frontend", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def after_pybabel_update(files: Files, folder: Path) -> dict[str, bytes]:
    """The project after `pybabel update` of its Dutch with its own templates."""
    written(folder, files)
    path = folder / catalog("office")
    template = folder / DEFAULT_LAYOUT.template("office")
    pybabel("update", "-N", "--previous", "-l", "nl", "-i", template, "-o", path)
    return {**files, catalog("office"): path.read_bytes()}


def test_pybabel_updates_our_catalogs_and_nothing_is_lost(tmp_path: Path) -> None:
    files = project_with_comments()
    theirs = after_pybabel_update(files, tmp_path)
    assert shown(theirs) == shown(files)
    ours = brought_up_to_date(theirs)
    assert told(read_bytes(ours[catalog("office")])) == told(read_bytes(files[catalog("office")]))
    assert brought_up_to_date(ours) == ours


def test_pybabel_compiles_our_catalogs(tmp_path: Path) -> None:
    path = written(tmp_path, project_with_comments()) / catalog("office")
    target = tmp_path / "office.mo"
    assert "compiling catalog" in pybabel("compile", "-i", path, "-o", target)
    assert target.stat().st_size > 500


def test_marks_and_allowances_survive_msgmerge_and_msgattrib(gettext: Path, tmp_path: Path) -> None:
    files = brought_up_to_date(
        edited(project_with_comments(), OFFICE, "Is the panel silent?", "Is it silent?")
    )
    folder = written(tmp_path, {**files, catalog("office"): project_with_comments()[catalog("office")]})
    path, template = folder / catalog("office"), folder / DEFAULT_LAYOUT.template("office")
    merged = run(gettext / "msgmerge", "--previous", path, template)
    assert merged.returncode == 0, merged.stderr
    path.write_bytes(merged.stdout.encode())
    attributed = run(gettext / "msgattrib", "--no-fuzzy", path)
    for result in (merged, attributed):
        entry = message({catalog("office"): result.stdout.encode()}, "office", ACTION)
        assert [f"# {comment}" for comment in entry.user_comments] == NOTES.splitlines()
        assert review.find_valid_review(entry)
