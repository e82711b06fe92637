"""What a browser keeps of a site, and that it keeps nothing of a preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from stegvis.outputs.offline import compute_build_id
from stegvis.pipeline import Builder
from stegvis.source.project import Project
from tests.support import pdf_reading
from tests.support.dutch_catalogs import translated
from tests.support.projects import config_of

OFFLINE_FILES = {"sw.js", "build.json", "offline.json"}


@cache
def site(*, preview: bool) -> Mapping[str, bytes]:
    """The files of a small site in two languages, published or under `stegvis serve`."""
    files = translated(pdf_reading.files())
    config, diagnostics = config_of(files)
    assert config, diagnostics
    built = Builder().build(Project(Path("project"), files), replace(config, preview=preview))
    assert built.files, built.diagnostics
    return dict(built.files)


def test_a_published_site_can_be_kept_offline() -> None:
    assert site(preview=False).keys() >= OFFLINE_FILES


def test_a_preview_is_not_kept_offline() -> None:
    """A browser that kept it would show yesterday's preview."""
    assert site(preview=True)
    assert not OFFLINE_FILES & site(preview=True).keys()


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_the_list_of_pages_is_that_of_the_site(locale: str) -> None:
    files = site(preview=False)
    pages = {path.removesuffix("index.html") for path in files if path.endswith("/index.html")}
    own = {path for path in pages if path.startswith(f"{locale}/")}
    offline = json.loads(files["offline.json"])["kept"][locale]
    assert set(offline["pages"]) == own
    assert set(offline["checklists"]) >= {path for path in own if path.endswith("/checklist/")}
    assert set(offline["checklists"]) < own


def test_every_asset_that_is_kept_is_on_the_site() -> None:
    files = site(preview=False)
    assets = json.loads(files["offline.json"])["assets"]
    assert assets
    assert [path for path in assets if path not in files] == []


def test_the_build_id_is_the_same_in_both_files_and_changes_with_any_source() -> None:
    files = site(preview=False)
    build = json.loads(files["build.json"])["build"]
    assert build == json.loads(files["offline.json"])["build"]
    sources = {"a": b"1", "b": b"2"}
    ids = {
        compute_build_id(changed)
        for changed in (
            sources,
            {"a": b"1"},
            {**sources, "a": b"2"},
            {"a": b"1", "c": b"2"},
            {"a": b"12", "b": b""},
        )
    }
    assert len(ids) == 5
    assert compute_build_id(dict(reversed(sources.items()))) in ids
