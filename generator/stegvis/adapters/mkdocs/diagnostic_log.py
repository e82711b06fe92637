"""Diagnostics in MkDocs' log."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence

from stegvis.diagnostics import Diagnostic, Severity, render_text

log = logging.getLogger("mkdocs.plugins.stegvis")

MOST_LOGGED = 20
"""Diagnostics that a build logs one by one."""


def log_diagnostics(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, bytes], warning: int = logging.WARNING
) -> None:
    """Log diagnostics, warnings at the level `warning`; in strict mode MkDocs counts those at WARNING."""
    on_terminal = sys.stderr.isatty()
    for diagnostic in diagnostics[:MOST_LOGGED]:
        level = logging.ERROR if diagnostic.severity is Severity.ERROR else warning
        lines = _source_lines(sources, diagnostic) if on_terminal else None
        log.log(level, "%s", render_text(diagnostic, lines))
    if len(diagnostics) > MOST_LOGGED:
        rest = len(diagnostics) - MOST_LOGGED
        log.log(warning, "and %d more; `stegvis check` shows all of them.", rest)


def _source_lines(sources: Mapping[str, bytes], diagnostic: Diagnostic) -> list[str] | None:
    raw = sources.get(diagnostic.location.path)
    return None if raw is None else raw.decode("utf-8", "replace").splitlines()
