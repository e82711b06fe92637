"""`stegvis fmt`: puts YAML in one form, and renames ids."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from stegvis.adapters.cli import report
from stegvis.adapters.diagnostic_text import count_noun
from stegvis.diagnostics import Diagnostic
from stegvis.files import replace_files
from stegvis.model.rewording import REWORDINGS_PATH
from stegvis.renaming import RenameError, Renaming, rename
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config
from stegvis.source.yaml_nodes import decode_source, read_node


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--rename",
    "renamed",
    nargs=2,
    metavar="OLD NEW",
    help="Rename an id everywhere, and format nothing. OLD is ID, PROCEDURE/STEP, PROCEDURE/STEP/OPTION or "
    "FACT/ANSWER, with its kind before it where several things have it: label:ID.",
)
@click.option(
    "--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if a file would change."
)
@click.pass_obj
def fmt(root: Path, *, paths: tuple[Path, ...], renamed: tuple[str, str] | None, check_only: bool) -> None:
    """Put the YAML files of procedures/ and content/, or those in PATHS, in one form.

    Comments, order and meaning stay: a file that can't be formatted without changing them is left as it is.
    With --rename, an id is renamed in YAML, texts, links, conditions, catalogs and rewordings, or nothing is
    written; steps and procedures keep their former id in `was`, so that runs and addresses follow.
    """
    project = read_project(root)
    if renamed:
        _rename(project, *renamed, check_only=check_only)
        return
    chosen = [path.resolve() for path in paths]
    files = {
        path: raw
        for path, raw in project.files.items()
        if path.endswith(".yaml") and path.startswith(("procedures/", "content/")) and path != REWORDINGS_PATH
        if not chosen or any((root / path).resolve().is_relative_to(wanted) for wanted in chosen)
    }
    changed: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for path, raw in files.items():
        faults += _format_file(path, raw, changed)
    report.report_diagnostics(faults, files)
    if not check_only:
        replace_files(root, changed, {path: files[path] for path in changed})
    for path in changed:
        click.echo(f"{'would change' if check_only else 'wrote'} {path}")
    if not changed and not faults:
        click.echo(f"{count_noun(len(files), 'file')}, nothing to change")
    sys.exit(1 if faults or (check_only and changed) else 0)


def _format_file(path: str, raw: bytes, changed: dict[str, bytes]) -> Iterator[Diagnostic]:
    """Add the formatted file to `changed` if it differs; yield what keeps it from being formatted."""
    from stegvis.source.yaml_format import FormatError, format_yaml  # its library is slow to import

    node = read_node(path, raw)
    text = decode_source(path, raw).value
    if node.value is None or text is None:
        yield from node.diagnostics
        return
    try:
        formatted = format_yaml(text)
    except FormatError as error:
        click.secho(f"{path} is left as it is: {error}", fg="yellow", err=True)
        return
    if formatted.encode() != raw:
        changed[path] = formatted.encode()


def _rename(project: Project, old: str, new: str, *, check_only: bool) -> None:
    site = read_site_config(project).value
    try:
        renaming = rename(project, site.targets if site else (), old, new)
    except RenameError as error:
        raise click.BadParameter(f"{error}. Nothing was changed.", param_hint="--rename") from error
    if not check_only:
        former = {path: project.files.get(path) for path in renaming.files if not path.endswith(".pot")}
        replace_files(project.root, renaming.files, former, removed=renaming.removed)
    _report_renaming(renaming, old, new)
    sys.exit(1 if check_only else 0)


def _report_renaming(renaming: Renaming, old: str, new: str) -> None:
    click.echo(f"{renaming.kind} {old} is {new} now:")
    for path, count in sorted(renaming.places.items()):
        click.echo(f"  {path}: {count_noun(count, 'line')}")
    for path in renaming.removed:
        click.echo(f"  {path}: gone")
