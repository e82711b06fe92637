"""`stegvis print`: makes sheets as PDF."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from stegvis import pipeline
from stegvis.adapters.cli import options, report
from stegvis.adapters.diagnostic_text import count_noun
from stegvis.adapters.site_folder import SiteFolderError, check_output_folder
from stegvis.diagnostics import has_no_errors
from stegvis.files import replace_files
from stegvis.model.registries import Fact, FactKind
from stegvis.outputs.pdf.cache import PDF_CACHE
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST, SHEET_EDITIONS

_ALL = "all"
_EDITIONS = {edition.key: edition for edition in SHEET_EDITIONS}


@click.command("print")
@click.argument("procedures", nargs=-1)
@click.option(
    "--edition", "editions", multiple=True, type=click.Choice([*_EDITIONS, _ALL]),
    help="Edition of the sheets; checklists by default.",
)  # fmt: skip
@click.option(
    "--paper", "papers", multiple=True, type=click.Choice([*(paper.value for paper in Paper), _ALL]),
    help="Paper size; A4 by default.",
)  # fmt: skip
@click.option("--locale", "locales", multiple=True, help="Locale, such as nl; all by default.")
@click.option("--collection", "collections", multiple=True, help="Only the procedures of this collection.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    help="Only hand-over sheets and packs of this role, such as admin_agent, or of this party.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="FACT=OPTION",
    help="Only the steps for this answer to a variant, such as tool=portal.",
)
@click.option(
    "--to", "target", type=click.Path(path_type=Path), default=Path("sheets"),
    show_default=True, help="Output folder.",
)  # fmt: skip
@click.option("--url", envvar="SITE_URL", help="URL of the site; `site_url` in mkdocs.yml by default.")
@click.option("--jobs", default=0, help="Number of processes; one per processor by default.")
@click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    show_default=True,
    help="Keep finished sheets in .print_cache/.",
)
@options.pseudo_option
@report.format_option
@options.translations_option
@click.pass_obj
def print_pdfs(  # a parameter for each option
    root: Path,
    procedures: tuple[str, ...],
    editions: tuple[str, ...],
    papers: tuple[str, ...],
    locales: tuple[str, ...],
    collections: tuple[str, ...],
    roles: tuple[str, ...],
    variants: tuple[str, ...],
    target: Path,
    url: str | None,
    jobs: int,
    cached: bool,  # click passes options by name
    pseudo_locales: tuple[str, ...],
    form: str,
    translations: bool,
) -> None:
    """Make sheets as PDF, of all procedures or of those with the ids PROCEDURES.

    Errors in other procedures are not reported and don't matter.

    By default, `stegvis print` makes a checklist of every procedure in every language. `--edition all
    --paper all` makes all editions: checklists, trainer sheets, hand-over sheets and packs.
    """
    began = time.perf_counter()
    try:
        check_output_folder(target, root)
    except SiteFolderError as error:
        raise click.ClickException(str(error)) from error
    from stegvis.adapters.mkdocs import commands  # for the site's address, which is in mkdocs.yml

    build_options = pipeline.BuildOptions(url=url or commands.site_url(root), pseudo=pseudo_locales)
    loaded = pipeline.load(root, build_options)
    source, config = loaded.project, loaded.config
    if config is None:
        report.report_diagnostics(loaded.diagnostics, source.files, form)
        sys.exit(1)
    checked = pipeline.check(source, config)
    diagnostics = pipeline.diagnostics_of(checked, procedures)
    if not has_no_errors(diagnostics):
        report.report_diagnostics(diagnostics, source.files, form, translations=translations)
        sys.exit(1)
    library = checked.loaded.library
    _need("procedure", procedures, library.procedures)
    _need("locale", locales, config.locales)
    _need("collection", collections, library.collections)
    _need("role or party", roles, {**library.roles, **library.parties})
    pdf_options = PdfOptions(
        editions=SHEET_EDITIONS
        if _ALL in editions
        else tuple(_EDITIONS[key] for key in editions) or (CHECKLIST,),
        papers=tuple(Paper) if _ALL in papers else tuple(map(Paper, papers)) or (Paper.A4,),
        locales=locales,
        procedures=procedures,
        collections=collections,
        roles=roles,
        variants=_parse_variants(variants, library.facts),
        cache=root / PDF_CACHE if cached else None,
        jobs=jobs,
    )
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("Sheets", total=None)
        printed = pipeline.print_pdfs(
            checked,
            config,
            pdf_options,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    pdfs = {pdf_file.path: printed.files[pdf_file.path] for pdf_file in printed.pdf_files}
    replace_files(target, pdfs, is_durable=False)
    summary = report.report_diagnostics(printed.diagnostics, source.files, form)
    if form == report.Format.TEXT:
        pages = sum(pdf_file.pages for pdf_file in printed.pdf_files)
        seconds = time.perf_counter() - began
        made = f"{count_noun(len(printed.pdf_files), 'sheet')} with {count_noun(pages, 'page')}"
        click.echo(f"{made} in {target}/, {seconds:.1f} s: {summary}")
    sys.exit(report.exit_code(printed.diagnostics, strict=False))


def _parse_variants(variants: tuple[str, ...], facts: Mapping[str, Fact[Any]]) -> dict[str, str]:
    """Return the answers to variants; raises BadParameter for what is none."""
    known = {
        name: [str(option.id) for option in fact.options]
        for name, fact in facts.items()
        if fact.kind is FactKind.VARIANT
    }
    answers = {}
    for text in variants:
        name, _, option = text.partition("=")
        _need("variant", (name,), known)
        _need(f"option of `{name}`", (option,), known[name])
        answers[name] = option
    return answers


def _need(what: str, names: tuple[str, ...], known: object) -> None:
    for name in names:
        if name not in known:  # type: ignore[operator]  # mappings of several types
            raise click.BadParameter(f"there is no {what} `{name}`; choose from {', '.join(sorted(known))}")  # type: ignore[call-overload]  # likewise
