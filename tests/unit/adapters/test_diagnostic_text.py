"""What commands report: errors first, gaps folded, sheets and paths among them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis import pipeline
from stegvis.adapters.cli.main import main
from stegvis.adapters.mkdocs.diagnostic_log import MOST_WARNINGS
from tests.support.dutch_catalogs import brought_up_to_date, catalog, translated
from tests.support.projects import Files, edited, sound

OFFICE = "procedures/office/open-office.yaml"
MKDOCS = b"site_name: The office\ndocs_dir: content\ntheme:\n  name: stegvis\nplugins:\n  - stegvis\n"
WIDE = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4


def stegvis(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def write(root: Path, files: Files) -> Path:
    for path, raw in {**files, "mkdocs.yml": MKDOCS}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture
def with_gaps(tmp_path: Path) -> Path:
    """A project in English and Dutch without the Dutch of its procedure, and with an error at the end."""
    files = {**translated(), catalog("office"): b""}
    files[catalog("office")] = brought_up_to_date(files)[catalog("office")]
    return write(tmp_path, edited(files, OFFICE, ", again: true", ""))


def codes(run: Result) -> list[str]:
    return re.findall(r"(?:error|warning)\[(\w+)\]", run.stderr)


def test_check_shows_errors_first_and_the_gaps_of_a_procedure_in_one_line(with_gaps: Path) -> None:
    run = stegvis(with_gaps, "check")
    assert run.exit_code == 1
    assert codes(run) == ["V205", "L001", "L001"]
    assert "nl: 9 texts of open-office have no valid translation" in run.stderr
    assert "texts of interface have no valid translation" in run.stderr


def test_translations_tells_each_gap(with_gaps: Path) -> None:
    run = stegvis(with_gaps, "check", "--translations")
    assert len(re.findall(r"L001\] nl: the translation of open-office[./].* is missing", run.stderr)) == 9
    assert codes(run)[0] == "V205"
    assert "nl: the translation of open-office.title is missing" in run.stderr


@pytest.mark.parametrize("arguments", [["build", "--no-strict"], ["print"]], ids=" ".join)
def test_a_command_that_fails_says_why(with_gaps: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-c", "from stegvis.adapters.cli.main import main; main()"]
    run = subprocess.run(
        [*command, "-C", str(with_gaps), *arguments], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[0].startswith(f"{OFFICE}:19:42: error[V205] the edge from")
    if arguments[0] == "build":
        assert run.stdout.splitlines()[-1].startswith("1 error and 2 warnings. The site was not built")


def test_a_build_logs_every_error_and_only_the_first_warnings(tmp_path: Path) -> None:
    many = MOST_WARNINGS + 5
    fact = "fact-{}:\n  question: Which?\n  options: [{{id: one, label: One}}, {{id: other, label: Other}}]\n"
    step = "  - id: lost-{}-x\n    action: Go on.\n    next: nowhere\n"
    files = edited(
        sound(), OFFICE, "  - id: is-silent", "".join(map(step.format, range(many))) + "  - id: is-silent"
    )
    root = write(tmp_path, {**files, "content/facts.yaml": "".join(map(fact.format, range(many))).encode()})
    command = [sys.executable, "-m", "mkdocs", "build"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert run.stderr.count("error[V201]") == many
    assert run.stderr.count("warning[V216]") == MOST_WARNINGS
    assert "and 5 warnings more; `stegvis check` shows all of them." in run.stderr


def test_check_reports_what_does_not_fit_a_sheet_also_where_a_build_makes_none(tmp_path: Path) -> None:
    root = write(tmp_path, edited(sound(), OFFICE, "Unlock the door.", f"Unlock the {WIDE}."))
    run = stegvis(root, "check")
    assert run.exit_code == 1
    assert codes(run) == ["P003"]
    assert stegvis(root, "check", "--no-sheets").exit_code == 0
    assert codes(stegvis(root, "print", "--to", str(tmp_path / "sheets"))) == ["P003", "P008"]


def test_check_lays_out_again_what_has_changed_only(tmp_path: Path) -> None:
    root = write(tmp_path, sound())
    assert stegvis(root, "check").exit_code == 0
    (sheet,) = [path for path in (root / ".print_cache").iterdir() if path.is_file()]
    raw = sheet.read_bytes()
    before = sheet.stat().st_ino
    assert stegvis(root, "check").exit_code == 0
    assert (sheet.read_bytes(), sheet.stat().st_ino) == (raw, before)


def test_check_reports_paths_of_a_site_that_are_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    class Again:
        @staticmethod
        def files(_site: object) -> dict[str, bytes]:
            return {"EN/index.html": b""}

    monkeypatch.setattr(pipeline, "OUTPUTS", {**pipeline.OUTPUTS, "again": Again})
    run = stegvis(write(tmp_path, sound()), "check")
    assert codes(run) == ["S023"]
