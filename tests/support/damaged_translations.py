"""Deliberately damaged translations, by kind of damage, and how many of them the checks catch.

    python -m tests.support.damaged_translations [LOCALE…]

Takes valid messages of the project's own catalogs, breaks each in one way that people, tools and machine
translation do break them, and asks the checks. Damage that changes nothing is not counted.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from stegvis.i18n.catalogs import po_format
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.lint import check, checks
from stegvis.i18n.lint.context import TranslationPair
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.projects import ROOT

COUNT = 300

Damage = Callable[[TranslationPair, random.Random, list[TranslationPair]], str]
"""From a sound translation to a broken one; the same text where this kind does not apply."""


def _cut(pattern: str, by: str | Callable[[re.Match[str]], str], text: str, chance: random.Random) -> str:
    """Replace one match, chosen by chance."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = chance.choice(found)
    new = by if isinstance(by, str) else by(match)
    return text[: match.start()] + new + text[match.end() :]


def placeholder_lost(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\{\w+\} ?", "", case.words, chance)


def placeholder_translated(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\{(\w+)\}", lambda match: "{" + match[1][::-1] + "}", case.words, chance)


def placeholder_by_name(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    names = case.context.names
    return _cut(r"\{(\w+)\}", lambda match: names.get(match[1], ("x", match[1]))[1], case.words, chance)


def placeholder_malformed(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    broken = chance.choice(("{ %s }", "{%s", "%s}", "{{%s}}", "[%s]", "｛%s｝"))
    return _cut(r"\{(\w+)\}", lambda match: broken % match[1], case.words, chance)


def link_target_changed(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\]\[([^\]]+)\]", lambda match: f"][{match[1][:-1]}]", case.words, chance)


def link_broken(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\]\[", "] [", case.words, chance)


def link_lost(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\[([^\[\]]+)\]\[[^\]]+\]", lambda match: match[1], case.words, chance)


def emphasis_lost(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\*\*([^*]+)\*\*", lambda match: match[1], case.words, chance)


def emphasis_loose(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"\*\*([^*]+)\*\*", lambda match: f"** {match[1]} **", case.words, chance)


def emphasis_added(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"(?<![\w{\[`])[^\W\d_]{4,}(?![\w}\]`])", lambda match: f"**{match[0]}**", case.words, chance)


def code_changed(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"`([^`]+)`", lambda match: f"`{match[1].upper()}x`", case.words, chance)


def code_unmarked(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"`([^`]+)`", lambda match: match[1], case.words, chance)


def html_added(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r" ", chance.choice(("<br>", "&nbsp;", " <b>", "<!-- x --> ")), case.words, chance)


def block_begun(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return chance.choice(("# ", "- ", "1. ", "> ", "* ")) + case.words


def space_at_edge(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return chance.choice((f" {case.words}", f"{case.words} ", f"{case.words}\u00a0"))


def newline_added(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return chance.choice((f"{case.words}\n", _cut(" ", "\n", case.words, chance)))


def space_doubled(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(" ", "  ", case.words, chance)


def end_changed(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    if case.words[-1:] in ".?!:":
        return case.words[:-1] + chance.choice([sign for sign in ".?!:" if sign != case.words[-1]] + [""])
    return f"{case.words}."


def bracket_lost(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"[()]|\[(?=[^\]]*\])", "", case.words, chance)


def quote_straight(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut("[“”‘«»]", '"', case.words, chance)


def quote_lost(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut("[“”‘«»][\u202f ]?", "", case.words, chance)


def apostrophe_straight(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"(?<=\w)’(?=\w)", "'", case.words, chance)


def space_before_punctuation(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    if case.language.spaced_before:
        return _cut("\u202f", chance.choice((" ", "")), case.words, chance)
    return _cut(r"(?<=\w)[,:;?!](?= |$)", lambda match: f" {match[0]}", case.words, chance)


def space_after_punctuation(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"(?<=\w), (?=\w)", ",", case.words, chance)


def word_doubled(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(
        r"(?<![\w{\[`’'-])[^\W\d_]{2,}(?= )", lambda match: f"{match[0]} {match[0]}", case.words, chance
    )


def number_changed(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"(?<![\w{+#])\d+(?![\w}])", lambda match: str(int(match[0]) + 1), case.words, chance)


def left_in_english(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    return case.source


def half_in_english(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    source, words = re.split(r"(?<=[.!?:]) ", case.source), re.split(r"(?<=[.!?:]) ", case.words)
    return " ".join([*words[:-1], source[-1]]) if len(words) == len(source) > 1 else case.words


def other_message(case: TranslationPair, chance: random.Random, others: list[TranslationPair]) -> str:
    like = [other for other in others if ("{" in other.source) == ("{" in case.source)]
    return chance.choice(like).words


def sentence_lost(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    sentences = re.split(r"(?<=[.!?]) ", case.words)
    return " ".join(sentences[:-1]) if len(sentences) > 1 else case.words


def cut_short(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    words = case.words.split(" ")
    keep = chance.randint(1, max(1, len(words) // 2))
    return " ".join(words[:keep]) if len(words) > 3 else case.words


def emptied_of_term(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    for term in case.context.terms:
        if term.forms and term.english.search(case.source):
            return _cut(rf"(?i)\w*{re.escape(term.forms[0])}\w*", "ding", case.words, chance)
    return case.words


def small_letter(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    return case.words[:1].lower() + case.words[1:]


def invisible_sign(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    return _cut(r"(?<=\w)(?=\w)", chance.choice("\u200b\u00ad\ufeff\ufffd"), case.words, chance)


def wrong_encoding(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    return case.words.encode().decode("cp1252", "replace") if not case.words.isascii() else case.words


def too_long(case: TranslationPair, _: random.Random, __: list[TranslationPair]) -> str:
    return f"{case.words} {case.words}"


def wrong_address(case: TranslationPair, chance: random.Random, _: list[TranslationPair]) -> str:
    other = {"nl": (r"\b[Uu]\b", "je"), "sv": (r"\b[Dd]u\b", "ni"), "fr": (r"\b[Vv]ous\b", "tu")}
    pattern, by = other[case.context.locale]
    return _cut(pattern, by, case.words, chance)


KINDS: Mapping[str, Damage] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        placeholder_lost, placeholder_translated, placeholder_by_name, placeholder_malformed,
        link_target_changed, link_broken, link_lost, emphasis_lost, emphasis_loose, emphasis_added,
        code_changed, code_unmarked, html_added, block_begun, space_at_edge, newline_added, space_doubled,
        end_changed, bracket_lost, quote_straight, quote_lost, apostrophe_straight, space_before_punctuation,
        space_after_punctuation, word_doubled, number_changed, left_in_english, half_in_english,
        other_message, sentence_lost, cut_short, emptied_of_term, small_letter, invisible_sign,
        wrong_encoding, too_long, wrong_address,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """One damaged message."""

    kind: str
    case: TranslationPair
    is_caught: bool


def cases_of(locale: str, root: Path = ROOT) -> list[TranslationPair]:
    """The valid translations of a locale of the project on which nothing is found."""
    source = read_project(root)
    library = load_library(source.files).library
    read = {
        domain: po_format.read_po(path, source.files[path])
        for domain in records_by_domain(library)
        if (path := source.catalogs.find(source.files, locale, domain)) in source.files
    }
    sound = {domain: file for domain, file in read.items() if isinstance(file, po_format.PoFile)}
    looked = check.check_messages(library, sound, locale)
    return [message.pair for message in looked if message.pair is not None and not message.diagnostics]


def tried(cases: list[TranslationPair], seed: int = 1, count: int = COUNT) -> Iterator[Tried]:
    """`count` damaged messages, as evenly over the kinds as the texts allow."""
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    number, idle = 0, 0
    while number < count and idle < 10 * len(KINDS):
        for kind, damage in KINDS.items():
            if number == count:
                return
            case = chance.choice(cases)
            words = damage(case, chance, cases)
            for _ in range(400):
                if words not in (case.words, ""):
                    break
                case = chance.choice(cases)
                words = damage(case, chance, cases)
            else:
                idle += 1
                continue
            number += 1
            yield Tried(
                kind,
                case,
                _is_caught(replace(case, words=words), cases),
            )


def _is_caught(broken: TranslationPair, cases: list[TranslationPair]) -> bool:
    if any(True for rule in checks.CHECKS for _ in rule.check(broken)):
        return True
    beside = [case for case in cases if case.key != broken.key] + [broken]
    return any(case is broken for rule in checks.CONSISTENCY_CHECKS for case, _ in rule.check(beside))


def report(locale: str) -> tuple[list[str], float]:
    """A table of what was caught by kind, as lines, and the share caught overall."""
    met: dict[str, list[Tried]] = {}
    for trial in tried(cases_of(locale)):
        met.setdefault(trial.kind, []).append(trial)
    every = [trial for trials in met.values() for trial in trials]
    caught = sum(trial.is_caught for trial in every)
    lines = [f"{locale}: {caught} of {len(every)} damaged messages caught"]
    for kind, those in met.items():
        lines.append(f"  {kind:<26} {sum(trial.is_caught for trial in those):>3} of {len(those):>3}")
    return lines, caught / len(every)


if __name__ == "__main__":
    for name in sys.argv[1:] or ("nl", "sv", "fr"):
        sys.stdout.write("\n".join(report(name)[0]) + "\n")
