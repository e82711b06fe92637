"""The command `stegvis`."""

from __future__ import annotations

import errno
import json
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from stegvis import __version__, pipeline
from stegvis.adapters.cli import exchange, explanations, options, report
from stegvis.adapters.cli.catalog import catalog
from stegvis.adapters.cli.fmt import fmt
from stegvis.adapters.cli.new import new
from stegvis.adapters.cli.pdf import print_pdfs
from stegvis.adapters.diagnostic_text import count_noun
from stegvis.adapters.site_folder import recover_sites
from stegvis.checking import CheckedProject
from stegvis.diagnostics import Diagnostic
from stegvis.files import WriteError, describe_os_error, replace_files
from stegvis.model.site import SiteConfig
from stegvis.outputs.pdf.cache import PDF_CACHE
from stegvis.schema import json_schema


class _Commands(click.Group):
    """Reports a file that can't be read or written as an error, not as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WriteError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # `stegvis … | head`, which click knows
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{describe_os_error(error)}") from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="stegvis")
@click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project folder; the current folder by default.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Build localized guides, checklists and printable sheets from procedures.

    A project is a folder with procedures/ (step graphs in YAML), content/ (articles, registries and
    translations) and mkdocs.yml. Create one with `stegvis new DIR`, preview it with `stegvis serve`, and
    build its site with `stegvis build`.

    Exit codes: 0 success, 1 problems found, 2 usage error.
    """
    recover_sites(root)
    context.obj = root.resolve()


@main.command()
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    help="The folder to build into; site/ by default. Only a site is replaced.",
)
@click.option(
    "--strict/--no-strict", default=None, help="Treat warnings as errors; as set in mkdocs.yml by default."
)
@options.translations_option
@options.pseudo_option
@click.pass_obj
def build(
    root: Path,
    site: Path | None,
    *,
    strict: bool | None,
    translations: bool,
    pseudo_locales: tuple[str, ...],
) -> None:
    """Build the site in every language.

    The new site replaces the previous one when it is complete; a failed build changes nothing. CNAME and
    entries whose names begin with a dot stay in the folder. A folder that no build has made is not replaced.
    """
    _need_mkdocs(root)
    from stegvis.adapters.mkdocs import commands  # imports MkDocs, which takes longer than most commands

    report.show_log("mkdocs")
    with report.progress_bar("Building pages") as progress:
        folder = site and site.absolute()
        built = commands.build(
            root, folder, strict=strict, pseudo=pseudo_locales, translations=translations, progress=progress
        )
    click.echo(f"{built.pages} pages in {report.display_path(built.site)}")


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "open_", is_flag=True, help="Open the site in the browser.")
@click.option(
    "--translate",
    metavar="LOCALE",
    default="",
    help="Annotate the pages of a language with its messages, for its translators.",
)
@options.translations_option
@options.pseudo_option
@click.pass_obj
def serve(
    root: Path,
    *,
    port: int,
    host: str,
    open_: bool,
    translate: str,
    translations: bool,
    pseudo_locales: tuple[str, ...],
) -> None:
    """Preview the site on this machine, and rebuild it when a source or a catalog changes."""
    _need_mkdocs(root)
    if translate:
        _need_translations(root, translate)
    from stegvis.adapters.mkdocs import commands  # likewise

    report.show_log("mkdocs", logging.INFO)
    address = f"{host}:{port}"
    try:
        commands.serve(
            root,
            address,
            pseudo=pseudo_locales,
            translate=translate,
            translations=translations,
            open_in_browser=open_,
        )
    except OSError as error:
        raise click.ClickException(
            f"can't listen on {address} ({error.strerror}); try another --port"
        ) from error


@main.command()
@report.format_option
@click.option("--strict", is_flag=True, help="Treat warnings, such as missing translations, as errors.")
@click.option(
    "--sheets/--no-sheets",
    default=True,
    show_default=True,
    help="Lay out the sheets, too, unless .print_cache/ has them.",
)
@options.translations_option
@click.pass_obj
def check(root: Path, *, form: str, strict: bool, sheets: bool, translations: bool) -> None:
    """Report what `stegvis build` and `stegvis print` would, without building the site.

    Errors come first. Sheets are laid out if there are no errors.
    """
    loaded = pipeline.load(root, pipeline.BuildOptions(strict=strict))
    diagnostics = list(loaded.diagnostics)
    counted = ""
    if loaded.config is not None:
        checked = pipeline.check(loaded.project, loaded.config)
        diagnostics += checked.diagnostics
        procedures = count_noun(len(checked.loaded.library.procedures), "procedure")
        counted = f"{procedures} in {count_noun(len(loaded.config.locales), 'language')}: "
        if sheets and checked.has_no_errors:
            diagnostics += _check_outputs(root, checked, loaded.config)
    summary = report.report_diagnostics(diagnostics, loaded.project.files, form, translations=translations)
    if form == report.Format.TEXT:
        click.echo(f"{counted}{summary}")
    sys.exit(report.exit_code(diagnostics, strict=strict))


def _check_outputs(root: Path, checked: CheckedProject, config: SiteConfig) -> tuple[Diagnostic, ...]:
    from stegvis.adapters.mkdocs import commands  # for the site's address, which is in mkdocs.yml

    published = replace(config, url=commands.site_url(root))
    with report.progress_bar("Checking sheets") as progress:
        return pipeline.check_outputs(checked, published, root / PDF_CACHE, progress)


@main.command()
@click.argument("code", default="")
def explain(code: str) -> None:
    """Explain the code of a diagnostic, such as V205; without CODE, list all codes."""
    if not code:
        for known in explanations.all_codes():
            click.echo(f"{known}  {explanations.summarize_code(known)}")
        return
    explanation = explanations.explain_code(code.upper())
    if explanation is None:
        known = ", ".join(explanations.all_codes())
        raise click.BadParameter(f"unknown code {code}; the codes are {known}")
    click.echo(f"{code.upper()}: {explanation}")


@main.command("schema")
@click.pass_obj
def write_schemas(root: Path) -> None:
    """Write the JSON Schemas of the source files to schemas/, for editors that validate while typing."""
    schemas = {
        f"schemas/{name}": f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()
        for name, schema in json_schema.build_schemas().items()
    }
    replace_files(root, schemas)
    for path in schemas:
        click.echo(path)


for command in (exchange.export, exchange.import_, exchange.weblate_components):
    catalog.add_command(command)
main.add_command(catalog)
main.add_command(fmt)
main.add_command(new)
main.add_command(print_pdfs)


def _need_mkdocs(root: Path) -> None:
    if not (root / "mkdocs.yml").exists():
        message = f"there is no mkdocs.yml in {root}; use -C DIR, or create a project with `stegvis new DIR`"
        raise click.UsageError(message)


def _need_translations(root: Path, locale: str) -> None:
    config = pipeline.load(root).config
    if config is not None and locale not in config.targets:
        raise click.BadParameter(
            f"{locale} is not a target locale; these are: {', '.join(config.targets)}",
            param_hint="--translate",
        )
