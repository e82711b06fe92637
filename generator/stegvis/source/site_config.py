"""Reads content/site.yaml."""

from __future__ import annotations

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.model.site import Locale, SiteConfig, SiteFile
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, read_record
from stegvis.source.project import Project

SITE_PATH = "content/site.yaml"


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
    locales: dict[str, Locale] = {str(code): locale for code, locale in site.locales.items()}
    return Result(
        SiteConfig(root=project.root, name=site.name, source=site.source, locales=locales, print=site.print)
    )
