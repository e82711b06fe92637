"""A translation with other names than its English: readers see English, and everybody is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stegvis.diagnostics import Severity
from stegvis.pipeline import Builder, BuiltSite, build
from stegvis.source.project import Project
from tests.support.dutch_catalogs import catalog
from tests.support.hostile_texts import project, with_translations
from tests.support.projects import Files, config_of

INTERFACE = catalog("interface")
GUIDE = "nl/office/open-office/index.html"
REFUSED = [
    "Stap {nummer}",
    "Stap",
    "Stap {number} {number.__class__}",
    "Stap {number:>9}",
    "Stap {}",
    "Stap {number",
]


def with_step(words: str, comment: str = "") -> Files:
    """The project with another translation of `Step {number}`."""
    files = with_translations(project(), INTERFACE, {"step": lambda _: words})
    entry = b'msgctxt "step"\n'
    assert entry in files[INTERFACE]
    return {**files, INTERFACE: files[INTERFACE].replace(entry, comment.encode() + entry)}


def built(files: Files, *, strict: bool = False, preview: bool = False) -> BuiltSite:
    config, _ = config_of(files)
    assert config
    make = Builder().build if preview else build
    return make(Project(Path("project"), files), replace(config, strict=strict, preview=preview))


def test_a_sound_phrase_is_used() -> None:
    site = built(with_step("Stap {number}."), strict=True)
    assert site.diagnostics == ()
    assert "Stap 1." in site.files[GUIDE].decode()


@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize("words", REFUSED)
def test_readers_see_english_in_place_of_a_refused_phrase(words: str, *, preview: bool) -> None:
    site = built(with_step(words), preview=preview)
    page = site.files[GUIDE].decode()
    assert "Stap" not in page
    assert "Step 1" in page
    assert {diagnostic.severity for diagnostic in site.diagnostics} == {Severity.WARNING}
    assert {diagnostic.code for diagnostic in site.diagnostics} >= {"L002"}
    places = {
        diagnostic.location.path for diagnostic in site.diagnostics if diagnostic.code in ("C101", "C103")
    }
    assert places == {INTERFACE}


@pytest.mark.parametrize("words", REFUSED)
def test_a_strict_build_fails_and_no_comment_hides_it(words: str) -> None:
    allowed = "# allow C101: it has to be\n# allow C103: it has to be\n# allow L002: it has to be\n"
    site = built(with_step(words, allowed), strict=True)
    assert not site.files
    assert Severity.ERROR in {diagnostic.severity for diagnostic in site.diagnostics}
    assert {diagnostic.code for diagnostic in site.diagnostics} & {"C101", "C103"}
