"""Reads the files of a project: its sources and catalogs, and the interface text of the theme."""

from __future__ import annotations

import os
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from stegvis.diagnostics import Diagnostic, Location, make_visible
from stegvis.limits import MAX_FILE_BYTES
from stegvis.model.catalog_layout import DEFAULT_LAYOUT, INTERFACE, THEME_FOLDER, CatalogLayout
from stegvis.names import PathError, resolve_below
from stegvis.source.folders import SOURCE_FOLDERS, diagnose_unreadable, find_sources


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a project."""

    root: Path
    files: Mapping[str, bytes]
    """Sources and catalogs by path below the root, and those of the theme's interface text."""
    catalogs: CatalogLayout = DEFAULT_LAYOUT
    diagnostics: tuple[Diagnostic, ...] = ()
    """About the files that can't be read or must not be published; these are not among `files`."""


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
        """Return the project as `read_project` does; raises OSError if the theme can't be read."""
        cache: dict[str, tuple[_FileState, bytes]] = {}
        diagnostics: list[Diagnostic] = []
        begun = time.time_ns()
        for path, entry in sorted(find_sources(self.root, SOURCE_FOLDERS, diagnostics)):
            try:
                cache[path] = self._read(path, entry, begun)
            except OSError as error:
                diagnostics.append(diagnose_unreadable(path, error))
        self._cache = cache
        files = {path: content for path, (_, content) in cache.items()}
        catalogs, theme = DEFAULT_LAYOUT, package_files("stegvis") / "theme"
        if folder := _maintained_theme(self.root, diagnostics):
            catalogs, theme = CatalogLayout(folder, maintains_theme=True), self.root / folder
        files |= {f"{catalogs.theme}/{path}": raw for path, raw in _interface_files(theme)}
        return Project(self.root, files, catalogs, tuple(diagnostics))

    def _read(self, path: str, entry: os.DirEntry[str], begun: int) -> tuple[_FileState, bytes]:
        status = entry.stat()
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        cached = self._cache.get(path)
        if cached is not None and cached[0] == state:
            return cached
        with Path(entry.path).open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)  # where it is longer, its reader says so
        if begun - status.st_mtime_ns < _SETTLED:
            state = (-1, *state[1:])
        if cached is not None and cached[1] == content:
            content = cached[1]
        return state, content


def read_project(root: Path) -> Project:
    """Read every source below procedures/ and content/, and the interface text with its catalogs.

    The interface text is that of the installed theme, `stegvis/theme/…` in `files`. A project whose
    pyproject.toml says `[tool.stegvis] theme = "FOLDER"` holds the theme's sources and uses these. Raises
    OSError where the theme can't be read.
    """
    return ProjectReader(root).read()


def _interface_files(theme: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield the interface text and its catalogs by their paths below the theme's folder."""
    yield "interface.yaml", (theme / "interface.yaml").read_bytes()
    for locale in sorted((theme / "locales").iterdir(), key=lambda entry: entry.name):
        if locale.is_dir():
            path = f"locales/{locale.name}/LC_MESSAGES/{INTERFACE}.po"
            yield path, (theme / path).read_bytes()


def _maintained_theme(root: Path, diagnostics: list[Diagnostic]) -> str:
    """Return the folder of the theme whose sources the project holds; empty for most projects."""
    path = root / "pyproject.toml"
    setting = _read_setting(path)
    if setting is None:
        return ""
    try:
        theme = PurePosixPath(str(setting)).as_posix()
        resolve_below(root, theme)
        if f"/{theme}".endswith(f"/{THEME_FOLDER}"):
            return theme
        fault = f"`{make_visible(theme)}` does not end in `{THEME_FOLDER}`"
    except PathError as error:
        fault = str(error)
    hint = f"Name a folder of the project that ends in `{THEME_FOLDER}`, or remove the setting."
    diagnostics.append(Diagnostic("S013", f"the theme is not used: {fault}", Location(path.name), hint))
    return ""


def _read_setting(path: Path) -> object:
    """Return the setting `theme` of pyproject.toml; None if it has none."""
    try:
        value: object = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None  # a fault in a file of other tools
    for name in ("tool", "stegvis", "theme"):
        value = value.get(name) if isinstance(value, dict) else None
    return value
