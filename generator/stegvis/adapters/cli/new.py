"""`stegvis new`: creates the smallest project that builds, in two languages, or a procedure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from stegvis.adapters.cli.new_procedure import procedure
from stegvis.files import replace_files


class _FolderOrCommand(click.Group):
    """Takes what is none of its commands as the folder of a new project."""

    def parse_args(self, ctx: click.Context, arguments: list[str]) -> list[str]:
        """Put the command before its arguments where it is left out."""
        if arguments and arguments[0] not in {*self.commands, *self.get_help_option_names(ctx)}:
            arguments.insert(0, "project")
        return super().parse_args(ctx, arguments)


@click.group(cls=_FolderOrCommand, subcommand_metavar="FOLDER | procedure ID")
def new() -> None:
    """Create a project in FOLDER, or a procedure in a project.

    `stegvis new FOLDER` is short for `stegvis new project FOLDER`; a folder called procedure is
    `stegvis new ./procedure`.
    """


new.add_command(procedure)


@new.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="Name of the site; the name of the folder by default.")
def project(folder: Path, name: str) -> None:
    """Create a project in FOLDER: one procedure, the registries, English and Dutch.

    It builds as it is. For other languages, run `stegvis catalog add LOCALE`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.BadParameter(f"{folder} is not empty", param_hint="FOLDER")
    values = {'"SITE_NAME"': json.dumps(name or folder.resolve().name)}
    replace_files(folder, dict(_starter_files(files("stegvis") / "starter", "", values)))
    click.echo(f"Created {folder}. Next: stegvis -C {folder} serve")


def _starter_files(
    source: Traversable, prefix: str, values: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    for entry in source.iterdir():
        if entry.is_dir():
            yield from _starter_files(entry, f"{prefix}{entry.name}/", values)
        elif not entry.name.endswith((".py", ".pyc")):
            text = entry.read_text(encoding="utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            yield f"{prefix}{entry.name}", text.encode()
