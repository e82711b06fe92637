"""`stegvis catalog`: the translations' files."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from stegvis.adapters.cli import report
from stegvis.diagnostics import Diagnostic, Result
from stegvis.i18n import assessment, new_locale, review
from stegvis.i18n.catalogs import edit, po_format
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.lint.check import check_catalogs
from stegvis.i18n.status import LocaleStatus, Usability
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.model.library import Library
from stegvis.model.site import SiteConfig
from stegvis.model.text import SourceText
from stegvis.pipeline import has_no_errors
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import SITE_PATH, read_site_config


@dataclass(frozen=True, slots=True)
class CatalogProject:
    """A project whose sources can be read, for the commands below."""

    root: Path
    source: Project
    config: SiteConfig
    library: Library[SourceText]

    def locales(self, wanted: Collection[str]) -> tuple[str, ...]:
        """The locales that are asked for: all that are translated to, if none is named."""
        for code in wanted:
            if code not in self.config.targets:
                known = ", ".join(self.config.targets)
                raise click.BadParameter(f"there is no locale {code}; translated to are {known}")
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

    def readable(self, locale: str) -> dict[str, po_format.PoFile]:
        """Return the catalogs of a locale by domain; ends the command where one can't be read."""
        catalogs = self.catalogs(locale)
        if catalogs.diagnostics:
            report.report_diagnostics(catalogs.diagnostics, self.source.files)
            sys.exit(1)
        return catalogs.value


@click.group()
def catalog() -> None:
    """Keep the catalogs of the translations up to date, and see what they lack.

    Translators work in the files content/locales/LOCALE/LC_MESSAGES/DOMAIN.po, with Poedit, Weblate or an
    editor. A text is known by its key, such as open-office/unlock-door.action.
    """


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
def update(root: Path, *, keys: tuple[str, ...], only_check: bool) -> None:
    """Bring templates and catalogs up to date with the English, by key.

    Unchanged keys keep all they have, to the byte; a changed English keeps its translation, marked fuzzy,
    with the previous English; a key that went away becomes obsolete, and comes back with its key. A step
    that says `was: OLD-ID` takes its translations along. Nothing is written where something would be lost.
    """
    desk = open_project(root)
    known = {text.key for records in records_by_domain(desk.library).values() for text in iter_texts(records)}
    for key in keys:
        if key not in known:
            raise click.BadParameter(f"there is no text with the key {key}", param_hint="--wording")
    updated = update_catalogs(
        desk.library, desk.source.files, desk.config.targets, keys, desk.source.catalogs
    )
    report.report_diagnostics(updated.diagnostics, desk.source.files)
    stale = _stale(desk, updated.value)
    if only_check:
        for path in stale:
            click.echo(f"stale {path}")
    else:
        write_files(root, stale)
    if not stale:
        click.echo("Everything is up to date.")
    sys.exit(1 if updated.diagnostics or (only_check and stale) else 0)


@catalog.command()
@click.argument("locales", nargs=-1)
@report.format_option
@click.option("--strict", is_flag=True, help="Take warnings, such as missing translations, for errors.")
@click.pass_obj
def check(root: Path, *, locales: tuple[str, ...], form: str, strict: bool) -> None:
    """Ask every check of every translation, in these LOCALES or in all.

    `stegvis explain CODE` tells what a finding means. A finding that is right as it is can be allowed by a
    comment on the message, `# allow CODE: reason`; `stegvis catalog allow` writes it.
    """
    desk = open_project(root)
    found: list[Diagnostic] = []
    for locale in desk.locales(locales):
        catalogs = desk.catalogs(locale)
        found += catalogs.diagnostics
        found += check_catalogs(desk.library, catalogs.value, locale, plural_forms(locale))
    report.report_diagnostics(found, desk.source.files, form)
    if form == report.Format.TEXT:
        click.echo(f"{', '.join(desk.locales(locales))}: {report.summarize(found)}")
    sys.exit(report.exit_code(found, strict=strict))


