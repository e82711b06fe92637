"""Pictures, tables and files of steps: on guides, checklists and sheets, per locale, kept for offline use."""

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

from stegvis.graph.run_graph import build_run_graph
from stegvis.i18n.catalogs.comments import comment_procedure
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import Builder
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.project import Project, read_project
from tests.support import pdf_reading, projects
from tests.support.dutch_catalogs import translated
from tests.support.projects import FIXTURES, Files, config_of
from tests.support.starter_site import site_of

PICTURE = "content/pictures/print-card.png"
PROCEDURE = "procedures/desk/issue-card.yaml"
RIGHTS_REORDERED = "{until: Valid until, doors: Doors, work: Kind of work}"


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


def downloads(html: str) -> list[dict[str, str]]:
    """The links to files that are saved, not opened."""
    return [link for link in attributes(html, "a") if "download" in link]


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


def test_words_about_a_picture_end_no_attribute() -> None:
    hostile = 'alt: \'A " onload="alert(1)" & more.\''
    files = projects.edited(sources(), PROCEDURE, "alt: A card in front of the reader.", hostile)
    html = site_of(files)["en/desk/issue-card/index.html"].decode()
    assert 'alt="A &#34; onload=&#34;alert(1)&#34; &amp; more."' in html
    assert all("onload" not in image for image in attributes(html, "img"))


def test_only_a_picture_that_is_made_smaller_leads_to_the_whole() -> None:
    links = [link["href"] for link in attributes(page("en"), "a") if link["href"].endswith(".png")]
    assert [Path(link).name.rpartition("-")[0] for link in links] == ["print-card"]


def test_the_checklist_shows_pictures_on_request() -> None:
    folds = re.findall(r'<details class="pictures[^>]*><summary>([^<]*)</summary>', page("en", "checklist/"))
    assert folds == ["Picture", "Pictures: 2"]


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_media_are_kept_for_offline_use_with_the_pages_of_their_locale(locale: str) -> None:
    kept = json.loads(site()["offline.json"])["kept"][locale]
    images = {image["src"].removeprefix("../../../") for image in attributes(page(locale), "img")}
    files = {link["href"].removeprefix("../../../") for link in downloads(page(locale))}
    assert len(files) == 2
    shown = images | files
    for kind in ("checklists", "pages"):
        assert {path for path in kept[kind] if path.startswith("assets/")} == shown
        assert shown < site().keys()


@pytest.mark.parametrize("tail", ["", "checklist/"])
def test_files_are_saved_with_their_own_name_type_and_size(tail: str) -> None:
    html = page("nl", tail)
    assert [(link["download"], link["type"]) for link in downloads(html)] == [
        ("card-request-nl.pdf", "application/pdf"),
        ("doors.csv", "text/csv"),
    ]
    words = re.sub(r"<[^>]*>", " ", html)
    assert re.search(r"NL Request for an entry card\s+PDF · 1\s?kB", words)
    assert re.search(r"Te ondertekenen door\s+NL Visitor en NL Clerk", words)


@pytest.mark.parametrize("tail", ["", "checklist/"])
def test_a_table_has_heads_for_its_columns_and_rows(tail: str) -> None:
    table = next(found for found in tables(page("nl", tail)) if "NL Rights by kind of work" in found)
    assert re.findall(r'<th scope="col">([^<]*)', table) == ["NL Kind of work", "NL Doors", "NL Valid until"]
    assert re.findall(r'<th scope="row">([^<]*)', table) == ["NL Office", "NL Store", "NL Guard"]
    assert "<td>NL Entrance, <strong>store</strong></td><td></td>" in table
    assert '<b class="label" data-source="Print card">NL Print card</b>' in table


def tables(html: str) -> list[str]:
    return re.findall(r"<table.*?</table>", html, re.DOTALL)


def test_a_decision_as_a_table_has_the_inputs_of_its_list() -> None:
    as_list = dict(sources())
    as_list[PROCEDURE] = as_list[PROCEDURE].replace(b"    layout: table\n", b"")
    other = site_of(as_list)["en/desk/issue-card/checklist/index.html"].decode()
    (table,) = (found for found in tables(page("en", "checklist/")) if "Day card" in found)
    assert not [found for found in tables(other) if "Day card" in found]
    inputs = [entry for entry in attributes(other, "input") if entry.get("name") == "kind-of-card"]
    assert attributes(table, "input") == inputs
    assert len(inputs) == 3
    assert attributes(table, "label") == [{"for": entry["id"]} for entry in inputs]


