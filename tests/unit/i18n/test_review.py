"""A review holds for the two texts that were looked at."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from stegvis.adapters.cli.main import main
from stegvis.i18n import review
from stegvis.i18n.assessment import count_texts
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.lint import check
from stegvis.i18n.status import Counts, ReviewState
from stegvis.schema.walk import iter_texts
from tests.support.dutch_catalogs import brought_up_to_date, catalog, message, read, translated, written
from tests.support.projects import Files, edited, library_of

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"


def review_states(files: Files) -> dict[str, ReviewState | None]:
    translations = CatalogCache().translations(catalog("office"), files[catalog("office")]).value
    return {
        text.key: translations.review_state(text)
        for text in iter_texts(records_by_domain(library_of(files))["office"])
    }


def counts_of(files: Files) -> Counts:
    """How far the translation of the office's procedures is, and how much of it was reviewed."""
    translations = CatalogCache().translations(catalog("office"), files[catalog("office")]).value
    return count_texts(iter_texts(records_by_domain(library_of(files))["office"]), translations)


def review_project(tmp_path: Path, *keys: str) -> dict[str, bytes]:
    """The translated project after Anna looked at some of it."""
    files = translated()
    written(tmp_path, files)
    command = [
        "-C",
        str(tmp_path),
        "catalog",
        "review",
        "nl",
        *keys,
        "--by",
        "Anna Berg",
        "--date",
        "2026-11-21",
    ]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return {**files, catalog("office"): (tmp_path / catalog("office")).read_bytes()}


def test_a_review_marks_one_text_and_leaves_every_other_line(tmp_path: Path) -> None:
    before, after = translated(), review_project(tmp_path, ACTION)
    entry = message(after, "office", ACTION)
    mark = f"# {entry.user_comments[0]}"
    assert mark == review.format_mark("Anna Berg", "2026-11-21", entry.id, entry.string)
    assert after[catalog("office")].decode().replace(f"{mark}\n", "") == before[catalog("office")].decode()
    assert review_states(after)[ACTION] is ReviewState.REVIEWED
    assert [key for key, state in review_states(after).items() if state is ReviewState.REVIEWED] == [ACTION]


def test_a_whole_procedure_is_reviewed_at_once(tmp_path: Path) -> None:
    assert set(review_states(review_project(tmp_path, "open-office")).values()) == {ReviewState.REVIEWED}


def test_a_second_review_of_the_same_texts_changes_nothing(tmp_path: Path) -> None:
    once = review_project(tmp_path, ACTION)
    written(tmp_path, once)
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "catalog", "review", "nl", ACTION, "--by", "Bo"])
    assert "Marked 0" in done.output
    assert (tmp_path / catalog("office")).read_bytes() == once[catalog("office")]


def test_a_new_review_takes_the_place_of_the_old_mark_and_of_no_other_comment() -> None:
    first = "#. “Open the office”, step 1 of 3: instruction\n"
    old = "# reviewed: Old Mark, 2025-01-01, 000000000000"
    notes = f"# A note.\n# machine: X\n{old}\n#. reviewed: by the author\n"
    files = edited(translated(), catalog("office"), first, notes + first)
    after = review.mark_reviewed(message(files, "office", ACTION), "Anna Berg", "2026-11-21").splitlines()
    before = message(files, "office", ACTION).lines
    added = [line for line in after if line not in before]
    assert [line for line in before if line not in after] == [old]
    assert [line.rpartition(", ")[0] for line in added] == ["# reviewed: Anna Berg, 2026-11-21"]
    assert after.index("# A note.") < after.index(added[0]) < after.index("#. reviewed: by the author")


def test_an_update_keeps_the_mark(tmp_path: Path) -> None:
    files = review_project(tmp_path, ACTION)
    assert brought_up_to_date(files) == files


def test_a_fuzzy_text_does_not_count_as_reviewed_though_its_mark_fits_both_texts(tmp_path: Path) -> None:
    before = review_project(tmp_path, "open-office")
    lines = f'msgctxt "{ACTION}"'
    fuzzy = edited(before, catalog("office"), lines, f"#, fuzzy\n{lines}")
    entry = message(fuzzy, "office", ACTION)
    assert entry.fuzzy
    (mark,) = review.parse_marks(entry)
    assert mark.hash == review.hash_texts(entry.id, entry.string)
    assert review.find_valid_review(entry) is None
    assert review.review_state(entry, by_machine=False) is ReviewState.UNREVIEWED
    assert review_states(fuzzy)[ACTION] is None
    assert {key for key, state in review_states(fuzzy).items() if state is not ReviewState.REVIEWED} == {
        ACTION
    }
    counts = counts_of(fuzzy)
    assert (counts.fuzzy, counts.translated) == (1, counts.total - 1)
    assert counts.reviewed == counts_of(before).reviewed - 1 == counts.total - 1


def test_a_text_without_a_translation_does_not_count_as_reviewed(tmp_path: Path) -> None:
    emptied = edited(
        review_project(tmp_path, "open-office"),
        catalog("office"),
        'msgstr "NL Unlock the door."',
        'msgstr ""',
    )
    assert review.find_valid_review(message(emptied, "office", ACTION)) is None
    assert review_states(emptied)[ACTION] is None
    assert counts_of(emptied).reviewed == counts_of(emptied).total - 1


def test_another_translation_makes_it_void(tmp_path: Path) -> None:
    files = edited(review_project(tmp_path, ACTION), catalog("office"), "NL Unlock the door.", "Doe open.")
    assert review_states(files)[ACTION] is ReviewState.UNREVIEWED
    results = check.check_messages(library_of(files), {"office": read(files, "office")}, "nl")
    assert "C603" in {diagnostic.code for result in results for diagnostic in result.diagnostics}


def test_another_english_makes_it_void_even_if_only_its_wording_changed(tmp_path: Path) -> None:
    reworded = edited(review_project(tmp_path, ACTION), OFFICE, "Unlock the door.", "Unlock the door!")
    assert review_states(brought_up_to_date(reworded, ACTION))[ACTION] is ReviewState.UNREVIEWED


def test_a_machine_translation_is_marked_by_message_or_by_catalog(tmp_path: Path) -> None:
    by_message = edited(
        translated(), catalog("office"), f'msgctxt "{ACTION}"', f'# machine: X\nmsgctxt "{ACTION}"'
    )
    assert review_states(by_message)[ACTION] is ReviewState.MACHINE
    assert list(review_states(by_message).values()).count(ReviewState.MACHINE) == 1
    header = '"Language: nl\\n"\n'
    by_catalog = edited(
        review_project(tmp_path, ACTION), catalog("office"), header, f'{header}"X-Machine-Translated: X\\n"\n'
    )
    assert review_states(by_catalog)[ACTION] is ReviewState.REVIEWED
    assert (
        list(review_states(by_catalog).values()).count(ReviewState.MACHINE)
        == len(review_states(by_catalog)) - 1
    )
