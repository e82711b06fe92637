"""A procedure that was renamed or moved: translations, links, addresses, sheets and runs follow it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.short_links import assign_former_codes, assign_short_codes
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import Builder
from stegvis.source.project import Project
from tests.support import pdf_reading
from tests.support.html_tree import is_moved, parsed
from tests.support.projects import Files, checked, config_of, edited
from tests.support.starter_site import PROCEDURE, site_of, starter

URL = "https://example.org/desk/"
NEW = "procedures/office/enter-office.yaml"
MOVED = "procedures/house/enter-office.yaml"
COLLECTIONS = "content/collections.yaml"


def renamed(files: Files, path: str = NEW, *former: str) -> dict[str, bytes]:
    """The starter with its procedure renamed, and its catalogs updated; its article keeps the former id."""
    collection, name = path.removesuffix(".yaml").split("/")[1:]
    files = edited(
        files, PROCEDURE, "procedure: open-office", f"procedure: {name}\nwas: [{', '.join(former)}]"
    )
    files[path] = files.pop(PROCEDURE)
    files = edited(files, COLLECTIONS, "  procedures: [open-office]\n", "")
    if collection != "office":
        files[COLLECTIONS] = files[COLLECTIONS].replace(b"office:", f"{collection}:".encode())
        files = edited(files, COLLECTIONS, collection, f"office: {{title: A, summary: B.}}\n{collection}")
    updated = update_catalogs(checked(files).loaded.library, files, ["nl"])
    assert not updated.diagnostics
    return {**files, **updated.value}


@pytest.fixture(scope="module")
def before() -> Mapping[str, bytes]:
    """The site as it was."""
    return site_of(starter(), URL)


@pytest.fixture(scope="module")
def project() -> dict[str, bytes]:
    """The sources after the rename."""
    return renamed(starter(), NEW, "open-office")


@pytest.fixture(scope="module")
def after(project: Files) -> Mapping[str, bytes]:
    """The site after the rename."""
    return site_of(project, URL)


def data_of(page: bytes, block: str) -> Any:
    return json.loads(parsed(page).one("script", id=block).raw)


def pages_of(site: Mapping[str, bytes]) -> set[str]:
    return {path for path in site if path.endswith(".html")}


def test_every_former_address_leads_to_the_present_page(
    before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> None:
    assert pages_of(before) <= pages_of(after)
    for locale in ("en", "nl"):
        for tail in ("", "checklist/"):
            page = parsed(after[f"{locale}/office/open-office/{tail}index.html"])
            target = f"{locale}/office/enter-office/{tail}"
            root = "../" * (3 + bool(tail))
            assert page.one("a")["href"] == f"{root}{target}"
            assert page.one("meta", http_equiv="refresh")["content"] == f"0; url={root}{target}"
            assert page.one("link", rel="canonical")["href"] == f"{URL}{target}"
            assert page.one("meta", name="robots")["content"] == "noindex"
            assert page.one("script")["src"].endswith("/moved.js")
            assert f"{target}index.html" in after


def test_only_former_addresses_lead_on(after: Mapping[str, bytes]) -> None:
    moved = {path for path in pages_of(after) if is_moved(parsed(after[path]))}
    assert moved == {
        f"{code}/office/open-office/{tail}index.html" for code in ("en", "nl") for tail in ("", "checklist/")
    }


def test_the_sitemap_has_only_present_addresses(after: Mapping[str, bytes]) -> None:
    sitemap = after["sitemap.xml"].decode()
    assert "/office/enter-office/" in sitemap
    assert "/office/open-office/" not in sitemap


def test_former_addresses_work_offline(after: Mapping[str, bytes]) -> None:
    kept = json.loads(after["offline.json"])["kept"]["nl"]
    for name in ("open-office", "enter-office"):
        assert f"nl/office/{name}/checklist/" in kept["checklists"]
        assert f"nl/office/{name}/" in kept["pages"]


def test_no_translation_is_lost(project: Files) -> None:
    assert [found.code for found in checked(project).diagnostics] == ["V306"]
    assert b"fuzzy" not in project["content/locales/nl/LC_MESSAGES/office.po"]
    assert b"#~" not in project["content/locales/nl/LC_MESSAGES/office.po"]


def test_the_cure_of_a_link_replaces_the_id_alone() -> None:
    files = {
        path: raw.replace(b"[procedure:open-office]", b"[procedure:pro]") for path, raw in starter().items()
    }
    hints = [found.hint for found in checked(renamed(files, NEW, "pro")).diagnostics if found.code == "V306"]
    assert hints == ["Write `procedure:enter-office`."]


def test_a_second_update_changes_nothing(project: Files) -> None:
    updated = update_catalogs(checked(project).loaded.library, project, ["nl"])
    assert {**project, **updated.value} == project


def test_a_link_by_the_former_id_leads_to_the_present_page(after: Mapping[str, bytes]) -> None:
    for locale in ("en", "nl"):
        hrefs = [link["href"] for link in parsed(after[f"{locale}/index.html"]).one("main").all("a")]
        assert "../" + f"{locale}/office/enter-office/" in hrefs


def test_runs_learn_of_the_rename_and_of_no_change(
    before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> None:
    old = data_of(before["nl/office/open-office/checklist/index.html"], "_graph")
    new = data_of(after["nl/office/enter-office/checklist/index.html"], "_graph")
    assert new["was"] == ["open-office"]
    assert new["fingerprint"] == old["fingerprint"]
    assert [step["fingerprint"] for step in new["steps"]] == [step["fingerprint"] for step in old["steps"]]
    assert data_of(after["nl/runs/index.html"], "_procedures")["enter-office"]["was"] == ["open-office"]


def test_a_procedure_takes_everything_along_to_another_collection() -> None:
    files = renamed(starter(), MOVED, "unlock-office", "office/open-office")
    gaps = [found for found in checked(files).diagnostics if found.location.path == MOVED]
    assert not gaps
    site = site_of(files)
    for former in ("house/unlock-office", "office/open-office"):
        page = parsed(site[f"nl/{former}/checklist/index.html"])
        assert page.one("a")["href"] == "../../../../nl/house/enter-office/checklist/"


def test_a_procedure_that_only_moved_keeps_its_runs() -> None:
    path = PROCEDURE.replace("/office/", "/house/")
    site = site_of(renamed(starter(), path, "office/open-office"))
    assert is_moved(parsed(site["nl/office/open-office/index.html"]))
    assert "was" not in data_of(site["nl/house/open-office/checklist/index.html"], "_graph")


def reworded() -> dict[str, bytes]:
    """The starter with other English under the same Dutch, all in one edit."""
    files = edited(starter(), PROCEDURE, "Unlock the door.", "Turn the key.")
    key = "open-office/unlock-door.action"
    return {**files, **update_catalogs(checked(files).loaded.library, files, ["nl"], [key]).value}


@pytest.mark.parametrize("is_rename", [True, False], ids=["renamed", "reworded"])
def test_a_warm_build_equals_a_cold_one(project: Files, is_rename: bool) -> None:  # noqa: FBT001
    changed = Project(Path("project"), project if is_rename else reworded())
    config, _ = config_of(changed.files)
    assert config
    builder = Builder()
    builder.build(Project(Path("project"), starter()), config)
    assert builder.build(changed, config).files == Builder().build(changed, config).files


def test_sheets_stay_at_their_former_paths() -> None:
    path = "procedures/office/open-office.yaml"
    files = edited(pdf_reading.files(), path, "open-office", "open-office\nwas: [unlock-office, house/enter]")
    printed = pdf_reading.printed(files, PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,)))
    present = printed.files["en/office/open-office/sheets/open-office-checklist-en-a4.pdf"]
    assert printed.files["en/office/unlock-office/sheets/unlock-office-checklist-en-a4.pdf"] == present
    assert printed.files["en/house/enter/sheets/enter-checklist-en-a4.pdf"] == present
    assert not any("unlock-office" in pdf_file.path for pdf_file in printed.pdf_files)
    (code,) = assign_short_codes(["unlock-office"]).values()
    page = parsed(printed.files[f"en/{code}/index.html"])
    assert page.one("link", rel="canonical")["href"].endswith("/en/office/open-office/checklist/")


def test_a_former_code_never_takes_the_place_of_a_present_one() -> None:
    (own,) = assign_short_codes(["unlock-office"]).values()
    (former,) = assign_former_codes(["unlock-office"], {"other": own}).values()
    assert former != own
    assert former.startswith(own)


def test_where_a_procedure_was_removed_the_runs_are_found(after: Mapping[str, bytes]) -> None:
    """Nothing is at its address; its runs stay in the browser."""
    for path, locales in {"404.html": ["en", "nl"], "nl/404.html": ["nl"]}.items():
        hrefs = [link["href"] for link in parsed(after[path]).all("a")]
        assert [href for href in hrefs if "runs" in href] == [f"/desk/{code}/runs/" for code in locales]
