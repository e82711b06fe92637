"""`stegvis fmt`: the same library in one form; a renamed id is renamed wherever it stands."""

from __future__ import annotations

import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.model.text import SourceText
from stegvis.source.loader import load_library
from tests.support.projects import FIXTURES, ROOT, files_in, library_of


def stegvis(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def copy_project(source: Path, root: Path) -> Path:
    for folder in ("procedures", "content"):
        shutil.copytree(source / folder, root / folder)
    return root


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of our own project."""
    return copy_project(ROOT, tmp_path)


def bare(value: Any) -> Any:
    """A value of the model without the places of its texts."""
    if isinstance(value, SourceText):
        return value.key, value.source, value.role
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: bare(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(name): bare(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [bare(item) for item in value]
    return value


@pytest.mark.parametrize("site", sorted(path.name for path in (FIXTURES / "sites").iterdir()))
def test_a_formatted_project_loads_to_the_same_library(site: str, tmp_path: Path) -> None:
    root = copy_project(FIXTURES / "sites" / site, tmp_path)
    before = load_library(files_in(root)).library
    assert stegvis(root, "fmt").exit_code == 0
    assert bare(load_library(files_in(root)).library) == bare(before)
    assert stegvis(root, "fmt", "--check").exit_code == 0


def test_check_writes_nothing(tmp_path: Path) -> None:
    root = copy_project(FIXTURES / "sites" / "single", tmp_path)
    path = root / "content/roles.yaml"
    path.write_text(path.read_text() + "\n\n")
    before = files_in(root)
    run = stegvis(root, "fmt", "--check", str(path))
    assert (run.exit_code, run.stdout) == (1, "would change content/roles.yaml\n")
    assert files_in(root) == before


def test_a_file_that_can_not_be_read_is_left_and_the_others_are_formatted(tmp_path: Path) -> None:
    root = copy_project(FIXTURES / "sites" / "single", tmp_path)
    (root / "content/links.yaml").write_text("broken: [\n")
    (root / "content/roles.yaml").write_text((root / "content/roles.yaml").read_text() + "\n")
    run = stegvis(root, "fmt")
    assert run.exit_code == 1
    assert "Y004" in run.stderr
    assert "wrote content/roles.yaml" in run.stdout
    assert (root / "content/links.yaml").read_text() == "broken: [\n"


RENAMES = {
    "procedure": ("set-customer-purchase-permission", "set-permission"),
    "step": ("set-customer-purchase-permission/direction", "which-way"),
    "option": ("set-customer-purchase-permission/direction/turn-on", "switch-on"),
    "label": ("submit", "send_it"),
    "role": ("admin_agent", "agent_admin"),
    "system": ("partner-center", "partner-portal"),
    "link": ("dashboard", "start-page"),
    "source": ("docs-2021-07", "docs-july"),
}


@pytest.mark.parametrize("kind", RENAMES)
def test_a_rename_there_and_back_leaves_everything_but_was(kind: str, own: Path) -> None:
    old, new = RENAMES[kind]
    place = f"{old.rpartition('/')[0]}/{new}" if "/" in old else new
    before = files_in(own)
    there = stegvis(own, "fmt", "--rename", f"{kind}:{old}", new)
    assert there.exit_code == 0, there.output
    changed = {path for path, raw in files_in(own).items() if before.get(path) != raw}
    assert {path for path in changed if path.endswith(".yaml")} >= {
        line.split(":")[0].strip() for line in there.stdout.splitlines()[1:] if ".yaml: " in line
    } - {"procedures/reservations/set-customer-purchase-permission.yaml"}
    checked = stegvis(own, "check", "--strict", "--no-sheets")
    assert checked.exit_code == 0, checked.output
    assert stegvis(own, "catalog", "update", "--check").exit_code == 0
    back = stegvis(own, "fmt", "--rename", f"{kind}:{place}", old.rpartition("/")[2])
    assert back.exit_code == 0, back.output
    after = files_in(own)
    after.pop("content/rewordings.yaml", None)
    was = f"was: [{new}]\n" if kind == "procedure" else f"    was: {new}\n" if kind == "step" else ""
    assert {path: raw.decode().replace(was, "") if was else raw.decode() for path, raw in after.items()} == {
        path: raw.decode() for path, raw in before.items()
    }


def test_a_rename_of_a_label_is_no_change_for_open_runs(own: Path) -> None:
    assert stegvis(own, "fmt", "--rename", "label:submit", "send_it").exit_code == 0
    library = library_of(files_in(own))
    assert library.rewordings
    assert all(key.split("/")[0] in library.procedures for key in library.rewordings)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sbmit", "send_it", "did you mean"),
        ("customer", "client", "write `party:customer` or `term:customer`"),
        ("submit", "Send", "not a valid placeholder"),
        ("submit", "customers", "duplicate key `customers`"),
        ("submit", "submit", "is its id already"),
        ("set-customer-purchase-permission", "assign-azure-role", "duplicate procedure"),
        ("set-customer-purchase-permission", "verify-customer-has-owner-role", "exists already"),
        ("set-customer-purchase-permission/direction", "sign-in", "duplicate step `sign-in`"),
        ("set-customer-purchase-permission/direction", "other/which-way", "only the last part"),
        ("set-customer-purchase-permission/direction", "Which Way", "id"),
    ],
)
def test_a_rename_that_would_be_wrong_changes_nothing(own: Path, old: str, new: str, words: str) -> None:
    before = files_in(own)
    run = stegvis(own, "fmt", "--rename", old, new)
    assert run.exit_code == 2
    assert words in " ".join(run.stderr.split())
    assert files_in(own) == before


def test_a_rename_writes_all_files_or_none(own: Path) -> None:
    (own / "content/customer-permissions.md").chmod(0o444)
    before = files_in(own)
    run = stegvis(own, "fmt", "--rename", "set-customer-purchase-permission", "set-permission")
    if run.exit_code == 0:  # root may write every file
        return
    assert files_in(own) == before


def test_facts_and_noted_values_are_renamed_with_their_conditions(tmp_path: Path) -> None:
    root = copy_project(FIXTURES / "sites" / "conditions", tmp_path)
    library = library_of(files_in(root))
    fact = next(iter(library.facts))
    answer = library.facts[fact].options[0].id
    for old, new in ((f"{fact}/{answer}", "renamed-answer"), (fact, "renamed-fact")):
        run = stegvis(root, "fmt", "--rename", old, new)
        assert run.exit_code == 0, run.output
    text = "".join(raw.decode() for path, raw in files_in(root).items() if path.startswith("procedures/"))
    assert "renamed-fact" in text
    assert not load_library(files_in(root)).diagnostics


@pytest.mark.parametrize("site", ["values", "due"])
def test_noted_values_are_renamed_with_what_names_them(site: str, tmp_path: Path) -> None:
    root = copy_project(FIXTURES / "sites" / site, tmp_path)
    before = files_in(root)
    library = library_of(before)
    names = {str(value.id) for procedure in library.procedures.values() for value in procedure.values}
    assert names
    for name in names:
        run = stegvis(root, "fmt", "--rename", f"value:{name}", f"new-{name}")
        assert run.exit_code == 0, run.output
    renamed = files_in(root)
    assert not load_library(renamed).diagnostics
    text = "".join(raw.decode() for path, raw in renamed.items() if path.startswith("procedures/"))
    assert all(f"{{{{{name}}}}}" not in text and f"new-{name}" in text for name in names)
    for name in names:
        assert stegvis(root, "fmt", "--rename", f"value:new-{name}", name).exit_code == 0
    after = files_in(root)
    assert {path: raw for path, raw in after.items() if path.startswith("procedures/")} == {
        path: raw for path, raw in before.items() if path.startswith("procedures/")
    }
