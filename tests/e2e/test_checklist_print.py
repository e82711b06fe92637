"""Guides and checklists printed from the browser: every step, tagged, and nothing of the page's furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call
from stegvis.model.text import LocalizedText
from stegvis.pages.formatting import LocaleFormatter
from tests.support import own_project
from tests.support import pdf_reading as reading
from tests.support.browser_waits import PATIENCE
from tests.support.site_host import hosted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "assign-azure-subscription-to-customer"
LOCALES = ("en", "nl", "sv", "fr")
TEXTS = ("action", "check", "decision", "wait", "finish")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    for path, content in own_project.site_at(reading.URL).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def localized() -> dict[str, tuple[Procedure[LocalizedText], LocaleFormatter]]:
    languages = {code: locale.language for code, locale in own_project.config().locales.items()}
    return {
        code: (content.library.procedures[NAME], LocaleFormatter(content.library, languages[code]))
        for code, content in own_project.checked().localized.items()
    }


def instructions(procedure: Procedure[LocalizedText], formatter: LocaleFormatter) -> list[str]:
    """The instruction of each step, in order, as it is printed."""
    return [
        formatter.plain(getattr(step, field))
        for step in procedure.steps
        if not isinstance(step, Call)
        for field in TEXTS
        if hasattr(step, field)
    ]


@pytest.mark.parametrize(
    ("page", "paper"), [("", "A4"), ("", "Letter"), ("checklist/", "A4"), ("checklist/", "Letter")]
)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_page_has_every_step_and_no_furniture(  # noqa: PLR0913, PLR0917  # fixtures and cases
    chromium: Browser,
    folder: Path,
    localized: dict[str, tuple[Procedure[LocalizedText], LocaleFormatter]],
    locale: str,
    page: str,
    paper: str,
) -> None:
    tab = chromium.new_page()
    tab.goto(f"file://{folder}/{locale}/subscriptions/{NAME}/{page}index.html")
    pdf = tab.pdf(format=paper, tagged=True)
    tab.close()
    procedure, formatter = localized[locale]
    pages = reading.pages_of(pdf)
    printed = comparable("".join(pages))
    texts = [comparable(text) for text in instructions(procedure, formatter)]
    assert not [text for text in texts if text not in printed]
    for furniture in (formatter.ui.skip_to_content, formatter.ui.privacy, formatter.ui.on_this_page):
        assert reading.squeezed(furniture) not in printed
    assert reading.catalogue_of(pdf)["/MarkInfo"]["/Marked"]


# ------------------------------------------------- the rules of sheets, on a page that is printed

VIEWS = pytest.mark.parametrize("view", ["", "checklist/"])
STEPS = "main li.step:not(.call)"
_WORDS = """all => all.map((step) => [step.id, [...step.querySelectorAll("p, label, legend, .answer, .edge")]
  .filter((part) => part.checkVisibility() && !part.querySelector("p")).map((part) => part.innerText)])"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page as it was printed."""

    pages: list[str]
    """The squeezed words of each."""
    used: list[float]
    """How far down each has words: a share of its height."""
    steps: dict[str, list[str]]
    """By anchor, the squeezed texts of each step."""


def comparable(words: str) -> str:
    """Squeezed, and without ligatures."""
    return normalize("NFKC", reading.squeezed(words))


def print_page(tab: Page, paper: str = "A4") -> Paper:
    """Print what a tab shows."""
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    steps = {
        name: [comparable(text) for text in texts] for name, texts in tab.eval_on_selector_all(STEPS, _WORDS)
    }
    pdf = tab.pdf(format=paper, tagged=True)
    return Paper([comparable(text) for text in reading.pages_of(pdf)], reading.used_heights_of(pdf), steps)


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with hosted(
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    ) as address:
        yield address


