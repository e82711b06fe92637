"""`stegvis new procedure`: a file that passes the checks, from answers or from options."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.source.yaml_format import format_yaml
from tests.support.projects import FIXTURES, files_in, library_of

PATH = "procedures/office/close-office.yaml"
ANSWERS = """\
Close the office
Lock the doors, and turn the alarm on.

5
Close the windows.
Turn the alarm on: press {disarm} twice.
Turn the alarm on.
A.

The office is closed, and the alarm is on.
"""
OPTIONS = (
    "--title", "Close the office",
    "--summary", "Lock the doors, and turn the alarm on.",
    "--audience", "staff",
    "--role", "key_holder",
    "--minutes", "5",
    "--step", "Close the windows.",
    "--step", "Turn the alarm on: press {disarm} twice.",
    "--step", "Turn the alarm on.",
    "--step", "A.",
    "--outcome", "The office is closed, and the alarm is on.",
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in one language."""
    root = tmp_path / "office"
    for folder in ("procedures", "content"):
        shutil.copytree(FIXTURES / "broken" / "sound" / folder, root / folder)
    return root


def stegvis(root: Path, *arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], input=answers)


def test_what_is_asked_makes_a_procedure_that_passes(project: Path) -> None:
    run = stegvis(project, "new", "procedure", "close-office", answers=ANSWERS)
    assert run.exit_code == 0, run.output
    assert f"wrote {PATH}" in run.stdout
    checked = stegvis(project, "check", "--strict", "--no-sheets")
    assert (checked.exit_code, checked.stderr) == (0, "")
    text = (project / PATH).read_text()
    assert format_yaml(text) == text
    steps = [str(step.id) for step in library_of(files_in(project)).procedures["close-office"].steps]
    assert steps == ["close-windows", "turn-alarm-press-disarm", "turn-alarm", "act-a", "completed"]


def test_with_all_options_nothing_is_asked(project: Path) -> None:
    asked = stegvis(project, "new", "procedure", "close-office", answers=ANSWERS)
    assert asked.exit_code == 0, asked.output
    written = (project / PATH).read_bytes()
    (project / PATH).unlink()
    run = stegvis(project, "new", "procedure", "close-office", *OPTIONS)
    assert (run.exit_code, run.stdout.splitlines()[0]) == (0, f"wrote {PATH}")
    assert (project / PATH).read_bytes() == written


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("close_office", *OPTIONS), "ID"),
        (("open-office", *OPTIONS), "procedures/office/open-office.yaml has this id"),
        (("close-office", *OPTIONS, "--role", "nobody"), "unknown role `nobody`"),
        (("close-office", *OPTIONS, "--collection", "other"), "unknown collection `other`"),
        (("close-office", *OPTIONS, "--step", "Press {unknown_button}."), "unknown label or role"),
        (("close-office", *OPTIONS, "--step", "- one - two"), "V506"),
    ],
)
def test_what_would_be_wrong_is_not_written(project: Path, arguments: tuple[str, ...], words: str) -> None:
    before = files_in(project)
    run = stegvis(project, "new", "procedure", *arguments)
    assert run.exit_code in (1, 2)
    assert words in run.stderr
    assert files_in(project) == before


def test_new_with_a_folder_still_makes_a_project(tmp_path: Path) -> None:
    assert stegvis(tmp_path, "new", str(tmp_path / "a"), "--name", "A").exit_code == 0
    assert stegvis(tmp_path, "new", "--name", "B", str(tmp_path / "b")).exit_code == 0
    assert stegvis(tmp_path, "new", "project", str(tmp_path / "c")).exit_code == 0
    assert (tmp_path / "b/content/site.yaml").exists()
