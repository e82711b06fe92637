"""Catalogs: templates extracted, catalogs updated, checked and looked up, in GNU gettext's format."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from babel.core import Locale
from babel.messages.plurals import get_plural

from stegvis import messages
from stegvis.catalogs import check, po, review
from stegvis.catalogs.lookup import Translations, translations
from stegvis.catalogs.template import Context, Entry, names_of
from stegvis.catalogs.update import losses, template, updated
from stegvis.diagnostics import Diagnostic, Location
from stegvis.messages import texts
from stegvis.model import Library, Text

FOLDER = "content/locales"
NONE = Translations({})
NAMES = "labels"
"""The domain that holds the names of controls and roles, which the comments of all others show."""


@dataclass(slots=True)
class Shelf:
    """Reads catalogs; keeps what it made of each file, for the next time."""

    _kept: dict[str, tuple[bytes, Translations, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def translations(
        self, files: Mapping[str, bytes], locale: str, domain: str, found: list[Diagnostic]
    ) -> Translations:
        """The translations of a domain; none where there is no catalog."""
        path = path_of(locale, domain)
        raw = files.get(path)
        if raw is None:
            return NONE
        kept = self._kept.get(path)
        if kept is None or kept[0] != raw:
            own: list[Diagnostic] = []
            kept = self._kept[path] = (raw, _translations(path, raw, own), tuple(own))
        found += kept[2]
        return kept[1]


def path_of(locale: str, domain: str) -> str:
    """Where a catalog stands in the project."""
    return f"{FOLDER}/{locale}/LC_MESSAGES/{domain}.po"


def template_path(domain: str) -> str:
    """Where a template stands in the project."""
    return f"{FOLDER}/{domain}.pot"


def _translations(path: str, raw: bytes, found: list[Diagnostic]) -> Translations:
    read = po.read(path, raw)
    if isinstance(read, Diagnostic):
        found.append(read)
        return NONE
    by_machine = review.HEADER in read.fields()
    known = translations(path, read.active(), found, by_machine=by_machine)
    found += check.problems(known.by_key)
    return known


def brought_up_to_date(
    library: Library[Text],
    files: Mapping[str, bytes],
    locales: Collection[str],
    wording: Collection[str] = (),
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Templates and catalogs as they should be, by path, for those locales.

    A catalog that can't be read, or in which something would be lost, is told of and left out.
    """
    found: list[Diagnostic] = []
    job = _Job(files, locales, wording, dict(_renamed(library)), _read(files, locales), {})
    keys = {
        domain: {text.key for text in texts(records)} for domain, records in messages.domains(library).items()
    }
    job.elsewhere.update({locale: _left_behind(job.read, keys, locale) for locale in locales})
    known = dict(files)
    bare = Context(library, {})
    if NAMES in messages.domains(library):
        # The comments show these names, so what becomes of them must be known first.
        entries = list(bare.entries(NAMES))
        known |= _catalogs(NAMES, entries, job, [])
    context = context_of(library, known, locales)
    made: dict[str, bytes] = {}
    for domain in messages.domains(library):
        entries = list(context.entries(domain))
        made[template_path(domain)] = po.written(po.header("", ""), template(entries))
        made |= _catalogs(domain, entries, job, found)
    return made, found


@dataclass(frozen=True, slots=True)
class _Job:
    """What an update works on, whatever the domain."""

    files: Mapping[str, bytes]
    locales: Collection[str]
    wording: Collection[str]
    renamed: Mapping[str, str]
    read: Mapping[str, po.PoFile | Diagnostic]
    """Every catalog of the locales by path, also of domains that are no more."""
    elsewhere: dict[str, Mapping[str, po.Message]]
    """Per locale, what stands under keys that its own domain has no more: a procedure may have moved."""


def _read(files: Mapping[str, bytes], locales: Collection[str]) -> dict[str, po.PoFile | Diagnostic]:
    folders = tuple(path_of(locale, "").removesuffix(".po") for locale in locales)
    return {
        path: po.read(path, raw)
        for path, raw in files.items()
        if path.endswith(".po") and path.startswith(folders)
    }


def _left_behind(
    read: Mapping[str, po.PoFile | Diagnostic], keys: Mapping[str, Collection[str]], locale: str
) -> dict[str, po.Message]:
    """The messages of a locale whose keys are none of their domain's, by key."""
    left: dict[str, po.Message] = {}
    for path, one in read.items():
        domain = path.rpartition("/")[2].removesuffix(".po")
        if isinstance(one, Diagnostic) or path != path_of(locale, domain):
            continue
        wanted = keys.get(domain, ())
        left |= {
            message.context: message
            for message in one.messages
            if message.context and message.context not in wanted and message.string
        }
    return left


def _catalogs(
    domain: str, entries: Collection[Entry], job: _Job, found: list[Diagnostic]
) -> dict[str, bytes]:
    """One domain's catalogs as they should be; what stands in the way is told in `found`."""
    made = {}
    for locale in job.locales:
        path = path_of(locale, domain)
        old = job.read.get(path)
        if isinstance(old, Diagnostic):
            found.append(old)
            continue
        if old is not None and (twice := _twice(old)):
            found += twice
            continue
        first = old.header if old and old.header else po.header(locale, plural_forms(locale))
        moved = job.elsewhere[locale]
        blocks = updated(entries, old, job.wording, job.renamed, moved)
        if old and old.tail:
            blocks.append(old.tail)
        content = po.written(first, blocks, old.end_of_line if old else "\n")
        lost = losses(path, old, content) if old and content != job.files[path] else []
        found += lost
        if not lost:
            made[path] = content
    return made


def _twice(catalog: po.PoFile) -> list[Diagnostic]:
    hint = "Keep one of the two; until then the catalog is not updated."
    return [
        Diagnostic(
            "C004",
            f"the key `{other.context}` stands here again, after line {one.line}",
            Location(catalog.path, other.line),
            hint,
        )
        for one, other in po.repeated(catalog.messages)
    ]


def _renamed(library: Library[Text]) -> Iterator[tuple[str, str]]:
    """The keys of steps that say what they were called before, and those former keys."""
    for procedure in library.procedures.values():
        for step in procedure.steps:
            if step.was is None:
                continue
            now, before = f"{procedure.id}/{step.id}.", f"{procedure.id}/{step.was}."
            for text in texts(step):
                yield text.key, text.key.replace(now, before, 1)


def context_of(library: Library[Text], files: Mapping[str, bytes], locales: Collection[str]) -> Context:
    """What the comments of templates are made from."""
    return Context(library, names_of(library, _label_names(files, locales)))


def plural_forms(locale: str) -> str:
    """The header's Plural-Forms, which the tools ask for."""
    return str(get_plural(str(Locale.parse(locale, sep="-")).replace("-", "_")).plural_forms)


def _label_names(files: Mapping[str, bytes], locales: Collection[str]) -> dict[str, dict[str, str]]:
    names = {}
    for locale in sorted(locales):  # as `pybabel extract` meets them
        raw = files.get(path_of(locale, NAMES), b"")
        known = _translations("", raw, []).by_key
        names[locale] = {key: one.words for key, one in known.items() if not one.is_fuzzy}
    return names
