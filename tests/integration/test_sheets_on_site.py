"""The sheets on the site: which are made, the page that lists them, and the links to them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pypdf
import pytest
import zxingcpp

from stegvis.adapters.mkdocs import commands
from stegvis.outputs.pdf import pdfs
from stegvis.pages.editions import table
from stegvis.pages.formatting import LocaleFormatter
from stegvis.pages.pdf_index import PdfFile
from stegvis.pipeline import NO_PDFS, Builder, locale_contexts, plan, print_pdfs, site_files_of
from stegvis.source.project import Project
from tests.support import pdf_reading as reading
from tests.support import projects
from tests.support.browser_waits import PATIENCE
from tests.support.html_tree import parsed
from tests.support.site_host import hosted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARTICLE = b"""---
title: Everything to print
description: All of it.
generated: print
---

Take what you need.
"""
FOLDERS = {
    f"office/{name}/sheets/{name}": ["checklist", "trainer"] for name in ("close-office", "open-office")
} | {
    "office/close-office/sheets/close-office-hand-over-key_holder": [""],
    "office/sheets/office": ["pack"],
    "sheets/all": ["pack"],
    "sheets/caretaker": ["pack"],
    "sheets/key_holder": ["pack"],
}
GUIDE, CHECKLIST = "en/office/close-office/", "en/office/close-office/checklist/"


def sheet_paths(*forms: str) -> list[str]:
    """The paths of the tiny project's sheets."""
    return sorted(
        f"en/{'-'.join(filter(None, [stem, form, 'en', paper]))}.pdf"
        for stem, kinds in FOLDERS.items()
        for form in kinds
        for paper in ("a4", "letter")
        if not forms or form in forms
    )


def files(print_: str = "all") -> dict[str, bytes]:
    """The tiny project, with a page of its sheets."""
    site = reading.files()["content/site.yaml"] + f"print: {print_}\n".encode()
    return {**reading.files(), "content/site.yaml": site, "content/sheets.md": ARTICLE}


def build_site(source: Mapping[str, bytes], *, with_pdfs: bool = True) -> dict[str, bytes]:
    """A project's site with its sheets, as a build makes it; without them, as a preview does."""
    config, _ = projects.config_of(source)
    assert config
    config = replace(config, url=reading.URL)
    project = Project(Path("project"), source)
    checked = Builder().check(project, config)
    options = pdfs.site_pdf_options(config)
    pdf_output = print_pdfs(checked, config, options) if options and with_pdfs else NO_PDFS
    return dict(site_files_of(plan(checked, locale_contexts(checked, config), pdf_output)))


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return build_site(files())


def pdf_links(site: Mapping[str, bytes], page: str) -> dict[str, str]:
    """The sheets that a page leads to, by path below the site's root, each with its words."""
    tree = parsed(site[f"{page}index.html"])
    words_by_path = {
        urljoin(f"/{page}", link["href"])[1:]: link.text for link in tree.all("a", type="application/pdf")
    }
    assert words_by_path.keys() <= site.keys()
    return words_by_path


@pytest.mark.parametrize(
    ("print_", "expected"), [("off", []), ("checklist", sheet_paths("checklist")), ("all", sheet_paths())]
)
def test_a_build_makes_exactly_the_sheets_that_the_project_wants(
    tmp_path: Path, print_: str, expected: list[str]
) -> None:
    for path, content in files(print_).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Desk\nsite_url: {reading.URL}\ndocs_dir: content\n"
        "theme: {name: stegvis}\nplugins: [stegvis]\n"
    )
    commands.build(tmp_path, tmp_path / "site")
    site = projects.files_in(tmp_path / "site")
    assert sorted(path for path in site if path.endswith(".pdf")) == expected
    moved = [path for path, content in site.items() if path.endswith(".html") and b"refresh" in content]
    assert len(moved) == (2 if expected else 0)


def test_short_addresses_lead_to_pages_of_the_site(site: Mapping[str, bytes]) -> None:
    targets = {}
    for path, content in site.items():
        if path.endswith(".html"):
            for meta in parsed(content).all("meta", http_equiv="refresh"):
                targets[path] = urljoin(f"/{path}", meta["content"].partition("url=")[2])[1:]
    assert sorted(targets.values()) == [
        "en/office/close-office/checklist/",
        "en/office/open-office/checklist/",
    ]
    assert {f"{target}index.html" for target in targets.values()} <= site.keys()


