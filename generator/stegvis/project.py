"""A project's folder: its files as bytes by path, and what its site.yaml decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path

from stegvis.config import Config, Locale, Site
from stegvis.diagnostics import Diagnostic, Location
from stegvis.load import INTERFACE, yaml_source
from stegvis.load.records import Reading, record

SITE = "content/site.yaml"
CATALOGS = "content/locales"


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's folder holds."""

    root: Path
    files: Mapping[str, bytes]
    """Sources and catalogs by path below the root, and the interface's words."""


def read(root: Path) -> Project:
    """Read every source below procedures/ and content/; raises OSError where one can't be read."""
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("procedures", "content")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".yaml", ".yml", ".md", ".po", ".json") and path.is_file()
    }
    files[INTERFACE] = (package_files("stegvis") / "theme" / "interface.yaml").read_bytes()
    for locale, catalog in _packed_catalogs().items():
        files.setdefault(f"{CATALOGS}/{locale}/LC_MESSAGES/interface.po", catalog)
    return Project(root, files)


def _packed_catalogs() -> dict[str, bytes]:
    """The interface's translations that come with the package, by locale; a project's own go before them.

    A wheel has them beside the theme; in the repository they stand with its other catalogs.
    """
    packed = package_files("stegvis") / "theme" / "locales"
    if packed.is_dir():
        return {one.name: (one / "interface.po").read_bytes() for one in packed.iterdir()}
    repository = Path(__file__).parents[2] / CATALOGS
    return {path.parts[-3]: path.read_bytes() for path in repository.glob("*/LC_MESSAGES/interface.po")}


def config_of(project: Project, found: list[Diagnostic]) -> Config | None:
    """What content/site.yaml decided, or None with the reasons in `found`."""
    raw = project.files.get(SITE)
    if raw is None:
        hint = "Run `stegvis new DIR` for a project that has one, or use -C DIR."
        message = f"there is no {SITE} in {project.root}"
        found.append(Diagnostic("S020", message, Location(SITE), hint))
        return None
    text = yaml_source.text_of(SITE, raw, found)
    node = None if text is None else yaml_source.node_of(SITE, text, found)
    site: Site | None = None if node is None else record(Reading(SITE, found), Site, node, "site")
    if site is None:
        return None
    if site.source not in site.locales:
        hint = f"One of {', '.join(site.locales)}."
        message = f"the source locale `{site.source}` is not among the locales"
        found.append(Diagnostic("S021", message, site.source.location, hint))
        return None
    locales: dict[str, Locale] = {str(code): locale for code, locale in site.locales.items()}
    return Config(root=project.root, name=site.name, source=site.source, locales=locales, print=site.print)