def test_translators_read_which_picture_and_which_cell_a_text_belongs_to() -> None:
    library = projects.library_of(sources())
    comments = {
        text.key: comment.before
        for text, comment in comment_procedure(library, library.procedures["issue-card"])
    }
    picture = comments["issue-card/print-card.pictures.new-card.alt"]
    assert "Picture content/pictures/print-card.png" in picture
    cell = comments["issue-card/enter-rights.tables.rights.rows.store.doors"]
    assert "In the column and row of “Doors”, “Store”" in cell


def test_cells_keep_their_translations_when_rows_and_columns_move() -> None:
    library = projects.library_of(sources())
    reordered = dict(sources())
    for old, new in (
        (
            "{work: Kind of work, doors: Doors, until: Valid until}",
            "{until: Valid until, work: W, doors: Doors}",
        ),
        ("          office: {", "          zzz: {work: Z, until: Z}\n          office: {"),
    ):
        reordered = projects.edited(reordered, PROCEDURE, old, new)
    moved = load_library(reordered).library
    keys = {text.key: text.source for text in iter_texts(library.procedures["issue-card"])}
    now = {text.key: text.source for text in iter_texts(moved.procedures["issue-card"])}
    assert "issue-card/enter-rights.tables.rights.rows.guard.until" in keys
    assert {key for key in keys if now[key] != keys[key]} == {
        "issue-card/enter-rights.tables.rights.columns.work"
    }


def fingerprint(files: Files) -> list[str]:
    """The fingerprint of the step with the table, by aspect."""
    library = load_library(files).library
    graph = build_run_graph(library, library.procedures["issue-card"])
    (found,) = (step["fingerprint"] for step in graph["steps"] if step["id"] == "enter-rights")
    return str(found).split(".")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ('doors: "Entrance, offices"', "doors: Entrance", True),
        ('{work: Store, doors: "Entrance, **store**"}', '{work: Store, until: "Entrance, **store**"}', True),
        ("Valid until}", "Valid up to}", True),
        ("{work: Kind of work, doors: Doors, until: Valid until}", RIGHTS_REORDERED, False),
    ],
)
def test_runs_notice_what_changes_in_a_table(old: str, new: str, *, changes: bool) -> None:
    before, after = fingerprint(sources()), fingerprint(projects.edited(sources(), PROCEDURE, old, new))
    assert before[1]
    assert (before[1] != after[1]) is changes
    assert [before[0], *before[2:]] == [after[0], *after[2:]]


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


def sheet(files: Files) -> pypdf.PdfReader:
    """The Dutch checklist of the project's procedure."""
    options = PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,), locales=("nl",), jobs=1)
    output = pdf_reading.printed(files, options)
    assert output.diagnostics == ()
    (pdf,) = (content for path, content in output.files.items() if "issue-card-checklist" in path)
    return pypdf.PdfReader(io.BytesIO(pdf))


def test_a_sheet_has_the_pictures_that_are_to_be_printed_with_their_words() -> None:
    reader = sheet(sources())
    images = [image.image for page in reader.pages for image in page.images]
    assert [image.size for image in images if image] == [(960, 540)]
    alts = figure_alts(reader.root_object["/StructTreeRoot"])
    assert "NL The page for a new card, with NL Print card at the lower right." in alts


def test_a_sheet_has_the_tables_and_the_addresses_of_files() -> None:
    words = " ".join(" ".join(page.extract_text() for page in sheet(sources()).pages).split())
    for expected in (
        "NL Day card NL For one day; it opens the entrance.",
        "NL Guard NL All doors",
        "NL As NL Print card says",
    ):
        assert expected in words
    address = r"https://example\.org/desk/assets/media/card-request-nl-[0-9a-f]{12}\.pdf"
    assert re.search(address, words.replace(" ", ""))
    assert "TE ONDERTEKENEN DOOR NL Visitor en NL Clerk" in words


def test_the_head_of_a_long_table_is_on_every_page_that_it_reaches() -> None:
    rows = "".join(f"          r{number}x: {{work: Work {number}, doors: Doors}}\n" for number in range(80))
    files = projects.edited(sources(), PROCEDURE, "          office: {", f"{rows}          office: {{")
    pages = [page.extract_text() for page in sheet(files).pages]
    reached = [text for text in pages if "Work " in text]
    assert len(reached) > 1
    assert all("NL Kind of work" in text for text in reached)
    assert sum(len(re.findall(r"Work \d+", text)) for text in reached) == 80


def figure_alts(node: Any) -> list[str]:
    """The alternative texts below a node of the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    children = node.get("/K", [])
    below = [figure_alts(child) for child in (children if isinstance(children, list) else [children])]
    return [*([str(node["/Alt"])] if "/Alt" in node else []), *chain.from_iterable(below)]
