"""The checks of translations, as a table of codes and functions."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.catalogs.checks import facts, form, markup, typography, wording
from stegvis.catalogs.checks.case import Case, Rule
from stegvis.diagnostics import Severity

_AS_IT_IS = "Placeholders and link targets stay as they are in the English; only their place changes."
_MARKS = "Set the marks around the words that say the same."

RULES = (
    Rule("C101", markup.placeholders, _AS_IT_IS),
    Rule("C102", markup.links, _AS_IT_IS),
    Rule("C103", markup.braces, "Write it as in the English, without spaces: `{name}`."),
    Rule("C104", markup.emphasis, _MARKS),
    Rule("C105", markup.code, "Copy it from the English."),
    Rule("C106", markup.html, "Write the sign itself, or leave it out."),
    Rule("C107", markup.block, "Let a word stand first."),
    Rule("C201", form.edges),
    Rule("C202", form.lines),
    Rule("C203", form.end),
    Rule("C204", form.brackets),
    Rule("C205", form.spaces),
    Rule("C206", form.first_letter),
    Rule("C207", form.length, "Find shorter words, or ask for more room."),
    Rule(
        "C208",
        form.proportion,
        "Compare it with the English: something may be lost, or belong elsewhere.",
    ),
    Rule("C209", form.sentences, "Compare it with the English, sentence by sentence."),
    Rule("C210", form.invisible, "Type the place anew."),
    Rule("C251", typography.space_at_punctuation),
    Rule("C252", typography.space_after_punctuation),
    Rule("C253", typography.apostrophes),
    Rule("C254", typography.quotes),
    Rule("C255", typography.dots),
    Rule("C256", typography.doubled),
    Rule("C301", wording.control_names, "Put the placeholder in its place."),
    Rule("C302", wording.terms, "See content/glossary.yaml; add a form that is missing there."),
    Rule("C303", wording.forbidden, "See content/glossary.yaml."),
    Rule("C304", wording.unchanged),
    Rule("C305", wording.english),
    Rule("C306", wording.address),
    Rule("C307", wording.link_words),
    Rule("C401", facts.numbers),
    Rule("C402", facts.addresses),
    Rule("C403", facts.identifiers),
)
"""What is asked of each translation."""

STRUCTURE = tuple(rule for rule in RULES if rule.code in ("C101", "C102"))
"""What every build asks: without these a page would lack a name or a link."""


def findings(case: Case) -> Iterator[tuple[Rule, str]]:
    """Every finding of every rule."""
    for rule in RULES:
        for wrong in rule.find(case):
            yield rule, wrong


__all__ = ["RULES", "STRUCTURE", "Case", "Rule", "Severity", "findings"]
