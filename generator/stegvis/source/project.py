"""A project's folder: its files as bytes by path, and what its site.yaml decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path

from stegvis.source.loader import INTERFACE_PATH

CATALOG_FOLDER = "content/locales"


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's folder holds."""

    root: Path
    files: Mapping[str, bytes]
    """Sources and catalogs by path below the root, and the interface's words."""


def read_project(root: Path) -> Project:
    """Read every source below procedures/ and content/; raises OSError where one can't be read."""
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("procedures", "content")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".yaml", ".yml", ".md", ".po", ".json") and path.is_file()
    }
    files[INTERFACE_PATH] = (package_files("stegvis") / "theme" / "interface.yaml").read_bytes()
    for locale, catalog in _packed_catalogs().items():
        files.setdefault(f"{CATALOG_FOLDER}/{locale}/LC_MESSAGES/interface.po", catalog)
    return Project(root, files)


def _packed_catalogs() -> dict[str, bytes]:
    """The interface's translations that come with the package, by locale; a project's own go before them.

    A wheel has them beside the theme; in the repository they stand with its other catalogs.
    """
    packed = package_files("stegvis") / "theme" / "locales"
    if packed.is_dir():
        return {one.name: (one / "interface.po").read_bytes() for one in packed.iterdir()}
    repository = Path(__file__).parents[3] / CATALOG_FOLDER
    return {path.parts[-3]: path.read_bytes() for path in repository.glob("*/LC_MESSAGES/interface.po")}
