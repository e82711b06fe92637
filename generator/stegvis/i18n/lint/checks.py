"""The checks of translations, as two tables: of one translation, and of several beside each other."""

from __future__ import annotations

from stegvis.diagnostics import Rule, Severity
from stegvis.i18n.lint import consistency, invariants, markup, punctuation, terminology, typography

_UNCHANGED = "Keep placeholders and link targets as in the English; only their position may change."
_EMPHASIS = "Put the marks around the words that correspond to those in the English."
_ONE_WORDING = "Use one wording for one thing, or allow it with a reason: `# allow CODE: reason`."

CHECKS = (
    Rule("C101", markup.check_placeholders, _UNCHANGED),
    Rule("C102", markup.check_links, _UNCHANGED),
    Rule("C103", markup.check_braces, "Write it as in the English, without spaces: `{name}`."),
    Rule("C104", markup.check_emphasis, _EMPHASIS),
    Rule("C105", markup.check_code, "Copy it from the English."),
    Rule("C106", markup.check_html, "Write the character itself, or remove it."),
    Rule("C107", markup.check_block, "Begin with a word."),
    Rule(
        "C108",
        markup.check_addresses,
        "Remove it; a link is `[words][target]`, with a target that the English has.",
    ),
    Rule("C109", markup.check_hidden_characters, "Retype the words."),
    Rule("C201", punctuation.check_edges),
    Rule("C202", punctuation.check_line_breaks),
    Rule("C203", punctuation.check_end),
    Rule("C204", punctuation.check_brackets),
    Rule("C205", punctuation.check_spaces),
    Rule("C206", punctuation.check_first_letter),
    Rule("C207", punctuation.check_length, "Find shorter words, or ask for more room."),
    Rule(
        "C208",
        punctuation.check_proportion,
        "Compare it with the English: something may be missing, or belong elsewhere.",
    ),
    Rule("C209", punctuation.check_sentences, "Compare it with the English, sentence by sentence."),
    Rule("C210", punctuation.check_encoding, "Retype the words."),
    Rule("C251", typography.check_space_at_punctuation),
    Rule("C252", typography.check_space_after_punctuation),
    Rule("C253", typography.check_apostrophes),
    Rule("C254", typography.check_quotes),
    Rule("C255", typography.check_dots),
    Rule("C256", typography.check_doubled_words),
    Rule("C301", terminology.check_control_names, "Use the placeholder."),
    Rule("C302", terminology.check_terms, "See content/glossary.yaml; if a form is missing there, add it."),
    Rule("C303", terminology.check_forbidden_words, "See content/glossary.yaml."),
    Rule("C304", terminology.check_unchanged),
    Rule("C305", terminology.check_english),
    Rule("C306", terminology.check_form_of_address),
    Rule("C307", terminology.check_link_words),
    Rule("C401", invariants.check_numbers),
    Rule("C402", invariants.check_addresses),
    Rule("C403", invariants.check_identifiers),
)
"""The checks of one valid translation: each yields the end of a sentence `the translation …`."""

CONSISTENCY_CHECKS = (
    Rule("C308", consistency.check_one_wording, _ONE_WORDING, Severity.WARNING),
    Rule("C309", consistency.check_one_meaning, _ONE_WORDING, Severity.WARNING),
)
"""The checks of all valid translations of a locale, in the order of its catalogs."""

BINDING_CODES = frozenset({"C101", "C102", "C103", "C108", "C109"})
BINDING_CHECKS = tuple(rule for rule in CHECKS if rule.code in BINDING_CODES)
"""The checks of every build, which no comment can allow: a translation that violates them is not used."""

ALL_CHECKS = (*CHECKS, *CONSISTENCY_CHECKS)

_HARMFUL = BINDING_CODES | {"C105"}
"""The codes of harmful translations: readers copy and run code, for example."""

ALLOWABLE_CODES = frozenset(rule.code for rule in ALL_CHECKS) - _HARMFUL
"""The codes of the diagnostics that a comment can allow."""
