"""What each code of a diagnostic means: for rules the docstring of their function, for others a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from stegvis.diagnostics import Rule
from stegvis.i18n.lint.check import CODE_DESCRIPTIONS
from stegvis.i18n.lint.checks import ALL_CHECKS
from stegvis.model.step_kinds import STEP_KINDS
from stegvis.outputs.pdf.layout_checks import LAYOUT_CHECKS, OTHER_CODES
from stegvis.source import allowances
from stegvis.validate.rules import LIBRARY_RULES, PROCEDURE_RULES

_SOURCE_CODES: Mapping[str, str] = {
    "Y001": "Source files are UTF-8. Save the file in that encoding.",
    "Y002": "Source files have at most 256 KiB; a long procedure has a hundredth of that. Larger files are "
    "not read.",
    "Y003": "Tabs are not allowed: YAML forbids them in indentation, and elsewhere they are invisible.",
    "Y004": "The file is not valid YAML. The location is where the parser gave up; the error is there or "
    "just before.",
    "Y005": "Anchors and aliases are not allowed: every value is written where it is used, and no file can "
    "grow without bounds when it is read.",
    "Y006": "Tags and directives are not allowed: every value is text, which Stegvis converts by its key.",
    "Y007": "A key occurs twice in one mapping; YAML parsers would silently keep the last.",
    "Y008": "Characters that hide or reorder text are not allowed: controls, line separators, overrides of "
    "the direction, and invisible characters where no script needs them. Reviewers can't see them.",
    "Y009": "The file is empty. Fill it in, or delete it.",
    "Y010": "The file nests too deeply. Sources need few levels; hundreds would exhaust the parser.",
    "Y011": "A text or value is too long: 2,000 characters at most, 120 for the names of labels and roles. A "
    "placeholder counts as a name of 120.",
    "Y012": "A list has at most 1,000 items.",
    "Y013": "The blocks of an article nest at most 20 levels deep; a list within a list adds two.",
    "S001": "The key is unknown; often it is misspelt.",
    "S002": "A required key is missing.",
    "S003": "Text, a list, or keys with values: another of the three is expected here.",
    "S004": "A value is empty. Fill it in, or remove the key.",
    "S005": "A whole number is expected, such as a revision.",
    "S006": "Only certain words are possible here, such as `customer`, `reseller` or `vendor`.",
    "S007": f"A step has exactly one of the keys {', '.join(STEP_KINDS)}.",
    "S008": "A text is one paragraph, because it is one message for translators.",
    "S010": "An article begins with front matter: title and description between lines of `---`.",
    "S011": "A heading has a unique id in the line above it, such as {#what-it-means}: links and "
    "translations refer to it.",
    "S012": "The path of a procedure is procedures/COLLECTION/ID.yaml; the YAML files of content/ are "
    "site.yaml and the registries; the folder of a locale's catalogs is content/locales/LOCALE.",
    "S013": "A link in procedures/ or content/ leads to a file or folder in one of the two, which is then "
    "read like a source. One that leads elsewhere, back to a folder above it or to nothing is an error.",
    "S014": "Names of source files are valid on every system: UTF-8, at most 255 bytes, without any of "
    '< > : " | ? * and \\, and not among those that Windows reserves for devices.',
    "S015": "The operating system refuses to read a file or folder.",
    "S020": "A project has content/site.yaml, with its name, its source locale and its locales.",
    "S021": "The source locale is one of the locales.",
    "S022": "A locale is the BCP 47 tag of a language with optional script, region and variants, in its "
    "canonical spelling, such as `nl`, `pt-BR`, `es-419` or `zh-Hant`. Browsers refuse others, `nl_BE` for "
    "example. The folder of its catalogs has the same name.",
    "S023": "No two files of a site have the same path, even if case is ignored; all lie in its folder.",
    "S024": "The working week has at least one day, and each holiday is an ISO 8601 date or a month and day.",
    "S030": "The folder content/pictures/ holds PNG, JPEG and WebP files; content/files/ holds PDF, DOCX, "
    "XLSX, ODT, ODS, CSV and TXT files. HTML and SVG files are not allowed: they can contain scripts, which "
    "would run as part of the site, and refer to other sites.",
    "S031": "A picture or a file has the format that its name says, and is complete, without animation and "
    "macros. Others are not published.",
    "S032": "A picture has at most 2 MiB, 16,000,000 pixels, and 10,000 pixels on a side; a file to take, "
    "20 MiB. Readers load them over slow networks, and browsers need memory for each pixel.",
    "S033": "The name of a picture or a file consists of ASCII letters and digits, hyphens, underscores "
    "and dots, because it becomes part of an address.",
    "V001": "The id of a procedure is unique across collections.",
    "L001": "The locale has no translation of this text. Readers see it in English, marked as such.",
    "L002": "The English has changed, or the translation is fuzzy or must not be used: it counts as missing "
    "until corrected.",
    "L003": "A procedure whose own texts are translated is not shown in a locale, because a procedure that "
    "it calls, or the name of a role, lacks a translation without which it can't be followed safely.",
}
"""The codes of the readers of files, and of untranslated texts."""


def _descriptions(*tables: Iterable[Rule[..., Any]]) -> dict[str, str]:
    """Return the descriptions of rules by code; those of rules with the same code follow each other."""
    found: dict[str, list[str]] = {}
    for rule in chain.from_iterable(tables):
        found.setdefault(rule.code, []).append(rule.description)
    return {code: " ".join(descriptions) for code, descriptions in found.items()}


_DESCRIPTIONS: Mapping[str, str] = {
    **_SOURCE_CODES,
    **CODE_DESCRIPTIONS,
    **allowances.CODE_DESCRIPTIONS,
    **OTHER_CODES,
    **_descriptions(PROCEDURE_RULES, LIBRARY_RULES, ALL_CHECKS, LAYOUT_CHECKS),
}


def all_codes() -> list[str]:
    """Return every code, sorted."""
    return sorted(_DESCRIPTIONS)


def summarize_code(code: str) -> str:
    """Return the first sentence of the meaning of a known code."""
    return re.split(r"(?<=\.) (?=[A-Z])", _DESCRIPTIONS[code], maxsplit=1)[0]


def explain_code(code: str) -> str | None:
    """Return the meaning of a code, or None if there is no such code."""
    return _DESCRIPTIONS.get(code)
