"""Diagnostics as people read them: in which order, how many in one line, and in what form.

The one place that decides this; the command line, builds and the preview server print what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stegvis.diagnostics import Diagnostic, Severity, fold_groups, render_text, sorted_unique
from stegvis.model.media import is_media


def arrange(diagnostics: Iterable[Diagnostic], *, translations: bool = False) -> list[Diagnostic]:
    """Return errors, then warnings, each by place; the untranslated texts of a record as one of them.

    With `translations`, every untranslated text is one of its own.
    """
    return sorted_unique(diagnostics) if translations else fold_groups(diagnostics)


def render(diagnostic: Diagnostic, files: Mapping[str, bytes], *, on_terminal: bool) -> str:
    """Return a diagnostic with its hint, and on a terminal with the line of the file that it is about."""
    path = diagnostic.location.path
    raw = files.get(path) if on_terminal and not is_media(path) else None
    return render_text(diagnostic, None if raw is None else raw.decode("utf-8", "replace").splitlines())


def summarize(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the numbers of errors and warnings, in words."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    warnings = len(diagnostics) - errors
    parts = [
        count_noun(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number
    ]
    return " and ".join(parts) or "no problems found"


def count_noun(number: int, word: str) -> str:
    """Return a number with its noun."""
    return f"{number} {word}{'' if number == 1 else 's'}"
