"""Which former message a text continues: the newest that translators said of it, wherever a tool left it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stegvis.i18n import review
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import (
    brought_up_to_date,
    catalog,
    filled,
    message,
    obsolete,
    read,
    run,
    shown,
    translated,
    written,
)
from tests.support.projects import Files, edited, library_of

OFFICE, HOME = "procedures/office/open-office.yaml", "procedures/home/open-office.yaml"
ACTION = "open-office/unlock-door.action"
ENGLISH = "Unlock the door."
VALID = TranslationState.TRANSLATED


def with_home(files: Files) -> dict[str, bytes]:
    collections = files["content/collections.yaml"].replace(b", procedures: [open-office]", b"")
    return {**files, "content/collections.yaml": collections + b"home: {title: Home, summary: At home.}\n"}


def moved(files: Files, old: str, new: str) -> dict[str, bytes]:
    return {**{path: raw for path, raw in files.items() if path != old}, new: files[old]}


def renamed(files: Files, new: str) -> dict[str, bytes]:
    files = edited(files, OFFICE, "id: unlock-door", f"id: {new}")
    return edited(files, OFFICE, "next: unlock-door", f"next: {new}")


def annotated(files: Files, lines: str, key: str = ACTION) -> dict[str, bytes]:
    return edited(files, catalog("office"), f'msgctxt "{key}"', f'{lines}\nmsgctxt "{key}"')


def test_a_procedure_that_moved_back_keeps_its_newest_wording() -> None:
    there = brought_up_to_date(moved(with_home(translated()), OFFICE, HOME))
    assert all(entry.context != ACTION for entry in read(there, "office").messages)
    improved = edited(there, catalog("home"), f'"NL {ENGLISH}"', '"Doe open."')
    back = brought_up_to_date(moved(improved, HOME, OFFICE))
    assert shown(back)[ACTION] == ("Doe open.", VALID)
    assert all(entry.context != ACTION for entry in read(back, "home").messages)


def test_an_obsolete_copy_of_former_updates_does_not_come_back() -> None:
    files = with_home(translated())
    improved = edited(files, catalog("office"), f'"NL {ENGLISH}"', '"Doe open."')
    copy = f'#~ msgctxt "{ACTION}"\n#~ msgid "{ENGLISH}"\n#~ msgstr "Oud."\n'.encode()
    home = po_format.new_header("nl", "nplurals=2; plural=(n != 1);").encode()
    files = brought_up_to_date({**improved, catalog("home"): home + b"\n" + copy})
    assert b"Oud." not in files[catalog("home")]
    there = brought_up_to_date(moved({**improved, catalog("home"): home + b"\n" + copy}, OFFICE, HOME))
    assert shown(there)[ACTION] == ("Doe open.", VALID)


def test_a_collection_that_is_gone_loses_what_moved_and_nothing_else() -> None:
    before = with_home(translated())
    foreign = b'\nmsgctxt "of/others"\nmsgid "Hello"\nmsgstr "Hallo"\n'
    before[catalog("office")] += foreign
    before["content/collections.yaml"] = before["content/collections.yaml"].replace(b"office: {", b"house: {")
    after = brought_up_to_date(moved(before, OFFICE, HOME))
    assert shown(after)[ACTION] == (f"NL {ENGLISH}", VALID)
    left = [entry for entry in read(after, "office").messages if entry.string]
    assert [(entry.context, entry.is_obsolete) for entry in left] == [("of/others", False)]


def test_two_catalogs_with_another_translation_are_reported() -> None:
    files = with_home(translated())
    copy = f'\nmsgctxt "{ACTION}"\nmsgid "{ENGLISH}"\nmsgstr "Anders."\n'.encode()
    home = po_format.new_header("nl", "nplurals=2; plural=(n != 1);").encode() + copy
    files[catalog("home")] = home
    updated = update_catalogs(library_of(files), files, ["nl"])
    (diagnostic,) = updated.diagnostics
    assert (diagnostic.code, diagnostic.location.path) == ("C004", catalog("home"))
    assert not any(path.endswith(".po") for path in updated.value)


def test_english_that_changed_back_is_translated_again() -> None:
    before = translated()
    changed = brought_up_to_date(edited(before, OFFICE, ENGLISH, "Turn the key."))
    assert shown(changed)[ACTION][1] is TranslationState.FUZZY
    assert brought_up_to_date({**changed, OFFICE: before[OFFICE]}) == before
    twice = brought_up_to_date(edited(changed, OFFICE, "Turn the key.", "Use the key."))
    assert brought_up_to_date({**twice, OFFICE: before[OFFICE]}) == before


def test_reviewed_words_that_were_edited_meanwhile_stay_fuzzy() -> None:
    before = translated()
    reviewed = annotated(before, review.format_mark("Anna", "2026-11-21", ENGLISH, f"NL {ENGLISH}"))
    changed = brought_up_to_date(edited(reviewed, OFFICE, ENGLISH, "Turn the key."))
    back = brought_up_to_date({**changed, OFFICE: before[OFFICE]})
    assert shown(back)[ACTION] == (f"NL {ENGLISH}", VALID)
    drafted = edited(changed, catalog("office"), f'"NL {ENGLISH}"', '"Draai de sleutel."')
    back = brought_up_to_date({**drafted, OFFICE: before[OFFICE]})
    assert shown(back)[ACTION] == (ENGLISH, TranslationState.FUZZY)


def test_an_exact_obsolete_message_goes_before_a_guess() -> None:
    files = translated()
    block = f'msgctxt "{ACTION}"\nmsgid "{ENGLISH}"\nmsgstr "NL {ENGLISH}"'
    guess = f'#, fuzzy\nmsgctxt "{ACTION}"\nmsgid "{ENGLISH}"\nmsgstr "NL Something else."'
    exact = "".join(f"#~ {line}\n" for line in block.splitlines())
    guessed = edited(files, catalog("office"), block, guess)
    guessed[catalog("office")] += f"\n{exact}".encode()
    after = brought_up_to_date(guessed)
    assert shown(after)[ACTION] == (f"NL {ENGLISH}", VALID)
    assert obsolete(read(after, "office")) == []


def test_words_of_the_key_go_before_a_guess_for_other_english() -> None:
    files = edited(translated(), OFFICE, ENGLISH, "Turn the key.")
    block = f'msgctxt "{ACTION}"\nmsgid "{ENGLISH}"\nmsgstr "NL {ENGLISH}"'
    guess = f'#, fuzzy\nmsgctxt "{ACTION}"\nmsgid "Turn the key."\nmsgstr "NL Something else."'
    guessed = edited(files, catalog("office"), block, guess)
    guessed[catalog("office")] += "".join(f"\n#~ {line}" for line in block.splitlines()).encode() + b"\n"
    entry = message(brought_up_to_date(guessed), "office", ACTION)
    assert (entry.string, entry.previous_id, entry.fuzzy) == (f"NL {ENGLISH}", ENGLISH, True)


@pytest.mark.parametrize("options", [["--previous"], []], ids=["previous", "plain"])
def test_a_renamed_step_after_msgmerge(gettext: Path, tmp_path: Path, options: list[str]) -> None:
    """Msgmerge hands the words of the former key to the new one as a guess, and drops the former message."""
    before = translated()
    files = edited(
        renamed(before, "open-lock"), OFFICE, "id: open-lock", "id: open-lock\n    was: unlock-door"
    )
    updated = update_catalogs(library_of(files), files, ["nl"]).value
    template, path = "content/locales/office.pot", catalog("office")
    written(tmp_path, {template: updated[template], path: before[path]})
    merged = run(gettext / "msgmerge", *options, tmp_path / path, tmp_path / template)
    assert merged.returncode == 0, merged.stderr
    after = brought_up_to_date({**files, path: merged.stdout.encode()})
    state = shown(after)["open-office/open-lock.action"][1]
    assert message(after, "office", "open-office/open-lock.action").string == f"NL {ENGLISH}"
    assert state is (VALID if options else TranslationState.FUZZY)


def test_wording_does_not_confirm_a_guess() -> None:
    files = translated()
    guessed = annotated(files, '#, fuzzy\n#| msgctxt "other/step.action"\n#| msgid "Lock the door."')
    assert shown(brought_up_to_date(guessed, ACTION))[ACTION][1] is TranslationState.FUZZY


def test_flags_and_notes_survive_obsolescence() -> None:
    files = annotated(translated(), "# Note.\n#, no-wrap")
    removed = brought_up_to_date(renamed(files, "other"))
    (entry,) = obsolete(read(removed, "office"))
    assert (entry.flag_list, entry.user_comments) == (["no-wrap"], ["Note."])
    back = message(brought_up_to_date({**removed, OFFICE: files[OFFICE]}), "office", ACTION)
    assert (back.string, back.flag_list, back.user_comments) == (f"NL {ENGLISH}", ["no-wrap"], ["Note."])


def test_a_note_on_an_untranslated_message_stays_when_its_words_are_found() -> None:
    key = "open-office/other.action"
    noted = annotated(brought_up_to_date(renamed(translated(), "other")), "# Unclear.", key)
    after = brought_up_to_date(edited(noted, OFFICE, "id: other", "id: other\n    was: unlock-door"))
    assert shown(after)[key] == (f"NL {ENGLISH}", VALID)
    assert message(after, "office", key).user_comments == ["Unclear."]


def prose(files: Files, *paragraphs: str) -> dict[str, bytes]:
    head = files["content/index.md"].decode().split("---\n")[1]
    body = "\n\n".join(paragraphs)
    return {**files, "content/index.md": f"---\n{head}---\n\n{body}\n".encode()}


def test_a_paragraph_that_was_deleted_and_restored(gettext: Path, tmp_path: Path) -> None:
    files = brought_up_to_date(prose(translated(), "One.", "Two.", "Three."))
    files[catalog("pages")] = filled(files[catalog("pages")])
    once = brought_up_to_date(prose(files, "Two.", "Three."))
    twice = brought_up_to_date(prose(once, "Three."))
    back = brought_up_to_date(prose(twice, "One.", "Two.", "Three."))
    texts = [shown(back)[f"index/intro.{number}"] for number in (2, 3)]
    assert texts == [("NL Two.", VALID), ("NL Three.", VALID)]
    assert brought_up_to_date(back) == back
    for project in (once, twice, back):
        path = written(tmp_path, project) / catalog("pages")
        checked = run(gettext / "msgfmt", "-c", "-o", "/dev/null", path)
        assert checked.returncode == 0, checked.stderr


def lent(key: str, english: str, context: str, source: str) -> bytes:
    """A message that msgmerge made of a similar one."""
    origin = f'#, fuzzy\n#| msgctxt "{context}"\n#| msgid "{source}"\n'
    return f'\n{origin}msgctxt "{key}"\nmsgid "{english}"\nmsgstr "NL {source}"\n'.encode()


def test_doubted_words_of_a_paragraph_do_not_come_back_from_a_guess() -> None:
    files = brought_up_to_date(prose(translated(), "Open it."))
    files[catalog("pages")] = filled(files[catalog("pages")])
    doubted = prose(files, "Open it.", "Open it now.")
    message_head = 'msgctxt "index/intro.1"'
    doubted = edited(doubted, catalog("pages"), message_head, f"#, fuzzy\n{message_head}")
    doubted[catalog("pages")] += lent("index/intro.2", "Open it now.", "index/intro.1", "Open it.")
    after = brought_up_to_date(doubted)
    assert shown(after)["index/intro.1"] == ("Open it.", TranslationState.FUZZY)
    assert shown(after)["index/intro.2"] == ("Open it now.", TranslationState.FUZZY)


def test_doubted_words_of_a_key_do_not_come_back_from_a_guess() -> None:
    doubted = annotated(translated(), "#, fuzzy")
    doubted[catalog("office")] += lent("open-office/new.action", "Unlock the gate.", ACTION, ENGLISH)
    assert shown(brought_up_to_date(doubted))[ACTION] == (ENGLISH, TranslationState.FUZZY)


def test_outdated_words_name_their_key_and_english() -> None:
    """So that what msgmerge makes of them elsewhere doesn't pass for words of that other key."""
    outdated = brought_up_to_date(edited(translated(), OFFICE, ENGLISH, "Turn the key."))
    entry = message(outdated, "office", ACTION)
    assert (entry.previous_context, entry.previous_id) == (ACTION, ENGLISH)
    key = "open-office/other.action"
    files = edited(renamed(outdated, "other"), OFFICE, "id: other", "id: other\n    was: unlock-door")
    after = brought_up_to_date(files)
    entry = message(after, "office", key)
    assert (entry.previous_context, entry.previous_id) == (key, ENGLISH)
    back = brought_up_to_date(edited(after, OFFICE, "Turn the key.", ENGLISH))
    assert shown(back)[key] == (f"NL {ENGLISH}", VALID)
