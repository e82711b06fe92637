"""A translation with other names than its English: readers see English, and everybody is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from stegvis.adapters.cli.main import main
from stegvis.adapters.mkdocs.preview_server import PreviewServer
from stegvis.diagnostics import Severity
from stegvis.model.text import TranslationState
from stegvis.pipeline import Builder, BuiltSite, build
from stegvis.source.project import Project
from tests.support.dutch_catalogs import catalog, shown, translated, written
from tests.support.hostile_texts import project, with_translations
from tests.support.projects import Files, config_of, edited
from tests.support.starter_site import STARTER

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


ADDRESSES = (
    *("[a](https://evil.example)", "<https://evil.example>", "[a](//evil.example)", "[a](search-ms:query=x)"),
    *("<ms-msdt:/id>", "[a](intent:x)", "[a](blob:https://evil.example/x)", "[a](data:text/html,x)"),
)
HARMFUL = (
    *(
        ("pages", "index/intro.1", "Begin met [de eerste][procedure:open-office]. " + it, "C108")
        for it in ADDRESSES
    ),
    ("pages", "index/intro.1", "Begin met [de eerste][procedure:open-office] of [dit][maker].", "C102"),
    ("pages", "index/intro.1", "Begin met de eerste.", "C102"),
    ("office", "open-office/unlock-door.action", "Open de deur van [dit][maker].", "C102"),
    ("office", "open-office/unlock-door.action", "Open {disarm}.", "C101"),
    ("office", "open-office/unlock-door.action", "Open {}.", "C103"),
    ("office", "open-office/unlock-door.action", "Open \u202ede deur.", "C109"),
)
"""A domain, a key, what a translator writes, and the code of the fault."""


def with_dutch(domain: str, key: str, words: str, code: str) -> dict[str, bytes]:
    """The sound project with a translation that a comment tries to allow."""
    files = with_translations(translated(), catalog(domain), {key: lambda _: words})
    entry = f'msgctxt "{key}"'
    comments = "".join(f"# allow {each}: it has to be\n" for each in (code, "L002"))
    return edited(files, catalog(domain), entry, f"{comments}{entry}")


@pytest.mark.parametrize(("domain", "key", "words", "code"), HARMFUL)
def test_no_comment_and_no_strict_build_lets_harmful_words_in(
    domain: str, key: str, words: str, code: str
) -> None:
    files = with_dutch(domain, key, words, code)
    assert built(translated(), strict=True).files
    assert shown(files)[key][1] is TranslationState.FUZZY
    site = built(files)
    assert site.files
    assert {found.severity for found in site.diagnostics} == {Severity.WARNING}
    assert {(found.code, found.location.path) for found in site.diagnostics} >= {(code, catalog(domain))}
    strict = built(files, strict=True)
    assert not strict.files
    assert code in {found.code for found in strict.diagnostics}


@pytest.mark.parametrize("is_strict", [False, True])
def test_every_command_tells_of_a_refused_phrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_strict: bool
) -> None:
    files = with_step("Stap {number.__class__}", "# allow C101: why not\n# allow C103: why not\n")
    settings = (STARTER / "mkdocs.yml").read_text(encoding="utf-8") + f"strict: {is_strict}\n".lower()
    root = written(tmp_path, {**files, "mkdocs.yml": settings.encode()})
    served: list[PreviewServer] = []
    monkeypatch.setattr(PreviewServer, "serve", lambda server, **_: served.append(server))
    for command in (["check", *["--strict"] * is_strict], ["build"], ["serve"]):
        run = CliRunner().invoke(main, ["-C", str(root), *command])
        assert f"{INTERFACE}:" in run.output, command
        assert "[C103] step: " in run.output, command
        is_preview = command == ["serve"]  # in which translators correct it
        assert (run.exit_code == 1) is (is_strict and not is_preview), run.output
    assert (root / "site").exists() is not is_strict
    assert served
