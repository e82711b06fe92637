"""What each code of a diagnostic means: for rules their own docstring, for the rest a table."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.i18n.lint import check
from stegvis.outputs.pdf.layout_checks import LAYOUT_CHECKS, OTHER_CODES
from stegvis.validate.rules import LIBRARY_RULES, PROCEDURE_RULES

_DESCRIPTIONS: Mapping[str, str] = {
    "Y001": "Source files are UTF-8. Save the file in that encoding.",
    "Y002": "A source file is small, a procedure of a few kilobytes; a larger one is refused unread.",
    "Y003": "Tabs are refused: YAML forbids them in indentation, and elsewhere nobody sees them.",
    "Y004": "The file is not YAML. The place is where the parser gave up; the fault is there or just before.",
    "Y005": "Anchors and aliases are refused: each value stands where it is used, and no file can grow "
    "without bounds when it is read.",
    "Y006": "Tags and directives are refused: every value is text, and the generator knows what it means.",
    "Y007": "A key stands twice in one mapping; YAML would silently keep the last.",
    "Y008": "Control characters and line separators are refused: nobody sees them, and tools break on them.",
    "Y009": "The file holds nothing. Fill it in, or delete it.",
    "Y010": "A file nests a few levels. Hundreds are a slip or an attack, and would exhaust the parser.",
    "S001": "The key is unknown; often it is misspelt.",
    "S002": "A key that must be there is missing.",
    "S003": "Text, a list or keys with values stands where another of the three is expected.",
    "S004": "A value is empty. Fill it in, or leave the key out.",
    "S005": "A whole number is expected, such as a revision.",
    "S006": "Only a few words are possible here, such as `customer`, `reseller` or `vendor`.",
    "S007": "A step is exactly one of action, check, decision, wait, procedure and finish.",
    "S008": "A text is one paragraph, because it is one message for its translators.",
    "S010": "An article begins with its front matter: title and description between lines of `---`.",
    "S011": "A heading has an id of its own in a line above it, such as {#what-it-means}: links and "
    "translations hang on it.",
    "S012": "Below procedures/ stand folders, one a collection, and in them files ID.yaml; content/ has "
    "registries by their names.",
    "S020": "A project has content/site.yaml: its name, its source locale and its locales.",
    "S021": "The source locale is one of the locales.",
    "V001": "An id belongs to one procedure, in whatever collection.",
    "L001": "The locale has no translation of this text. Readers see it in English, marked as such.",
    "L002": "The English changed, or the translation is fuzzy: it counts as missing until somebody looks.",
}


def all_codes() -> list[str]:
    """Every code there is."""
    return sorted({*_DESCRIPTIONS, *OTHER_CODES, *_rules(), *check.describe_codes()})


def explain_code(code: str) -> str | None:
    """What a code means, or None if there is no such code."""
    return (
        _DESCRIPTIONS.get(code)
        or OTHER_CODES.get(code)
        or _rules().get(code)
        or check.describe_codes().get(code)
    )


def _rules() -> dict[str, str]:
    return {
        rule.code: (rule.find.__doc__ or "").strip()
        for rule in (*LIBRARY_RULES, *PROCEDURE_RULES, *LAYOUT_CHECKS)
    }
