"""Reading a project's folder again and again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from stegvis.source.project import ProjectReader, read_project

LONG_AGO = 1_700_000_000


def write_file(path: Path, text: str, when: int = LONG_AGO) -> None:
    """Write a file with a time of modification."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (when, when))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_file(tmp_path / "procedures/office/open-office.yaml", "one")
    write_file(tmp_path / "content/index.md", "two")
    write_file(tmp_path / "content/notes.txt", "no source")
    write_file(tmp_path / "elsewhere/index.md", "no source")
    return tmp_path


def project_files(root: Path, reader: ProjectReader) -> dict[str, bytes]:
    return {path: raw for path, raw in reader.read().files.items() if (root / path).exists()}


def test_sources_and_the_words_of_the_interface_are_read(root: Path) -> None:
    files = read_project(root).files
    assert files["procedures/office/open-office.yaml"] == b"one"
    assert files["content/index.md"] == b"two"
    assert "content/notes.txt" not in files
    assert "elsewhere/index.md" not in files
    assert b"text" in files["stegvis/theme/interface.yaml"]


def test_a_reader_sees_what_was_changed_added_and_deleted(root: Path) -> None:
    reader = ProjectReader(root)
    assert project_files(root, reader) == {
        "procedures/office/open-office.yaml": b"one",
        "content/index.md": b"two",
    }
    write_file(root / "content/index.md", "three", LONG_AGO + 1)
    write_file(root / "content/roles.yaml", "four")
    (root / "procedures/office/open-office.yaml").unlink()
    assert project_files(root, reader) == {"content/index.md": b"three", "content/roles.yaml": b"four"}


def test_a_reader_does_not_read_again_what_has_not_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = ProjectReader(root)
    reader.read()
    read: list[str] = []
    open_file = Path.open

    def record_open(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.is_relative_to(root / "content"):
            read.append(path.name)
        return open_file(path, *arguments, **options)

    write_file(root / "content/index.md", "three", LONG_AGO + 1)
    monkeypatch.setattr(Path, "open", record_open)
    reader.read()
    assert read == ["index.md"]


def test_a_file_written_twice_within_a_tick_of_the_clock_is_read_again(root: Path) -> None:
    """Its time and its size tell nothing: it is as young as the reading."""
    path = root / "content/index.md"
    reader = ProjectReader(root)
    path.write_text("new")
    status = path.stat()
    assert project_files(root, reader)["content/index.md"] == b"new"
    path.write_text("old")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert project_files(root, reader)["content/index.md"] == b"old"
