"""Rules about a library, as a table of codes and functions."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.diagnostics import Diagnostic, Severity
from stegvis.model import Library, Text
from stegvis.validate import names, references, roles, ways, words
from stegvis.validate.case import Case, Rule

PROCEDURE_RULES = (
    Rule("V101", names.named_as_file),
    Rule("V102", names.lasting),
    Rule("V103", names.unique),
    Rule("V107", names.renamed),
    Rule("V201", ways.targets),
    Rule("V202", ways.met),
    Rule("V203", ways.ending),
    Rule("V204", ways.falling_off),
    Rule("V205", ways.leading_back),
    Rule("V206", ways.decisions),
    Rule("V207", ways.checks),
    Rule("V208", ways.calls),
    Rule("V209", ways.warned_before),
    Rule("V210", ways.pauses, Severity.WARNING),
    Rule("V301", references.roles),
    Rule("V302", references.places),
    Rule("V303", references.others),
    Rule("V304", references.in_procedure),
    Rule("V401", roles.told_as_handover),
    Rule("V402", roles.may_or_may_not),
    Rule("V501", words.durations),
    Rule("V502", words.dates),
    Rule("V503", words.no_html),
)
"""What is asked of each procedure."""

LIBRARY_RULES = (
    Rule("V104", names.placeholder_names),
    Rule("V105", names.collections),
    Rule("V106", names.addresses),
    Rule("V304", references.in_library),
    Rule("V305", references.registries),
    Rule("V503", words.no_html_in_library),
)
"""What is asked of all of it."""


def validate(library: Library[Text], unread: frozenset[str] = frozenset()) -> list[Diagnostic]:
    """Every finding of every rule; `unread` are names that exist but could not be read."""
    case = Case(library, unread)
    return [*_of_library(case), *_of_procedures(case)]


def _of_library(case: Case) -> Iterator[Diagnostic]:
    for rule in LIBRARY_RULES:
        yield from rule.diagnostics(case)


def _of_procedures(case: Case) -> Iterator[Diagnostic]:
    for procedure in case.library.procedures.values():
        for rule in PROCEDURE_RULES:
            yield from rule.diagnostics(case, procedure)