def test_codes_on_paper_lead_to_pages_of_the_site(site: Mapping[str, bytes]) -> None:
    for path in ("en/office/close-office/sheets/close-office-checklist-en-a4.pdf", sheet_paths("pack")[0]):
        (code,) = zxingcpp.read_barcodes(reading.picture(site[path], dpi=150))
        assert code.text.startswith(reading.URL)
        target = urlsplit(code.text.removeprefix(reading.URL))
        page = parsed(site[f"{target.path}index.html"])
        assert not target.fragment or page.all(id=unquote(target.fragment))


def test_the_page_lists_every_sheet_with_its_pages_and_size(site: Mapping[str, bytes]) -> None:
    words_by_path = pdf_links(site, "en/sheets/")
    assert sorted(words_by_path) == sheet_paths()
    for path, words in words_by_path.items():
        kilobytes, count = round(len(site[path]) / 1000), len(reading.pages_of(site[path]))
        assert words.endswith(f"PDF, {kilobytes} kB, pages: {count}"), words
    assert words_by_path["en/office/close-office/sheets/close-office-trainer-en-letter.pdf"].startswith(
        "Close the office for the night Trainer’s sheet Letter PDF"
    )


def test_the_page_names_the_roles_and_kinds_that_there_are(site: Mapping[str, bytes]) -> None:
    tree = parsed(site["en/sheets/index.html"])
    choices = {
        select["name"]: [option["value"] for option in select.all("option") if option["value"]]
        for select in tree.all("select")
    }
    assert choices == {
        "role": ["key_holder", "caretaker"],
        "kind": ["checklist", "trainer", "hand-over", "pack"],
        "paper": ["a4", "letter"],
    }
    assert "hidden" in tree.one("fieldset"), "without a script there is nothing to choose"


@pytest.mark.parametrize("page", [GUIDE, CHECKLIST])
def test_guide_and_checklist_lead_to_their_sheets(site: Mapping[str, bytes], page: str) -> None:
    assert sorted(pdf_links(site, page)) == [
        path for path in sheet_paths() if path.startswith(f"{GUIDE}sheets/")
    ]
    tree = parsed(site[f"{page}index.html"])
    listed = [link["href"] for link in tree.all("a") if "sheets/#" in link["href"]]
    assert [urljoin(f"/{page}", href) for href in listed] == ["/en/sheets/#_sheets-close-office"]
    assert parsed(site["en/sheets/index.html"]).one(id="_sheets-close-office").tag == "h3"


def fallback_links(page: bytes) -> dict[str, list[str]]:
    """The pages that each row links to where no PDF is ready, by procedure."""
    rows = [node for node in parsed(page).walk() if "data-procedure" in node]
    return {
        row["data-procedure"]: [
            urljoin("/en/sheets/", link["href"])
            for item in row.all("li")
            for link in item.all("a")
            if "type" not in link
        ]
        for row in rows
    }


def test_where_no_sheet_is_ready_the_page_to_print_is_named() -> None:
    pages_ = ["/en/office/close-office/checklist/", "/en/office/close-office/"]
    off, preview = build_site(files("off")), build_site(files("all"), with_pdfs=False)
    for site in (off, preview):
        assert not [path for path in site if path.endswith(".pdf")]
        assert pdf_links(site, "en/sheets/") == pdf_links(site, GUIDE) == {}
        assert fallback_links(site["en/sheets/index.html"])["close-office"] == pages_
    some = build_site(files("checklist"))
    assert sorted(pdf_links(some, "en/sheets/")) == sheet_paths("checklist")
    assert fallback_links(some["en/sheets/index.html"])["close-office"] == pages_[1:]


def test_a_page_of_a_procedure_without_sheets_does_not_change_when_others_have_some() -> None:
    source = files("off")
    config, _ = projects.config_of(source)
    assert config
    checked = projects.checked(source)
    pdf = PdfFile("en/x.pdf", "en", table.CHECKLIST, "a4", "open-office", "", 1, 1000)

    def page_inputs(*pdf_files: PdfFile) -> dict[str, object]:
        site = plan(checked, locale_contexts(checked, config), pdfs.PdfOutput({}, pdf_files, ()))
        return {page.path: page.inputs for page in site.plan.pages()}

    before, after = page_inputs(), page_inputs(pdf)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        "en/runs/index.html",
        "en/sheets/index.html",
        "en/office/open-office/index.html",
        "en/office/open-office/checklist/index.html",
    }
    larger = page_inputs(replace(pdf, size=2000))
    assert {path for path in after if after[path] != larger[path]} == changed


def test_what_a_locale_does_not_show_it_does_not_print_and_says_why() -> None:
    dutch = "locales:\n  nl: {name: Nederlands, language: nl}\n"
    source = projects.edited(files(), "content/site.yaml", "locales:\n", dutch)
    page = parsed(build_site(source)["nl/sheets/index.html"])
    (row,) = (node for node in page.walk() if node["data-procedure"] == "close-office")
    assert not row.all("li")
    assert row.one("p").text.startswith("Not shown in this language")


