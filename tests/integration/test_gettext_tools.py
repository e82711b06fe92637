"""gettext's own tools take our catalogs as they are, and we take theirs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.i18n.catalogs import po_format, po_strings
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.model.catalog_layout import DEFAULT_LAYOUT
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.dutch_catalogs import (
    brought_up_to_date,
    catalog,
    obsolete,
    read,
    read_bytes,
    run,
    shown,
    told,
    translated,
    written,
)
from tests.support.projects import ROOT, edited
from tests.unit.i18n.test_update import ACTION, QUESTION, with_reworded_action, without_question

OURS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (
        "content/locales",
        "generator/stegvis/starter/content/locales",
        "generator/stegvis/theme/locales",
    )
    for path in (ROOT / folder).rglob("*.po*")
)


def msgfmt_complaints(gettext: Path, path: Path) -> list[str]:
    """The lines of `msgfmt -c`; a header without a date is no fault: a date in each update is churn."""
    checked = run(gettext / "msgfmt", "-c", "-o", "/dev/null", path)
    lines = [
        line for line in checked.stderr.splitlines() if "still has the initial default value" not in line
    ]
    return lines if checked.returncode == 0 else [*lines, f"exit code {checked.returncode}"]


@pytest.mark.parametrize("path", OURS)
def test_msgfmt_has_nothing_against_our_catalogs(gettext: Path, path: str) -> None:
    assert msgfmt_complaints(gettext, ROOT / path) == []


@pytest.mark.parametrize("locale", ["nl", "sv", "fr"])
def test_no_catalog_is_missing(locale: str) -> None:
    layout = read_project(ROOT).catalogs
    domains = {path.rpartition("/")[2].removesuffix(".pot") for path in OURS if path.endswith(".pot")}
    for domain in domains - {"office"}:
        assert layout.catalog(locale, domain) in OURS


def test_templates_and_catalogs_are_up_to_date() -> None:
    project = read_project(ROOT)
    library, locales = load_library(project.files).library, ["nl", "sv", "fr"]
    updated = update_catalogs(library, project.files, locales, layout=project.catalogs)
    assert updated.diagnostics == ()
    assert [path for path, raw in updated.value.items() if (ROOT / path).read_bytes() != raw] == []


def test_pybabel_extracts_the_same_messages(tmp_path: Path) -> None:
    target = tmp_path / "all.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "extract",
        "-F",
        "babel.cfg",
        "-o",
        str(target),
        ".",
    ]
    extracted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert extracted.returncode == 0, extracted.stderr
    project = read_project(ROOT)
    library = load_library(project.files).library
    updated = update_catalogs(library, project.files, ["nl", "sv", "fr"], layout=project.catalogs).value
    templates = [read_bytes(raw) for path, raw in updated.items() if path.endswith(".pot")]
    ours = {entry for template in templates for entry in told(template)}
    theirs = told(read_bytes(target.read_bytes()))
    assert {entry[:4] for entry in theirs} == {entry[:4] for entry in ours}
    assert theirs == ours


# What the tools do to a file, and we must bear.


def changed_by_authors() -> dict[str, bytes]:
    """A project with a valid, a fuzzy, an obsolete and an obsolete fuzzy message, and a translator's note."""
    files = translated()
    files = edited(files, catalog("office"), f'msgctxt "{ACTION}"', f'# A note.\nmsgctxt "{ACTION}"')
    long = "Turn the key, which is the small one with the red ring and not the big one, and push the door."
    files = brought_up_to_date(with_reworded_action(files, long))
    files = brought_up_to_date(
        edited(files, "procedures/office/open-office.yaml", "Is the panel silent?", "Hm?")
    )
    return brought_up_to_date(without_question(files))


