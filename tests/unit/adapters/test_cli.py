"""The command `stegvis`: what it prints, and what it exits with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from stegvis import __version__
from stegvis.adapters.cli import explanations
from stegvis.adapters.cli.main import main
from tests.support.dutch_catalogs import brought_up_to_date, catalog, translated
from tests.support.projects import Files, edited, files_in, sound

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"


def stegvis(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write_project(folder: Path, files: Files) -> Path:
    """Write a project into a folder, and return the folder."""
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder


@pytest.fixture
def sound_project(tmp_path: Path) -> Path:
    """A sound project."""
    return write_project(tmp_path / "sound", sound())


@pytest.fixture
def faulty_project(tmp_path: Path) -> Path:
    """A project with an error, and a warning: nine steps and more without a pause."""
    long = "".join(f"  - id: stair-{at}{at}\n    action: Climb.\n" for at in "abcdefghi")
    files = edited(sound(), OFFICE, "  - id: is-silent", f"{long}  - id: is-silent")
    return write_project(tmp_path / "faulty", edited(files, OFFICE, ", again: true", ""))


def test_a_sound_project_passes(sound_project: Path) -> None:
    run = stegvis("-C", sound_project, "check", "--strict")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.endswith("no problems found\n")


def test_diagnostics_are_printed_with_their_places_and_exit_with_1(faulty_project: Path) -> None:
    run = stegvis("-C", faulty_project, "check")
    assert run.exit_code == 1
    assert f"{OFFICE}:37:42: error[V205] the edge from `is-silent` to `unlock-door` leads back" in run.stderr
    assert "      = hint: Add `again: true` beside `next`." in run.stderr
    assert "warning[V210]" in run.stderr
    assert run.stdout.endswith("1 error and 1 warning\n")


def test_warnings_alone_exit_with_0_unless_strict(faulty_project: Path) -> None:
    path = faulty_project / OFFICE
    path.write_text(path.read_text().replace("next: unlock-door}", "next: unlock-door, again: true}"))
    assert stegvis("-C", faulty_project, "check").exit_code == 0
    assert stegvis("-C", faulty_project, "check", "--strict").exit_code == 1


def test_diagnostics_as_json_are_json(faulty_project: Path) -> None:
    run = stegvis("-C", faulty_project, "check", "--format", "json")
    assert run.exit_code == 1
    diagnostics = json.loads(run.stdout)
    assert [
        (diagnostic["code"], diagnostic["severity"], diagnostic["line"], diagnostic["column"])
        for diagnostic in diagnostics
    ] == [
        ("V205", "error", 37, 42),
        ("V210", "warning", 33, 9),
    ]
    assert set(diagnostics[0]) == {"path", "line", "column", "severity", "code", "message", "hint"}


def test_diagnostics_for_github_are_workflow_commands(faulty_project: Path) -> None:
    run = stegvis("-C", faulty_project, "check", "--format", "github")
    assert run.exit_code == 1
    lines = run.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"::error file={OFFICE},line=37,col=42,title=V205::the edge from")
    assert lines[1].startswith("::warning ")


def test_a_diagnostic_for_github_stays_on_its_line_whatever_it_contains(sound_project: Path) -> None:
    path = sound_project / "procedures/office/a,b:c%.yaml"
    path.write_text('title: "50 %\\n::error::x": no\n')
    run = stegvis("-C", sound_project, "check", "--format", "github")
    line = next(line for line in run.stdout.splitlines() if "a%2Cb%3Ac%25.yaml" in line)
    assert line.startswith("::error file=procedures/office/a%2Cb%3Ac%25.yaml,line=")


@pytest.mark.parametrize("form", ["json", "github"])
def test_a_sound_project_for_machines(sound_project: Path, form: str) -> None:
    run = stegvis("-C", sound_project, "check", "--format", form)
    assert run.exit_code == 0
    assert run.stdout.strip() == ("[]" if form == "json" else "")


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    run = stegvis("-C", tmp_path, "check")
    assert run.exit_code == 1
    assert "error[S020]" in run.stderr
    assert "stegvis new" in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--frmat", "json"],
        ["check", "--format", "xml"],
        ["-C", "/nowhere/at/all", "check"],
        ["explain", "V999"],
        ["catalog", "upd"],
    ],
    ids=" ".join,
)
def test_what_is_not_understood_exits_with_2(arguments: list[str]) -> None:
    run = stegvis(*arguments)
    assert run.exit_code == 2
    assert "Error" in run.stderr
    assert "Traceback" not in run.output


@pytest.mark.parametrize("command", ["build", "serve"])
def test_what_needs_mkdocs_says_what_is_missing(tmp_path: Path, command: str) -> None:
    run = stegvis("-C", tmp_path, command)
    assert run.exit_code == 2
    assert "there is no mkdocs.yml" in run.stderr


def test_every_code_can_be_explained() -> None:
    runs = {code: stegvis("explain", code.lower()) for code in explanations.all_codes()}
    assert len(runs) > 100
    assert [
        code for code, run in runs.items() if run.exit_code or not run.stdout.startswith(f"{code}: ")
    ] == []


def test_explain_without_a_code_lists_all_with_a_line_each() -> None:
    run = stegvis("explain")
    lines = run.stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines] == explanations.all_codes()
    assert all(line.endswith(".") for line in lines)
    assert "V202  Every step is reachable from the first." in lines


def test_the_version_is_that_of_the_package() -> None:
    run = stegvis("--version")
    assert (run.exit_code, run.stdout.strip()) == (0, f"stegvis, version {__version__}")


def commands() -> list[list[str]]:
    """Every command and every subcommand."""
    paths: list[list[str]] = [[]]
    for name, command in main.commands.items():
        paths.append([name])
        paths += [[name, inner] for inner in getattr(command, "commands", {})]
    return paths


@pytest.mark.parametrize("command", commands(), ids=lambda command: " ".join(["stegvis", *command]))
def test_help_teaches(command: list[str]) -> None:
    run = stegvis(*command, "--help")
    assert run.exit_code == 0
    usage, _, about = run.stdout.partition("\n\n")
    assert usage.startswith("Usage: ")
    sentence = about.partition("\n\n")[0].strip()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert all(parameter.help for parameter in _at(command).params if isinstance(parameter, click.Option))


def _at(names: list[str]) -> click.Command:
    """A command by its names."""
    command: click.Command = main
    for name in names:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    return command


def test_help_lists_the_exit_codes() -> None:
    assert "0 success, 1 problems found, 2 usage error" in " ".join(stegvis("--help").stdout.split())


def test_the_installed_command_is_this_one(sound_project: Path) -> None:
    command = [str(Path(sys.executable).with_name("stegvis")), "check"]
    run = subprocess.run(command, cwd=sound_project, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout


def test_without_a_terminal_nothing_is_coloured_or_underlined(faulty_project: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from stegvis.adapters.cli.main import main; main()",
        "-C",
        str(faulty_project),
        "check",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "\x1b" not in run.stderr
    assert "^~" not in run.stderr


# A project from nothing


def test_a_new_project_passes(tmp_path: Path) -> None:
    folder = tmp_path / "My office"
    created = stegvis("new", folder)
    assert created.exit_code == 0, created.output
    run = stegvis("-C", folder, "check", "--strict")
    assert run.exit_code == 0, run.output
    assert run.stdout.endswith("no problems found\n")
    assert 'name: "My office"' in (folder / "content/site.yaml").read_text()
    assert stegvis("-C", folder, "catalog", "update", "--check").exit_code == 0


def test_a_new_project_takes_any_name(tmp_path: Path) -> None:
    name = 'Kontoret "Väst": 1.10 # no'
    assert stegvis("new", tmp_path / "a", "--name", name).exit_code == 0
    assert stegvis("-C", tmp_path / "a", "check").exit_code == 0


def test_new_leaves_a_folder_that_holds_something_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    run = stegvis("new", tmp_path)
    assert run.exit_code == 2
    assert files_in(tmp_path) == {"kept.txt": b"kept"}


# Catalogs


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    """A project with a complete Dutch, but for the words of the interface."""
    return write_project(tmp_path / "dutch", translated())


def test_update_writes_what_is_stale_and_then_nothing(dutch: Path) -> None:
    assert (
        "wrote content/locales/nl/LC_MESSAGES/interface.po"
        in stegvis("-C", dutch, "catalog", "update").stdout
    )
    again = stegvis("-C", dutch, "catalog", "update")
    assert (again.exit_code, again.stdout) == (0, "Everything is up to date.\n")
    path = dutch / OFFICE
    path.write_text(path.read_text().replace("Unlock the door.", "Turn the key."))
    checked = stegvis("-C", dutch, "catalog", "update", "--check")
    assert checked.exit_code == 1
    assert f"stale {catalog('office')}" in checked.stdout
    assert b"Turn the key." not in (dutch / catalog("office")).read_bytes()
    assert stegvis("-C", dutch, "catalog", "update").exit_code == 0
    expected = brought_up_to_date({**translated(), OFFICE: path.read_bytes()})
    assert (dutch / catalog("office")).read_bytes() == expected[catalog("office")]


def test_update_does_not_call_a_catalog_that_it_refuses_up_to_date(dutch: Path) -> None:
    assert stegvis("-C", dutch, "catalog", "update").exit_code == 0
    path = dutch / catalog("office")
    path.write_bytes(path.read_bytes() + b'msgid "lost\n')
    refused = stegvis("-C", dutch, "catalog", "update")
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_update_keeps_what_changed_in_wording_only(dutch: Path) -> None:
    path = dutch / OFFICE
    path.write_text(path.read_text().replace("Unlock the door.", "Turn the key."))
    stegvis("-C", dutch, "catalog", "update", "--wording", ACTION)
    assert b"fuzzy" not in (dutch / catalog("office")).read_bytes()


def test_update_touches_nothing_where_a_source_can_not_be_read(dutch: Path) -> None:
    (dutch / OFFICE).write_text("broken: [\n")
    before = files_in(dutch)
    run = stegvis("-C", dutch, "catalog", "update")
    assert run.exit_code == 1
    assert "Y004" in run.stderr
    assert files_in(dutch) == before


def test_a_locale_is_added_in_its_canonical_spelling(dutch: Path) -> None:
    added = stegvis("-C", dutch, "catalog", "add", "pt_br")
    assert added.exit_code == 0, added.output
    assert "language: pt-BR" in (dutch / "content/site.yaml").read_text(encoding="utf-8")
    assert (dutch / "content/locales/pt-BR/LC_MESSAGES/office.po").is_file()
    for code in ("../x", "sr@latin", "con-", "nl.UTF-8", "", "\udcff"):
        assert stegvis("-C", dutch, "catalog", "add", "--", code).exit_code == 2


def test_status_counts_what_is_translated_fuzzy_and_missing(dutch: Path) -> None:
    path = dutch / catalog("office")
    text = path.read_text().replace('"NL Is the panel silent?"', '""')
    path.write_text(text.replace(f'msgctxt "{ACTION}"', f'#, fuzzy\nmsgctxt "{ACTION}"'))
    run = stegvis("-C", dutch, "catalog", "status", "--format", "json")
    assert run.exit_code == 0
    (locale,) = json.loads(run.stdout)
    (office,) = (row for row in locale["domains"] if row["domain"] == "office")
    assert (locale["locale"], office["fuzzy"], office["missing"]) == ("nl", 1, 1)
    assert office["translated"] == office["total"] - 2
    assert "office" in stegvis("-C", dutch, "catalog", "status").stdout
