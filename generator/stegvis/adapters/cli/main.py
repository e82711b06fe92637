"""The command `stegvis`."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import click

from stegvis import __version__, pipeline
from stegvis.adapters.cli import exchange, explanations, options, report
from stegvis.adapters.cli.catalog import catalog
from stegvis.adapters.cli.new import new
from stegvis.adapters.cli.pdf import print_pdfs
from stegvis.schema import json_schema


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="stegvis")
@click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder, if it is not the one that you are in.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Procedures that people follow, tick and print in their own language.

    A project is a folder with procedures/ (step graphs in YAML), content/ (articles, registries and
    translations) and mkdocs.yml. Begin one with `stegvis new DIR`, look at it with `stegvis serve`, and
    build its site with `stegvis build`.

    Exit codes: 0 all is well, 1 there are findings, 2 the command was not understood.
    """
    context.obj = root.resolve()


@main.command()
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="Where to put it, not site/.")
@click.option("--strict/--no-strict", default=None, help="Whether warnings stop it; else as mkdocs.yml says.")
@options.pseudo_option
@click.pass_obj
def build(root: Path, site: Path | None, strict: bool | None, pseudo_locales: tuple[str, ...]) -> None:
    """Build the site into site/, in every language.

    It is made beside the last one and swapped in when it is whole: a build that fails changes nothing.
    """
    _need_mkdocs(root)
    from stegvis.adapters.mkdocs import commands  # imports MkDocs, which takes longer than most commands

    report.show_log("mkdocs")
    with report.progress_bar("Building pages") as progress:
        folder = site and site.resolve()
        built = commands.build(root, folder, strict=strict, pseudo=pseudo_locales, progress=progress)
    click.echo(f"{built.pages} pages in {report.display_path(built.site)}")


@main.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@click.option(
    "--translate",
    metavar="LOCALE",
    default="",
    help="Show on the pages of a language what its translators want to know of each message.",
)
@options.pseudo_option
@click.pass_obj
def serve(
    root: Path, port: int, host: str, open_: bool, translate: str, pseudo_locales: tuple[str, ...]
) -> None:
    """Show the site on this machine, and again after each change of a source or a catalog."""
    _need_mkdocs(root)
    if translate:
        _need_translations(root, translate)
    from stegvis.adapters.mkdocs import commands  # likewise

    report.show_log("mkdocs", logging.INFO)
    address = f"{host}:{port}"
    try:
        commands.serve(root, address, pseudo=pseudo_locales, translate=translate, open_in_browser=open_)
    except OSError as error:
        raise click.ClickException(
            f"can't listen on {address} ({error.strerror}); try another --port"
        ) from error


@main.command()
@report.format_option
@click.option("--strict", is_flag=True, help="Take warnings, such as missing translations, for errors.")
@click.pass_obj
def check(root: Path, form: str, strict: bool) -> None:
    """Read and validate everything, without building: procedures, articles, registries, catalogs."""
    loaded = pipeline.load(root, pipeline.BuildOptions(strict=strict))
    found = list(loaded.diagnostics)
    counted = ""
    if loaded.config is not None:
        checked = pipeline.check(loaded.project, loaded.config)
        found += checked.diagnostics
        procedures = report.count_noun(len(checked.loaded.library.procedures), "procedure")
        counted = f"{procedures} in {report.count_noun(len(loaded.config.locales), 'language')}: "
    report.report_diagnostics(found, loaded.project.files, form)
    if form == report.Format.TEXT:
        click.echo(f"{counted}{report.summarize(found)}")
    sys.exit(report.exit_code(found, strict=strict))


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Tell what the code of a finding, such as V205, means."""
    words = explanations.explain_code(code.upper())
    if words is None:
        known = ", ".join(explanations.all_codes())
        raise click.BadParameter(f"there is no code {code}; known are {known}")
    click.echo(f"{code.upper()}: {words}")


@main.command("schema")
@click.pass_obj
def write_schemas(root: Path) -> None:
    """Write the JSON Schemas of the source files to schemas/, for editors that check while typing."""
    folder = root / "schemas"
    folder.mkdir(exist_ok=True)
    for name, one in json_schema.build_schemas().items():
        path = folder / name
        path.write_text(json.dumps(one, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(path.relative_to(root).as_posix())


for command in (exchange.export, exchange.import_, exchange.weblate_components):
    catalog.add_command(command)
main.add_command(catalog)
main.add_command(new)
main.add_command(print_pdfs)


def _need_mkdocs(root: Path) -> None:
    if not (root / "mkdocs.yml").exists():
        message = f"there is no mkdocs.yml in {root}; use -C DIR, or `stegvis new DIR` to begin"
        raise click.UsageError(message)


def _need_translations(root: Path, locale: str) -> None:
    config = pipeline.load(root).config
    if config is not None and locale not in config.targets:
        raise click.BadParameter(f"{locale} is none of {', '.join(config.targets)}", param_hint="--translate")
