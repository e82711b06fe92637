"""Every diagnostic has a broken project in tests/fixtures/broken/, reported as its expected.txt says.

A folder CODE-what-is-wrong holds the files that differ from sound/ beside it. Four files say what no file
can: absent.txt lists files of the sound project that are taken away, bytes.txt how large one is made,
links.txt each link with what it leads to, and names.txt names that no repository can hold, with escapes.
With STEGVIS_GOLDEN=1 in the environment, each expected.txt is written anew, to be reviewed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from stegvis.adapters.cli import explanations
from stegvis.diagnostics import Diagnostic, render_text, sorted_unique
from stegvis.source.project import read_project
from stegvis.validate.rules import LIBRARY_RULES, PROCEDURE_RULES
from tests.support.broken_projects import FOLDERS, NOTES, code_of
from tests.support.projects import ROOT, catalog_findings, diagnostics, edited, files_in, sound

WITHOUT_SOURCE = {
    "C006": "an update that would lose something is a fault of ours; see tests/unit/i18n/test_update.py",
    "S015": "root may read every file; see tests/unit/source/test_folders.py",
    "S023": "only a build finds it; see tests/unit/outputs/test_collected.py",
}
"""Codes that no source can bring about, and why."""
OFFICE = "procedures/office/open-office.yaml"


def project_in(folder: Path) -> dict[str, bytes]:
    """The sound project with a folder's files laid over it."""
    own = files_in(folder)
    files = {**sound(), **{path: raw for path, raw in own.items() if path not in NOTES}}
    for path in own.get("absent.txt", b"").decode().split():
        del files[path]
    if "bytes.txt" in own:
        path, size = own["bytes.txt"].decode().split()
        files[path] = files[path].ljust(int(size), b"#")
    return files


def refused_files(folder: Path, project: Path) -> list[Diagnostic]:
    """What is reported of the links and names of a broken project, which is made in the folder `project`."""
    (project / "content").mkdir(parents=True)
    (project / "procedures").mkdir()
    for name in _lines(folder / "names.txt"):
        (project / name.encode().decode("unicode_escape")).write_text("")
    for link in _lines(folder / "links.txt"):
        path, target = link.split(" -> ")
        (project / path).symlink_to(target)
    return list(read_project(project).diagnostics)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def diagnostics_of(folder: Path, project: Path) -> list[Diagnostic]:
    """The diagnostics of `stegvis check`, with `catalog check` for a code that only it reports."""
    files = project_in(folder)
    reported = [*refused_files(folder, project), *diagnostics(files)]
    if code_of(folder)[0] == "C" and code_of(folder) not in {diagnostic.code for diagnostic in reported}:
        return sorted_unique([*reported, *catalog_findings(files)])
    return reported


def test_the_sound_project_has_nothing_to_complain_of() -> None:
    assert diagnostics(sound()) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_fault_is_reported_with_its_place(folder: Path, tmp_path: Path) -> None:
    reported = diagnostics_of(folder, tmp_path / "project")
    output = "".join(f"{render_text(diagnostic)}\n" for diagnostic in reported)
    expected = folder / "expected.txt"
    if os.environ.get("STEGVIS_GOLDEN"):
        expected.write_text(output, encoding="utf-8")
    assert output == expected.read_text(encoding="utf-8")
    assert f"[{code_of(folder)}]" in output


def test_no_code_is_without_its_broken_project() -> None:
    """What is told of sheets is told of their layout: test_layout_checks.py has the projects for it."""
    of_sheets = {code for code in explanations.all_codes() if code.startswith("P")}
    elsewhere = WITHOUT_SOURCE.keys() | of_sheets
    assert {code_of(folder) for folder in FOLDERS} == set(explanations.all_codes()) - elsewhere
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert of_sheets
    assert [code for code in of_sheets if f'"{code}"' not in tests] == []


def test_every_code_is_explained_in_a_sentence() -> None:
    words = {code: explanations.explain_code(code) or "" for code in explanations.all_codes()}
    assert len(words) > 100
    assert [code for code, text in words.items() if not re.fullmatch(r"[A-Z`].*\.", text, re.DOTALL)] == []


