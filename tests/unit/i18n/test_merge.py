"""An update touches what changed and nothing else, and would rather write nothing than lose something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.i18n.catalogs import po_format, po_strings
from stegvis.i18n.catalogs.merge import lost_content
from stegvis.i18n.catalogs.template import TemplateEntry
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import (
    brought_up_to_date,
    catalog,
    merged,
    message,
    obsolete,
    read,
    read_bytes,
    shown,
    translated,
)
from tests.support.projects import Files, diagnostics, edited, library_of

OFFICE = "procedures/office/open-office.yaml"
PATH = catalog("office")
ACTION = "open-office/unlock-door.action"


def with_entry(files: Files, old: str, new: str) -> dict[str, bytes]:
    return edited(files, PATH, old, new)


POEDIT = f'''msgctxt "{ACTION}"
msgid ""
"Unlock "
"the door."
msgstr ""
"Doe de deur "
"van het slot."'''


def with_wrapped_entry() -> dict[str, bytes]:
    """The sound project with one entry on lines as Poedit breaks them."""
    plain = f'msgctxt "{ACTION}"\nmsgid "Unlock the door."\nmsgstr "NL Unlock the door."'
    return with_entry(translated(), plain, POEDIT)


def test_an_entry_on_other_lines_stays_on_them() -> None:
    assert brought_up_to_date(with_wrapped_entry()) == with_wrapped_entry()
    after = brought_up_to_date(edited(with_wrapped_entry(), OFFICE, "Is the panel silent?", "Is it silent?"))
    assert POEDIT.encode() in after[PATH]


def test_new_comments_leave_the_rest_of_an_entry_alone() -> None:
    after = brought_up_to_date(
        edited(with_wrapped_entry(), OFFICE, "title: Open the office", "title: Open up")
    )
    assert POEDIT.encode() in after[PATH]
    assert "“Open up”, step 1 of 3: instruction" in after[PATH].decode()


def test_comments_that_say_the_same_on_other_lines_stay() -> None:
    files = with_entry(
        translated(),
        "#. “Open the office”, step 1 of 3: instruction",
        "#. “Open the\n#. office”, step 1 of 3:\n#. instruction",
    )
    assert brought_up_to_date(files) == files


def test_a_changed_text_keeps_the_lines_of_its_translation() -> None:
    after = brought_up_to_date(edited(with_wrapped_entry(), OFFICE, "Unlock the door.", "Open the lock."))
    assert (
        f'#, fuzzy\n#| msgctxt "{ACTION}"\n#| msgid "Unlock the door."\n'
        f'msgctxt "{ACTION}"\nmsgid "Open the lock."\n'
        'msgstr ""\n"Doe de deur "\n"van het slot."'
    ) in after[PATH].decode()


def test_lines_that_end_as_on_windows_go_on_doing_so() -> None:
    files = {**with_wrapped_entry(), PATH: with_wrapped_entry()[PATH].replace(b"\n", b"\r\n")}
    assert brought_up_to_date(files) == files
    after = brought_up_to_date(edited(files, OFFICE, "Is the panel silent?", "Is it silent?"))
    assert after[PATH].count(b"\n") == after[PATH].count(b"\r\n")


def with_renamed_step(was: str = "unlock-door") -> dict[str, bytes]:
    """The project after its author gave a step another id."""
    files = edited(translated(), OFFICE, "- id: unlock-door", f"- id: open-lock\n    was: {was}")
    return edited(files, OFFICE, "next: unlock-door", "next: open-lock")


def test_a_renamed_step_takes_its_translations_along() -> None:
    after = brought_up_to_date(with_renamed_step())
    assert shown(after)["open-office/open-lock.action"] == (
        "NL Unlock the door.",
        TranslationState.TRANSLATED,
    )
    assert "unlock-door" not in after[PATH].decode().replace("#unlock-door", "")
    assert brought_up_to_date(after) == after


def test_a_renamed_step_can_say_so_later() -> None:
    before = edited(with_renamed_step(), OFFICE, "\n    was: unlock-door", "")
    updated = brought_up_to_date(before)
    assert shown(updated)["open-office/open-lock.action"][1] is TranslationState.MISSING
    after = brought_up_to_date(
        edited(updated, OFFICE, "- id: open-lock", "- id: open-lock\n    was: unlock-door")
    )
    assert shown(after)["open-office/open-lock.action"] == (
        "NL Unlock the door.",
        TranslationState.TRANSLATED,
    )
    assert obsolete(read(after, "office")) == []


def test_a_renamed_and_reworded_step_is_fuzzy() -> None:
    after = brought_up_to_date(edited(with_renamed_step(), OFFICE, "Unlock the door.", "Turn the key."))
    entry = message(after, "office", "open-office/open-lock.action")
    assert (entry.string, entry.fuzzy, entry.previous_id) == ("NL Unlock the door.", True, "Unlock the door.")


def test_a_procedure_that_moves_to_another_collection_takes_its_translations_along() -> None:
    before = translated()
    collections = before["content/collections.yaml"] + b"home: {title: Home, summary: At home.}\n"
    files = {**before, "content/collections.yaml": collections.replace(b", procedures: [open-office]", b"")}
    files["procedures/home/open-office.yaml"] = files.pop(OFFICE)
    after = brought_up_to_date(files)
    assert shown(after)[ACTION] == ("NL Unlock the door.", TranslationState.TRANSLATED)
    assert all(
        state is TranslationState.TRANSLATED
        for key, (_, state) in shown(after).items()
        if "open-office" in key
    )
    assert brought_up_to_date(after) == after


def test_a_step_can_not_have_been_what_another_is() -> None:
    assert "V107" in {diagnostic.code for diagnostic in diagnostics(with_renamed_step(was="is-silent"))}
    assert "V107" not in {diagnostic.code for diagnostic in diagnostics(with_renamed_step())}


def test_wording_can_be_said_after_the_update() -> None:
    fuzzy = brought_up_to_date(edited(translated(), OFFICE, "Unlock the door.", "Unlock the door!"))
    after = brought_up_to_date(fuzzy, ACTION)
    assert shown(after)[ACTION] == ("NL Unlock the door.", TranslationState.TRANSLATED)


def test_wording_does_not_settle_what_was_open_before() -> None:
    fuzzy = brought_up_to_date(edited(translated(), OFFICE, "Unlock the door.", "Turn the key."))
    after = brought_up_to_date(edited(fuzzy, OFFICE, "Turn the key.", "Turn the key!"), ACTION)
    assert shown(after)[ACTION][1] is TranslationState.FUZZY
    assert message(after, "office", ACTION).previous_id == "Unlock the door."


def refused_codes(files: Files) -> list[str]:
    """The codes that an update reports; the catalog of the office is then not written."""
    updated = update_catalogs(library_of(files), files, ["nl"])
    assert PATH not in updated.value
    return [diagnostic.code for diagnostic in updated.diagnostics]


def test_a_key_that_stands_twice_is_reported_and_nothing_written() -> None:
    twice = f'\nmsgctxt "{ACTION}"\nmsgid "Unlock the door."\nmsgstr "Anders."\n'.encode()
    assert refused_codes({**translated(), PATH: translated()[PATH] + twice}) == ["C004"]


def test_marks_of_a_conflict_are_reported_and_nothing_written() -> None:
    ours = f'<<<<<<< HEAD\nmsgctxt "{ACTION}"'
    assert refused_codes(with_entry(translated(), f'msgctxt "{ACTION}"', ours)) == ["C005"]


def test_what_would_vanish_is_reported() -> None:
    raw = translated()[PATH]
    old = read_bytes(raw)
    without = re.sub(rb'"NL Unlock the door\."', b'""', raw)
    assert lost_content({PATH: old}, {PATH: raw}) == []
    (diagnostic,) = lost_content({PATH: old}, {PATH: without})
    assert (diagnostic.code, diagnostic.location.path) == ("C006", PATH)
    assert "NL Unlock the door." in diagnostic.message


def test_messages_of_others_are_kept() -> None:
    foreign = (
        '\nmsgid "No context"\nmsgstr "Geen sleutel"\n\nmsgctxt "many"\nmsgid "one"\nmsgid_plural "many"\n'
        'msgstr[0] "een"\nmsgstr[1] "veel"\n\n#~| msgid "older"\n#~ msgctxt "old"\n#~ msgid "old"\n'
        '#~ msgstr "oud"\n\n# A last word.\n'
    )
    after = brought_up_to_date({**translated(), PATH: translated()[PATH] + foreign.encode()})
    obsolete_texts = {(entry.id, *entry.strings) for entry in obsolete(read(after, "office"))}
    assert obsolete_texts == {("No context", "Geen sleutel"), ("one", "een", "veel"), ("old", "oud")}
    assert '#~ msgid_plural "many"' in after[PATH].decode()
    assert after[PATH].endswith(b"# A last word.\n")
    assert brought_up_to_date(after) == after


def test_an_untranslated_message_goes_only_if_nobody_noted_anything() -> None:
    files = with_entry(translated(), 'msgstr "NL Unlock the door."', 'msgstr ""')
    noted = with_entry(files, f'msgctxt "{ACTION}"', f'# Ask Anna.\nmsgctxt "{ACTION}"')
    for project, expected in ((files, []), (noted, [["Ask Anna."]])):
        updated = brought_up_to_date(
            edited(
                edited(project, OFFICE, "- id: unlock-door", "- id: turn-key"),
                OFFICE,
                "next: unlock-door",
                "next: turn-key",
            )
        )
        assert [entry.user_comments for entry in obsolete(read(updated, "office"))] == expected


WORDS = st.text(st.sampled_from('ab "\\{}#~|\u202fé'), max_size=12)
KEYS = st.sampled_from([f"p/s.{name}" for name in "abcdefgh"])


@st.composite
def catalogs(draw: st.DrawFn) -> bytes:
    """A catalog with any keys once, in use or obsolete, with notes, flags and previous English."""
    entries = []
    for key in draw(st.lists(KEYS, unique=True)):
        mark = draw(st.sampled_from(["", "", "#~ "]))
        lines = [f"# {note}" for note in draw(st.lists(st.sampled_from(["one", "two: three"]), max_size=2))]
        if draw(st.booleans()):
            lines.append("#, fuzzy")
            lines += po_strings.quote("msgid", draw(WORDS), f"{mark.strip() or '#'}| ")
        for keyword, text in (("msgctxt", key), ("msgid", draw(WORDS)), ("msgstr", draw(WORDS))):
            lines += po_strings.quote(keyword, text, mark)
        entries.append("\n".join(lines))
    return po_format.write_po(po_format.new_header("nl", "nplurals=2; plural=(n != 1);"), entries)


@given(catalogs(), st.lists(st.tuples(KEYS, WORDS), unique_by=lambda pair: pair[0]))
@settings(max_examples=200, deadline=None)
def test_an_update_loses_nothing_and_is_stable(raw: bytes, texts: list[tuple[str, str]]) -> None:
    entries = [TemplateEntry(key, english or "x", ("about it",), 1) for key, english in texts]
    old = read_bytes(raw)
    once = po_format.write_po(old.header, merged(entries, old))
    assert lost_content({"nl.po": old}, {"nl.po": once}) == []
    new = read_bytes(once)
    assert [entry.context for entry in new.active()] == [key for key, _ in texts]
    assert po_format.write_po(new.header, merged(entries, new)) == once
    for old_entry in old.active():
        for new_entry in new.active():
            if old_entry.context == new_entry.context and old_entry.id == new_entry.id:
                assert (old_entry.string, old_entry.fuzzy, old_entry.user_comments) == (
                    new_entry.string,
                    new_entry.fuzzy,
                    new_entry.user_comments,
                )


@pytest.mark.parametrize(
    "broken",
    [
        'msgid "a"\n',
        'msgstr "a"\n',
        'msgid "a"\nmsgstr "b\n',
        'msgid "a"\nmsgstr "b"c"\n',
        'msgid a\nmsgstr "b"\n',
        '"a"\n',
        'msgid "a"\n# in between\nmsgstr "b"\n',
        "nonsense\n",
        'msgid ""\nmsgstr "Language: sv"\n',
    ],
)
def test_what_is_no_catalog_is_refused_with_its_line(broken: str) -> None:
    header = po_format.new_header("nl", "nplurals=2; plural=(n != 1);")
    diagnostic = po_format.read_po("nl.po", f"{header}\n{broken}".encode())
    assert not isinstance(diagnostic, po_format.PoFile)
    assert diagnostic.code == "C002"
    assert header.count("\n") < diagnostic.location.line
