"""Rules about formats: durations, dates, and text without HTML and without hidden characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stegvis.inline.characters import find_hidden, find_odd, name_character
from stegvis.inline.nodes import Autolink
from stegvis.inline.parse import parse
from stegvis.inline.plain import collect_literal_text, walk
from stegvis.model.dates import is_date
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts
from stegvis.validate.rule import RuleContext, Violation

_DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_HTML = re.compile(r"<(?:[A-Za-z/!?])")


def check_durations(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Times are ISO 8601 durations, such as PT5M."""
    times = [procedure.estimated_time]
    times += [step.estimated_time for step in procedure.all_steps if step.estimated_time]
    for time in times:
        if not _DURATION.fullmatch(time):
            hint = "Write PT5M for five minutes, PT1H30M for an hour and a half."
            yield f"`{time}` is not an ISO 8601 duration", time.location, hint


def check_dates(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A revision is a number from 1 with an ISO 8601 date."""
    if not is_date(procedure.revised):
        message = f"`{procedure.revised}` is not a date"
        yield message, procedure.revised.location, "Write it like 2026-11-21."
    if procedure.revision < 1:
        yield "the revision is less than 1", procedure.procedure.location, "Revisions count from 1."


def check_no_html(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The texts of a procedure are inline CommonMark without HTML."""
    return _check_texts(iter_texts(procedure))


def check_no_html_in_library(context: RuleContext) -> Iterator[Violation]:
    """The texts of articles and registries are CommonMark without HTML."""
    return _check_texts(context.library_texts())


def check_characters(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """No text of a procedure hides or reorders words: character references are checked, too."""
    return _check_characters(iter_texts(procedure))


def check_characters_in_library(context: RuleContext) -> Iterator[Violation]:
    """No text of an article or a registry hides or reorders words; directional isolates are closed."""
    return _check_characters(context.library_texts())


def _check_characters(texts: Iterable[SourceText]) -> Iterator[Violation]:
    for text in texts:
        for character in find_hidden(text.source):
            name = name_character(character)
            yield f"the text contains {name}, which hides or reorders words", text.location, "Remove it."


def check_odd_characters(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A procedure has no private-use or unassigned characters, no soft hyphens, and no U+FFFD."""
    return _check_odd_characters(iter_texts(procedure))


def check_odd_characters_in_library(context: RuleContext) -> Iterator[Violation]:
    """Articles and registries have none of these characters, either: fonts and searches lack them."""
    return _check_odd_characters(context.library_texts())


def _check_odd_characters(texts: Iterable[SourceText]) -> Iterator[Violation]:
    for text in texts:
        for index in find_odd(text.source):
            name = name_character(text.source[index])
            yield f"the text contains the character {name}", text.location, "Retype the words."


def _check_texts(texts: Iterable[SourceText]) -> Iterator[Violation]:
    for text in texts:
        if "<" not in text.source:
            continue
        nodes = parse(text.source)
        has_address = any(isinstance(node, Autolink) for node in walk(nodes))
        if has_address or _HTML.search(collect_literal_text(nodes)):
            hint = (
                "Write `[words][link-id]`, and the address in content/links.yaml."
                if has_address
                else "Use **strong**, *emphasis* or `code`, or remove it."
            )
            yield "the text contains HTML", text.location, hint
