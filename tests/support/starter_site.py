"""Small sites of the starter project, as `stegvis new` makes it, with what a test changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stegvis.pipeline import Builder, locale_contexts, plan, site_files_of
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config
from tests.support.projects import ROOT, Files, files_in

STARTER = ROOT / "generator/stegvis/starter"
PROCEDURE = "procedures/office/open-office.yaml"
CATALOG = "content/locales/nl/LC_MESSAGES/office.po"
GUIDE = "office/open-office/"


def starter() -> dict[str, bytes]:
    """The starter's sources, the interface's words and their translations."""
    files = {**files_in(STARTER), **read_project(STARTER).files}
    return {path: raw.replace(b'"SITE_NAME"', b"Office") for path, raw in files.items()}


def site_of(files: Files, url: str = "", *, is_sound: bool = True) -> Mapping[str, bytes]:
    """The files of a project's site; where it isn't sound, made all the same."""
    source = Project(Path("starter"), files)
    site = read_site_config(source)
    assert site.value, site.diagnostics
    config = replace(site.value, url=url)
    checked = Builder().check(source, config)
    assert checked.has_no_errors or not is_sound, [str(found) for found in checked.diagnostics]
    return dict(site_files_of(plan(checked, locale_contexts(checked, config))))
