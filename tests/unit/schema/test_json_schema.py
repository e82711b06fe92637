"""The JSON Schemas tell editors what the loader would: nothing of a sound file, and all that is misshapen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from stegvis.adapters.cli.main import main
from stegvis.schema import json_schema
from tests.support.broken_projects import FOLDERS, NOTES, code_of
from tests.support.cases import fail_with
from tests.support.projects import BROKEN, ROOT

SCHEMAS = json_schema.build_schemas()
STRUCTURAL = ("S001", "S002", "S003", "S004", "S005", "S006", "S007")
"""Codes about shape alone. Y codes stop YAML itself; S008 to S021, V, L and C codes are about meaning."""

BEYOND_JSON = {
    "S003-key-no-word": "a key that is a list can't be said in JSON",
    "S006-yes-for-true": "YAML 1.1 makes true of yes before a schema sees it",
}
"""What is misshapen for the loader, and can't be for a schema."""


def schema_of(path: str) -> str | None:
    """The schema that holds for a file, or None."""
    match path.split("/"):
        case ["procedures", _, name] if name.endswith(".yaml"):
            return "procedure.json"
        case ["content", name] if name.endswith(".md"):
            return "article.json"
        case ["content", name] if name.endswith(".yaml"):
            return name.replace(".yaml", ".json")
        case ["generator", "stegvis", "theme", "interface.yaml"]:
            return "interface.json"
    return None


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do: as PyYAML, but dates are text, as in YAML 1.2."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(value: Any) -> Any:
    """A value with the keys that JSON has."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def faults(path: str, raw: bytes) -> list[str]:
    """What the schema has against a file."""
    text = raw.decode()
    if path.endswith(".md"):
        text = text.split("---\n")[1]
    validator = Draft202012Validator(SCHEMAS[schema_of(path) or ""])
    data = as_json(yaml.load(text, Editor))  # noqa: S506  # a safe loader it is
    return [fault.message for fault in validator.iter_errors(data)]


REAL = [
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "procedures").glob("*/*.yaml"))),
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "content").glob("*.yaml"))),
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "content").glob("*.md"))),
    "generator/stegvis/theme/interface.yaml",
]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_the_files_of_our_own_project_are_accepted() -> None:
    fail_with(f"{path}: {fault}" for path in REAL for fault in faults(path, (ROOT / path).read_bytes()))


@pytest.mark.parametrize(
    "base", [BROKEN / "sound", ROOT / "generator" / "stegvis" / "starter"], ids=["sound", "starter"]
)
def test_the_files_of_small_projects_are_accepted(base: Path) -> None:
    paths = [path for path in base.rglob("*") if schema_of(path.relative_to(base).as_posix())]
    assert len(paths) > 8
    for path in paths:
        assert faults(path.relative_to(base).as_posix(), path.read_bytes()) == []


def broken_files(folder: Path) -> list[str]:
    """The files of a broken project in which something structural is told to be wrong."""
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    return sorted(
        {line.split(":")[0] for line in lines if any(f"error[{code}]" in line for code in STRUCTURAL)}
    )


MISSHAPEN = [folder for folder in FOLDERS if code_of(folder) in STRUCTURAL and folder.name not in BEYOND_JSON]


@pytest.mark.parametrize("folder", MISSHAPEN, ids=lambda folder: folder.name)
def test_a_misshapen_file_is_refused(folder: Path) -> None:
    paths = broken_files(folder)
    assert paths
    for path in paths:
        assert faults(path, (folder / path).read_bytes())


SOUND_IN_SHAPE = [folder for folder in FOLDERS if code_of(folder)[0] in "VLC"]


def test_what_is_wrong_in_meaning_only_is_sound_in_shape() -> None:
    files = {
        path: path.relative_to(folder).as_posix()
        for folder in SOUND_IN_SHAPE
        for path in folder.rglob("*")
        if path.is_file() and path.name not in NOTES and schema_of(path.relative_to(folder).as_posix())
    }
    assert len(files) > 50
    reported = ((path, fault) for path, below in files.items() for fault in faults(below, path.read_bytes()))
    fail_with(f"{path}: {fault}" for path, fault in reported)


def test_the_committed_schemas_are_those_that_the_command_writes(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["-C", str(tmp_path), "schema"])
    assert run.exit_code == 0, run.output
    written = {path.name: path.read_text() for path in (tmp_path / "schemas").iterdir()}
    assert written == {path.name: path.read_text() for path in (ROOT / "schemas").iterdir()}
    assert sorted(run.output.split()) == sorted(f"schemas/{name}" for name in written)


def test_every_file_names_its_schema_for_editors() -> None:
    paths = [path for path in REAL if path.endswith(".yaml") and "theme" not in path]
    assert len(paths) > 20
    first = {path: (ROOT / path).read_text(encoding="utf-8").partition("\n")[0] for path in paths}
    expected = {
        path: f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{schema_of(path)}"
        for path in paths
    }
    assert first == expected


def test_a_schema_describes_what_a_key_means() -> None:
    procedure = json.dumps(SCHEMAS["procedure.json"])
    assert "A condition that must hold before a procedure starts." in procedure
    assert "The file's name without its suffix" in procedure


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_in_sentences(name: str) -> None:
    described = {
        f"{record}.{key}": schema.get("description", "")
        for record, definition in SCHEMAS[name]["$defs"].items()
        for key, schema in properties_of(definition).items()
        if not schema.get("$ref", "").startswith("#/$defs/Step/")
    }
    assert described
    wrong = {key: words for key, words in described.items() if not re.fullmatch(r"\S.*\.", words)}
    assert wrong == {}
    assert all(definition.get("description") for definition in records_of(SCHEMAS[name]))


def test_what_all_kinds_of_steps_have_is_described_once() -> None:
    definitions = SCHEMAS["procedure.json"]["$defs"]
    assert definitions["Action"]["properties"]["expect"] == {"$ref": "#/$defs/Step/properties/expect"}
    assert "description" in definitions["Step"]["properties"]["expect"]


def properties_of(definition: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys of a record, which may stand for a value alone."""
    record = definition["anyOf"][1] if "anyOf" in definition else definition
    properties: Mapping[str, Any] = record["properties"]
    return properties


def records_of(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        definition["anyOf"][1] if "anyOf" in definition else definition
        for definition in schema["$defs"].values()
    ]
