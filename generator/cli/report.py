"""Diagnostics on a terminal, or for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

import click

from generator.build import is_sound
from generator.diagnostics import Diagnostic, Severity, as_github, as_json, as_text


class Format(StrEnum):
    """How diagnostics are told."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


format_option = click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="How findings are told: for people, as JSON, or as GitHub annotations.",
)


def tell(diagnostics: Sequence[Diagnostic], files: Mapping[str, bytes], form: str = Format.TEXT) -> None:
    """Print findings: text to standard error, with the source line on a terminal; others to output."""
    if form == Format.JSON:
        click.echo(as_json(diagnostics))
        return
    if form == Format.GITHUB:
        for found in diagnostics:
            click.echo(as_github(found))
        return
    for found in diagnostics:
        source = _lines(files, found.location.path) if click.get_text_stream("stderr").isatty() else None
        colour = "red" if found.severity is Severity.ERROR else "yellow"
        first, _, rest = as_text(found, source).partition("\n")
        click.secho(first, fg=colour, err=True)
        if rest:
            click.echo(rest, err=True)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many findings there are, in words."""
    errors = sum(found.severity is Severity.ERROR for found in diagnostics)
    warnings = len(diagnostics) - errors
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return " and ".join(parts) or "nothing to complain of"


def exit_code(diagnostics: Sequence[Diagnostic], *, strict: bool) -> int:
    """0 if all is well, 1 if something must be mended."""
    return 0 if is_sound(diagnostics) and not (strict and diagnostics) else 1


def as_table(rows: object) -> str:
    """Rows as JSON, for machines."""
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _lines(files: Mapping[str, bytes], path: str) -> list[str] | None:
    raw = files.get(path)
    return None if raw is None else raw.decode("utf-8", "replace").splitlines()
