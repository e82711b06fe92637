"""Updating catalogs: by key, without losing a word, and without touching what did not change."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
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
    read,
    read_bytes,
    shown,
    told,
    translated,
)
from tests.support.projects import Files, edited, library_of

OFFICE = "procedures/office/open-office.yaml"
INDEX = "content/index.md"
ACTION = "open-office/unlock-door.action"
QUESTION = "open-office/is-silent.decision"


def with_reworded_action(files: Files, new: str = "Turn the key.") -> dict[str, bytes]:
    """The project after its author changed the words of an action."""
    return edited(files, OFFICE, "Unlock the door.", new)


def without_question(files: Files) -> dict[str, bytes]:
    """The project after its author removed the question."""
    raw = files[OFFICE].decode()
    start, end = raw.index("  - id: is-silent"), raw.index("  - id: opened")
    return {**files, OFFICE: (raw[:start] + raw[end:]).encode()}


def blocks(raw: bytes) -> dict[str, str]:
    """The entries of a catalog, by key, as they are written."""
    by_key = {}
    for block in raw.decode().split("\n\n"):
        if match := re.search(r'^(?:#~ )?msgctxt "(.*)"$', block, re.MULTILINE):
            by_key[match[1]] = block.strip()
    return by_key


def without_comments(block: str) -> str:
    """An entry without the generator's comments, which mention its neighbours too."""
    return "\n".join(line for line in block.splitlines() if not line.startswith("#."))


def test_nothing_changes_where_nothing_changed() -> None:
    files = translated()
    assert brought_up_to_date(files) == files


def test_every_text_has_its_translation() -> None:
    translations = shown(translated())
    assert len(translations) > 20
    assert all(
        words.startswith("NL ") and state is TranslationState.TRANSLATED
        for words, state in translations.values()
    )


@pytest.mark.parametrize("change", [with_reworded_action, without_question], ids=["reworded", "removed"])
def test_updating_twice_is_updating_once(change: object) -> None:
    assert callable(change)
    once = brought_up_to_date(change(translated()))
    assert brought_up_to_date(once) == once


def test_a_changed_text_touches_no_other() -> None:
    before = translated()
    after = brought_up_to_date(with_reworded_action(before))
    old_blocks, new_blocks = blocks(before[catalog("office")]), blocks(after[catalog("office")])
    assert list(old_blocks) == list(new_blocks)
    assert [
        key for key in old_blocks if without_comments(old_blocks[key]) != without_comments(new_blocks[key])
    ] == [ACTION]
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {OFFICE, "content/locales/office.pot", catalog("office")}


def test_a_changed_text_keeps_its_translation_as_fuzzy_with_the_previous_english() -> None:
    after = brought_up_to_date(with_reworded_action(translated()))
    entry = message(after, "office", ACTION)
    assert (entry.id, entry.string) == ("Turn the key.", "NL Unlock the door.")
    assert entry.fuzzy
    assert '#| msgid "Unlock the door."' in blocks(after[catalog("office")])[ACTION]
    assert shown(after)[ACTION] == ("Turn the key.", TranslationState.FUZZY)


def test_a_text_changed_twice_remembers_the_english_that_was_translated() -> None:
    once = brought_up_to_date(with_reworded_action(translated()))
    twice = brought_up_to_date(edited(once, OFFICE, "Turn the key.", "Use the key."))
    assert message(twice, "office", ACTION).previous_id == "Unlock the door."
    assert message(twice, "office", ACTION).fuzzy


def test_a_change_of_wording_keeps_the_translation_valid() -> None:
    after = brought_up_to_date(with_reworded_action(translated()), ACTION)
    assert shown(after)[ACTION] == ("NL Unlock the door.", TranslationState.TRANSLATED)
    assert "#|" not in after[catalog("office")].decode()
    assert brought_up_to_date(after) == after


def test_a_text_that_went_away_becomes_obsolete_and_comes_back_as_it_was() -> None:
    before = translated()
    removed = brought_up_to_date(without_question(before))
    assert blocks(removed[catalog("office")])[QUESTION].splitlines()[-3:] == [
        f'#~ msgctxt "{QUESTION}"',
        '#~ msgid "Is the panel silent?"',
        '#~ msgstr "NL Is the panel silent?"',
    ]
    back = brought_up_to_date({**removed, OFFICE: before[OFFICE]})
    assert back == before


