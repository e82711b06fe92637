"""Catalogs go to agencies as XLIFF and come back, and to Weblate as components."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import brought_up_to_date, catalog, message, shown, translated, written
from tests.support.projects import edited

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"
YES = "open-office/is-silent.options.silent.label"


def run(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "catalog", *map(str, arguments)])


def export_catalogs(root: Path, *options: str) -> Path:
    pytest.importorskip("translate", reason="translate-toolkit is an extra: pip install stegvis[xliff]")
    done = run(root, "export", "nl", root / "out", *options)
    assert done.exit_code == 0, done.output
    return root / "out" / "office.nl.xlf"


def test_a_round_trip_changes_nothing(tmp_path: Path) -> None:
    files = translated()
    written(tmp_path, files)
    file = export_catalogs(tmp_path)
    assert 'source-language="en"' in file.read_text(encoding="utf-8")
    done = run(tmp_path, "import", "nl", file)
    assert done.exit_code == 0, done.output
    assert (tmp_path / catalog("office")).read_bytes() == files[catalog("office")]


def test_what_the_agency_translated_comes_back_by_key(tmp_path: Path) -> None:
    files = edited(translated(), catalog("office"), 'msgstr "NL Yes"', 'msgstr ""')
    files = brought_up_to_date(edited(files, OFFICE, "Unlock the door.", "Turn the key."))
    written(tmp_path, files)
    file = export_catalogs(tmp_path, "--open")
    text = file.read_text(encoding="utf-8")
    assert YES in text
    assert "opened" not in text
    assert text.count("<trans-unit") == 3  # the header is one
    new = text.replace("NL Unlock the door.", "Draai de sleutel om.").replace(
        'approved="no"', 'approved="yes"'
    )
    new = new.replace("<source>Yes</source>", "<source>Yes</source><target>Ja</target>")
    file.write_text(new, encoding="utf-8")
    assert run(tmp_path, "import", "nl", file).exit_code == 0
    assert message({catalog("office"): (tmp_path / catalog("office")).read_bytes()}, "office", YES).fuzzy
    assert run(tmp_path, "import", "nl", file, "--approve").exit_code == 0
    after = {**files, catalog("office"): (tmp_path / catalog("office")).read_bytes()}
    assert shown(after)[ACTION] == ("Draai de sleutel om.", TranslationState.TRANSLATED)
    assert shown(after)[YES] == ("Ja", TranslationState.TRANSLATED)
    assert brought_up_to_date(after) == after


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_defines_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    files = translated()
    written(tmp_path, files)
    file = export_catalogs(tmp_path)
    entity = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{(tmp_path / OFFICE).as_uri()}'>]>"
    text = file.read_text(encoding="utf-8").replace("?>", f"?>{entity}", 1).replace("NL Yes", "NL &e;")
    file.write_text(text.replace("UTF-8", encoding), encoding=encoding)
    done = run(tmp_path, "import", "nl", file, "--approve")
    assert done.exit_code == 1
    assert "a document type is not allowed" in done.output
    assert (tmp_path / catalog("office")).read_bytes() == files[catalog("office")]


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_an_encoding_that_hides_the_document_type_is_refused(tmp_path: Path, encoding: str) -> None:
    files = translated()
    written(tmp_path, files)
    file = export_catalogs(tmp_path)
    entity = '<!DOCTYPE x [<!ENTITY e "more">]>'
    text = file.read_text(encoding="utf-8").replace("?>", f"?>{entity}", 1).replace("NL Yes", "NL &e;")
    declaration, end, rest = text.replace("UTF-8", encoding).partition("?>")
    if encoding == "utf-7":
        raw = (declaration + end).encode() + rest.encode(encoding).replace(b"<", b"+ADw-")
    else:
        raw = (declaration + end + rest).encode(encoding, "replace")
    file.write_bytes(raw)
    done = run(tmp_path, "import", "nl", file, "--approve")
    assert done.exit_code == 1, done.output
    assert (tmp_path / catalog("office")).read_bytes() == files[catalog("office")]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04\x00", b'msgid "a"\nmsgstr "b"\n', b"<html/>", b"<xliff><file>"]
)
def test_a_file_that_is_no_xliff_is_refused(tmp_path: Path, content: bytes) -> None:
    files = translated()
    written(tmp_path, files)
    file = export_catalogs(tmp_path)
    file.write_bytes(content)
    done = run(tmp_path, "import", "nl", file)
    assert done.exit_code == 1, done.output
    assert "not XLIFF" in done.output
    assert (tmp_path / catalog("office")).read_bytes() == files[catalog("office")]


@pytest.mark.parametrize(
    "options", [["--by", 'A\nmsgid "x"'], ["--by", "A\x1b[31m"], ["--by", "A", "--date", "2026-11-21\nmsgid"]]
)
def test_a_review_is_one_line(tmp_path: Path, options: list[str]) -> None:
    files = translated()
    written(tmp_path, files)
    assert run(tmp_path, "review", "nl", ACTION, *options).exit_code == 2
    assert (tmp_path / catalog("office")).read_bytes() == files[catalog("office")]


@pytest.mark.parametrize("code", ["C101", "C102", "C103", "C105", "C504", "V101", "X"])
def test_what_lets_harm_in_can_not_be_allowed(tmp_path: Path, code: str) -> None:
    written(tmp_path, translated())
    done = run(tmp_path, "allow", "nl", code, ACTION, "it says so")
    assert done.exit_code == 2
    assert "can't be allowed" in done.output


def test_a_translation_of_another_english_is_reported_and_not_imported(tmp_path: Path) -> None:
    written(tmp_path, translated())
    file = export_catalogs(tmp_path)
    now = brought_up_to_date(edited(translated(), OFFICE, "Unlock the door.", "Turn the key."))
    written(tmp_path, now)
    done = run(tmp_path, "import", "nl", file)
    assert done.exit_code == 1
    assert ACTION in done.stderr
    assert (tmp_path / catalog("office")).read_bytes() == now[catalog("office")]


def test_weblate_gets_a_component_for_each_domain(tmp_path: Path) -> None:
    written(tmp_path, translated())
    done = run(tmp_path, "weblate", "--repo", "https://git.example/office.git")
    components = {component["slug"]: component for component in json.loads(done.stdout)}
    assert set(components) == {"office", "labels", "pages", "interface"}
    assert components["labels"]["repo"] == "https://git.example/office.git"
    assert components["office"]["filemask"] == "content/locales/*/LC_MESSAGES/office.po"
    assert components["office"]["new_base"] == "content/locales/office.pot"
    assert components["office"]["repo"] == "weblate://stegvis/labels"
