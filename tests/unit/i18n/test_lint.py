"""Every check has a translation in which it finds a fault, and a sound one beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stegvis.adapters.cli import explanations
from stegvis.diagnostics import Diagnostic
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.languages.table import language_for
from stegvis.i18n.lint import check, checks
from stegvis.i18n.lint.context import OBJECT, CheckContext, TranslationPair, build_check_context, plain_text
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.dutch_catalogs import catalog, translated
from tests.support.projects import ROOT, Files, edited, library_of

NB = "\u202f"

CASES = (
    ("C101", "nl", "Select {submit}.", "Selecteer.", "Selecteer {submit}."),
    ("C101", "nl", "Select {submit}.", "Selecteer {verzenden}.", "Kies dan {submit}."),
    ("C101", "nl", "Open {{order-number}}.", "Open de order.", "Open order {{order-number}}."),
    ("C101", "nl", "Open {{order-number}}.", "Open {order-number}.", "Open nu {{order-number}}."),
    ("C102", "nl", "See [the page][dashboard].", "Zie [de pagina][pagina].", "Zie [de pagina][dashboard]."),
    ("C102", "nl", "See [the page][a], [it][a].", "Zie [de pagina][a].", "Zie [de pagina][a], [dit][a]."),
    ("C103", "nl", "Select {submit}.", "Selecteer { submit }.", "Selecteer {submit}."),
    ("C103", "sv", "Select {submit}.", "Välj ｛submit｝.", "Välj {submit}."),
    ("C103", "fr", "Select {submit} now.", "Choisissez {submit}}.", "Choisissez {submit}."),
    ("C103", "nl", r"Write \{ first.", "Schrijf { eerst } op.", r"Schrijf \{ eerst op."),
    ("C104", "nl", "**Never** do it.", "Doe het nooit.", "Doe het **nooit**."),
    ("C104", "nl", "See [*the* page][a].", "Zie [de pagina][a].", "Zie [*de* pagina][a]."),
    ("C104", "nl", "2 * 3 is six.", "2 * 3 * 1 is zes.", "2 * 3 is zes, dus `a*b`."),
    ("C104", "nl", "**Never** do it.", "Doe het ** nooit **.", "Doe het **nooit**."),
    ("C104", "sv", "Never do it.", "Gör det *aldrig*.", "Gör det aldrig."),
    ("C105", "nl", "Run `stegvis check`.", "Start `stegvis toets`.", "Start `stegvis check`."),
    ("C105", "nl", "Run `stegvis check`.", "Start stegvis check`.", "Start `stegvis check`."),
    ("C105", "nl", "Run ``a`b``.", "Start `a`b.", "Start `` a`b ``."),
    ("C106", "nl", "One line.", "Eén<br>regel.", "Eén regel."),
    ("C106", "fr", "One line.", "Une&nbsp;ligne.", "Une ligne."),
    ("C107", "nl", "First, look.", "1. Kijk eerst.", "Kijk eerst."),
    ("C107", "sv", "Look.", "- Titta.", "Titta."),
    ("C108", "nl", "See [it][a].", "Zie [dit][a](//b.example).", "Zie [dit][a]."),
    ("C108", "nl", "See [it][a].", "Zie [dit](javascript:x).", "Zie [dit][a]."),
    ("C108", "nl", "See it.", "Zie <ms-msdt:/id>.", "Zie dit."),
    ("C108", "nl", "See a.example.", "Zie https://a.example.", "Zie a.example."),
    ("C108", "nl", "Mail `a@b.example`.", "Mail `a@c.example`.", "Schrijf naar a@b.example."),
    ("C201", "nl", "Look.", "Kijk. ", "Kijk."),
    ("C201", "fr", "Look.", f"{NB}Regardez.", "Regardez."),
    ("C202", "nl", "Look at it.", "Kijk\nernaar.", "Kijk ernaar."),
    ("C203", "nl", "Look.", "Kijk", "Kijk."),
    ("C203", "fr", "Is it so?", "C’est cela.", f"Est-ce cela{NB}?"),
    ("C203", "sv", "the first one;", "den första?", "den första"),
    ("C204", "nl", "Look (twice).", "Kijk (twee keer.", "Kijk (twee keer)."),
    ("C205", "nl", "Look twice.", "Kijk  twee keer.", "Kijk twee keer."),
    ("C206", "sv", "Look.", "titta.", "Titta."),
    ("C207", "nl", "Yes", "Ja, en wel omdat het nu eenmaal zo is", "Ja"),
    ("C208", "nl", "Select the name of the customer.", "Kies.", "Kies de naam van de klant."),
    ("C209", "nl", "Look at it. Then go on.", "Bekijk het goed, ja goed.", "Bekijk het. Ga dan verder."),
    ("C109", "nl", "Look at it.", "Be\u200bkijk het.", "Bekijk het."),
    ("C109", "ar", "Look at it.", "\u202eانظر.", "انظر \u2067إليه\u2069\u200f."),
    ("C109", "nl", "Look at it.", "\u2067Bekijk\u2069 het.", "Bekijk het."),
    ("C210", "nl", "Look at it.", "Be\u00adkijk het.", "Bekijk het."),
    ("C210", "sv", "The user name", "AnvÃ¤ndarnamn", "Användarnamn"),
    ("C210", "fr", "Step", "E\u0301tape", "Étape"),
    ("C251", "fr", "Wait: look!", "Attendez : regardez !", f"Attendez{NB}: regardez{NB}!"),
    ("C251", "fr", "Say “yes”.", "Dites « oui ».", f"Dites «{NB}oui{NB}»."),
    ("C251", "nl", "Wait, and look.", "Wacht , en kijk.", "Wacht, en kijk om 10:30."),
    ("C252", "nl", "Wait, and look.", "Wacht,en kijk.", "Wacht, en kijk in 1,5 uur."),
    ("C252", "sv", "Wait: look.", "Vänta,titta.", "Vänta: API:et."),
    ("C253", "fr", "the step", "l'étape", "l’étape"),
    ("C253", "nl", "at night", "‘s nachts", "’s nachts"),
    ("C254", "nl", "Say “yes”.", 'Zeg "ja".', "Zeg ‘ja’."),
    ("C254", "sv", "Say “yes”.", "Säg “ja”.", "Säg ”ja”."),
    ("C254", "fr", "Say “yes”.", f"Dites «{NB}oui.", f"Dites «{NB}oui{NB}»."),
    ("C254", "nl", "Say “yes”.", "Zeg ja.", "Zeg “ja”."),
    ("C255", "nl", "Wait…", "Wacht...", "Wacht…"),
    ("C255", "sv", "Wait – look", "Vänta - titta", "Vänta – titta"),
    ("C256", "nl", "Look at the page.", "Bekijk de de pagina.", "Ik denk dat dat klopt."),
    ("C256", "fr", "You sign in.", "Vous le le savez.", "Vous vous connectez."),
    ("C256", "sv", "Look at it.", "Titta på den. Titta på den.", "Titta på den."),
    ("C301", "nl", "Confirm it.", "Kies Verzenden om te bevestigen.", "Kies {submit} om te bevestigen."),
    ("C301", "nl", "Confirm it.", "Klik op Submit om te bevestigen.", "Bevestig om te verzenden."),
    ("C302", "nl", "Add a subscription.", "Voeg een inschrijf toe.", "Voeg een Azure-abonnement toe."),
    ("C302", "nl", "Open Azure.", "Open Azuur.", "Open Azure."),
    ("C303", "nl", "Add a subscription.", "Neem een abonnement of lidmaatschap.", "Neem een abonnement."),
    ("C304", "nl", "Leave out what is empty", "Leave out what is empty", "Laat weg wat leeg is"),
    ("C304", "nl", "21 °C in 5 days", "21 °C in 5 days", "21 °C in 5 dagen"),
    ("C304", "nl", "Back to work", "Back to work", "Aan het werk"),
    ("C305", "nl", "Select the name, then the menu.", "Selecteer the naam.", "Selecteer de naam."),
    ("C306", "nl", "Select your name.", "Selecteer jouw naam.", "Selecteer uw naam."),
    ("C306", "sv", "Select your name.", "Om ni väljer ditt namn.", "Om ni är överens om det."),
    ("C306", "fr", "Select your name.", "Choisis ton nom.", "Choisissez votre nom."),
    ("C307", "nl", "See [how this is done][x].", "Zie [how this is done][x].", "Zie [hoe dat gaat][x]."),
    ("C307", "nl", "See [how this is done][x].", "Zie hoe dat gaat [][x].", "Zie [hoe dat gaat][x]."),
    ("C401", "nl", "It takes 24 hours.", "Het duurt 42 uur.", "Het duurt 24 uur."),
    ("C401", "sv", "It costs 1,000.50.", "Det kostar 100,50.", "Det kostar 1 000,50."),
    ("C402", "nl", "See https://a.example/x.", "Zie de site.", "Zie https://a.example/x."),
    ("C402", "nl", "Write to a@b.example.", "Schrijf ons.", "Schrijf naar a@b.example."),
    ("C403", "nl", "Open labels.yaml first.", "Open etiketten.yaml.", "Open labels.yaml eerst."),
)  # fmt: skip


def check_context(locale: str) -> CheckContext:
    """The context of checks of the sound project, with one more label and a small glossary."""
    files = translated() | {"content/glossary.yaml": GLOSSARY}
    files = edited(files, "content/labels.yaml", "panel:", "submit: {name: Submit, kind: button}\npanel:")
    submit = {"nl": "Verzenden", "sv": "Skicka", "fr": "Envoyer", "ar": "أرسل"}
    words = {"labels/submit.name": submit[locale]}
    return build_check_context(library_of(files), locale, language_for(locale), words)


GLOSSARY = b"""
subscription:
  term: subscription
  meaning: What is billed.
  forms: {nl: [abonnement]}
  forbidden: {nl: [lidmaatschap]}
