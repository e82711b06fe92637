"""Which files below the folders of a project are sources: links, names and what can't be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stegvis.diagnostics import Diagnostic
from stegvis.source.folders import SOURCE_FOLDERS, find_sources
from stegvis.source.project import read_project

INDEX = "content/index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with an article, beside a file that is none of its business."""
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    (root / INDEX).write_text("index")
    (tmp_path / "secret.md").write_text("secret")
    return root


def sources(root: Path) -> tuple[set[str], list[Diagnostic]]:
    """The paths of the sources of a project, and the diagnostics about the rest."""
    diagnostics: list[Diagnostic] = []
    return {path for path, _ in find_sources(root, SOURCE_FOLDERS, diagnostics)}, diagnostics


def test_links_between_sources_are_followed(root: Path) -> None:
    (root / "content/copy.md").symlink_to("index.md")
    (root / "content/shared").mkdir()
    (root / "content/shared/note.md").write_text("note")
    (root / "procedures").symlink_to("content/shared")
    (root / "content/again").symlink_to("shared")
    found, diagnostics = sources(root)
    assert diagnostics == []
    assert found == {
        *(INDEX, "content/copy.md", "content/shared/note.md", "content/again/note.md"),
        "procedures/note.md",
    }


@pytest.mark.parametrize("target", ["../../secret.md", "..", "../../absent.md", "/etc", "../mkdocs.yml"])
@pytest.mark.parametrize("name", ["page.md", "folder", "picture.png"])
def test_links_that_lead_out_are_refused(root: Path, name: str, target: str) -> None:
    (root / "content" / name).symlink_to(target)
    found, diagnostics = sources(root)
    assert found == {INDEX}
    assert [(diagnostic.code, diagnostic.location.path) for diagnostic in diagnostics] == [
        ("S013", f"content/{name}")
    ]


def test_links_out_of_a_linked_folder_are_refused(root: Path) -> None:
    (root / "content/shared").mkdir()
    (root / "content/shared/page.md").symlink_to("../../../secret.md")
    (root / "content/again").symlink_to("shared")
    found, diagnostics = sources(root)
    assert found == {INDEX}
    assert {diagnostic.location.path for diagnostic in diagnostics} == {
        "content/shared/page.md",
        "content/again/page.md",
    }


def test_links_in_a_circle_end(root: Path) -> None:
    for first, second in (("one", "two"), ("two", "one")):
        (root / "content" / first).mkdir()
        (root / "content" / first / "on").symlink_to(f"../{second}")
    (root / "content/self.md").symlink_to("self.md")
    found, diagnostics = sources(root)
    assert found == {INDEX}
    assert {diagnostic.code for diagnostic in diagnostics} == {"S013"}
    assert len(diagnostics) == 3


def test_names_that_begin_with_a_dot_are_no_sources(root: Path) -> None:
    (root / "content/.#index.md").symlink_to("somebody@machine.1234")
    (root / "content/._index.md").write_bytes(b"\x00\x05\x16\x07")
    (root / "content/.obsidian").mkdir()
    (root / "content/.obsidian/app.json").write_text("{}")
    assert sources(root) == ({INDEX}, [])


def test_what_can_not_be_read_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = root.parent / "project"
    open_file = Path.open

    def refuse_sources(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.is_relative_to(project / "content"):
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse_sources)
    (diagnostic,) = read_project(project).diagnostics
    assert str(diagnostic) == f"{INDEX}:1:1: error[S015] it can't be read: Permission denied"


def test_a_theme_outside_of_the_project_is_not_used(root: Path) -> None:
    for theme in ("../elsewhere", "/etc", "link"):
        (root / "link").unlink(missing_ok=True)
        (root / "link").symlink_to("..")
        (root / "pyproject.toml").write_text(f'[tool.stegvis]\ntheme = "{theme}"\n')
        project = read_project(root)
        assert project.catalogs.theme == "stegvis/theme"
        assert [diagnostic.code for diagnostic in project.diagnostics] == ["S013"]


@pytest.mark.parametrize("theme", ["3", '"procedures"'])
def test_a_setting_that_names_no_theme_is_reported(root: Path, theme: str) -> None:
    (root / "pyproject.toml").write_text(f"[tool.stegvis]\ntheme = {theme}\n")
    project = read_project(root)
    assert project.catalogs.theme == "stegvis/theme"
    (diagnostic,) = project.diagnostics
    assert diagnostic.code == "S013"
    assert "does not end in `stegvis/theme`" in diagnostic.message


@pytest.mark.parametrize("settings", ["tool = 3\n", "[tool]\nstegvis = 3\n", "[tool.stegvis]\n", "tool = ["])
def test_settings_of_other_tools_are_not_read(root: Path, settings: str) -> None:
    (root / "pyproject.toml").write_text(settings)
    assert not read_project(root).diagnostics
