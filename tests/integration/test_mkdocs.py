"""MkDocs as the shell: whole small sites, built by `mkdocs build` as anybody would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stegvis.source.loader import INTERFACE_PATH
from tests.support import projects
from tests.support.dutch_catalogs import brought_up_to_date, filled
from tests.support.page_words import words_of
from tests.support.projects import FIXTURES, files_in

SITES = FIXTURES / "sites"
INTERFACE = "content/locales/nl/LC_MESSAGES/interface.po"
OFFICE = "procedures/office/open-office.yaml"
GUIDE = "office/open-office/index.html"
CHECKLIST = "office/open-office/checklist/index.html"

Run = subprocess.CompletedProcess[str]


def project(name: str, folder: Path) -> Path:
    """A copy of a site's sources; where it has Dutch, with Dutch words of the interface."""
    root = Path(shutil.copytree(SITES / name, folder / name))
    if (root / INTERFACE).parent.exists():
        files = {**files_in(root), INTERFACE_PATH: projects.INTERFACE}
        (root / INTERFACE).write_bytes(filled(brought_up_to_date(files)[INTERFACE]))
    return root


def mkdocs(root: Path, *arguments: str, seed: str = "0") -> Run:
    """Run `mkdocs build` in a project."""
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env=environment, timeout=120
    )


def leftover_files(root: Path) -> list[str]:
    """Files that a build may have left beside the site."""
    return sorted(path.name for path in root.iterdir() if path.name.startswith(".site"))


