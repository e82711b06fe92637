"""Which of two messages a text continues: every rule of the order, against all rules below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import pytest

from stegvis.i18n.catalogs import po_format
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import DUTCH, brought_up_to_date, catalog, message, obsolete, read, shown
from tests.support.projects import Files, edited, sound

KEY, LATEST, OLDEST = (f"{procedure}/unlock-door.action" for procedure in ("open-office", "newer", "older"))
ENGLISH, OTHER, THIRD = "Unlock the door.", "Turn the key.", "Use the key."
VALID, FUZZY = TranslationState.TRANSLATED, TranslationState.FUZZY


@dataclass(frozen=True)
class Written:
    """A message as it stands in a catalog."""

    words: str = ""
    key: str = KEY
    english: str = ENGLISH
    fuzzy: bool = False
    lender: str = ""
    previous: str = ""
    obsolete: bool = False
    domain: str = "home"
    note: str = ""

    def lines(self) -> str:
        flags = f"# {self.note}\n" if self.note else ""
        flags += "#, fuzzy\n" if self.fuzzy else ""
        context = f'#| msgctxt "{self.lender}"\n' if self.lender else ""
        previous = f'#| msgid "{self.previous}"\n' if self.previous else ""
        named = f'msgctxt "{self.key}"\n' if self.key else ""
        body = f'{named}msgid "{self.english}"\nmsgstr "{self.words}"\n'
        if self.obsolete:
            context, previous = context.replace("#|", "#~|"), previous.replace("#|", "#~|")
            body = "".join(f"#~ {line}\n" for line in body.splitlines())
        return f"\n{flags}{context}{previous}{body}"


def with_messages(files: Files, *messages: Written) -> dict[str, bytes]:
    header = po_format.new_header("nl", "nplurals=2; plural=(n != 1);")
    catalogs = {
        catalog(domain): "".join([header, *(each.lines() for each in messages if each.domain == domain)])
        for domain in dict.fromkeys(["office", "home", *(each.domain for each in messages)])
    }
    return {**files, **{path: text.encode() for path, text in catalogs.items()}}


def project() -> dict[str, bytes]:
    """A procedure in the collection whose catalog comes last, and two former ids of it."""
    files = {**sound(), "content/site.yaml": sound()["content/site.yaml"] + DUTCH}
    collections = files["content/collections.yaml"].replace(b", procedures: [open-office]", b"")
    files["content/collections.yaml"] = collections + b"home: {title: Home, summary: At home.}\n"
    files["procedures/home/open-office.yaml"] = files.pop("procedures/office/open-office.yaml")
    return edited(
        files,
        "procedures/home/open-office.yaml",
        "procedure: open-office",
        "procedure: open-office\nwas: [older, newer]",
    )


FIRST, SECOND, LAST = (f"index/intro.{number}" for number in (1, 2, 3))
block = partial(Written, domain="pages")

PAIRS = {
    "English before use": (Written(obsolete=True), Written(english=OTHER)),
    "a translation before a loan": (
        Written(obsolete=True),
        Written(key=LATEST, fuzzy=True, lender=KEY, previous=ENGLISH),
    ),
    "a loan before a draft": (
        Written(key=LATEST, english=OTHER, fuzzy=True, lender=KEY, previous=ENGLISH, obsolete=True),
        Written(fuzzy=True, lender="of/others", previous=OTHER),
    ),
    "a draft for this English before words for another": (
        Written(fuzzy=True, previous=THIRD, obsolete=True),
        Written(key=LATEST, english=OTHER),
    ),
    "words for other English before a guess": (
        Written(english=OTHER, obsolete=True),
        Written(fuzzy=True),
    ),
    "use before key": (Written(key=LATEST), Written(obsolete=True)),
    "the present key before former ones": (
        Written(obsolete=True),
        Written(key=LATEST, obsolete=True),
    ),
    "the latest key before older ones": (
        Written(key=LATEST, obsolete=True),
        Written(key=OLDEST, obsolete=True),
    ),
    "use before the own catalog": (Written(domain="office"), Written(obsolete=True)),
    "the key before the own catalog": (
        Written(obsolete=True, domain="office"),
        Written(key=LATEST, obsolete=True),
    ),
    "the own catalog before others": (
        Written(obsolete=True),
        Written(obsolete=True, domain="office"),
    ),
    "the own catalog before validity": (
        Written(english=OTHER, fuzzy=True, previous=ENGLISH, obsolete=True),
        Written(obsolete=True, domain="office"),
    ),
    "a valid message before one that is valid again": (
        Written(obsolete=True),
        Written(english=OTHER, fuzzy=True, previous=ENGLISH, obsolete=True),
    ),
}


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("rule", PAIRS)
def test_the_better_message_is_continued(rule: str, *, is_first: bool) -> None:
    better = replace(PAIRS[rule][0], words="Goed.")
    worse = replace(PAIRS[rule][1], words="Slecht.")
    files = with_messages(project(), *((better, worse) if is_first else (worse, better)))
    after = brought_up_to_date(files)
    assert message(after, "home", KEY).string == "Goed."
    assert brought_up_to_date(after) == after


def test_the_first_of_equal_messages_is_continued() -> None:
    files = with_messages(project(), Written("Goed.", obsolete=True), Written("Slecht.", obsolete=True))
    assert shown(brought_up_to_date(files))[KEY] == ("Goed.", VALID)


def test_words_of_a_former_key_go_before_none() -> None:
    files = with_messages(project(), Written(), Written("Goed.", key=LATEST, fuzzy=True, obsolete=True))
    assert message(brought_up_to_date(files), "home", KEY).string == "Goed."


def paragraphs(*texts: str) -> dict[str, bytes]:
    files = project()
    head = files["content/index.md"].decode().split("---\n")[1]
    body = "\n\n".join(texts)
    return {**files, "content/index.md": f"---\n{head}---\n\n{body}\n".encode()}


def test_doubted_words_of_a_paragraph_go_before_those_of_its_number() -> None:
    files = with_messages(
        paragraphs(ENGLISH), block("Slecht.", FIRST, OTHER), block("Goed.", SECOND, ENGLISH, fuzzy=True)
    )
    assert message(brought_up_to_date(files), "pages", FIRST).string == "Goed."


def test_outdated_words_of_a_paragraph_are_valid_again_under_another_number() -> None:
    outdated = block("Goed.", SECOND, OTHER, fuzzy=True, previous=ENGLISH, obsolete=True)
    after = brought_up_to_date(with_messages(paragraphs(ENGLISH), outdated))
    assert shown(after)[FIRST] == ("Goed.", VALID)


def test_a_paragraph_that_msgmerge_moved_is_valid() -> None:
    moved = block("Goed.", LAST, ENGLISH, fuzzy=True, lender=SECOND, previous=ENGLISH)
    former = block("Anders.", SECOND, OTHER)
    after = brought_up_to_date(with_messages(paragraphs(OTHER, ENGLISH), former, moved))
    assert shown(after)[FIRST] == ("Anders.", VALID)
    assert shown(after)[SECOND] == ("Goed.", VALID)
    assert brought_up_to_date(after) == after


def test_a_paragraph_in_doubt_is_not_valid_by_a_loan_under_its_number() -> None:
    loan = block("Goed.", SECOND, OTHER, fuzzy=True, lender=FIRST, previous=ENGLISH)
    files = with_messages(paragraphs(OTHER, ENGLISH), block("Goed.", FIRST, ENGLISH, fuzzy=True), loan)
    after = brought_up_to_date(files)
    assert shown(after)[SECOND] == (ENGLISH, FUZZY)
    assert brought_up_to_date(after) == after


def test_words_that_another_text_with_the_same_english_lent_are_a_guess() -> None:
    files = with_messages(project(), Written("Slecht.", fuzzy=True, lender="of/others", previous=ENGLISH))
    assert shown(brought_up_to_date(files))[KEY] == (ENGLISH, FUZZY)


def test_words_that_msgmerge_lent_come_back_if_the_lender_is_gone() -> None:
    loan = Written("Goed.", "open-office/new.action", OTHER, fuzzy=True, lender=KEY, previous=ENGLISH)
    after = brought_up_to_date(with_messages(project(), loan))
    assert shown(after)[KEY] == ("Goed.", VALID)


def test_a_former_key_has_no_say_once_the_present_one_has_words() -> None:
    former = Written("Slecht.", LATEST, obsolete=True)
    after = brought_up_to_date(with_messages(project(), Written("Goed.", english=OTHER), former))
    assert message(after, "home", KEY).string == "Goed."
    assert shown(after)[KEY] == (ENGLISH, FUZZY)


def test_a_guess_does_not_keep_the_words_of_a_former_key_away() -> None:
    former = Written("Goed.", LATEST, obsolete=True)
    after = brought_up_to_date(with_messages(project(), Written("Slecht.", fuzzy=True), former))
    assert shown(after)[KEY] == ("Goed.", VALID)


def test_a_new_paragraph_has_no_words_of_a_deleted_one() -> None:
    files = with_messages(paragraphs(ENGLISH), block("Oud.", FIRST, OTHER, obsolete=True))
    after = brought_up_to_date(files)
    assert message(after, "pages", FIRST).string == ""
    assert [each.string for each in obsolete(read(after, "pages"))] == ["Oud."]


GONE = "open-office/gone.action"
LEFT = {
    "words before use": (Written("Goed.", GONE, obsolete=True), Written("", GONE, note="Unclear.")),
    "use before validity": (Written("Goed.", GONE, fuzzy=True), Written("Slecht.", GONE, obsolete=True)),
    "validity": (
        Written("Goed.", GONE, obsolete=True),
        Written("Slecht.", GONE, fuzzy=True, obsolete=True),
    ),
}


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("rule", LEFT)
def test_one_message_of_a_key_that_is_gone_is_kept(rule: str, *, is_first: bool) -> None:
    files = with_messages(project(), *(LEFT[rule] if is_first else reversed(LEFT[rule])))
    after = brought_up_to_date(files)
    assert [each.string for each in obsolete(read(after, "home"))] == ["Goed."]


def test_the_first_of_equal_messages_of_a_key_that_is_gone_is_kept() -> None:
    equal = (Written(words, GONE, obsolete=True) for words in ("Goed.", "Slecht."))
    after = brought_up_to_date(with_messages(project(), *equal))
    assert [each.string for each in obsolete(read(after, "home"))] == ["Goed."]


def test_a_catalog_without_a_domain_does_not_decide_what_is_left() -> None:
    foreign = Written("Anders.", GONE, domain="foreign")
    after = brought_up_to_date(with_messages(project(), foreign, Written("Goed.", GONE, obsolete=True)))
    assert [each.string for each in obsolete(read(after, "home"))] == ["Goed."]


def test_messages_without_a_key_are_all_kept() -> None:
    texts = (Written("Een.", ""), Written("Twee.", "", OTHER))
    after = brought_up_to_date(with_messages(project(), *texts))
    assert [each.string for each in obsolete(read(after, "home"))] == ["Een.", "Twee."]
