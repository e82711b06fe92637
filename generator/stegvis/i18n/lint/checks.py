"""The checks of translations, as a table of codes and functions."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.i18n.lint import invariants, markup, punctuation, terminology, typography
from stegvis.i18n.lint.context import LintCheck, TranslationPair

_AS_IT_IS = "Placeholders and link targets stay as they are in the English; only their place changes."
_MARKS = "Set the marks around the words that say the same."

CHECKS = (
    LintCheck("C101", markup.check_placeholders, _AS_IT_IS),
    LintCheck("C102", markup.check_links, _AS_IT_IS),
    LintCheck("C103", markup.check_braces, "Write it as in the English, without spaces: `{name}`."),
    LintCheck("C104", markup.check_emphasis, _MARKS),
    LintCheck("C105", markup.check_code, "Copy it from the English."),
    LintCheck("C106", markup.check_html, "Write the sign itself, or leave it out."),
    LintCheck("C107", markup.check_block, "Let a word stand first."),
    LintCheck("C201", punctuation.check_edges),
    LintCheck("C202", punctuation.check_line_breaks),
    LintCheck("C203", punctuation.check_end),
    LintCheck("C204", punctuation.check_brackets),
    LintCheck("C205", punctuation.check_spaces),
    LintCheck("C206", punctuation.check_first_letter),
    LintCheck("C207", punctuation.check_length, "Find shorter words, or ask for more room."),
    LintCheck(
        "C208",
        punctuation.check_proportion,
        "Compare it with the English: something may be lost, or belong elsewhere.",
    ),
    LintCheck("C209", punctuation.check_sentences, "Compare it with the English, sentence by sentence."),
    LintCheck("C210", punctuation.check_invisible_characters, "Type the place anew."),
    LintCheck("C251", typography.check_space_at_punctuation),
    LintCheck("C252", typography.check_space_after_punctuation),
    LintCheck("C253", typography.check_apostrophes),
    LintCheck("C254", typography.check_quotes),
    LintCheck("C255", typography.check_dots),
    LintCheck("C256", typography.check_doubled_words),
    LintCheck("C301", terminology.check_control_names, "Put the placeholder in its place."),
    LintCheck(
        "C302", terminology.check_terms, "See content/glossary.yaml; add a form that is missing there."
    ),
    LintCheck("C303", terminology.check_forbidden_words, "See content/glossary.yaml."),
    LintCheck("C304", terminology.check_unchanged),
    LintCheck("C305", terminology.check_english),
    LintCheck("C306", terminology.check_form_of_address),
    LintCheck("C307", terminology.check_link_words),
    LintCheck("C401", invariants.check_numbers),
    LintCheck("C402", invariants.check_addresses),
    LintCheck("C403", invariants.check_identifiers),
)
"""What is asked of each translation."""

STRUCTURAL_CHECKS = tuple(rule for rule in CHECKS if rule.code in ("C101", "C102"))
"""What every build asks: without these a page would lack a name or a link."""


def run_checks(case: TranslationPair) -> Iterator[tuple[LintCheck, str]]:
    """Every finding of every rule."""
    for rule in CHECKS:
        for wrong in rule.find(case):
            yield rule, wrong