@pytest.mark.parametrize(
    ("tag", "small", "large"),
    [
        ("en-GB", "119 kB", "1.5 MB"),
        ("nl", "119 kB", "1,5 MB"),
        ("sv", "119 kB", "1,5 MB"),
        ("fr", "119 ko", "1,5 Mo"),
    ],
)
def test_sizes_are_written_as_the_language_does(tag: str, small: str, large: str) -> None:
    library = projects.checked(reading.files()).localized["en"].library
    wording = LocaleFormatter(library, tag)
    sizes = [
        wording.size(count).replace("\u202f", " ").replace("\xa0", " ") for count in (118_600, 1_525_961, 12)
    ]
    assert sizes[:2] == [small, large]
    assert sizes[2].startswith("1 ")


# ---------------------------------------------------------------- in a browser


@pytest.fixture
def open_sheets(chromium: Browser, site: Mapping[str, bytes]) -> Iterator[Callable[[str], Page]]:
    """A function that opens the page of sheets in a browser, with a query or fragment."""
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    with hosted(site) as address:

        def open_page(query: str = "") -> Page:
            page = context.new_page()
            page.goto(f"{address}en/sheets/{query}")
            return page

        yield open_page
        context.close()


def visible_sheets(page: Page) -> list[str]:
    """The sheets that a reader sees."""
    paths: list[str] = page.eval_on_selector_all(
        ".sheets a[type]",
        "all => all.filter((link) => link.checkVisibility()).map((link) => link.pathname.slice(1))",
    )
    return sorted(paths)


def test_what_is_chosen_narrows_the_list_and_stays_in_the_address(open_sheets: Callable[[str], Page]) -> None:
    page = open_sheets("")
    assert visible_sheets(page) == sheet_paths()
    page.select_option("[name=paper]", "letter")
    assert visible_sheets(page) == [path for path in sheet_paths() if "letter" in path]
    page.select_option("[name=kind]", "hand-over")
    assert visible_sheets(page) == [
        "en/office/close-office/sheets/close-office-hand-over-key_holder-en-letter.pdf"
    ]
    assert page.text_content("[data-shown]") == "Shown: 1"
    assert [
        heading.text_content() for heading in page.query_selector_all(".sheets h3") if heading.is_visible()
    ] == ["Close the office for the night"]
    page.reload()
    assert len(visible_sheets(page)) == 1
    page.select_option("[name=paper]", "")
    page.select_option("[name=kind]", "")
    assert visible_sheets(page) == sheet_paths()
    assert "?" not in page.url


def test_a_role_sees_what_it_does_and_its_own_hand_overs_and_pack(open_sheets: Callable[[str], Page]) -> None:
    assert visible_sheets(open_sheets("?role=caretaker&paper=a4")) == [
        path
        for path in sheet_paths()
        if "a4" in path
        and not path.endswith(("all-pack-en-a4.pdf", "office-pack-en-a4.pdf"))
        and "key_holder" not in path
    ]


def test_what_the_address_chooses_is_chosen_and_nonsense_is_passed_over(
    open_sheets: Callable[[str], Page],
) -> None:
    page = open_sheets("?procedure=open-office&procedure=nonsense&kind=nonsense&role=%22%3E")
    assert visible_sheets(page) == sheet_paths()
    assert selected_procedures(page) == ["open-office"]
    assert page.text_content("[data-chosen]") == "Selected: 1"
    assert page.input_value("[name=kind]") == ""


# ---------------------------------------------------------------- several procedures printed together

STUB = """() => {
  const { dataset } = document.documentElement;
  delete dataset.printed;
  print = () => { dataset.printed = ""; };
}"""
OPEN, CLOSE = "[value=open-office]", "[value=close-office]"


def selected_procedures(page: Page) -> list[str]:
    names: list[str] = page.eval_on_selector_all(
        "[name=procedure]:checked", "all => all.map((box) => box.value)"
    )
    return names


def offered_pdfs(page: Page) -> list[str]:
    """The PDFs that are offered for what is chosen."""
    names: list[str] = page.eval_on_selector_all(
        "[data-ready]:not([hidden]) a", "all => all.map((link) => link.pathname.split('/').pop())"
    )
    return names


def print_selection(page: Page) -> list[str]:
    """Press the button, and read what the browser prints, page by page."""
    page.evaluate(STUB)
    page.click("[data-action=print]")
    page.wait_for_selector("[data-printed]")
    return reading.pages_of(page.pdf(prefer_css_page_size=True, tagged=True))