def test_a_fuzzy_text_that_went_away_comes_back_fuzzy() -> None:
    before = brought_up_to_date(
        edited(translated(), OFFICE, "Is the panel silent?", "Has the panel gone silent?")
    )
    assert shown(before)[QUESTION][1] is TranslationState.FUZZY
    removed = brought_up_to_date(without_question(before))
    back = brought_up_to_date({**removed, OFFICE: before[OFFICE]})
    assert shown(back)[QUESTION] == ("Has the panel gone silent?", TranslationState.FUZZY)
    assert message(back, "office", QUESTION).previous_id == "Is the panel silent?"


def test_a_text_that_was_never_translated_goes_without_a_trace() -> None:
    files = edited(translated(), catalog("office"), '"NL Is the panel silent?"', '""')
    assert QUESTION not in blocks(brought_up_to_date(without_question(files))[catalog("office")])


PROSE = "First paragraph.\n\nSecond paragraph.\n\n{#more}\n## More\n\n- One item.\n- Another item.\n"


def with_prose(files: Files, body: str) -> dict[str, bytes]:
    head = files[INDEX].decode().split("---\n")[1]
    return {**files, INDEX: f"---\n{head}---\n\n{body}".encode()}


def translated_prose() -> dict[str, bytes]:
    files = brought_up_to_date(with_prose(translated(), PROSE))
    path = catalog("pages")
    lines = re.sub(rb'(msgctxt "index/.*"\nmsgid "(.+)"\n)msgstr .*', rb'\1msgstr "NL \2"', files[path])
    files[path] = re.sub(rb"#, fuzzy\n#\| .*\n", b"", lines)
    assert all(state is TranslationState.TRANSLATED for _, state in shown(files).values())
    return files


def prose_translations(files: Files) -> dict[str, str]:
    """The translation that a reader sees of each English block of the article."""
    translations = shown(files)
    return {
        entry.id: translations[entry.context][0]
        for entry in read(files, "pages").active()
        if entry.context and entry.context.startswith("index/")
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("First paragraph.\n", "A new one.\n\nFirst paragraph.\n"),
        ("First paragraph.\n\n", ""),
        ("First paragraph.\n\nSecond paragraph.", "Second paragraph.\n\nFirst paragraph."),
        ("- One item.\n- Another item.", "- Another item.\n- A third item.\n- One item."),
        ("Second paragraph.\n\n{#more}\n## More\n", "{#more}\n## More\n\nSecond paragraph.\n"),
        ("{#more}\n", "{#other}\n"),
    ],
    ids=["inserted", "deleted", "swapped", "reordered", "moved below a heading", "heading renamed"],
)
def test_blocks_that_moved_keep_their_translations(old: str, new: str) -> None:
    before = translated_prose()
    after = brought_up_to_date(with_prose(before, PROSE.replace(old, new, 1)))
    translations = prose_translations(after)
    heading = {"More"} if "{#other}" in new else set()
    unchanged = {english for english in translations if english in prose_translations(before)} - heading
    assert len(unchanged) >= 4
    assert {translations[english] for english in unchanged} == {f"NL {english}" for english in unchanged}


def test_a_block_that_is_new_has_no_translation_of_another() -> None:
    after = brought_up_to_date(with_prose(translated_prose(), f"A new one.\n\n{PROSE}"))
    (new,) = (entry for entry in read(after, "pages").active() if entry.id == "A new one.")
    assert new.string == ""


def test_the_notes_and_flags_of_translators_are_kept() -> None:
    notes = (
        "# A note of the translator that is rather long, and goes on past the seventy-sixth column.\n"
        "#\n"
        "#   indented\n"
        "# twice\n"
        "# twice\n"
    )
    files = translated()
    path = catalog("office")
    block = blocks(files[path])[ACTION]
    noted = notes + block.replace("msgctxt", "#, no-wrap\nmsgctxt", 1)
    files = edited(files, path, block, noted)
    assert brought_up_to_date(files) == files
    after = brought_up_to_date(with_reworded_action(files))
    assert notes in after[path].decode()
    assert message(after, "office", ACTION).flags == {"fuzzy", "no-wrap"}


