"""Variants: the tabs of a guide, and sheets for one answer."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from stegvis.adapters.cli.pdf import print_pdfs
from stegvis.model.condition import Condition
from stegvis.model.registries import FactKind
from stegvis.model.site import SiteConfig
from stegvis.model.step_kinds import Action
from stegvis.outputs.pdf.inline import plain_tree
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.outputs.pdf.views import Sheet
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.table import TRAINER
from stegvis.pages.procedure_view import build_procedure_view
from stegvis.pages.tabs import find_alternatives
from stegvis.source.project import read_project
from tests.support import projects
from tests.support.pdf_reading import printed
from tests.support.projects import FIXTURES
from tests.support.random_procedures import fact_of, id_, ids, procedure_of, text

PROJECT = FIXTURES / "sites" / "conditions"
FILES = read_project(PROJECT).files


def context(files: projects.Files = FILES) -> LocaleContext:
    config, _ = projects.config_of(files)
    assert isinstance(config, SiteConfig)
    library = projects.checked(files).localized["en"].library
    return LocaleContext("en", library, config, {}, AnalysisCache(library))


def test_steps_for_different_answers_stand_in_tabs_with_numbers_of_their_own() -> None:
    english = context()
    view = build_procedure_view(english, english.library.procedures["print-label"])
    first, second = (group.tabs for group in view.groups if group.tabs)
    assert [(tab.options, tab.numbers) for tab in first.tabs] == [("shop", "3–4"), ("scanner phone", "5–6")]
    assert first.tabs[1].label == "The hand scanner or The app on a phone"
    assert [(tab.options, tab.numbers) for tab in second.tabs] == [("shop", "9"), ("scanner phone", "10")]
    (declare,) = second.tabs[0].groups[0].steps
    assert declare.own_condition == "Where does the parcel go? – Anywhere else"
    assert declare.condition.endswith("What do you print labels with? – The web shop")
    assert all(group.tab is None for tab in first.tabs for group in tab.groups)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ((("tool", "o0"), ("tool", "o1")), ["s0", "s1"]),
        ((("tool", "o0"), ("tool", "o0")), []),
        ((("tool", "o0"), ("tool", "o0 o1")), []),
        ((("tool", "o0"), ("tool", "o1"), ("tool", "o0")), ["s0", "s1", "s2"]),
        ((("tool", "o0 o1"), ("tool", "o0"), ("tool", "o1")), ["s1", "s2"]),
        ((("country", "o0"), ("country", "o1")), []),
        ((("tool", "o0"), (), ("tool", "o1")), []),
    ],
)
def test_alternatives_follow_each_other_and_do_not_overlap(
    conditions: tuple[tuple[str, ...], ...], expected: list[str]
) -> None:
    def when(asked: tuple[str, ...]) -> Condition:
        return ({id_(asked[0]): ids(asked[1].split())},) if asked else ()

    steps = [
        Action(id=id_(f"s{at}"), action=text(f"s{at}"), when=when(asked))
        for at, asked in enumerate(conditions)
    ]
    facts = {"tool": fact_of("tool", kind=FactKind.VARIANT), "country": fact_of("country")}
    assert list(find_alternatives(procedure_of("one", steps).steps, facts)) == expected


def sheet(files: projects.Files = FILES, **variants: str) -> Sheet:
    english = context(files)
    builder = SheetBuilder(english.settle(variants) if variants else english)
    return builder.sheet(builder.context.library.procedures["print-label"], TRAINER)


def test_a_sheet_has_all_variants_or_the_chosen_one_with_the_same_numbers() -> None:
    rows = [row for group in sheet().groups for row in group.rows]
    assert [row.number for row in rows] == [str(number) for number in range(1, 12)]
    assert [row.is_in_line for row in rows if row.options] == [True, False]
    chosen = sheet(tool="scanner")
    rows = [row for group in chosen.groups for row in group.rows]
    assert [row.number for row in rows] == ["1", "5", "6", "7", "8", "10", "11"]
    assert [row.condition for row in rows if row.condition] == ["Where does the parcel go? – Anywhere else"]
    (note,) = [plain_tree(remark.text) for row in rows for remark in row.remarks]
    assert note == "Charge the scanner afterwards."
    assert chosen.facts[0].label == "What do you print labels with?"
    assert plain_tree(chosen.facts[0].text) == "The hand scanner"
    phone = [row for group in sheet(tool="phone").groups for row in group.rows]
    assert not any(row.remarks for row in phone)


def test_a_sheet_does_not_ask_for_what_only_other_variants_need() -> None:
    files = projects.edited(
        FILES,
        "procedures/parcels/print-label.yaml",
        "{destination: overseas, tool: [scanner, phone]}",
        "{tool: [scanner, phone]}",
    )
    rows = [row for group in sheet(files, tool="scanner").groups for row in group.rows]
    assert [row.number for row in rows] == ["1", "5", "6", "7", "10", "11"]
    assert "8" in [row.number for group in sheet(files, tool="shop").groups for row in group.rows]


def test_a_sheet_hands_over_the_steps_of_its_variant_by_their_numbers() -> None:
    action = "    action: Press the green button."
    files = projects.edited(
        FILES, "procedures/parcels/print-label.yaml", action, f"    performed_by: [manager]\n{action}"
    )
    handed = {
        name: [fact.label for fact in sheet(files, tool=name).facts if fact.label.startswith("Step")]
        for name in ("shop", "scanner")
    }
    assert handed == {"shop": [], "scanner": ["Step 6"]}


def test_the_file_of_a_variant_is_named_after_it() -> None:
    options = PdfOptions(
        papers=(Paper.A4,), procedures=("print-label",), editions=(TRAINER,), variants={"tool": "phone"}
    )
    (pdf_file,) = printed(FILES, options).pdf_files
    assert pdf_file.path.endswith("/print-label-trainer-phone-en-a4.pdf")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("tool=nothing", "there is no option of `tool` `nothing`"),
        ("destination=home", "there is no variant `destination`"),
        ("tool", "there is no option of `tool` ``"),
    ],
)
def test_a_variant_to_print_is_one(given: str, message: str) -> None:
    result = CliRunner().invoke(print_pdfs, ["--variant", given], obj=PROJECT)
    assert result.exit_code == 2
    assert message in result.output
