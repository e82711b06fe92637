"""Pictures of steps on guides, checklists and sheets: per locale, with their size, kept for offline use."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import Builder
from stegvis.source.project import Project, read_project
from tests.support import pdf_reading
from tests.support.dutch_catalogs import translated
from tests.support.projects import FIXTURES, Files, config_of
from tests.support.starter_site import site_of

PICTURE = "content/pictures/print-card.png"


@cache
def sources() -> Files:
    return translated(read_project(FIXTURES / "sites" / "media").files)


@cache
def site() -> Mapping[str, bytes]:
    return site_of(sources(), "https://desk.example/")


def page(locale: str, tail: str = "") -> str:
    return site()[f"{locale}/desk/issue-card/{tail}index.html"].decode()


def attributes(html: str, tag: str) -> list[dict[str, str]]:
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', found)) for found in re.findall(rf"<{tag} [^>]*>", html)]


@pytest.mark.parametrize("tail", ["", "checklist/"])
@pytest.mark.parametrize("locale", ["en", "nl"])
def test_pictures_are_on_the_page_with_size_and_words(locale: str, tail: str) -> None:
    images = attributes(page(locale, tail), "img")
    up = "../" * (3 + tail.count("/"))
    name = {"en": "print-card-[0-9a-f]{12}", "nl": "print-card-nl-[0-9a-f]{12}"}[locale]
    first = images[0]
    assert re.fullmatch(rf"{up}assets/media/{name}\.png", first["src"]), first
    words = {
        "en": "The page for a new card, with Print card at the lower right.",
        "nl": "NL The page for a new card, with NL Print card at the lower right.",
    }
    assert first["alt"] == words[locale]
    assert len(images) == 3
    for image in images:
        content = site()[image["src"].removeprefix(up)]
        assert Image.open(io.BytesIO(content)).size == (int(image["width"]), int(image["height"]))
        assert image["loading"] == "lazy"
        assert image["decoding"] == "async"


def test_only_a_picture_that_is_made_smaller_leads_to_the_whole() -> None:
    links = [link["href"] for link in attributes(page("en"), "a") if "assets/media/" in link["href"]]
    assert [Path(link).name.rpartition("-")[0] for link in links] == ["print-card"]


def test_the_checklist_shows_pictures_on_request() -> None:
    folds = re.findall(r'<details class="pictures[^>]*><summary>([^<]*)</summary>', page("en", "checklist/"))
    assert folds == ["Picture", "Pictures: 2"]


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_pictures_are_kept_for_offline_use_with_the_pages_of_their_locale(locale: str) -> None:
    kept = json.loads(site()["offline.json"])["kept"][locale]
    shown = {image["src"].removeprefix("../../../") for image in attributes(page(locale), "img")}
    for kind in ("checklists", "pages"):
        assert {path for path in kept[kind] if path.startswith("assets/")} == shown
        assert shown < site().keys()


def test_a_warm_build_sees_a_changed_picture_and_renders_only_its_pages_again() -> None:
    files = dict(sources())
    config, _ = config_of(files)
    assert config
    builder = Builder()
    before = dict(builder.build(Project(Path("project"), files), config).files)
    files[PICTURE] = files["content/pictures/print-card-nl.png"]
    after = builder.build(Project(Path("project"), files), config)
    assert after.files == Builder().build(Project(Path("project"), files), config).files
    changed = {path for path in before if after.files.get(path) != before[path]}
    gone = {path for path in changed if path.startswith("assets/media/print-card-")}
    assert len(gone) == 1
    assert changed - gone == {
        "en/desk/issue-card/index.html",
        "en/desk/issue-card/checklist/index.html",
        "build.json",
        "offline.json",
    }


def test_a_sheet_has_the_pictures_that_are_to_be_printed_with_their_words() -> None:
    options = PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,), locales=("nl",), jobs=1)
    output = pdf_reading.printed(sources(), options)
    assert output.diagnostics == ()
    (pdf,) = (content for path, content in output.files.items() if "issue-card-checklist" in path)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert [image.image.size for sheet in reader.pages for image in sheet.images if image.image] == [
        (960, 540)
    ]
    alts = figure_alts(reader.root_object["/StructTreeRoot"])
    assert "NL The page for a new card, with NL Print card at the lower right." in alts


def figure_alts(node: Any) -> list[str]:
    """The alternative texts below a node of the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    children = node.get("/K", [])
    below = [figure_alts(child) for child in (children if isinstance(children, list) else [children])]
    return [*([str(node["/Alt"])] if "/Alt" in node else []), *chain.from_iterable(below)]