def test_the_explanation_of_a_code_with_two_rules_states_both() -> None:
    for code in {rule.code for rule in PROCEDURE_RULES} & {rule.code for rule in LIBRARY_RULES}:
        rules = [rule for rule in (*PROCEDURE_RULES, *LIBRARY_RULES) if rule.code == code]
        assert explanations.explain_code(code) == " ".join(rule.description for rule in rules)
    assert "articles" in (explanations.explain_code("V503") or "")


def test_no_subject_takes_the_codes_of_another() -> None:
    modules: dict[str, set[str]] = {}
    for rule in (*PROCEDURE_RULES, *LIBRARY_RULES):
        modules.setdefault(rule.code[:2], set()).add(rule.check.__module__)
    owners = {"V6": "values", "V8": "due", "V9": "media"}
    assert {digit: modules[digit] for digit in owners} == {
        digit: {f"stegvis.validate.{module}"} for digit, module in owners.items()
    }


def test_no_diagnostic_hides_another() -> None:
    faults = {
        "S001": ("audience: [staff]", "audiance: [staff]"),
        "V205": (", again: true", ""),
        "V501": ("PT5M", "five minutes"),
        "V304": ("{disarm}", "{disram}"),
        "V301": ("roles: [key_holder]", "roles: [key_holder, nobody]"),
    }
    files = sound()
    first, *other_faults = faults.values()
    files["procedures/office/close-office.yaml"] = files[OFFICE].replace(b"open-office", b"close-office")
    files = edited(files, "procedures/office/close-office.yaml", *first)
    for fault in other_faults:
        files = edited(files, OFFICE, *fault)
    files["content/notes.md"] = b"No front matter.\n"
    files["content/sources.yaml"] = b"own-eyes: [broken\n"
    files["procedures/office/shut.yaml"] = b"title: \xff\n"
    files = edited(files, "content/links.yaml", "https://", "ftp://")
    codes = {diagnostic.code for diagnostic in diagnostics(files)}
    assert codes >= {*faults, "S010", "Y001", "Y004", "V305"}


def test_all_faults_of_one_file_are_reported_in_the_order_of_their_places() -> None:
    files = edited(sound(), OFFICE, "revision: 1", "revision: one")
    files = edited(files, OFFICE, "title: Open the office", "titel: Open the office")
    files = edited(files, OFFICE, "    action: Unlock", "    acton: Unlock")
    files = edited(files, OFFICE, "again: true", "again: yes")
    reported = [(diagnostic.location.line, diagnostic.code) for diagnostic in diagnostics(files)]
    assert reported == [(1, "S002"), (2, "S005"), (4, "S001"), (12, "S007"), (19, "S006")]


def test_what_could_not_be_read_is_not_missed_by_those_who_name_it() -> None:
    files = edited(sound(), "content/labels.yaml", "kind: button", "kind: knob")
    assert [diagnostic.code for diagnostic in diagnostics(files)] == ["S006"]


@pytest.mark.parametrize("registry", ["audiences", "collections", "labels", "links", "roles", "systems"])
def test_a_registry_that_can_not_be_read_is_reported_once(registry: str) -> None:
    files = {**sound(), f"content/{registry}.yaml": b"broken: [\n"}
    assert [diagnostic.code for diagnostic in diagnostics(files)] == ["Y004"]


def test_a_name_that_is_nearly_right_is_met_with_the_right_one() -> None:
    hints = {
        folder.name: "Did you mean `" in (folder / "expected.txt").read_text(encoding="utf-8")
        for folder in FOLDERS
    }
    misspelt = [name for name in hints if "misspelt" in name]
    assert len(misspelt) >= 3
    assert all(hints[name] for name in misspelt)
    assert hints["V201-no-such-step"]
    assert hints["V301-no-such-role"]
    assert hints["V304-no-such-placeholder"]
    assert not hints["S001-strange-key"]
