"""Reads content/site.yaml."""

from __future__ import annotations

from stegvis.diagnostics import Diagnostic, Location
from stegvis.model.site import Locale, SiteConfig, SiteFile
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, read_record
from stegvis.source.project import Project

SITE_PATH = "content/site.yaml"


def read_site_config(project: Project, found: list[Diagnostic]) -> SiteConfig | None:
    """What content/site.yaml decided, or None with the reasons in `found`."""
    raw = project.files.get(SITE_PATH)
    if raw is None:
        hint = "Run `stegvis new DIR` for a project that has one, or use -C DIR."
        message = f"there is no {SITE_PATH} in {project.root}"
        found.append(Diagnostic("S020", message, Location(SITE_PATH), hint))
        return None
    text = yaml_nodes.decode_source(SITE_PATH, raw, found)
    node = None if text is None else yaml_nodes.compose_node(SITE_PATH, text, found)
    site: SiteFile | None = (
        None if node is None else read_record(FileReader(SITE_PATH, found), SiteFile, node, "site")
    )
    if site is None:
        return None
    if site.source not in site.locales:
        hint = f"One of {', '.join(site.locales)}."
        message = f"the source locale `{site.source}` is not among the locales"
        found.append(Diagnostic("S021", message, site.source.location, hint))
        return None
    locales: dict[str, Locale] = {str(code): locale for code, locale in site.locales.items()}
    return SiteConfig(
        root=project.root, name=site.name, source=site.source, locales=locales, print=site.print
    )