azure: {term: Azure, meaning: A platform., keep: true}
"""


def run_check(code: str, locale: str, source: str, words: str) -> list[str]:
    case = TranslationPair(
        "page/part.1", source, words, check_context(locale), max_length=30 if code == "C207" else None
    )
    (rule,) = (rule for rule in checks.CHECKS if rule.code == code)
    return list(rule.check(case))


@pytest.mark.parametrize(("code", "locale", "source", "bad", "good"), CASES)
def test_a_check_finds_the_fault_and_leaves_what_is_right(
    code: str, locale: str, source: str, bad: str, good: str
) -> None:
    assert run_check(code, locale, source, bad)
    assert run_check(code, locale, source, good) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Press {submit}.", f"Press {OBJECT}."),
        ("`{a}` and `*.csv`", f"{OBJECT} and {OBJECT}"),
        ("*2* * _3_ [a **b**][page:x]", "2 * 3 a b"),
        (r"snake_case \* &amp; [optional]", "snake_case * & [optional]"),
    ],
)
def test_checks_look_at_the_words_and_mark_what_stands_for_others(text: str, words: str) -> None:
    assert plain_text(text) == words


def test_a_number_with_its_unit_may_equal_the_english() -> None:
    for measure in ("21 °C", "-10 °C", "4.2 kW", "100 µS/cm", "1 MB", "40 %"):
        assert run_check("C304", "nl", measure, measure) == [], measure


def test_every_check_has_its_cases() -> None:
    assert {rule.code for rule in checks.CHECKS} == {code for code, *_ in CASES}


def inconsistent_keys(*texts: tuple[str, str, str]) -> dict[str, list[str]]:
    cases = [TranslationPair(key, source, words, check_context("nl")) for key, source, words in texts]
    return {rule.code: [case.key for case, _ in rule.check(cases)] for rule in checks.CONSISTENCY_CHECKS}


def test_one_english_has_one_wording() -> None:
    assert inconsistent_keys(("a/x.1", "Go on.", "Ga door."), ("a/y.1", "Go on.", "Ga verder."))["C308"] == [
        "a/y.1"
    ]
    assert inconsistent_keys(("a/x.1", "Go on.", "Ga door."), ("a/y.1", "Go on.", "Ga door."))["C308"] == []


def test_two_english_texts_have_two_translations() -> None:
    assert inconsistent_keys(("a/x.1", "Go on.", "Ga door."), ("a/y.1", "Stop.", "Ga door."))["C309"] == [
        "a/y.1"
    ]
    assert inconsistent_keys(("a/x.1", "Go on.", "Ga door."), ("a/y.1", "Stop.", "Stop."))["C309"] == []
    assert (
        inconsistent_keys(("hours_one", "{n} hour", "{n} uur"), ("hours_other", "{n} hours", "{n} uur"))[
            "C309"
        ]
        == []
    )


def check_dutch(files: Files) -> list[Diagnostic]:
    """The diagnostics of `stegvis catalog check nl`."""
    library = library_of(files)
    catalogs = {}
    for domain in records_by_domain(library):
        result = po_format.read_po(catalog(domain), files[catalog(domain)])
        if isinstance(result, Diagnostic):
            return [result]
        catalogs[domain] = result
    return check.check_catalogs(library, catalogs, "nl", plural_forms("nl"))


def codes_of(files: Files) -> set[str]:
    return {diagnostic.code for diagnostic in check_dutch(files)}


OFFICE = catalog("office")
VOID = "0" * 12


def with_clean_message() -> dict[str, bytes]:
    """The sound project with Dutch that no check complains of in one message."""
    return edited(translated(), OFFICE, "NL Unlock the door.", "Doe de deur open.")


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("C002", 'msgstr "Doe', "msgstr Doe"),
        ("C005", '#. Title of a procedure', '<<<<<<< ours\n#. Title of a procedure'),
        ("C501", "Language: nl", "Language: sv"),
        ("C502", "charset=UTF-8", "charset=ISO-8859-1"),
        ("C503", "nplurals=2", "nplurals=3"),
        ("C504", 'msgctxt "open-office/un', '#, fuzzy\nmsgctxt "open-office/un'),
        ("C506", "Doe de deur open.", ""),
        ("C507", 'msgid "Unlock the door."', 'msgid "Unlock a door."'),
        ("C507", 'msgctxt "open-office/unlock-door.action"', 'msgctxt "open-office/unlock.action"'),
        ("C601", 'msgctxt "open-office/un', '# allow C203\nmsgctxt "open-office/un'),
        ("C601", 'msgctxt "open-office/un', '# allow C504: I will look at it\nmsgctxt "open-office/un'),
        ("C602", 'msgctxt "open-office/un', '# allow C203: it is a heading here\nmsgctxt "open-office/un'),
        ("C603", 'msgctxt "open-office/un', f'# reviewed: Al, 2026-11-21, {VOID}\nmsgctxt "open-office/un'),
        ("C603", 'msgctxt "open-office/un', '# reviewed: yes\nmsgctxt "open-office/un'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_catalog_is_reported(code: str, old: str, new: str) -> None:
    files = with_clean_message()
    assert code not in codes_of(files)
    assert code in codes_of(edited(files, OFFICE, old, new))


def test_an_obsolete_message_is_reported() -> None:
    files = with_clean_message()
    obsolete = b'\n#~ msgctxt "open-office/gone.action"\n#~ msgid "Gone."\n#~ msgstr "Weg."\n'
    assert "C505" in codes_of({**files, OFFICE: files[OFFICE] + obsolete})


def test_a_comment_with_a_reason_allows_one_diagnostic_and_no_other() -> None:
    files = edited(with_clean_message(), OFFICE, "Doe de deur open.", "doe de deur open")
    reported = [diagnostic for diagnostic in check_dutch(files) if "unlock-door.action" in diagnostic.message]
    assert {diagnostic.code for diagnostic in reported} == {"C203", "C206"}
    allowed = edited(
        files, OFFICE, 'msgctxt "open-office/un', '# allow C206: a name\nmsgctxt "open-office/un'
    )
    remaining = [
        diagnostic for diagnostic in check_dutch(allowed) if "unlock-door.action" in diagnostic.message
    ]
    assert {diagnostic.code for diagnostic in remaining} == {"C203"}


def test_every_diagnostic_has_a_location_and_an_explanation() -> None:
    files = edited(with_clean_message(), OFFICE, "Doe de deur open.", "doe de deur open")
    lines = files[OFFICE].decode().splitlines()
    for diagnostic in check_dutch(files):
        assert explanations.explain_code(diagnostic.code), diagnostic
        if "unlock-door.action" in diagnostic.message:
            assert diagnostic.location.path == OFFICE
            assert "unlock-door.action" in lines[diagnostic.location.line - 1]


def test_a_language_without_rules_of_its_own_is_checked_too() -> None:
    case = TranslationPair(
        "page/part.1",
        "Select {submit}.",
        "Wählen Sie.",
        replace(check_context("nl"), language=language_for("de")),
    )
    assert {rule.code for rule in checks.CHECKS if list(rule.check(case))} >= {"C101"}


@pytest.mark.parametrize(("locale", "is_right_to_left"), [("ar", True), ("he-US", True), ("de", False)])
def test_a_language_has_its_direction_in_every_region(locale: str, *, is_right_to_left: bool) -> None:
    """CLDR has no data of Hebrew in the United States, which is written as in Israel."""
    assert language_for(locale).is_right_to_left is is_right_to_left


@pytest.mark.parametrize("locale", ["nl", "sv", "fr"])
def test_our_own_catalogs_have_no_fault_that_no_comment_allows(locale: str) -> None:
    source = read_project(ROOT)
    library = load_library(source.files).library
    paths = {
        domain: source.catalogs.find(source.files, locale, domain) for domain in records_by_domain(library)
    }
    catalogs = {
        domain: po_file
        for domain, path in paths.items()
        if isinstance(po_file := po_format.read_po(path, source.files[path]), po_format.PoFile)
    }
    unfinished = {"C504", "C505", "C506", "C507"}
    diagnostics = check.check_catalogs(library, catalogs, locale, plural_forms(locale))
    assert [str(diagnostic) for diagnostic in diagnostics if diagnostic.code not in unfinished] == []
