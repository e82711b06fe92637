"""The interface text comes with the theme; a project may have a catalog of its own for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.projects import ROOT, files_in

THEME = ROOT / "generator/stegvis/theme"
OWN = "content/locales/nl/LC_MESSAGES/interface.po"
THEMES = "locales/nl/LC_MESSAGES/interface.po"
KEY = "language"


def stegvis(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A new project, which uses the installed theme."""
    assert stegvis("new", tmp_path / "office").exit_code == 0
    return tmp_path / "office"


@pytest.fixture
def theme_project(starter: Path) -> Path:
    """A project that holds the sources of the theme."""
    theme = starter / "look/stegvis/theme"
    shutil.copytree(THEME / "locales", theme / "locales")
    for locale in ("sv", "fr"):
        shutil.rmtree(theme / "locales" / locale)
    shutil.copy(THEME / "interface.yaml", theme)
    (starter / "pyproject.toml").write_text('[tool.stegvis]\ntheme = "look/stegvis/theme"\n')
    return starter


def test_a_project_reads_the_interface_text_of_the_installed_theme(starter: Path) -> None:
    project = read_project(starter)
    assert project.files["stegvis/theme/interface.yaml"] == (THEME / "interface.yaml").read_bytes()
    assert project.catalogs.find(project.files, "nl", "interface") == f"stegvis/theme/{THEMES}"
    assert project.files[f"stegvis/theme/{THEMES}"] == (THEME / THEMES).read_bytes()
    text = load_library(project.files).library.interface[KEY]
    assert text.location.path == "stegvis/theme/interface.yaml"


def test_the_installed_theme_serves_as_it_is(starter: Path) -> None:
    before = files_in(starter)
    updated = stegvis("-C", starter, "catalog", "update")
    assert (updated.exit_code, updated.stdout) == (0, "Everything is up to date.\n")
    assert files_in(starter) == before


def test_a_changed_interface_catalog_becomes_the_projects_own(starter: Path) -> None:
    themes = files_in(THEME)
    assert stegvis("-C", starter, "catalog", "review", "nl", KEY, "--by", "Anna Berg").exit_code == 0
    assert b"# reviewed: Anna Berg" in (starter / OWN).read_bytes()
    assert files_in(THEME) == themes
    project = read_project(starter)
    assert project.catalogs.find(project.files, "nl", "interface") == OWN
    assert "wrote content/locales/interface.pot" in stegvis("-C", starter, "catalog", "update").stdout


def test_a_locale_that_the_theme_lacks_gets_a_catalog_of_the_project(starter: Path) -> None:
    added = stegvis("-C", starter, "catalog", "add", "de")
    assert "wrote content/locales/de/LC_MESSAGES/interface.po" in added.stdout


def test_the_themes_own_project_maintains_its_catalogs(theme_project: Path) -> None:
    text = theme_project / "look/stegvis/theme/interface.yaml"
    text.write_text(text.read_text().replace('"Language"', '"Tongue"'), encoding="utf-8")
    library = load_library(read_project(theme_project).files).library
    assert library.interface[KEY].source == "Tongue"
    assert library.interface[KEY].location.path == "look/stegvis/theme/interface.yaml"
    updated = stegvis("-C", theme_project, "catalog", "update")
    paths = {line.removeprefix("wrote ") for line in updated.stdout.splitlines()}
    assert paths == {f"look/stegvis/theme/{THEMES}", "look/stegvis/theme/locales/interface.pot"}
    assert '#| msgid "Language"' in (theme_project / "look/stegvis/theme" / THEMES).read_text()
    components = stegvis("-C", theme_project, "catalog", "weblate", "--repo", "https://git.example/x.git")
    interface = next(entry for entry in json.loads(components.stdout) if entry["slug"] == "interface")
    assert interface["filemask"] == "look/stegvis/theme/locales/*/LC_MESSAGES/interface.po"
    assert interface["new_base"] == "look/stegvis/theme/locales/interface.pot"


def test_a_pyproject_of_other_tools_is_passed_over(starter: Path) -> None:
    for text in (b"[tool.other]\nname = 1\n", b"no toml", b"\xff"):
        (starter / "pyproject.toml").write_bytes(text)
        assert read_project(starter).catalogs.theme == "stegvis/theme"


def test_this_repository_maintains_the_theme() -> None:
    project = read_project(ROOT)
    assert project.catalogs.maintains_theme
    for locale in ("nl", "sv", "fr"):
        path = project.catalogs.find(project.files, locale, "interface")
        assert path == f"generator/stegvis/theme/locales/{locale}/LC_MESSAGES/interface.po"
        assert project.files[path] == (ROOT / path).read_bytes()
