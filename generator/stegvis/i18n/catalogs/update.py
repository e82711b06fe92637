"""Updates the templates and catalogs of a project to its present English."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.cache import read_translations
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.merge import lost_content, merge_entries, new_entries
from stegvis.i18n.catalogs.template import TemplateContext, TemplateEntry, localized_names
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.former_keys import former_keys
from stegvis.model.catalog_layout import CATALOG_FOLDER, DEFAULT_LAYOUT, INTERFACE, CatalogLayout
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

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
    catalogs = _read_catalogs(files, layout, locales)
    job = _UpdateJob(files, layout, locales, wording, former_keys(library), catalogs, {})
    keys = {
        domain: {text.key for text in iter_texts(records)}
        for domain, records in records_by_domain(library).items()
    }
    job.left_behind.update({locale: _left_behind(job, keys, locale) for locale in locales})
    names_files = dict(files)
    if NAMES_DOMAIN in keys:
        # Comments show these names, so their domain is updated first.
        entries = list(TemplateContext(library, {}).entries(NAMES_DOMAIN))
        names_files |= _update_domain(NAMES_DOMAIN, entries, job).value
    context = template_context(library, names_files, locales)
    updated: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for domain in keys:
        entries = list(context.entries(domain))
        domain_catalogs = _update_domain(domain, entries, job)
        updated |= domain_catalogs.value
        diagnostics += domain_catalogs.diagnostics
        if domain_catalogs.value or domain != INTERFACE or layout.maintains_theme:
            template = po_format.write_po(po_format.new_header("", ""), new_entries(entries))
            updated[layout.template(domain)] = template
    return Result(updated, tuple(diagnostics))


@dataclass(frozen=True, slots=True)
class _UpdateJob:
    """The inputs of an update, the same for all domains."""

    files: Mapping[str, bytes]
    layout: CatalogLayout
    locales: Collection[str]
    wording: Collection[str]
    former_keys: Mapping[str, tuple[str, ...]]
    catalogs: Mapping[str, po_format.PoFile | Diagnostic]
    """Every catalog of the locales by path, also of domains that no longer exist."""
    left_behind: dict[str, Mapping[str, po_format.Message]]
    """Per locale, the messages whose keys their own domain no longer has: a procedure may have moved."""


def _read_catalogs(
    files: Mapping[str, bytes], layout: CatalogLayout, locales: Collection[str]
) -> dict[str, po_format.PoFile | Diagnostic]:
    folders = tuple(f"{CATALOG_FOLDER}/{locale}/" for locale in locales)
    interface = {layout.find(files, locale, INTERFACE) for locale in locales}
    return {
        path: po_format.read_po(path, raw)
        for path, raw in files.items()
        if (path.endswith(".po") and path.startswith(folders)) or path in interface
    }


def _left_behind(
    job: _UpdateJob, keys: Mapping[str, Collection[str]], locale: str
) -> dict[str, po_format.Message]:
    """Return the messages of a locale whose keys are not among their domain's, by key."""
    messages: dict[str, po_format.Message] = {}
    for path, catalog in job.catalogs.items():
        domain = path.rpartition("/")[2].removesuffix(".po")
        if isinstance(catalog, Diagnostic) or path != job.layout.find(job.files, locale, domain):
            continue
        messages |= {
            message.context: message
            for message in catalog.messages
            if message.context and message.context not in keys.get(domain, ()) and message.string
        }
    return messages


def _update_domain(
    domain: str, entries: Collection[TemplateEntry], job: _UpdateJob
) -> Result[Mapping[str, bytes]]:
    """Return the updated catalogs of one domain by path."""
    updated: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for locale in job.locales:
        path = job.layout.find(job.files, locale, domain)
        target = job.layout.target(job.files, locale, domain)
        old = job.catalogs.get(path)
        if isinstance(old, Diagnostic):
            diagnostics.append(old)
            continue
        if old is not None and (duplicates := _duplicate_keys(old)):
            diagnostics += duplicates
            continue
        content = _update_catalog(locale, entries, old, job)
        lost = lost_content(path, old, content) if old and content != job.files[path] else []
        diagnostics += lost
        serves_as_it_is = path != target and content == job.files[path]
        if not lost and not serves_as_it_is:
            updated[target] = content
    return Result(updated, tuple(diagnostics))


def _update_catalog(
    locale: str, entries: Collection[TemplateEntry], old: po_format.PoFile | None, job: _UpdateJob
) -> bytes:
    header = old.header if old and old.header else po_format.new_header(locale, plural_forms(locale))
    blocks = merge_entries(entries, old, job.wording, job.former_keys, job.left_behind[locale])
    if old and old.tail:
        blocks.append(old.tail)
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
