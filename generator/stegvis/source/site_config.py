"""Reads content/site.yaml."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

import yaml

from stegvis.diagnostics import Diagnostic, Id, Location, Result
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.model.dates import is_date
from stegvis.model.site import Locale, SiteConfig, SiteFile
from stegvis.names import MAX_LOCALE, canonicalize_locale, is_device
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, read_record
from stegvis.source.project import Project

SITE_PATH = "content/site.yaml"

_LEAP_YEAR = 2000
"""A year that has every month and day."""
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
    if faults := (*_locale_faults(site), *_calendar_faults(site, node.value)):
        return Result(None, faults)
    locales: dict[str, Locale] = {str(code): locale for code, locale in site.locales.items()}
    return Result(
        SiteConfig(
            root=project.root,
            name=site.name,
            source=site.source,
            locales=locales,
            print=site.print,
            working_week=site.working_week,
            holidays=tuple(map(str, site.holidays)),
        )
    )


def _calendar_faults(site: SiteFile, node: yaml.Node) -> Iterator[Diagnostic]:
    if not site.working_week:
        hint = "Name the days on which people work, or remove `working_week:`."
        yield Diagnostic("S024", "the working week has no days", FileReader(SITE_PATH).location(node), hint)
    for holiday in site.holidays:
        if not _is_holiday(holiday):
            hint = "Write it like 2026-04-06, or 12-25 for every year."
            yield Diagnostic("S024", f"the holiday `{holiday}` is not a date", holiday.location, hint)


def _is_holiday(text: str) -> bool:
    """Return whether a text is a date as ISO 8601, or the month and day of one."""
    return is_date(f"{_LEAP_YEAR}-{text}" if len(text) == len("12-25") else text)


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
