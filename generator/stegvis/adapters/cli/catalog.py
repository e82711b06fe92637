"""`stegvis catalog`: the translations' files."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from stegvis.adapters.cli import report
from stegvis.diagnostics import Diagnostic, Result, has_no_errors
from stegvis.files import replace_files
from stegvis.i18n import assessment, new_locale, review
from stegvis.i18n.catalogs import edit, po_format
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.lint.check import check_catalogs
from stegvis.i18n.lint.checks import ALLOWABLE_CODES
from stegvis.i18n.rewordings import UnknownWordingError, update_rewordings
from stegvis.i18n.status import LocaleStatus, Usability
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.model.library import Library
from stegvis.model.rewording import REWORDINGS_PATH
from stegvis.model.site import SiteConfig
from stegvis.model.text import SourceText
from stegvis.names import canonicalize_locale
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import SITE_PATH, find_unused_catalogs, read_site_config

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class CatalogProject:
    """A project whose sources can be read."""

    root: Path
    source: Project
    config: SiteConfig
    library: Library[SourceText]

    def locales(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Return the named locales, or all target locales; raises BadParameter if one is unknown."""
        for code in wanted:
            if code not in self.config.targets:
                known = ", ".join(self.config.targets)
                raise click.BadParameter(f"{code} is not a target locale; these are: {known}")
        return tuple(wanted) or self.config.targets

    def catalogs(self, locale: str) -> Result[dict[str, po_format.PoFile]]:
        """Return the readable catalogs of a locale by domain, with diagnostics about the others."""
        catalogs: dict[str, po_format.PoFile] = {}
        diagnostics: list[Diagnostic] = []
        for domain in records_by_domain(self.library):
            path = self.source.catalogs.find(self.source.files, locale, domain)
            if path in self.source.files:
                catalog = po_format.read_po(path, self.source.files[path])
                if isinstance(catalog, Diagnostic):
                    diagnostics.append(catalog)
                else:
                    catalogs[domain] = catalog
        return Result(catalogs, tuple(diagnostics))

    def target(self, locale: str, domain: str) -> str:
        """Return the path to which a change of a catalog is written."""
        return self.source.catalogs.target(self.source.files, locale, domain)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files that were made from the project's, and print their paths; raises WriteError."""
        former = {path: self.source.files.get(path) for path in files if not path.endswith(".pot")}
        replace_files(self.root, files, former)
        for path in files:
            click.echo(f"wrote {path}")

    def readable_catalogs(self, locale: str) -> dict[str, po_format.PoFile]:
        """Return the catalogs of a locale by domain; exits with diagnostics if one can't be read."""
        catalogs = self.catalogs(locale)
        if catalogs.diagnostics:
            report.report_diagnostics(catalogs.diagnostics, self.source.files)
            sys.exit(1)
        return catalogs.value


@click.group()
def catalog() -> None:
    """Update and check translation catalogs, and report what is untranslated.

    Translators work in the files content/locales/LOCALE/LC_MESSAGES/DOMAIN.po, with Poedit, Weblate or an
    editor. Each text has a key, such as open-office/unlock-door.action.
    """


@catalog.command()
@click.option(
    "--wording",
    "keys",
    multiple=True,
    metavar="KEY",
    help="A key whose English changed in wording only: its translations stay valid, and runs keep their "
    "ticks; repeatable.",
)
@click.option(
    "--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if a file would change."
)
@click.pass_obj
def update(root: Path, *, keys: tuple[str, ...], check_only: bool) -> None:
    """Update templates and catalogs from the sources, by key.

    Entries of unchanged texts stay byte for byte. If a text has changed, its translation is kept, marked
    fuzzy, with the previous English. If a key is gone, its entry becomes obsolete, and is restored with the
    key. A step or procedure with `was` keeps its translations. Nothing is written if content would be lost.
    With --wording, content/rewordings.yaml records that the text of a procedure means what it meant before.
    """
    project = open_project(root)
    known = {
        text.key for records in records_by_domain(project.library).values() for text in iter_texts(records)
    }
    for key in keys:
        if key not in known:
            raise click.BadParameter(f"no text has the key {key}", param_hint="--wording")
    updated = update_catalogs(
        project.library, project.source.files, project.config.targets, keys, project.source.catalogs
    )
    report.report_diagnostics(updated.diagnostics, project.source.files)
    stale = _changed_files(project, {**updated.value, **_rewordings(project, keys)})
    if check_only:
        for path in stale:
            click.echo(f"stale {path}")
    else:
        project.write(stale)
    if not stale and not updated.diagnostics:
        click.echo("Everything is up to date.")
    sys.exit(1 if updated.diagnostics or (check_only and stale) else 0)