@VIEWS
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("locale", LOCALES)
def test_no_step_is_split_and_no_page_is_left_half_empty(
    tab: Page, served: str, locale: str, view: str, paper: str
) -> None:
    tab.goto(f"{served}{locale}/subscriptions/{NAME}/{view}")
    printed = print_page(tab, paper)
    assert len(printed.steps) > 25
    split = [
        name
        for name, texts in printed.steps.items()
        if not any(all(text in page for text in texts) for page in printed.pages)
    ]
    assert split == []
    picture = 0 if view else 1  # it has a page of its own, after what is left of the guide
    full = printed.used[: -1 - picture]
    assert len(full) > 3
    assert min(full) > 0.6, printed.used


@VIEWS
def test_every_page_begins_with_what_it_is(tab: Page, served: str, view: str) -> None:
    tab.goto(f"{served}fr/subscriptions/{NAME}/{view}")
    words = print_page(tab).pages[0]
    for text in ("Révision 2 du 22 novembre 2026", "Français"):
        assert reading.squeezed(text) in words[:400]


@VIEWS
def test_waits_have_lines_for_dates_and_parts_say_where_to_go_on(tab: Page, served: str, view: str) -> None:
    tab.goto(f"{served}en/subscriptions/{NAME}/{view}")
    steps = print_page(tab).steps
    waits = [texts for name, texts in steps.items() if tab.locator(f'[id="{name}"].wait').count()]
    ends = {
        name: texts
        for name, texts in steps.items()
        if "." in name and tab.locator(f'[id="{name}"].finish').count()
    }
    assert waits
    assert all("AskedonDueonAnsweredon" in "".join(texts) for texts in waits)
    assert len(ends) == 4
    ways_on = ("Continuewithstep", "Gobacktostep2")
    assert all(any(text.startswith(ways_on) for text in texts) for texts in ends.values()), ends


@VIEWS
def test_each_answer_says_where_it_leads(tab: Page, served: str, view: str) -> None:
    tab.goto(f"{served}en/subscriptions/{NAME}/{view}")
    print_page(tab)
    answers = tab.locator(":is(.choices > li, .choice):not(.many *)")
    assert answers.count() > 8
    lost = [answer for answer in answers.all() if not answer.locator(".edge").is_visible()]
    assert lost == []


@pytest.mark.parametrize(("locale", "day"), [("en", "Nov"), ("nl", "nov")])
def test_a_run_is_printed_with_its_marks_and_all_ways(tab: Page, served: str, locale: str, day: str) -> None:
    tab.clock.set_fixed_time("2026-11-21T09:41:00")
    tab.goto(f"{served}{locale}/subscriptions/{NAME}/checklist/")
    tab.wait_for_selector("[data-run]:not([hidden])")
    blank = print_page(tab)
    waiting = tab.locator(".is-waiting > .step-status > p:first-child >> visible=true")
    assert waiting.count() == 0, "an answer that is waited for is seen from its boxes"
    tab.emulate_media(media="screen")
    tab.fill("[data-initials]", "AB")
    tab.fill("[data-name]", "Fabrikam 4711")
    tab.check("#sign-in--done")
    tab.check("#sign-in-asked--not-asked")
    tab.locator("#sign-in.is-done").wait_for()
    printed = print_page(tab)
    assert printed.steps.keys() == blank.steps.keys(), "steps that the answers lead past are on paper too"
    assert "Fabrikam4711" in printed.pages[0]
    for name in ("sign-in", "sign-in-asked"):
        assert any("AB" in text and day in text for text in printed.steps[name]), printed.steps[name]
    assert not any("AB" in text for text in printed.steps["open-customers"])
    furniture = ".run, .tools-button, .tools, .to-print, .views, .bar, .clear, [data-all-steps]"
    assert tab.locator(f":is({furniture}) >> visible=true").count() == 0
    boxes = {"#sign-in--done": True, "#open-customers--done": False}
    drawn = {
        name: tab.eval_on_selector(name, "box => getComputedStyle(box).backgroundImage") for name in boxes
    }
    assert {name: image != "none" for name, image in drawn.items()} == boxes