@catalog.command()
@click.argument("locale")
@click.argument("code")
@click.argument("key")
@click.argument("reason")
@click.pass_obj
def allow(root: Path, locale: str, code: str, key: str, reason: str) -> None:
    """Let the finding CODE of the translation of KEY into LOCALE stand, for a REASON that others can read."""
    desk = open_project(root)
    desk.locales([locale])
    for path, catalog_, message in _with_key(desk, locale, key):
        entry = edit.add_note(message, f"allow {code.upper()}: {' '.join(reason.split())}")
        write_files(root, {path: edit.replace_entries(catalog_, {message.line: entry})})
        return
    raise click.BadParameter(f"{locale} has no message with the key {key}", param_hint="KEY")


@catalog.command("review")
@click.argument("locale")
@click.argument("keys", nargs=-1, required=True)
@click.option("--by", "who", required=True, help="Who looked at the translations.")
@click.option("--date", default=None, help="When, as YYYY-MM-DD; today if left out.")
@click.pass_obj
def mark_reviewed(root: Path, locale: str, keys: tuple[str, ...], who: str, date: str | None) -> None:
    """Mark translations into LOCALE as reviewed: those of these KEYS, or whose key begins with one.

    `stegvis catalog review nl open-office --by "Anna Berg"` marks a whole procedure, `labels/` all names. A
    mark holds until the English or the translation changes.
    """
    desk = open_project(root)
    desk.locales([locale])
    day = date or datetime.now(UTC).date().isoformat()
    if "," in who:
        raise click.BadParameter("a name has no comma here", param_hint="--by")
    marked = 0
    for domain, one in desk.readable(locale).items():
        entries = {
            message.line: review.mark_reviewed(message, who, day)
            for message in one.active()
            if message.string and not message.fuzzy and _is_meant(str(message.context), keys)
            if review.find_valid_review(message) is None
        }
        marked += len(entries)
        if entries:
            write_files(root, {desk.target(locale, domain): edit.replace_entries(one, entries)})
    click.echo(f"Marked {marked} translations.")


def _is_meant(key: str, keys: Collection[str]) -> bool:
    return any(
        key == one or (key.startswith(one) and (one[-1] in "/." or key[len(one)] in "/.")) for one in keys
    )


@catalog.command("status")
@click.argument("locales", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for machines.",
)
@click.option(
    "--all", "is_whole", is_flag=True, help="List complete procedures too, and every text they lack."
)
@click.pass_obj
def show_status(root: Path, *, locales: tuple[str, ...], form: str, is_whole: bool) -> None:
    """Tell what is translated in these LOCALES or in all, and which procedures can be followed safely."""
    desk = open_project(root)
    cache = CatalogCache()
    found: list[Diagnostic] = []
    every = []
    for locale in desk.locales(locales):
        translations = cache.translations_by_domain(
            desk.source.files, desk.source.catalogs, locale, records_by_domain(desk.library)
        )
        found += translations.diagnostics
        every.append(assessment.assess_locale(desk.library, translations.value, locale))
    report.report_diagnostics(found, desk.source.files)
    if form == "json":
        click.echo(report.as_json([assessment.status_as_data(one) for one in every]))
        return
    Console().print(_counts(every))
    for one in every:
        click.echo("")
        for line in _consequences(one, is_whole=is_whole):
            click.echo(line)


def _counts(every: Collection[LocaleStatus]) -> Table:
    table = Table("locale", "domain", box=None)
    for name in ("total", "translated", "fuzzy", "missing", "unreviewed", "machine"):
        table.add_column(name, justify="right")
    for one in every:
        for domain, tally in [*one.domains.items(), ("all", one.counts)]:
            numbers = (
                tally.total,
                tally.translated,
                tally.fuzzy,
                tally.missing,
                tally.unreviewed,
                tally.machine,
            )
            table.add_row(one.locale, domain, *map(str, numbers))
    return table


