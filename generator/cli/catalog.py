"""`stegvis catalog`: the translations' files."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from generator import catalogs, project
from generator.build import Builder, is_sound
from generator.cli import report
from generator.config import Config
from generator.diagnostics import Diagnostic
from generator.model import State


@click.group()
def catalog() -> None:
    """Keep the catalogs of the translations up to date, and see how complete they are."""


@catalog.command()
@click.option(
    "--wording",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A key whose English changed in wording only: its translations stay valid. Repeatable.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if something would change.")
@click.pass_obj
def update(root: Path, keys: tuple[str, ...], only_check: bool) -> None:
    """Bring templates and catalogs up to date with the English, by key.

    Unchanged keys keep all they have; a changed English keeps its translation, marked fuzzy, with the
    previous English; a key that went away becomes obsolete.
    """
    source, config = _project(root)
    checked = Builder().check(source, config)
    if not is_sound(checked.loaded.diagnostics):
        report.tell(checked.loaded.diagnostics, source.files)
        sys.exit(1)
    library = checked.loaded.library
    made, found = catalogs.brought_up_to_date(library, source.files, config.targets, keys)
    report.tell(found, source.files)
    stale = {path: content for path, content in made.items() if _now(root, path) != content}
    for path, content in stale.items():
        click.echo(f"{'stale' if only_check else 'wrote'} {path}")
        if not only_check:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    if not stale:
        click.echo("Everything is up to date.")
    sys.exit(1 if found or (only_check and stale) else 0)


@catalog.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def status(root: Path, form: str) -> None:
    """Tell per language and domain how much is translated, fuzzy and missing."""
    source, config = _project(root)
    checked = Builder().check(source, config)
    rows = []
    for locale in config.targets:
        localized = checked.localized[locale]
        for domain, total in localized.totals.items():
            gaps = [gap.state for gap in localized.gaps if gap.domain == domain]
            fuzzy, missing = gaps.count(State.FUZZY), gaps.count(State.MISSING)
            row = {"locale": locale, "domain": domain, "total": total}
            rows.append({**row, "translated": total - fuzzy - missing, "fuzzy": fuzzy, "missing": missing})
    if form == "json":
        click.echo(report.as_table(rows))
        return
    table = Table("locale", "domain", box=None)
    for name in ("total", "translated", "fuzzy", "missing"):
        table.add_column(name, justify="right")
    for each in rows:
        table.add_row(*(str(value) for value in each.values()))
    Console().print(table)


def _project(root: Path) -> tuple[project.Project, Config]:
    source = project.read(root)
    found: list[Diagnostic] = []
    config = project.config_of(source, found)
    if config is None:
        report.tell(found, source.files)
        sys.exit(1)
    return source, config


def _now(root: Path, path: str) -> bytes | None:
    file = root / path
    return file.read_bytes() if file.exists() else None