def test_a_sheet_or_pack_that_is_exactly_what_is_chosen_is_offered(
    open_sheets: Callable[[str], Page],
) -> None:
    page = open_sheets("")
    assert not page.is_visible("[data-selection]")
    page.check(CLOSE)
    assert offered_pdfs(page) == ["close-office-checklist-en-a4.pdf", "close-office-checklist-en-letter.pdf"]
    page.select_option("[name=paper]", "a4")
    page.select_option("[name=kind]", "trainer")
    assert offered_pdfs(page) == ["close-office-trainer-en-a4.pdf"]
    page.check(OPEN)
    assert offered_pdfs(page) == []
    page.select_option("[name=kind]", "")
    assert offered_pdfs(page) == ["office-pack-en-a4.pdf"]
    page.click("[data-action=none]")
    assert (selected_procedures(page), page.is_visible("[data-selection]")) == ([], False)


def test_all_that_is_shown_is_chosen_at_once(open_sheets: Callable[[str], Page]) -> None:
    page = open_sheets("?kind=hand-over")
    page.click("[data-action=all]")
    assert selected_procedures(page) == ["close-office"]
    assert page.url.endswith("?kind=hand-over&procedure=close-office")


def test_the_browser_prints_exactly_what_is_chosen_in_so_many_copies(
    open_sheets: Callable[[str], Page],
) -> None:
    page = open_sheets("?kind=trainer&paper=letter")
    page.check(CLOSE)
    once = print_selection(page)
    page.fill("[name=copies]", "2")
    page.check(OPEN)
    texts = print_selection(page)
    assert [text for text in texts if "Closetheoffice" in text] == [once[0]] * 2
    assert texts[: 2 * len(once)] == once * 2, "each begins on a new page"
    assert sum("Checklist:Opentheoffice" in text or text.startswith("ChecklistOpen") for text in texts) == 2
    assert not [text for text in texts if "Choosenone" in text or "Packs" in text]


def test_notes_for_trainers_are_printed_on_their_sheets_only(open_sheets: Callable[[str], Page]) -> None:
    page = open_sheets("?procedure=close-office")
    assert "Peopleforgetthekitchen" not in "".join(print_selection(page))
    page.select_option("[name=kind]", "trainer")
    assert "Peopleforgetthekitchen" in "".join(print_selection(page))


def test_a_hand_over_is_printed_for_one_role_with_boxes_at_its_own_steps(
    open_sheets: Callable[[str], Page],
) -> None:
    page = open_sheets("?procedure=close-office&kind=hand-over")
    assert page.is_disabled("[data-action=print]")
    assert page.is_visible("[data-role-missing]")
    page.select_option("[name=role]", "key_holder")
    assert not page.is_visible("[data-role-missing]")
    assert "Turntheheatingdown" in "".join(print_selection(page))
    page.emulate_media(media="print")
    boxes = {
        (item.locator(".step-number").first.inner_text(), item.locator("input").first.is_visible())
        for item in page.locator(".printed-sheet .step:not(.call)").all()
    }
    assert {number for number, has_box in boxes if not has_box} == {"4"}
    assert len(boxes) > 8


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_browser_prints_on_the_paper_that_is_chosen(
    open_sheets: Callable[[str], Page], paper: str
) -> None:
    page = open_sheets(f"?procedure=open-office&paper={paper}")
    print_selection(page)
    document = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (float(length) for length in document.pages[0].mediabox[2:])
    assert (round(width), round(height)) == {"a4": (595, 842), "letter": (612, 792)}[paper]


def test_a_page_that_cannot_be_read_is_reported_and_nothing_is_printed(
    open_sheets: Callable[[str], Page],
) -> None:
    page = open_sheets("?procedure=open-office")
    page.route("**/checklist/", lambda route: route.abort())
    page.evaluate(STUB)
    page.click("[data-action=print]")
    page.locator("[data-failed]").wait_for()
    assert page.locator("[data-printed]").count() == 0
    assert page.locator(".printed-sheet").count() == 0
    assert page.is_enabled("[data-action=print]")


def test_without_scripts_the_list_is_whole(chromium: Browser, site: Mapping[str, bytes]) -> None:
    context = chromium.new_context(java_script_enabled=False, service_workers="block")
    with hosted(site) as address:
        page = context.new_page()
        page.goto(f"{address}en/sheets/?kind=pack")
        links_ = page.locator(".sheets a[type]")
        assert links_.count() == len(sheet_paths())
        assert links_.first.is_visible()
        assert not page.locator("[data-filter]").is_visible()
        context.close()
