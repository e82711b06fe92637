"""Reads content/site.yaml."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from stegvis.diagnostics import Diagnostic, Id, Location, Result
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.model.site import Locale, SiteConfig, SiteFile
from stegvis.names import MAX_LOCALE, canonicalize_locale, is_device
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, read_record
from stegvis.source.project import Project

SITE_PATH = "content/site.yaml"

_LOCALE_HINT = (
    f"Write a BCP 47 tag such as `nl`, `pt-BR`, `es-419` or `zh-Hant`; at most {MAX_LOCALE} characters."
)


def read_site_config(project: Project) -> Result[SiteConfig | None]:
    """Return the configuration in content/site.yaml; None with diagnostics where it can't be read."""
    raw = project.files.get(SITE_PATH)
    if raw is None:
        hint = "Run `stegvis new DIR` to create a project, or choose one by -C DIR."
        message = f"{project.root} has no {SITE_PATH}"
        return Result(None, (Diagnostic("S020", message, Location(SITE_PATH), hint),))
    node = yaml_nodes.read_node(SITE_PATH, raw)
    if node.value is None:
        return Result(None, node.diagnostics)
    reader = FileReader(SITE_PATH)
    site: SiteFile | None = read_record(reader, SiteFile, node.value, "site")
    if site is None:
        return Result(None, tuple(reader.diagnostics))
    if site.source not in site.locales:
        hint = f"Use one of {', '.join(site.locales)}, or add it to the locales."
        message = f"the source locale `{site.source}` is not among the locales"
        return Result(None, (Diagnostic("S021", message, site.source.location, hint),))
    if faults := tuple(_locale_faults(site)):
        return Result(None, faults)
    locales: dict[str, Locale] = {str(code): locale for code, locale in site.locales.items()}
    return Result(
        SiteConfig(root=project.root, name=site.name, source=site.source, locales=locales, print=site.print)
    )


def _locale_faults(site: SiteFile) -> Iterator[Diagnostic]:
    for code, locale in site.locales.items():
        if is_device(code):
            hint = f"Add a script or a region, such as `{code}-001`, and keep `language: {code}`."
            yield Diagnostic("S022", f"the locale `{code}` names a device on Windows", _location(code), hint)
        for tag in (code, locale.language, locale.formats):
            if tag and canonicalize_locale(tag) != tag:
                canonical = canonicalize_locale(tag)
                hint = f"Write `{canonical}`." if canonical else _LOCALE_HINT
                yield Diagnostic("S022", f"`{tag}` is not a valid locale", _location(tag), hint)


def _location(tag: str) -> Location:
    return tag.location if isinstance(tag, Id) else Location(SITE_PATH)


def find_unused_catalogs(files: Iterable[str], locales: Container[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each folder of catalogs whose name is that of a locale in another spelling.

    `files` are the paths of the project's files.
    """
    folders: dict[str, str] = {}
    for path in files:
        if path.startswith(f"{CATALOG_FOLDER}/") and path.endswith(".po"):
            folders.setdefault(path.split("/")[2], path)
    for folder, path in folders.items():
        canonical = canonicalize_locale(folder)
        if folder not in locales and canonical in locales:
            hint = f"Rename the folder {CATALOG_FOLDER}/{folder} to {canonical}."
            yield Diagnostic("S012", "the catalog is not used", Location(path), hint)
