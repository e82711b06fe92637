"""`stegvis new`: the smallest project that builds, in two languages."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="The site's name; the folder's name if left out.")
def new(folder: Path, name: str) -> None:
    """Begin a project in FOLDER: one procedure, the registries, English and Dutch.

    It builds as it is. Change site.yaml for other languages, then run `stegvis catalog update`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.BadParameter(f"{folder} is not empty", param_hint="FOLDER")
    _copy(files("stegvis") / "starter", folder, {'"SITE_NAME"': json.dumps(name or folder.resolve().name)})
    click.echo(f"Made {folder}. Next: stegvis -C {folder} serve")


def _copy(source: Traversable, target: Path, values: dict[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for one in source.iterdir():
        if one.is_dir():
            _copy(one, target / one.name, values)
        elif not one.name.endswith((".py", ".pyc")):
            text = one.read_text(encoding="utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            (target / one.name).write_text(text, encoding="utf-8")
