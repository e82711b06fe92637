"""Reads the files of a project: its sources and catalogs, and the interface text of the theme."""

from __future__ import annotations

import os
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path

from stegvis.model.catalog_layout import DEFAULT_LAYOUT, INTERFACE, CatalogLayout


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a project."""

    root: Path
    files: Mapping[str, bytes]
    """Sources and catalogs by path below the root, and those of the theme's interface text."""
    catalogs: CatalogLayout = DEFAULT_LAYOUT


_SUFFIXES = (".yaml", ".yml", ".md", ".po", ".json")

_SETTLED = 2_000_000_000
"""Nanoseconds after which the time of a file shows whether it was written again: clocks are coarse."""


_FileState = tuple[int, int, int]
"""What the file system knows of a file: when it was written in nanoseconds, its size, its inode."""


@dataclass(slots=True)
class ProjectReader:
    """Reads a project's folder again and again; reads a file again only if its state has changed.

    A file that was written shortly before it was read is read again the next time, whatever its state.
    """

    root: Path
    _cache: dict[str, tuple[_FileState, bytes]] = field(default_factory=dict)

    def read(self) -> Project:
        """Return the project as `read_project` does; raises OSError if a file can't be read."""
        cache: dict[str, tuple[_FileState, bytes]] = {}
        begun = time.time_ns()
        for folder in ("procedures", "content"):
            for path, entry in sorted(_source_files(self.root / folder, folder)):
                cache[path] = self._read(path, entry, begun)
        self._cache = cache
        files = {path: content for path, (_, content) in cache.items()}
        catalogs, theme = DEFAULT_LAYOUT, package_files("stegvis") / "theme"
        if folder := _maintained_theme(self.root):
            catalogs, theme = CatalogLayout(folder, maintains_theme=True), self.root / folder
        files |= {f"{catalogs.theme}/{path}": raw for path, raw in _interface_files(theme)}
        return Project(self.root, files, catalogs)

    def _read(self, path: str, entry: os.DirEntry[str], begun: int) -> tuple[_FileState, bytes]:
        status = entry.stat()
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        cached = self._cache.get(path)
        if cached is not None and cached[0] == state:
            return cached
        content = Path(entry.path).read_bytes()
        if begun - status.st_mtime_ns < _SETTLED:
            state = (-1, *state[1:])
        if cached is not None and cached[1] == content:
            content = cached[1]
        return state, content


def _source_files(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The sources below a folder, with their paths below the project's."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _source_files(Path(entry.path), path)
            elif entry.name.endswith(_SUFFIXES) and entry.is_file():
                yield path, entry


def read_project(root: Path) -> Project:
    """Read every source below procedures/ and content/, and the interface text with its catalogs.

    The interface text is that of the installed theme, `stegvis/theme/…` in `files`. A project whose
    pyproject.toml says `[tool.stegvis] theme = "FOLDER"` holds the theme's sources and uses these. Raises
    OSError where a file can't be read.
    """
    return ProjectReader(root).read()


def _interface_files(theme: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield the interface text and its catalogs by their paths below the theme's folder."""
    yield "interface.yaml", (theme / "interface.yaml").read_bytes()
    for locale in sorted((theme / "locales").iterdir(), key=lambda entry: entry.name):
        if locale.is_dir():
            path = f"locales/{locale.name}/LC_MESSAGES/{INTERFACE}.po"
            yield path, (theme / path).read_bytes()


def _maintained_theme(root: Path) -> str:
    """Return the folder of the theme whose sources the project holds; empty for most projects."""
    path = root / "pyproject.toml"
    if not path.is_file():
        return ""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""  # a fault in a file of other tools
    return str(settings.get("tool", {}).get("stegvis", {}).get("theme", ""))