SHOWN = 3
"""The gravest gaps of a procedure that are listed without --all."""

MEANINGS: Mapping[Usability, str] = {
    Usability.COMPLETE: "complete",
    Usability.SAFE: "can be followed",
    Usability.HARD: "needs some English",
    Usability.UNSAFE: "NOT SAFE to follow",
}


def _consequences(one: LocaleStatus, *, is_whole: bool) -> Iterator[str]:
    """Which procedures can be followed, and what stands in the way, as lines."""
    complete = sum(not each.untranslated for each in one.procedures.values())
    yield f"{one.locale}: {complete} of {len(one.procedures)} procedures are complete"
    grave = list(MEANINGS)
    for each in sorted(one.procedures.values(), key=lambda each: -grave.index(each.usability)):
        if not (is_whole or each.untranslated):
            continue
        yield f"  {MEANINGS[each.usability]:<18}  {each.procedure}"
        shown = each.untranslated if is_whole else each.untranslated[:SHOWN]
        for lack in shown:
            where = f"step {lack.number}: " if lack.number else ""
            yield f"{'':22}{where}{lack.key} is {lack.state.value}"
        if rest := len(each.untranslated) - len(shown):
            yield f"{'':22}and {rest} more"


@catalog.command("add")
@click.argument("code", metavar="LOCALE")
@click.pass_obj
def add_locale(root: Path, code: str) -> None:
    """Add a language: LOCALE's lines in content/site.yaml, and its catalogs, ready to be translated.

    The site builds with it at once: what is not translated is shown in English, marked as such.
    """
    desk = open_project(root)
    if code in desk.config.locales:
        raise click.BadParameter(f"the site has {code} already", param_hint="LOCALE")
    try:
        locale = new_locale.describe_locale(code)
    except new_locale.UnknownLanguageError:
        hint = "use a BCP 47 code such as de, pt-BR or ar"
        raise click.BadParameter(f"no language is known as {code}; {hint}", param_hint="LOCALE") from None
    path = root / SITE_PATH
    text = new_locale.add_locale_to_site(path.read_bytes().decode(), code, locale)
    updated = update_catalogs(
        desk.library, desk.source.files, [*desk.config.targets, code], layout=desk.source.catalogs
    )
    report.report_diagnostics(updated.diagnostics, desk.source.files)
    new = {desk.source.catalogs.catalog(code, domain) for domain in records_by_domain(desk.library)}
    write_files(
        root,
        {SITE_PATH: text.encode(), **{path: raw for path, raw in updated.value.items() if path in new}},
    )
    folder = f"{CATALOG_FOLDER}/{code}/LC_MESSAGES/"
    click.echo(f"{locale.name} is a language of the site. Translate the catalogs in {folder}.")


def open_project(root: Path) -> CatalogProject:
    """The project, if its sources can be read; ends the command where they can't."""
    source = read_project(root)
    config = read_site_config(source)
    diagnostics = config.diagnostics
    if config.value is not None:
        loaded = load_library(source.files)
        if has_no_errors(loaded.diagnostics):
            return CatalogProject(root, source, config.value, loaded.library)
        diagnostics += loaded.diagnostics
    report.report_diagnostics(diagnostics, source.files)
    sys.exit(1)


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files of the project, and say which."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
        click.echo(f"wrote {path}")


def _with_key(
    desk: CatalogProject, locale: str, key: str
) -> Iterator[tuple[str, po_format.PoFile, po_format.Message]]:
    for domain, one in desk.readable(locale).items():
        for message in one.active():
            if message.context == key:
                yield desk.target(locale, domain), one, message


def _stale(desk: CatalogProject, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an update that differ from those of the project."""
    return {path: content for path, content in made.items() if content != _now(desk.root, path)}


def _now(root: Path, path: str) -> bytes | None:
    file = root / path
    return file.read_bytes() if file.exists() else None