TOOLS = {
    "msgcat wraps it": ["msgcat"],
    "msgcat with narrow lines": ["msgcat", "--width=40"],
    "msgcat without wrapping": ["msgcat", "--no-wrap"],
    "msgcat indented": ["msgcat", "--indent"],
    "msgcat escaped": ["msgcat", "--escape"],
    "msgcat sorted": ["msgcat", "--sort-output"],
    "msgattrib": ["msgattrib"],
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_what_a_tool_wrote_is_read_without_losing_an_entry(
    gettext: Path, tmp_path: Path, command: list[str]
) -> None:
    files = changed_by_authors()
    written(tmp_path, files)
    result = run(gettext / command[0], *command[1:], tmp_path / catalog("office"))
    assert result.returncode == 0, result.stderr
    theirs = {**files, catalog("office"): result.stdout.encode()}
    assert told(read(theirs, "office")) == told(read(files, "office"))
    assert shown(theirs) == shown(files)
    updated = brought_up_to_date(theirs)
    assert told(read(updated, "office")) == told(read(files, "office"))


def test_msgmerge_and_our_update_agree_on_what_is_valid_fuzzy_and_obsolete(
    gettext: Path, tmp_path: Path
) -> None:
    before = translated()
    long = "Unlock the door with the small key, the one that has a red ring, and not with the big one."
    changes = without_question(with_reworded_action(before, long))
    ours = brought_up_to_date(changes)
    written(tmp_path, {**ours, catalog("office"): before[catalog("office")]})
    template = tmp_path / DEFAULT_LAYOUT.template("office")
    merged = run(gettext / "msgmerge", "--previous", "--no-wrap", tmp_path / catalog("office"), template)
    assert merged.returncode == 0, merged.stderr
    theirs = read_bytes(merged.stdout.encode())
    mine = read(ours, "office")
    valid = {(entry.context, entry.string) for entry in mine.active() if entry.string and not entry.fuzzy}
    assert {
        (entry.context, entry.string) for entry in theirs.active() if entry.string and not entry.fuzzy
    } == valid
    assert {entry.context for entry in theirs.active()} == {entry.context for entry in mine.active()}
    assert QUESTION in {entry.context for entry in obsolete(theirs)}
    updated = brought_up_to_date({**ours, catalog("office"): merged.stdout.encode()})
    assert shown(updated) == shown(ours)


def test_what_we_write_passes_msgfmt_whatever_was_changed(gettext: Path, tmp_path: Path) -> None:
    files = changed_by_authors()
    for domain in ("office", "labels", "pages"):
        path = written(tmp_path, files) / catalog(domain)
        assert msgfmt_complaints(gettext, path) == []


def test_the_tools_count_as_we_do(gettext: Path, tmp_path: Path) -> None:
    files = edited(
        brought_up_to_date(with_reworded_action(translated())),
        catalog("office"),
        '"NL Is the panel silent?"',
        '""',
    )
    path = written(tmp_path, files) / catalog("office")
    counted = run(gettext / "msgfmt", "--statistics", "-o", "/dev/null", path).stderr
    states = [shown(files)[entry.context or ""][1].value for entry in read(files, "office").active()]
    assert counted.strip() == (
        f"{states.count('translated')} translated messages, 1 fuzzy translation, 1 untranslated message."
    )


def test_the_tools_see_a_placeholder_that_was_changed(gettext: Path, tmp_path: Path) -> None:
    files = edited(
        translated(), catalog("office"), "NL Unlock the door and press {disarm}", "NL Druk op {uit}"
    )
    checked = run(gettext / "msgfmt", "-c", "-o", "/dev/null", written(tmp_path, files) / catalog("office"))
    assert checked.returncode == 1
    assert "disarm" in checked.stderr


WEBLATE = """\
# Dutch translations for the office.
# Copyright (C) 2026 The office
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: The office\\n"
"PO-Revision-Date: 2026-11-21 03:40+0000\\n"
"Last-Translator: Anna Berg <anna@example.org>\\n"
"Language-Team: Dutch <https://weblate.example/nl/>\\n"
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"
"X-Generator: Weblate 5.8\\n"

#. “Open the office”, step 1: action
#: procedures/office/open-office.yaml:14
#, read-only, max-length:30
msgctxt "open-office/unlock-door.action"
msgid ""
"Unlock "
"the door."
msgstr ""
"Doe de deur "
"van het slot."

#~| msgctxt "open-office/older.action"
#~| msgid ""
#~| "Old, "
#~| "old."
#~ msgctxt "open-office/older.action"
#~ msgid "Older."
#~ msgstr "Ouder."
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "byte order mark"])
def test_a_catalog_as_weblate_and_poedit_write_it_keeps_all_it_has(end: str, mark: str) -> None:
    raw = (mark + WEBLATE.replace("\n", end)).encode()
    files = {**translated(), catalog("office"): raw}
    assert shown(files)[ACTION][0] == "Doe de deur van het slot."
    after = brought_up_to_date(files)
    text = after[catalog("office")].decode("utf-8-sig").replace("\r\n", "\n")
    assert WEBLATE.partition("\n\n")[0] in text
    updated = read(after, "office")
    (entry,) = (entry for entry in updated.active() if entry.context == ACTION)
    assert entry.string == "Doe de deur van het slot."
    assert entry.flags == {"read-only", "max-length:30"}
    (removed,) = obsolete(updated)
    assert (removed.id, removed.string, removed.previous_id) == ("Older.", "Ouder.", "Old, old.")
    assert brought_up_to_date(after) == after


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60) | st.text(
    st.sampled_from('"\\\nt #~|%{}é😀\u202f\u200f\u2028אב'), min_size=1, max_size=20
)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_gettext_reads_any_text_that_we_write_and_we_read_it_from_gettext(
    gettext: Path, tmp_path_factory: pytest.TempPathFactory, messages: list[tuple[str, str]]
) -> None:
    entries = [
        "\n".join(
            [
                *po_strings.quote("msgctxt", f"k{number}"),
                *po_strings.quote("msgid", english),
                *po_strings.quote("msgstr", words),
            ]
        )
        for number, (english, words) in enumerate(messages)
    ]
    path = tmp_path_factory.mktemp("texts") / "texts.po"
    path.write_bytes(po_format.write_po(po_format.new_header("nl", "nplurals=2; plural=(n != 1);"), entries))
    result = run(gettext / "msgcat", path)
    assert result.returncode == 0, result.stderr
    reread = read_bytes(result.stdout.encode())
    assert [(entry.id, entry.string) for entry in reread.active()] == messages


BYTES = [r"\303\251", r"\xc3\xa9", r"\xE2\x80\xa6", r"\101", r"\x41", r"\1"]
ESCAPES = st.sampled_from([*BYTES, "a", "é", "g", "{x}", r"\n", r"\t", r"\\", r"\""])


@given(st.lists(st.lists(ESCAPES, min_size=1, max_size=8).map("".join), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_escapes_say_what_they_say_to_gettext(
    gettext: Path, tmp_path_factory: pytest.TempPathFactory, strings: list[str]
) -> None:
    entries = [f'msgctxt "k{number}"\nmsgid "x"\nmsgstr "{string}"' for number, string in enumerate(strings)]
    raw = po_format.write_po(po_format.new_header("nl", "nplurals=2; plural=(n != 1);"), entries)
    path = tmp_path_factory.mktemp("texts") / "texts.po"
    path.write_bytes(raw)
    result = run(gettext / "msgcat", path)
    if result.returncode:  # digits that follow are digits of the escape
        assert not isinstance(po_format.read_po("texts.po", raw), po_format.PoFile)
        return
    theirs = [entry.string for entry in read_bytes(result.stdout.encode()).active()]
    assert [entry.string for entry in read_bytes(raw).active()] == theirs


@pytest.mark.parametrize("escape", ["\\q", "\\8", "\\x", "\\é"])
def test_an_escape_that_gettext_refuses_is_refused(gettext: Path, tmp_path: Path, escape: str) -> None:
    raw = po_format.write_po(po_format.new_header("nl", ""), [f'msgid "x"\nmsgstr "{escape}"'])
    (tmp_path / "nl.po").write_bytes(raw)
    assert run(gettext / "msgfmt", "-c", "-o", "/dev/null", tmp_path / "nl.po").returncode == 1
    diagnostic = po_format.read_po("nl.po", raw)
    assert not isinstance(diagnostic, po_format.PoFile)
    assert diagnostic.code == "C002"


def test_a_carriage_return_in_a_comment_is_a_character(gettext: Path, tmp_path: Path) -> None:
    files = translated()
    files = edited(files, catalog("office"), f'msgctxt "{ACTION}"', f'# One\rtwo.\nmsgctxt "{ACTION}"')
    assert msgfmt_complaints(gettext, written(tmp_path, files) / catalog("office")) == []
    assert brought_up_to_date(files) == files
    windows = files[catalog("office")].replace(b"\n", b"\r\n")
    assert brought_up_to_date({**files, catalog("office"): windows})[catalog("office")] == windows
