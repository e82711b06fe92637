"""Updates the templates and catalogs of a project to its present English."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.cache import read_translations
from stegvis.i18n.catalogs.former import find_former
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.merge import lost_content, merge_entries, new_entries
from stegvis.i18n.catalogs.template import TemplateContext, TemplateEntry, localized_names
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.former_keys import find_former_keys
from stegvis.model.catalog_layout import CATALOG_FOLDER, DEFAULT_LAYOUT, INTERFACE, CatalogLayout
from stegvis.model.library import Library
from stegvis.model.text import SourceText

NAMES_DOMAIN = "labels"
"""The domain with the names of controls and roles, which the comments of all others show."""


def update_catalogs(
    library: Library[SourceText],
    files: Mapping[str, bytes],
    locales: Collection[str],
    wording: Collection[str] = (),
    layout: CatalogLayout = DEFAULT_LAYOUT,
) -> Result[Mapping[str, bytes]]:
    """Return the updated templates and catalogs of these locales by path.

    `wording` are the keys whose English changed in wording only. Catalogs that can't be read, or whose update
    would lose something, are left out and reported. The template and the catalogs of the interface are left
    out where the installed theme's serve as they are.
    """
    job = _UpdateJob(files, layout, wording, find_former_keys(library))
    domains = records_by_domain(library)
    names_files = dict(files)
    if NAMES_DOMAIN in domains:
        # Comments show these names, so their domain is updated first.
        entries = {NAMES_DOMAIN: list(TemplateContext(library, {}).entries(NAMES_DOMAIN))}
        paths = {layout.find(files, locale, NAMES_DOMAIN) for locale in locales} & files.keys()
        names_job = replace(job, files={path: files[path] for path in paths})
        for locale in locales:
            names_files |= _update_locale(locale, entries, names_job).value
    context = template_context(library, names_files, locales)
    entries = {domain: list(context.entries(domain)) for domain in domains}
    updated: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for locale in locales:
        catalogs = _update_locale(locale, entries, job)
        updated |= catalogs.value
        diagnostics += catalogs.diagnostics
    for domain, of_domain in entries.items():
        is_maintained = any(layout.target(files, locale, domain) in updated for locale in locales)
        if is_maintained or domain != INTERFACE or layout.maintains_theme:
            template = po_format.write_po(po_format.new_header("", ""), new_entries(of_domain))
            updated[layout.template(domain)] = template
    return Result(updated, tuple(diagnostics))


@dataclass(frozen=True, slots=True)
class _UpdateJob:
    """The inputs of an update, the same for all locales."""

    files: Mapping[str, bytes]
    layout: CatalogLayout
    wording: Collection[str]
    former_keys: Mapping[str, Sequence[str]]
    _read: dict[str, po_format.PoFile | Diagnostic] = field(default_factory=dict)

    def read(self, path: str) -> po_format.PoFile | Diagnostic:
        """Return a catalog; reads it once."""
        if path not in self._read:
            self._read[path] = po_format.read_po(path, self.files[path])
        return self._read[path]


def _update_locale(
    locale: str, entries: Mapping[str, Sequence[TemplateEntry]], job: _UpdateJob
) -> Result[Mapping[str, bytes]]:
    """Return the updated catalogs of one locale by path; `entries` are those of each domain."""
    paths = {domain: job.layout.find(job.files, locale, domain) for domain in entries}
    catalogs, diagnostics = _readable_catalogs(locale, set(paths.values()), job)
    if rivals := _rival_translations([*chain.from_iterable(entries.values())], paths.values(), catalogs):
        return Result({}, (*diagnostics, *rivals))
    refused = {diagnostic.location.path for diagnostic in diagnostics}
    by_path = {path: entries[domain] for domain, path in paths.items() if path not in refused}
    succession = find_former(by_path, catalogs, job.former_keys)
    contents = {
        path: _write_catalog(
            locale, merge_entries(path, of_path, succession, job.wording), catalogs.get(path)
        )
        for path, of_path in by_path.items()
    }
    for path in {former.found.path for former in succession.chosen.values()} - by_path.keys():
        # The domain is gone, and its messages are leaving for others.
        rest = ["\n".join(message.lines) for message in succession.unused.get(path, ())]
        contents[path] = _write_catalog(locale, rest, catalogs[path])
    changed = {path: content for path, content in contents.items() if content != job.files.get(path)}
    if lost := lost_content(catalogs, changed, succession.superseded):
        return Result({}, (*diagnostics, *lost))
    targets = {path: job.layout.target(job.files, locale, domain) for domain, path in paths.items()}
    return Result(
        {
            targets.get(path, path): content
            for path, content in contents.items()
            if path in changed or targets.get(path, path) == path
        },
        tuple(diagnostics),
    )


def _readable_catalogs(
    locale: str, known: Collection[str], job: _UpdateJob
) -> tuple[dict[str, po_format.PoFile], list[Diagnostic]]:
    """Return the catalogs of a locale by path, also of domains that no longer exist.

    Those that can't be read, or have a key twice, are left out and reported if they are among the `known`.
    """
    folder = f"{CATALOG_FOLDER}/{locale}/LC_MESSAGES/"
    catalogs: dict[str, po_format.PoFile] = {}
    diagnostics: list[Diagnostic] = []
    for path in job.files:
        is_other = path.startswith(folder) and path.endswith(".po") and path.count("/") == folder.count("/")
        if path not in known and not is_other:
            continue
        catalog = job.read(path)
        if isinstance(catalog, po_format.PoFile):
            duplicates = _duplicate_keys(catalog)
            if not duplicates:
                catalogs[path] = catalog
        else:
            duplicates = [catalog]
        diagnostics += duplicates if path in known else ()
    return catalogs, diagnostics


def _write_catalog(locale: str, blocks: list[str], old: po_format.PoFile | None) -> bytes:
    header = old.header if old and old.header else po_format.new_header(locale, plural_forms(locale))
    if old and old.tail:
        blocks = [*blocks, old.tail]
    return po_format.write_po(header, blocks, old.end_of_line if old else "\n")


def _duplicate_keys(catalog: po_format.PoFile) -> list[Diagnostic]:
    hint = "Keep one of the two; until then the catalog is not updated."
    return [
        Diagnostic(
            "C004",
            f"duplicate key `{second.context}`, already on line {first.line}",
            Location(catalog.path, second.line),
            hint,
        )
        for first, second in po_format.find_repeated_keys(catalog.messages)
    ]


def _rival_translations(
    entries: Iterable[TemplateEntry], paths: Iterable[str], catalogs: Mapping[str, po_format.PoFile]
) -> list[Diagnostic]:
    """Return diagnostics about texts with different translations in two catalogs, left by a bad merge."""
    english = {entry.key: entry.source for entry in entries}
    first: dict[str | None, tuple[str, po_format.Message]] = {}
    diagnostics = []
    for path in paths:
        for message in catalogs[path].active() if path in catalogs else ():
            if message.fuzzy or not message.string or english.get(message.context or "") != message.id:
                continue
            other_path, other = first.setdefault(message.context, (path, message))
            if other.string != message.string:
                text = f"duplicate key `{message.context}`, already in {other_path}:{other.line}"
                hint = "Keep one of the two; until then the catalogs of the locale are not updated."
                diagnostics.append(Diagnostic("C004", text, Location(path, message.line), hint))
    return diagnostics


def template_context(
    library: Library[SourceText], files: Mapping[str, bytes], locales: Collection[str]
) -> TemplateContext:
    """Return the context of the comments, with the names of controls and roles in these locales."""
    return TemplateContext(library, localized_names(library, _translated_names(files, locales)))


def _translated_names(files: Mapping[str, bytes], locales: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the valid translations of the names' domain by locale and key."""
    names = {}
    for locale in sorted(locales):  # the order of `pybabel extract`
        path = DEFAULT_LAYOUT.catalog(locale, NAMES_DOMAIN)
        by_key = read_translations(path, files.get(path, b"")).value.by_key
        names[locale] = {
            key: translation.words
            for key, translation in by_key.items()
            if translation.is_usable and not translation.is_fuzzy
        }
    return names
