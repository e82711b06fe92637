"""What readers and translators see of translations: status lines, two generated pages, and a preview."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from stegvis.adapters.cli.main import main
from stegvis.diagnostics import Location
from stegvis.i18n import pseudo
from stegvis.inline.annotations import OPENING, strip_annotations
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.model.text_role import TextRole
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from stegvis.pipeline import Builder, BuiltSite
from stegvis.preview.annotations import AnnotatedLookup, resolve_annotations
from stegvis.source.loader import INTERFACE_PATH
from stegvis.source.project import Project
from tests.support import pdf_reading as reading
from tests.support.dutch_catalogs import brought_up_to_date, catalog, filled, translated, written
from tests.support.projects import INTERFACE, Files, config_of, edited

OFFICE = "procedures/office/open-office.yaml"
GUIDE = "nl/office/open-office/index.html"
ARTICLES = {
    "content/status.md": b"---\ntitle: State\ndescription: Of the words.\ngenerated: status\n---\n\nWords.\n",
    "content/glossary.md": b"---\ntitle: Words\ndescription: Of trade.\ngenerated: glossary\n---\n\nAll.\n",
    "content/glossary.yaml": (
        b"key: {term: key, meaning: It opens the door., forms: {nl: [sleutel]}, forbidden: {nl: [sleuter]}}\n"
        b"panel: {term: panel, meaning: It beeps., keep: true}\n"
    ),
}


def site(files: Files, **settings: object) -> BuiltSite:
    config, config_diagnostics = config_of(files)
    assert config, config_diagnostics
    return Builder().build(Project(Path("project"), files), replace(config, **settings))  # type: ignore[arg-type]


def page(files: Files, path: str = GUIDE) -> str:
    built = site(files)
    assert built.files, [str(diagnostic) for diagnostic in built.diagnostics]
    return built.files[path].decode()


def dutch_project() -> dict[str, bytes]:
    """The sound project in Dutch, with the status page and the glossary."""
    interface = {INTERFACE_PATH: INTERFACE}
    files = brought_up_to_date({**translated(), **ARTICLES, **interface})
    files = {path: filled(raw) if "/LC_MESSAGES/" in path else raw for path, raw in files.items()}
    return brought_up_to_date(files)


@pytest.fixture
def files() -> dict[str, bytes]:
    return dutch_project()


def mark_as_machine_translated(files: Files, domain: str) -> dict[str, bytes]:
    return edited(files, catalog(domain), '"Plural', '"X-Machine-Translated: yes\\n"\n"Plural')


def review_procedure(files: Files, folder: Path) -> dict[str, bytes]:
    """The same after somebody looked at all of a procedure."""
    written(folder, files)
    review = ["catalog", "review", "nl", "open-office", "--by", "Anna", "--date", "2026-11-21"]
    done = CliRunner().invoke(main, ["-C", str(folder), *review])
    assert done.exit_code == 0, done.output
    return {path: (folder / path).read_bytes() for path in files}


def sheet(files: Files, locale: str) -> str:
    """The squeezed words of a checklist on paper."""
    options = PdfOptions(
        editions=(CHECKLIST,), papers=(Paper.A4,), locales=(locale,), procedures=("open-office",)
    )
    (pdf,) = [raw for path, raw in reading.printed(files, options).files.items() if path.endswith(".pdf")]
    return "".join(reading.pages_of(pdf))


def status_line(html: str) -> str:
    (element,) = re.findall(r'<p class="status".*?</p>', html, re.DOTALL)
    return str(element)


def test_a_page_says_that_nobody_reviewed_its_translation(files: Files) -> None:
    assert "NL Not reviewed yet" in page(files)
    assert "Not reviewed yet" not in page(files, "en/office/open-office/index.html")


def test_a_page_says_that_a_machine_translated_it_and_nobody_reviewed_it(files: Files) -> None:
    marked = mark_as_machine_translated(files, "office")
    assert "NL Translated by a machine, not reviewed" in page(marked)
    assert "NL Not reviewed yet" in page(marked, "nl/index.html")


def test_a_page_of_which_everything_is_reviewed_says_nothing_of_it(tmp_path: Path, files: Files) -> None:
    assert "review" not in status_line(
        page(review_procedure(mark_as_machine_translated(files, "office"), tmp_path))
    )


def test_a_sheet_says_what_its_page_says_of_the_translation(tmp_path: Path, files: Files) -> None:
    assert reading.squeezed("NL Not reviewed yet") in sheet(files, "nl")
    assert "reviewed" not in sheet(files, "en")
    marked = mark_as_machine_translated(files, "office")
    assert reading.squeezed("NL Translated by a machine, not reviewed") in sheet(marked, "nl")
    assert "reviewed" not in sheet(review_procedure(marked, tmp_path), "nl")


def test_the_status_line_links_to_the_page_with_details(files: Files) -> None:
    assert '<a href="../../../nl/status/">' in page(files)
    assert "/status/" not in status_line(page(files, "en/office/open-office/index.html"))


def test_the_status_page_names_the_impact_and_the_message_of_a_gap(files: Files) -> None:
    assert "NL Complete" in page(files, "nl/status/index.html")
    changed = edited(files, OFFICE, "Is the panel silent?", "Is the panel quiet?")
    html = page(changed, "nl/status/index.html")
    assert "NL Hard to follow" in html
    assert 'href="../../nl/office/open-office/#is-silent">NL NL Step 2: NL Decide, NL out of date</a>' in html
    assert "<code>open-office/is-silent.decision</code>" in html


def test_the_status_page_of_the_source_lists_every_language(files: Files) -> None:
    html = page(files, "en/status/index.html")
    assert '<a href="../../nl/status/">Nederlands</a>' in html
    assert "1 of 1" in html


def test_the_status_page_is_made_again_when_a_catalog_changes(files: Files) -> None:
    config, _ = config_of(files)
    assert config
    builder = Builder()
    first = builder.build(Project(Path("project"), files), config).files
    changed = edited(files, catalog("office"), '"NL Unlock the door."', '"NL Unlock it."')
    second = builder.build(Project(Path("project"), changed), config).files
    assert second == Builder().build(Project(Path("project"), changed), config).files
    assert first != second


def test_the_glossary_explains_each_term_in_the_pages_language(files: Files) -> None:
    html = page(files, "nl/glossary/index.html")
    assert '<th scope="row" lang="en" dir="ltr">key</th><td>NL It opens the door.</td>' in html
    assert '<span lang="nl">sleutel</span><span class="forbidden">NL Not: sleuter</span>' in html
    assert "NL Kept as it is" in html


def test_marks_become_elements_and_attributes() -> None:
    def look_up(text: SourceText) -> LocalizedText:
        return LocalizedText(text.key, text.source, TranslationState.FUZZY)

    marked = AnnotatedLookup(look_up)
    localized = marked(SourceText("a/b.action", "Go **on**", Location("x.yaml", 1), TextRole.ACTION))
    assert strip_annotations(localized.text) == "Go **on**"
    html = f'<title>{localized.text}</title><a title="{localized.text}">{localized.text}</a>'
    span = '<span data-message="a/b.action" data-state="fuzzy">Go **on**</span>'
    assert resolve_annotations(html) == (
        '<title data-messages="a/b.action">Go **on**</title>'
        f'<a title="Go **on**" data-messages="a/b.action">{span}</a>'
    )


@pytest.fixture
def view(files: Files) -> BuiltSite:
    changed = edited(files, OFFICE, "Is the panel silent?", "Is the panel quiet?")
    return site(brought_up_to_date(changed), translate="nl", preview=True)


def test_a_preview_for_translators_names_every_message_of_a_page(view: BuiltSite) -> None:
    html = view.files[GUIDE].decode()
    assert OPENING not in html
    messages = json.loads(view.files["translate/nl.json"])["messages"]
    keys = set(re.findall(r'data-message="([^"]+)"', html))
    for joined_keys in re.findall(r'data-messages="([^"]+)"', html):
        keys.update(joined_keys.split())
    assert {key for key in messages if key.startswith("open-office")} <= keys
    assert 'data-message="open-office/is-silent.decision" data-state="fuzzy"' in html
    assert not re.search(r"<style|<script(?![^>]*( src=| type=\"application/))| style=| on[a-z]+=", html)


def test_the_view_shows_what_the_translator_of_a_message_wants_to_know(view: BuiltSite) -> None:
    data = json.loads(view.files["translate/nl.json"])
    message = data["messages"]["open-office/is-silent.decision"]
    assert ["gone", "silent"] in message["difference"]
    assert ["new", "quiet"] in message["difference"]
    assert message["path"] == catalog("office")
    assert message["entry"].splitlines()[-1] == 'msgstr "NL Is the panel silent?"'
    assert [finding["code"] for finding in message["findings"]] == ["C504"]
    assert data["words"]["view_english"] == "NL English"


def test_pages_of_other_languages_are_as_ever_in_it(view: BuiltSite) -> None:
    english = view.files["en/office/open-office/index.html"].decode()
    assert "data-message" not in english
    assert "translate/" not in english
    assert not [path for path, raw in view.files.items() if OPENING.encode() in raw and path[-3:] != "yml"]


def test_nothing_of_the_view_is_in_a_built_site(files: Files) -> None:
    built = site(files)
    assert not [path for path in built.files if path.startswith("translate/")]
    for path, raw in built.files.items():
        assert b"data-message" not in raw, path
        assert OPENING.encode() not in raw, path


def test_a_saved_catalog_changes_the_page_and_what_the_view_knows(files: Files) -> None:
    config, _ = config_of(files)
    assert config
    config = replace(config, translate="nl", preview=True)
    builder = Builder()
    first = builder.build(Project(Path("project"), files), config).files
    saved = edited(files, catalog("office"), '"NL Unlock the door."', '"NL Unlock it."')
    second = builder.build(Project(Path("project"), saved), config).files
    changed = {path for path in second if first[path] != second[path]}
    assert {GUIDE, "translate/nl.json"} <= changed
    assert not [path for path in changed if path.startswith("en/")]


def test_pseudo_locales_are_hidden_from_search_engines(files: Files) -> None:
    config, _ = config_of(files)
    assert config
    decided: SiteConfig = replace(pseudo.add_pseudo_locales(config, ["en-XA"]), url="https://example.org/")
    built = Builder().build(Project(Path("project"), files), decided).files
    assert b"en-XA" not in built["sitemap.xml"]
    links = re.findall(r'<link rel="alternate"[^>]*>', built[GUIDE].decode())
    assert len(links) == 3
    assert not [link for link in links if "en-XA" in link]
    assert "en-XA/office/open-office/index.html" in built


def test_a_page_that_is_held_back_names_the_called_procedures_that_are_the_cause() -> None:
    english = "  en: {name: English, language: en, formats: en-GB}\n"
    dutch = "  nl: {name: Nederlands, language: nl}\n"
    built = site(edited(reading.files(), "content/site.yaml", english, english + dutch))
    pages = {
        name: built.files[f"nl/office/{name}/index.html"].decode() for name in ("close-office", "open-office")
    }
    notices = {name: page.partition('<p class="notice">')[2] for name, page in pages.items()}
    links = {name: re.findall(r'<li><a href="[./]*([^"]*)"', notice) for name, notice in notices.items()}
    assert links == {"close-office": ["en/office/open-office/"], "open-office": []}
