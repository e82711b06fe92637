"""Reads the files of a project: its sources and catalogs, and the interface text of the theme."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


def read_project(root: Path) -> Project:
    """Read every source below procedures/ and content/, and the interface text with its catalogs.

    The interface text is that of the installed theme, `stegvis/theme/…` in `files`. A project whose
    pyproject.toml says `[tool.stegvis] theme = "FOLDER"` holds the theme's sources and uses these. Raises
    OSError where a file can't be read.
    """
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("procedures", "content")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".yaml", ".yml", ".md", ".po", ".json") and path.is_file()
    }
    catalogs, theme = DEFAULT_LAYOUT, package_files("stegvis") / "theme"
    if folder := _maintained_theme(root):
        catalogs, theme = CatalogLayout(folder, maintains_theme=True), root / folder
    files |= {f"{catalogs.theme}/{path}": raw for path, raw in _interface_files(theme)}
    return Project(root, files, catalogs)


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