@catalog.command()
@click.argument("locales", nargs=-1)
@report.format_option
@click.option("--strict", is_flag=True, help="Treat warnings, such as missing translations, as errors.")
@click.pass_obj
def check(root: Path, *, locales: tuple[str, ...], form: str, strict: bool) -> None:
    """Run all checks on the translations into LOCALES, or into all locales.

    `stegvis explain CODE` explains a diagnostic. A comment on a message, `# allow CODE: reason`, suppresses
    one; `stegvis catalog allow` adds it.
    """
    project = open_project(root)
    diagnostics: list[Diagnostic] = []
    for locale in project.locales(locales):
        catalogs = project.catalogs(locale)
        diagnostics += catalogs.diagnostics
        diagnostics += check_catalogs(project.library, catalogs.value, locale, plural_forms(locale))
    summary = report.report_diagnostics(diagnostics, project.source.files, form)
    if form == report.Format.TEXT:
        click.echo(f"{', '.join(project.locales(locales))}: {summary}")
    sys.exit(report.exit_code(diagnostics, strict=strict))


@catalog.command()
@click.argument("locale")
@click.argument("code")
@click.argument("key")
@click.argument("reason")
@click.pass_obj
def allow(root: Path, locale: str, code: str, key: str, reason: str) -> None:
    """Suppress the diagnostic CODE for the translation of KEY into LOCALE, and record the REASON."""
    if code.upper() not in ALLOWABLE_CODES:
        raise click.BadParameter(f"{code} can't be allowed", param_hint="CODE")
    project = open_project(root)
    project.locales([locale])
    for path, po_file, message in _find_message(project, locale, key):
        entry = edit.add_note(message, f"allow {code.upper()}: {' '.join(reason.split())}")
        project.write({path: edit.replace_entries(po_file, {message.line: entry})})
        return
    raise click.BadParameter(f"{locale} has no message with the key {key}", param_hint="KEY")


@catalog.command("review")
@click.argument("locale")
@click.argument("keys", nargs=-1, required=True)
@click.option("--by", "reviewer", required=True, help="Name of the reviewer.")
@click.option("--date", default=None, help="Date of the review as YYYY-MM-DD; today by default.")
@click.pass_obj
def mark_reviewed(root: Path, locale: str, keys: tuple[str, ...], reviewer: str, date: str | None) -> None:
    """Mark translations into LOCALE as reviewed, by KEYS or beginnings of keys.

    `stegvis catalog review nl open-office --by "Anna Berg"` marks a whole procedure, `labels/` all labels. A
    mark is valid until the text or its translation changes.
    """
    project = open_project(root)
    project.locales([locale])
    day = date or datetime.now(UTC).date().isoformat()
    if "," in reviewer or not reviewer.isprintable():
        raise click.BadParameter("a name is one line without commas", param_hint="--by")
    if not _DATE.fullmatch(day):
        raise click.BadParameter("a date has the form 2026-11-21", param_hint="--date")
    marked, changed = 0, {}
    for domain, po_file in project.readable_catalogs(locale).items():
        entries = {
            message.line: review.mark_reviewed(message, reviewer, day)
            for message in po_file.active()
            if message.string and not message.fuzzy and _matches_any(str(message.context), keys)
            if review.find_valid_review(message) is None
        }
        marked += len(entries)
        if entries:
            changed[project.target(locale, domain)] = edit.replace_entries(po_file, entries)
    project.write(changed)
    click.echo(f"Marked {marked} translations.")


def _matches_any(key: str, prefixes: Collection[str]) -> bool:
    """Whether a key is one of the prefixes, or continues one after a `/` or `.`."""
    return any(
        key == prefix or (key.startswith(prefix) and (prefix[-1] in "/." or key[len(prefix)] in "/."))
        for prefix in prefixes
    )


