"""Characters that hide or reorder words: wherever one is written, it is reported and no page shows it."""

from __future__ import annotations

import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.diagnostics import Severity, render_text
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import catalog, shown, translated
from tests.support.faults import attempts
from tests.support.projects import Files, catalog_findings, diagnostics, edited, sound
from tests.support.starter_site import CATALOG, site_of, starter

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"
dutch = cache(translated)

HIDDEN = (
    [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]
    + list("\u200b\u200c\u200d\u200e\u200f\u061c\u180e\u2028\u2029\u2060\u2061\u2062\u2063\u2064\ufeff")
    + list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206f\ufff9\ufffa\ufffb\ufffc")
    + list("\u034f\u115f\u1160\u3164\uffa0\u2800\ufe00\ufe0f\ufffe\uffff\ufdd0")
    + [chr(code) for code in (0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0x1D173, 0x1FFFE)]
)
"""What no Latin text needs, by number: the table of the program is not asked."""

REFERENCED = [sign for sign in HIDDEN if ord(sign) >= 0xA0 and sign not in "\ufffe\uffff\ufdd0\U0001fffe"]
"""Those of them that CommonMark takes as references; it replaces the others by U+FFFD."""

NEEDED = (
    "Prix\u202f: 5\u00a0€", "👩‍⚕️", "👨‍👩‍👧‍👦", "1️⃣ #️⃣", "❤️ ℹ️ ‼️ 〰️ ↔️",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "می‌خواهم", "क्‍ष", "ক্‌ষ", "ශ්‍රී", "שלום \u2068abc\u2069 \u200fא", "ภาษา\u200bไทย",
    "葛\U000e0100", "Ünïcödé", "漢字 かな 한글", "عدد ٪\u061c١",
)  # fmt: skip
"""What some language needs."""

YAML_PLACES = {
    "action": ("procedures/office/open-office.yaml", "Unlock the door.", '"Unlock {} the door."'),
    "comment": ("procedures/office/open-office.yaml", "roles:", "# a {} comment\nroles:"),
    "registry": ("content/labels.yaml", "name: Panel", 'name: "Pa{}nel"'),
    "collection": ("content/collections.yaml", "title: ", "title: {}"),
    "site": ("content/site.yaml", "name: ", "name: {}"),
    "article": ("content/index.md", "Begin with", "Begin {} with"),
    "front matter": ("content/index.md", "title: Procedures", "title: Proce{}dures"),
}
"""Where an author may write a character: the file, and a piece of it before and after."""


def with_source(place: str, character: str) -> dict[str, bytes]:
    """The sound project with a character in one place."""
    path, old, new = YAML_PLACES[place]
    return edited(sound(), path, old, new.format(character))


def with_translation(words: str) -> dict[str, bytes]:
    """The Dutch project with this translation of an action."""
    return edited(dutch(), catalog("office"), "NL Unlock the door.", words)


@settings(max_examples=attempts(60))
@given(st.sampled_from(sorted(YAML_PLACES)), st.sampled_from(HIDDEN))
def test_a_hidden_character_in_a_source_is_an_error_with_its_place(place: str, character: str) -> None:
    files = with_source(place, character)
    path = YAML_PLACES[place][0]
    reported = [found for found in diagnostics(files) if found.code == "Y008"]
    assert [(found.location.path, found.severity) for found in reported] == [(path, Severity.ERROR)]
    lines = files[path].decode().split("\n")
    assert lines[reported[0].location.line - 1][reported[0].location.column - 1] == character
    assert f"U+{ord(character):04X}" in reported[0].message
    assert character.isprintable() or character not in render_text(reported[0], lines)


@settings(max_examples=attempts(30))
@given(st.sampled_from([*HIDDEN, "\t", "\ud800", "\udfff"]), st.sampled_from(["value", "key"]))
def test_an_escaped_character_is_an_error_too(character: str, place: str) -> None:
    escaped = json.dumps(f"Unlock{character}it") if ord(character) < 0x10000 else f'"\\U{ord(character):08X}"'
    new = f"action: {escaped}" if place == "value" else f"{escaped}: Unlock the door."
    found = diagnostics(edited(sound(), OFFICE, "action: Unlock the door.", new))
    assert any(each.code[0] == "Y" and each.location.path == OFFICE for each in found), found


@settings(max_examples=attempts(30))
@given(st.sampled_from(REFERENCED))
def test_a_character_reference_hides_nothing_either(character: str) -> None:
    words = f"Unlock &#x{ord(character):X}; the door."
    found = diagnostics(edited(sound(), OFFICE, "Unlock the door.", words))
    assert [(each.code, each.severity) for each in found] == [("V504", Severity.ERROR)]


@settings(max_examples=attempts(40))
@given(
    st.one_of(st.sampled_from(HIDDEN), st.sampled_from(REFERENCED).map(lambda sign: f"&#{ord(sign)};")),
    st.sampled_from(["", "# allow C109: why not\n"]),
)
def test_a_translation_that_hides_words_is_not_used(written: str, comment: str) -> None:
    files = with_translation(f"NL Unlock {written} the door.")
    begin = f'msgctxt "{ACTION}"'
    files = edited(files, catalog("office"), begin, f"{comment}{begin}")
    assert shown(files)[ACTION] == ("Unlock the door.", TranslationState.FUZZY)
    assert "C109" in {found.code for found in diagnostics(files)}
    assert "C109" in {found.code for found in catalog_findings(files)}


@settings(max_examples=attempts(30))
@given(st.sampled_from(NEEDED), st.sampled_from(["action", "registry", "article"]))
def test_what_a_language_needs_is_no_fault(words: str, place: str) -> None:
    assert diagnostics(with_source(place, words)) == []
    assert shown(with_translation(f"NL {words}"))[ACTION] == (f"NL {words}", TranslationState.TRANSLATED)


@settings(max_examples=attempts(2))
@given(st.lists(st.sampled_from(HIDDEN), min_size=1, max_size=40))
def test_no_page_shows_what_a_translation_hides(characters: list[str]) -> None:
    site = site_of(hostile_catalog(starter(), "".join(characters)))
    forbidden = set(characters)
    for path, raw in site.items():
        if path.endswith((".html", ".json")):
            assert forbidden.isdisjoint(raw.decode()), path


def hostile_catalog(files: Files, hidden: str) -> dict[str, bytes]:
    """The starter with hidden characters in every Dutch translation of its procedures."""
    text = files[CATALOG].decode()
    head, blank, body = text.partition("\n\n")
    body = body.replace('\nmsgstr "', f'\nmsgstr "{hidden}')
    return {**files, CATALOG: f"{head}{blank}{body}".encode()}