def test_a_catalog_holds_no_date_no_place_and_no_wrapping() -> None:
    long = "Turn the key " + "very, " * 60 + "slowly."
    for path, raw in brought_up_to_date(with_reworded_action(translated(), f'"{long}"')).items():
        if path.endswith((".po", ".pot")):
            text = raw.decode()
            assert "POT-Creation-Date" not in text
            assert not re.search(r"^#:", text, re.MULTILINE)
            assert not re.search(r"202\d", text.partition("\n\n")[0])
            header, *entries = text.split("\n\n")
            assert header
            assert not any(line.startswith('"') for entry in entries for line in entry.splitlines())


def test_a_catalog_that_can_not_be_read_is_left_as_it_is() -> None:
    files = edited(translated(), catalog("office"), 'msgstr "NL Unlock', "msgstr NL Unlock")
    updated = update_catalogs(library_of(files), files, ["nl"])
    assert [diagnostic.code for diagnostic in updated.diagnostics] == ["C002"]
    assert catalog("office") not in updated.value
    assert catalog("pages") in updated.value


def test_an_update_that_would_lose_something_is_refused() -> None:
    files = translated()
    path = catalog("office")
    files = edited(files, path, f'msgctxt "{ACTION}"', f'# A note.\nmsgctxt "{ACTION}"')
    without_words = edited(files, path, '"NL Unlock the door."', '""')[path]
    without_note = edited(files, path, "# A note.\n", "")[path]
    before = read(files, "office")
    for raw, lost in ((without_words, "NL Unlock the door."), (without_note, "A note.")):
        (diagnostic,) = lost_content({path: before}, {path: raw})
        assert (diagnostic.code, diagnostic.location.path) == ("C006", path)
        assert lost in diagnostic.message
    assert lost_content({path: before}, {path: files[path]}) == []


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80) | st.text(
    st.sampled_from('"\\n\nt\t#~| %s{}é😀\u202f\u200f\u2028אب\ufeff'), min_size=1, max_size=30
)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4, unique_by=lambda texts: texts[0]))
@settings(max_examples=200)
def test_whatever_is_written_is_read_again(messages: list[tuple[str, str, str]]) -> None:
    entries = [
        "\n".join(
            [
                *po_strings.quote("msgctxt", key),
                *po_strings.quote("msgid", english),
                *po_strings.quote("msgstr", words),
            ]
        )
        for key, english, words in messages
    ]
    raw = po_format.write_po(po_format.new_header("nl", "nplurals=2; plural=(n != 1);"), entries)
    reread = read_bytes(raw)
    assert [(entry.context, entry.id, entry.string) for entry in reread.active()] == messages
    for end in ("\r\n", "\n"):
        for mark in ("\ufeff", ""):
            again = mark + raw.decode().replace("\n", end)
            assert told(read_bytes(again.encode())) == told(reread)


@example("#~", "#~| msgid")
@example("It is 5 #~ so it was", "and #| so it is")
@given(WORDS.map(str.strip).filter(bool), WORDS.map(str.strip).filter(bool))
@settings(max_examples=100)
def test_any_english_survives_a_change_and_the_way_back(old_english: str, new_english: str) -> None:
    def merge(english: str, old: po_format.PoFile | None) -> po_format.PoFile:
        entry = TemplateEntry("office/step.action", english, (), 1)
        return read_bytes(po_format.write_po(po_format.new_header("nl", ""), merged([entry], old)))

    fresh = merge(old_english, None)
    words = "\n".join(fresh.messages[0].lines).removesuffix('""') + '"Vertaling"'
    filled = read_bytes(po_format.write_po(fresh.header, [words]))
    changed = merge(new_english, filled)
    (entry,) = changed.messages
    assert (entry.id, entry.string, entry.fuzzy) == (new_english, "Vertaling", old_english != new_english)
    assert entry.previous_id == (old_english if old_english != new_english else "")
    removed = read_bytes(po_format.write_po(changed.header, merged([], changed)))
    assert [entry.is_obsolete for entry in removed.messages] == [True]
    assert told(merge(new_english, removed)) == told(changed)
