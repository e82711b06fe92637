"""Updates templates and catalogs of a whole project to the present English."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.cache import read_translations
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.merge import lost_content, merge_entries, new_entries
from stegvis.i18n.catalogs.template import TemplateContext, TemplateEntry, localized_names
from stegvis.i18n.domains import records_by_domain
from stegvis.model.catalog_layout import CATALOG_FOLDER, DEFAULT_LAYOUT, INTERFACE, CatalogLayout
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

NAMES_DOMAIN = "labels"
"""The domain that holds the names of controls and roles, which the comments of all others show."""


def update_catalogs(
    library: Library[SourceText],
    files: Mapping[str, bytes],
    locales: Collection[str],
    wording: Collection[str] = (),
    catalogs: CatalogLayout = DEFAULT_LAYOUT,
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Templates and catalogs as they should be, by path, for those locales.

    A catalog that can't be read, or in which something would be lost, is told of and left out. So are the
    template and the catalogs of the interface where those of the installed theme serve as they are.
    """
    found: list[Diagnostic] = []
    job = _UpdateJob(
        files, catalogs, locales, wording, dict(_former_keys(library)), _read(files, catalogs, locales), {}
    )
    keys = {
        domain: {text.key for text in iter_texts(records)}
        for domain, records in records_by_domain(library).items()
    }
    job.elsewhere.update({locale: _left_behind(job, keys, locale) for locale in locales})
    known = dict(files)
    bare = TemplateContext(library, {})
    if NAMES_DOMAIN in records_by_domain(library):
        # The comments show these names, so what becomes of them must be known first.
        entries = list(bare.entries(NAMES_DOMAIN))
        known |= _catalogs(NAMES_DOMAIN, entries, job, [])
    context = template_context(library, known, locales)
    made: dict[str, bytes] = {}
    for domain in records_by_domain(library):
        entries = list(context.entries(domain))
        own = _catalogs(domain, entries, job, found)
        made |= own
        if own or domain != INTERFACE or catalogs.maintains_theme:
            template = po_format.write_po(po_format.new_header("", ""), new_entries(entries))
            made[catalogs.template(domain)] = template
    return made, found


@dataclass(frozen=True, slots=True)
class _UpdateJob:
    """What an update works on, whatever the domain."""

    files: Mapping[str, bytes]
    layout: CatalogLayout
    locales: Collection[str]
    wording: Collection[str]
    renamed: Mapping[str, str]
    read: Mapping[str, po_format.PoFile | Diagnostic]
    """Every catalog of the locales by path, also of domains that are no more."""
    elsewhere: dict[str, Mapping[str, po_format.Message]]
    """Per locale, what stands under keys that its own domain has no more: a procedure may have moved."""


def _read(
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
    """The messages of a locale whose keys are none of their domain's, by key."""
    left: dict[str, po_format.Message] = {}
    for path, one in job.read.items():
        domain = path.rpartition("/")[2].removesuffix(".po")
        if isinstance(one, Diagnostic) or path != job.layout.find(job.files, locale, domain):
            continue
        wanted = keys.get(domain, ())
        left |= {
            message.context: message
            for message in one.messages
            if message.context and message.context not in wanted and message.string
        }
    return left


def _catalogs(
    domain: str, entries: Collection[TemplateEntry], job: _UpdateJob, found: list[Diagnostic]
) -> dict[str, bytes]:
    """One domain's catalogs as they should be; what stands in the way is told in `found`."""
    made = {}
    for locale in job.locales:
        path = job.layout.find(job.files, locale, domain)
        target = job.layout.target(job.files, locale, domain)
        old = job.read.get(path)
        if isinstance(old, Diagnostic):
            found.append(old)
            continue
        if old is not None and (twice := _repeated_keys(old)):
            found += twice
            continue
        first = old.header if old and old.header else po_format.new_header(locale, plural_forms(locale))
        moved = job.elsewhere[locale]
        blocks = merge_entries(entries, old, job.wording, job.renamed, moved)
        if old and old.tail:
            blocks.append(old.tail)
        content = po_format.write_po(first, blocks, old.end_of_line if old else "\n")
        lost = lost_content(path, old, content) if old and content != job.files[path] else []
        found += lost
        serves_as_it_is = path != target and content == job.files[path]
        if not lost and not serves_as_it_is:
            made[target] = content
    return made


def _repeated_keys(catalog: po_format.PoFile) -> list[Diagnostic]:
    hint = "Keep one of the two; until then the catalog is not updated."
    return [
        Diagnostic(
            "C004",
            f"the key `{other.context}` stands here again, after line {one.line}",
            Location(catalog.path, other.line),
            hint,
        )
        for one, other in po_format.find_repeated_keys(catalog.messages)
    ]


def _former_keys(library: Library[SourceText]) -> Iterator[tuple[str, str]]:
    """The keys of steps that say what they were called before, and those former keys."""
    for procedure in library.procedures.values():
        for step in procedure.steps:
            if step.was is None:
                continue
            now, before = f"{procedure.id}/{step.id}.", f"{procedure.id}/{step.was}."
            for text in iter_texts(step):
                yield text.key, text.key.replace(now, before, 1)


def template_context(
    library: Library[SourceText], files: Mapping[str, bytes], locales: Collection[str]
) -> TemplateContext:
    """What the comments of templates are made from."""
    return TemplateContext(library, localized_names(library, _label_names(files, locales)))


def _label_names(files: Mapping[str, bytes], locales: Collection[str]) -> dict[str, dict[str, str]]:
    names = {}
    for locale in sorted(locales):  # as `pybabel extract` meets them
        raw = files.get(DEFAULT_LAYOUT.catalog(locale, NAMES_DOMAIN), b"")
        known = read_translations("", raw, []).by_key
        names[locale] = {key: one.words for key, one in known.items() if not one.is_fuzzy}
    return names