def page(root: Path, path: str) -> str:
    return (root / "site" / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every site, built once."""
    roots = {}
    for folder in sorted(SITES.iterdir()):
        root = project(folder.name, tmp_path_factory.mktemp("built"))
        run = mkdocs(root)
        assert run.returncode == 0, run.stderr
        roots[folder.name] = root
    return roots


def test_a_site_in_one_language_builds_strictly(tmp_path: Path) -> None:
    root = project("single", tmp_path)
    run = mkdocs(root, "--strict")
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    assert leftover_files(root) == []


def test_a_site_has_a_guide_and_a_checklist_for_each_procedure_and_nothing_of_the_sources(
    built: dict[str, Path],
) -> None:
    for name, locales in {"single": ["en"], "gap": ["en", "nl"], "right-to-left": ["en", "he"]}.items():
        paths = set(files_in(built[name] / "site"))
        pages = {path for path in paths if not path.startswith("assets/")}
        expected = {"index.html", "404.html", "sitemap.xml", "robots.txt"}
        expected |= {"sw.js", "build.json", "offline.json", "run-1.schema.json", "run-2.schema.json"}
        expected |= {".stegvis-site"}
        for locale in locales:
            own = {"index.html", "404.html", "runs/index.html", GUIDE, CHECKLIST}
            expected |= {f"{locale}/{path}" for path in own}
        if name == "right-to-left":  # without an address there is no list of addresses
            expected -= {"sitemap.xml"}
            pages -= {"sitemap.xml"}
        assert pages == expected
        assert not [path for path in paths if path.endswith((".md", ".yaml", ".po", ".pot"))]


def test_each_page_declares_its_language_and_direction(built: dict[str, Path]) -> None:
    root = built["right-to-left"]
    for path in (GUIDE, CHECKLIST, "index.html"):
        assert re.search(
            r'<html[^>]* lang="he"[^>]* dir="rtl"|<html[^>]* dir="rtl"[^>]* lang="he"',
            page(root, f"he/{path}"),
        )
        assert 'dir="rtl"' not in page(root, f"en/{path}").partition(">")[2].partition(">")[0]
    assert "פתחו את הדלת." in words_of(page(root, f"he/{GUIDE}"))["unlock-door"]


def test_english_in_the_place_of_a_translation_is_marked_and_reported(built: dict[str, Path]) -> None:
    root = built["gap"]
    for path in (GUIDE, CHECKLIST):
        html = page(root, f"nl/{path}")
        assert re.search(r'lang="en"[^>]*>(?:<[^>]*>|[^<])*?The panel beeps\.', html)
        assert re.search(r'lang="en"[^>]*>(?:<[^>]*>|[^<])*?Is the panel silent\?', html)
        assert "Is het paneel stil?" not in html
        assert "Doe de deur van het slot." in html
    assert 'lang="en"' in page(root, f"nl/{GUIDE}")
    assert not re.search(r'<p[^>]* lang="nl"', page(root, f"en/{GUIDE}"))


def test_the_gaps_of_a_procedure_are_reported_in_one_line_with_the_place_of_the_first(
    tmp_path: Path,
) -> None:
    run = mkdocs(project("gap", tmp_path))
    assert run.returncode == 0
    assert f"{OFFICE}:17:13: warning[L001] nl: 2 texts of open-office have no valid translation" in run.stderr
    assert "is-silent.decision" not in run.stderr


def test_a_gap_stops_a_strict_build(tmp_path: Path) -> None:
    root = project("gap", tmp_path)
    run = mkdocs(root, "--strict")
    assert run.returncode != 0
    assert "error[L001] nl: 2 texts of open-office have no valid translation" in run.stderr
    assert not (root / "site").exists()
    assert leftover_files(root) == []


@pytest.mark.parametrize(
    ("field", "path", "words"),
    [
        ("caution", "office", "Na een minuut gaat het alarm af."),
        ("role", "labels", "Sleutelhouder"),
    ],
)
def test_english_never_stands_in_for_what_must_be_understood(
    tmp_path: Path, field: str, path: str, words: str
) -> None:
    """A procedure that lacks a warning, caution, role or pause point is held back in that language."""
    root = project("gap", tmp_path)
    catalog = root / f"content/locales/nl/LC_MESSAGES/{path}.po"
    text = catalog.read_text()
    assert f'"{words}"' in text, field
    catalog.write_text(text.replace(f'"{words}"', '""'))
    assert mkdocs(root).returncode == 0
    for tail in (GUIDE, CHECKLIST):
        html = page(root, f"nl/{tail}")
        assert "Doe de deur van het slot." not in html
        assert "The alarm sounds" not in html
        assert re.search(rf'<a href="[./]*en/{tail.removesuffix("index.html")}" hreflang="en">', html)
        assert "The alarm sounds" in page(root, f"en/{tail}")
    assert mkdocs(root, "--strict").returncode != 0


def test_a_withheld_page_is_hidden_from_search_engines(built: dict[str, Path], tmp_path: Path) -> None:
    """Neither the sitemap nor the page in another language offers what a locale can't show."""
    root = Path(shutil.copytree(built["gap"], tmp_path / "gap"))
    tail = GUIDE.removesuffix("index.html")
    assert _alternate_languages(root, tail) == {"sitemap": {"en", "nl"}, "page": {"en", "nl"}}
    catalog = root / "content/locales/nl/LC_MESSAGES/office.po"
    text = catalog.read_text()
    assert '"Na een minuut gaat het alarm af."' in text
    catalog.write_text(text.replace('"Na een minuut gaat het alarm af."', '""'))
    assert mkdocs(root).returncode == 0
    assert _alternate_languages(root, tail) == {"sitemap": {"en"}, "page": {"en"}}
    assert _alternate_languages(root, "")["sitemap"] == {"en", "nl"}


def _alternate_languages(root: Path, tail: str) -> dict[str, set[str]]:
    """The languages of a page that search engines are given."""
    sitemap = set(re.findall(rf"<loc>[^<]*/folder/([a-z]+)/{tail}</loc>", page(root, "sitemap.xml")))
    html = page(root, f"en/{tail}index.html")
    return {"sitemap": sitemap, "page": set(re.findall(r'rel="alternate" hreflang="([a-z]{2})"', html))}


def break_source(root: Path) -> None:
    (root / OFFICE).write_text("steps: [\n")


def break_graph(root: Path) -> None:
    path = root / OFFICE
    path.write_text(path.read_text().replace(", again: true", ""))


def take_site_away(root: Path) -> None:
    (root / "content/site.yaml").unlink()


def raise_in_a_hook(root: Path) -> None:
    (root / "hook.py").write_text(
        "def on_post_page(output, **_):\n    raise RuntimeError('another plugin broke')\n"
    )
    _add(root, "hooks: [hook.py]")


def raise_at_the_end(root: Path) -> None:
    (root / "hook.py").write_text("def on_post_build(**_):\n    raise RuntimeError('another plugin broke')\n")
    _add(root, "hooks: [hook.py]")


def warn_in_a_hook(root: Path) -> None:
    (root / "hook.py").write_text(
        "import logging\n\ndef on_post_page(output, **_):\n"
        "    logging.getLogger('mkdocs.plugins.other').warning('not nice')\n    return output\n"
    )
    _add(root, "hooks: [hook.py]\nstrict: true")


def misspell_settings(root: Path) -> None:
    _add(root, "plugins: [stegvis, nobody]")


def _add(root: Path, lines: str) -> None:
    path = root / "mkdocs.yml"
    path.write_text(f"{path.read_text()}{lines}\n")


@pytest.mark.parametrize(
    "spoil",
    [
        break_source,
        break_graph,
        take_site_away,
        raise_in_a_hook,
        raise_at_the_end,
        warn_in_a_hook,
        misspell_settings,
    ],
    ids=lambda spoil: spoil.__name__.replace("_", " "),
)
def test_a_build_that_fails_leaves_the_last_good_site_as_it_was(
    built: dict[str, Path], tmp_path: Path, spoil: object
) -> None:
    assert callable(spoil)
    root = Path(shutil.copytree(built["single"], tmp_path / "single"))
    before = files_in(root / "site")
    times = {path: (root / "site" / path).stat().st_mtime_ns for path in before}
    spoil(root)
    run = mkdocs(root)
    assert run.returncode != 0, run.stderr
    assert files_in(root / "site") == before
    assert {path: (root / "site" / path).stat().st_mtime_ns for path in before} == times
    assert leftover_files(root) == []


def test_a_build_replaces_the_last_site_wholly(built: dict[str, Path], tmp_path: Path) -> None:
    root = Path(shutil.copytree(built["single"], tmp_path / "single"))
    (root / "site/old.html").write_text("old")
    assert mkdocs(root).returncode == 0
    assert not (root / "site/old.html").exists()
    assert leftover_files(root) == []
    assert (root / "site").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", sorted(folder.name for folder in SITES.iterdir()))
def test_two_builds_of_the_same_sources_are_the_same_byte_for_byte(
    built: dict[str, Path], tmp_path: Path, name: str
) -> None:
    root = project(name, tmp_path)
    assert mkdocs(root, "--site-dir", str(tmp_path / "other"), seed="4711").returncode == 0
    published, rebuilt = files_in(built[name] / "site"), files_in(tmp_path / "other")
    assert sorted(published) == sorted(rebuilt)
    assert [path for path in published if published[path] != rebuilt[path]] == []


def test_no_page_reveals_where_or_when_it_was_built(built: dict[str, Path]) -> None:
    for root in built.values():
        for path, raw in files_in(root / "site").items():
            assert str(root).encode() not in raw, path


def test_every_link_between_pages_leads_to_a_page_and_a_place_on_it(built: dict[str, Path]) -> None:
    for root in built.values():
        site = root / "site"
        for path in site.rglob("*.html"):
            if path.name == "404.html":
                continue  # links from the site's own address, wherever it is shown
            html = path.read_text(encoding="utf-8")
            for target in re.findall(r'(?:href|src)="([^":]*)"', html):
                path_part, _, place = target.partition("#")
                address = path_part.partition("?")[0]
                file = (path.parent / address).resolve() if address else path
                file = file / "index.html" if file.is_dir() else file
                assert file.is_file(), f"{path.relative_to(site)}: {target}"
                page = file.read_text(encoding="utf-8") if place else ""
                if place and 'content="noindex' not in page:  # a page that is held back has no steps
                    assert f'id="{place}"' in page, f"{path.relative_to(site)}: {target}"
