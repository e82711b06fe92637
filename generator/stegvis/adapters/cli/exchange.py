"""`stegvis catalog export`, `import` and `weblate`: catalogs for those who work elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from stegvis.adapters.cli.catalog import open_project
from stegvis.diagnostics import make_visible
from stegvis.files import replace_files
from stegvis.i18n.catalogs import weblate
from stegvis.i18n.catalogs.xliff import ConverterError, export_xliff, import_xliff
from stegvis.i18n.domains import records_by_domain


@click.command("export")
@click.argument("locale")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--open", "only_open", is_flag=True, help="Only missing and fuzzy messages.")
@click.pass_obj
def export(root: Path, locale: str, folder: Path, *, only_open: bool) -> None:
    """Export the catalogs of LOCALE to FOLDER as XLIFF. Requires `stegvis[xliff]`."""
    project = open_project(root)
    project.locales([locale])
    files = {}
    for domain, catalog in project.readable_catalogs(locale).items():
        try:
            exported = export_xliff(catalog, project.config.source, only_open=only_open)
        except ConverterError as error:
            raise click.ClickException(str(error)) from error
        if exported is not None:
            files[f"{domain}.{locale}.xlf"] = exported
    replace_files(folder, files)
    for name in files:
        click.echo(f"wrote {folder / name}")


@click.command("import")
@click.argument("locale")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--approve", is_flag=True, help="Import all translations as valid, even those not marked as approved."
)
@click.pass_obj
def import_(root: Path, locale: str, files: tuple[Path, ...], *, approve: bool) -> None:
    """Import XLIFF FILES named DOMAIN.LOCALE.xlf into the catalogs of LOCALE.

    Messages are matched by key, and imported only if the English is still that which was translated.
    Translations that are not marked as approved become fuzzy.
    """
    project = open_project(root)
    project.locales([locale])
    catalogs = project.readable_catalogs(locale)
    changed: dict[str, bytes] = {}
    is_complete = True
    for file in files:
        domain = file.name.partition(".")[0]
        if domain not in catalogs:
            raise click.BadParameter(
                f"{file.name} belongs to no domain; the domains are {', '.join(catalogs)}"
            )
        path = project.target(locale, domain)
        if path in changed:
            raise click.BadParameter(f"{file.name} is the second file of its domain; import it on its own")
        try:
            imported = import_xliff(catalogs[domain], file.read_bytes(), approve=approve)
        except ConverterError as error:
            raise click.ClickException(f"{file}: {error}") from error
        if imported.changed:
            changed[path] = imported.content
        click.echo(f"{file.name}: {len(imported.changed)} translations changed")
        for key in imported.refused:
            is_complete = False
            click.echo(
                make_visible(
                    f"{file.name}: not imported, as its English has changed or its key is gone: {key}"
                ),
                err=True,
            )
    project.write(changed)
    sys.exit(0 if is_complete else 1)


@click.command("weblate")
@click.option("--repo", "repository", required=True, help="URL from which Weblate clones the project.")
@click.option("--branch", default="main", show_default=True, help="Branch for translations.")
@click.pass_obj
def weblate_components(root: Path, repository: str, branch: str) -> None:
    """Print one Weblate component per domain, for `weblate import_json --project stegvis`."""
    project = open_project(root)
    domains = list(records_by_domain(project.library))
    components = weblate.weblate_components(
        domains, project.source.catalogs, project.config.source, repository, branch
    )
    click.echo(json.dumps(components, indent=2, ensure_ascii=False))