@catalog.command("status")
@click.argument("locales", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
@click.option(
    "--all", "show_all", is_flag=True, help="List complete procedures too, and every untranslated text."
)
@click.pass_obj
def show_status(root: Path, *, locales: tuple[str, ...], form: str, show_all: bool) -> None:
    """Report what is translated into LOCALES, or into all, and which procedures are safe to follow."""
    project = open_project(root)
    cache = CatalogCache()
    diagnostics: list[Diagnostic] = []
    statuses = []
    for locale in project.locales(locales):
        translations = cache.translations_by_domain(
            project.source.files, project.source.catalogs, locale, records_by_domain(project.library)
        )
        diagnostics += translations.diagnostics
        statuses.append(assessment.assess_locale(project.library, translations.value, locale))
    report.report_diagnostics(diagnostics, project.source.files)
    if form == "json":
        click.echo(report.as_json([assessment.status_as_data(status) for status in statuses]))
        return
    Console(markup=False).print(_counts_table(statuses))
    for status in statuses:
        click.echo("")
        for line in _usability_lines(status, show_all=show_all):
            click.echo(line)


def _counts_table(statuses: Collection[LocaleStatus]) -> Table:
    table = Table("locale", "domain", box=None)
    for name in ("total", "translated", "fuzzy", "missing", "unreviewed", "machine"):
        table.add_column(name, justify="right")
    for status in statuses:
        for domain, counts in [*status.domains.items(), ("all", status.counts)]:
            numbers = (
                counts.total,
                counts.translated,
                counts.fuzzy,
                counts.missing,
                counts.unreviewed,
                counts.machine,
            )
            table.add_row(status.locale, domain, *map(str, numbers))
    return table


MAX_LISTED = 3
"""Number of untranslated texts listed per procedure without --all, the most severe first."""

MEANINGS: Mapping[Usability, str] = {
    Usability.COMPLETE: "complete",
    Usability.SAFE: "can be followed",
    Usability.HARD: "needs some English",
    Usability.UNSAFE: "NOT SAFE to follow, so it is not shown",
}


def _usability_lines(status: LocaleStatus, *, show_all: bool) -> Iterator[str]:
    """Yield lines that report which procedures can be followed, and which texts are untranslated."""
    procedures = status.procedures.values()
    complete = sum(not procedure.untranslated for procedure in procedures)
    yield f"{status.locale}: {complete} of {len(procedures)} procedures are complete"
    usabilities = list(MEANINGS)
    for procedure in sorted(procedures, key=lambda entry: -usabilities.index(entry.usability)):
        if not (show_all or procedure.untranslated):
            continue
        yield f"  {MEANINGS[procedure.usability]:<18}  {procedure.procedure}"
        listed = procedure.untranslated if show_all else procedure.untranslated[:MAX_LISTED]
        for text in listed:
            where = f"step {text.number}: " if text.number else ""
            yield f"{'':22}{where}{text.key} is {text.state.value}"
        if rest := len(procedure.untranslated) - len(listed):
            yield f"{'':22}and {rest} more"


@catalog.command("add")
@click.argument("code", metavar="LOCALE")
@click.pass_obj
def add_locale(root: Path, code: str) -> None:
    """Add a locale: an entry in content/site.yaml, and empty catalogs.

    The site builds with it at once; untranslated texts are shown in English and marked as such.
    """
    project = open_project(root)
    code = canonicalize_locale(code) or code
    if code in project.config.locales:
        raise click.BadParameter(f"the site already has the locale {code}", param_hint="LOCALE")
    try:
        locale = new_locale.describe_locale(code)
    except new_locale.UnknownLanguageError:
        hint = "use a BCP 47 code such as de, pt-BR or ar"
        raise click.BadParameter(f"unknown language {code}; {hint}", param_hint="LOCALE") from None
    text = new_locale.add_locale_to_site(project.source.files[SITE_PATH].decode(), code, locale)
    updated = update_catalogs(
        project.library, project.source.files, [*project.config.targets, code], layout=project.source.catalogs
    )
    report.report_diagnostics(updated.diagnostics, project.source.files)
    new = {project.source.catalogs.catalog(code, domain) for domain in records_by_domain(project.library)}
    catalogs = {path: raw for path, raw in updated.value.items() if path in new}
    project.write({**catalogs, SITE_PATH: text.encode()})
    folder = f"{CATALOG_FOLDER}/{code}/LC_MESSAGES/"
    click.echo(f"Added {locale.name}. Translate the catalogs in {folder}.")


def open_project(root: Path) -> CatalogProject:
    """Return the project in a folder; reports diagnostics and exits with 1 if the sources can't be read."""
    source = read_project(root)
    config = read_site_config(source)
    diagnostics = (*source.diagnostics, *config.diagnostics)
    if config.value is not None:
        loaded = load_library(source.files)
        diagnostics += (*find_unused_catalogs(source.files, config.value.locales), *loaded.diagnostics)
        if has_no_errors(diagnostics):
            return CatalogProject(root, source, config.value, loaded.library)
    report.report_diagnostics(diagnostics, source.files)
    sys.exit(1)


def _find_message(
    project: CatalogProject, locale: str, key: str
) -> Iterator[tuple[str, po_format.PoFile, po_format.Message]]:
    """Yield the message with a key, with its catalog and the path to write a change to."""
    for domain, po_file in project.readable_catalogs(locale).items():
        for message in po_file.active():
            if message.context == key:
                yield project.target(locale, domain), po_file, message


def _rewordings(project: CatalogProject, keys: Collection[str]) -> dict[str, bytes]:
    """Return the file of rewordings, if any; raises BadParameter if a former wording is not known."""
    templates = [
        template
        for domain in project.library.collections
        if (raw := _former(project, path := project.source.catalogs.template(domain))) is not None
        if isinstance(template := po_format.read_po(path, raw), po_format.PoFile)
    ]
    catalogs = [
        catalog for locale in project.config.targets for catalog in project.catalogs(locale).value.values()
    ]
    try:
        content = update_rewordings(project.library, keys, templates, catalogs)
    except UnknownWordingError as error:
        cure = "Restore the template as it was before the text changed, and run the command again."
        raise click.BadParameter(f"{error}. Nothing was changed. {cure}", param_hint="--wording") from None
    return {} if content is None else {REWORDINGS_PATH: content}


def _changed_files(project: CatalogProject, updated: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an update that differ from those of the project."""
    return {path: content for path, content in updated.items() if content != _former(project, path)}


def _former(project: CatalogProject, path: str) -> bytes | None:
    file = project.root / path
    if path.endswith(".pot"):  # templates are not among the files that a project reads
        return file.read_bytes() if file.exists() else None
    return project.source.files.get(path)
