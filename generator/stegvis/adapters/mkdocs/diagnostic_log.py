"""Diagnostics in MkDocs' log."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence

from stegvis.adapters.diagnostic_text import count_noun, render
from stegvis.diagnostics import Diagnostic, Severity

log = logging.getLogger("mkdocs.plugins.stegvis")

MOST_WARNINGS = 20
"""Warnings that a build logs one by one; it logs every error."""


def log_diagnostics(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, bytes], warning: int = logging.WARNING
) -> None:
    """Log arranged diagnostics, warnings at the level `warning`.

    In strict mode MkDocs counts those at WARNING.
    """
    on_terminal = sys.stderr.isatty()
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    warnings = [found for found in diagnostics if found.severity is not Severity.ERROR]
    for diagnostic in errors:
        log.error("%s", render(diagnostic, sources, on_terminal=on_terminal))
    for diagnostic in warnings[:MOST_WARNINGS]:
        log.log(warning, "%s", render(diagnostic, sources, on_terminal=on_terminal))
    if len(warnings) > MOST_WARNINGS:
        rest = count_noun(len(warnings) - MOST_WARNINGS, "warning")
        log.log(warning, "and %s more; `stegvis check` shows all of them.", rest)
