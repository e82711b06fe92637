"""Diagnostics on a terminal, or for machines."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from stegvis.adapters import diagnostic_text
from stegvis.diagnostics import Diagnostic, Severity, has_no_errors, render_github, render_json


class Format(StrEnum):
    """Formats of diagnostics."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


format_option = click.option(
    "--format",
    "form",
    type=click.Choice([format_.value for format_ in Format]),
    default=Format.TEXT.value,
    show_default=True,
    help="Format of diagnostics: text, JSON, or GitHub annotations.",
)


def report_diagnostics(
    diagnostics: Iterable[Diagnostic],
    files: Mapping[str, bytes],
    form: str = Format.TEXT,
    *,
    translations: bool = False,
) -> str:
    """Print diagnostics: as text to standard error, in other formats to standard output.

    Returns the numbers of errors and warnings that were printed, in words.
    """
    arranged = diagnostic_text.arrange(diagnostics, translations=translations)
    _print(arranged, files, form)
    return diagnostic_text.summarize(arranged)


def _print(arranged: Sequence[Diagnostic], files: Mapping[str, bytes], form: str) -> None:
    if form == Format.JSON:
        click.echo(render_json(arranged))
        return
    if form == Format.GITHUB:
        for diagnostic in arranged:
            click.echo(render_github(diagnostic))
        return
    for diagnostic in arranged:
        colour = "red" if diagnostic.severity is Severity.ERROR else "yellow"
        words = diagnostic_text.render(diagnostic, files, on_terminal=sys.stderr.isatty())
        first, _, rest = words.partition("\n")
        click.secho(first, fg=colour, err=True)
        if rest:
            click.echo(rest, err=True)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a progress bar on a terminal; None elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_log(name: str, level: int = logging.WARNING) -> None:
    """Print a library's log in the format of diagnostics."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain())
    logger = logging.getLogger(name)
    logger.setLevel(level)
    logger.addHandler(handler)


class _Plain(logging.Formatter):
    """A log record's words, coloured by its level on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message alone."""
        words = record.getMessage()
        if not sys.stderr.isatty() or record.levelno < logging.WARNING:
            return words
        first, newline, rest = words.partition("\n")
        return click.style(first, fg="red" if record.levelno >= logging.ERROR else "yellow") + newline + rest


def display_path(path: Path) -> str:
    """Return a path relative to the current folder, if it is below."""
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}{os.sep}"


def exit_code(diagnostics: Sequence[Diagnostic], *, strict: bool) -> int:
    """0 without errors, else 1; warnings are errors if `strict`."""
    return 0 if has_no_errors(diagnostics) and not (strict and diagnostics) else 1


def as_json(rows: object) -> str:
    """Rows as JSON, for machines."""
    return json.dumps(rows, ensure_ascii=False, indent=2)
