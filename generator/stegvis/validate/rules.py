"""The rules of validation, as two tables: about a procedure, and about the library as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stegvis.diagnostics import Diagnostic, Rule, Severity
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText
from stegvis.validate import (
    back_edges,
    conditions,
    due,
    formats,
    graph_rules,
    ids,
    markup,
    media,
    references,
    roles,
    values,
)
from stegvis.validate.rule import RuleContext, Violation

PROCEDURE_RULES = (
    Rule("V101", ids.check_file_name),
    Rule("V102", ids.check_id_format),
    Rule("V103", ids.check_unique_ids),
    Rule("V107", ids.check_former_ids),
    Rule("V201", graph_rules.check_targets),
    Rule("V202", graph_rules.check_reachable),
    Rule("V203", graph_rules.check_reaches_end),
    Rule("V204", graph_rules.check_last_step),
    Rule("V205", back_edges.check_back_edges),
    Rule("V206", graph_rules.check_decisions),
    Rule("V207", graph_rules.check_checks),
    Rule("V208", graph_rules.check_calls),
    Rule("V209", graph_rules.check_warnings),
    Rule("V210", graph_rules.check_pause_points, severity=Severity.WARNING),
    Rule("V211", conditions.check_conditions),
    Rule("V212", conditions.check_known),
    Rule("V213", conditions.check_possible),
    Rule("V214", conditions.check_options_left),
    Rule("V215", conditions.check_sub_steps),
    Rule("V217", back_edges.check_rounds),
    Rule("V301", references.check_roles),
    Rule("V302", references.check_places),
    Rule("V303", references.check_surroundings),
    Rule("V304", references.check_procedure_texts),
    Rule("V306", references.check_links_of_procedure, severity=Severity.WARNING),
    Rule("V401", roles.check_hand_overs),
    Rule("V402", roles.check_role_conflicts),
    Rule("V501", formats.check_durations),
    Rule("V502", formats.check_dates),
    Rule("V503", formats.check_no_html),
    Rule("V504", formats.check_characters),
    Rule("V505", formats.check_odd_characters, severity=Severity.WARNING),
    Rule("V506", markup.check_blocks),
    Rule("V507", markup.check_names_in_code, severity=Severity.WARNING),
    Rule("V601", values.check_values),
    Rule("V602", values.check_value_names),
    Rule("V603", values.check_values_noted),
    Rule("V604", values.check_commands),
    Rule("V605", values.check_values_in_commands),
    Rule("V606", values.check_repetition),
    Rule("V801", due.check_periods),
    Rule("V802", due.check_due_steps),
    Rule("V903", media.check_tables),
    Rule("V904", media.check_signers),
)
"""The rules about each procedure, with the library around it."""

LIBRARY_RULES = (
    Rule("V102", ids.check_library_ids),
    Rule("V103", ids.check_unique_fact_options),
    Rule("V104", ids.check_placeholder_names),
    Rule("V105", ids.check_collections),
    Rule("V106", ids.check_addresses),
    Rule("V107", ids.check_former_procedures),
    Rule("V206", conditions.check_facts),
    Rule("V216", conditions.check_unused_facts, severity=Severity.WARNING),
    Rule("V304", references.check_library_texts),
    Rule("V305", references.check_registries),
    Rule("V306", references.check_links_of_library, severity=Severity.WARNING),
    Rule("V307", references.check_our_party),
    Rule("V503", formats.check_no_html_in_library),
    Rule("V504", formats.check_characters_in_library),
    Rule("V505", formats.check_odd_characters_in_library, severity=Severity.WARNING),
    Rule("V602", values.check_value_names_in_library),
    Rule("V901", media.check_references),
    Rule("V902", media.check_unused, severity=Severity.WARNING),
)
"""The rules about the library as a whole."""


ALLOWABLE_CODES = frozenset({"V210", "V216", "V505", "V506", "V507"})
"""The codes of the diagnostics that an author may have weighed, and allows by a comment with a reason.

None of them is about a reference, the way of a run or the safety of a reader.
"""


def validate(library: Library[SourceText], unread: frozenset[str] = frozenset()) -> list[Diagnostic]:
    """Return the diagnostics of all rules; `unread` are the names that exist but can't be read."""
    context = RuleContext(library, unread)
    procedures = library.procedures.values()
    found = (diagnostic for procedure in procedures for diagnostic in validate_procedure(context, procedure))
    return [*validate_library(context), *found]


def validate_library(context: RuleContext) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules about the library as a whole."""
    for rule in LIBRARY_RULES:
        yield from _diagnostics(rule.code, rule.severity, rule.check(context))


def validate_procedure(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the rules about one procedure.

    They read the procedure, those that it calls, the registries, and the names of procedures and articles.
    """
    for rule in PROCEDURE_RULES:
        yield from _diagnostics(rule.code, rule.severity, rule.check(context, procedure))


def _diagnostics(code: str, severity: Severity, violations: Iterable[Violation]) -> Iterator[Diagnostic]:
    for message, location, hint in violations:
        yield Diagnostic(code, message, location, hint, severity)
