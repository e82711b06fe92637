"""Catalogs: templates extracted, catalogs updated, checked and looked up, in GNU gettext's format."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from babel.core import Locale
from babel.messages.plurals import get_plural

from generator import messages
from generator.catalogs import check, po
from generator.catalogs.lookup import Translations, translations
from generator.catalogs.template import Context, names_of
from generator.catalogs.update import template, updated
from generator.diagnostics import Diagnostic
from generator.model import Library, Text

FOLDER = "content/locales"
NONE = Translations({})


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
    known = translations(path, read.active(), found)
    found += check.problems(known.by_key)
    return known


def brought_up_to_date(
    library: Library[Text],
    files: Mapping[str, bytes],
    locales: Collection[str],
    wording: Collection[str] = (),
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Templates and catalogs as they should be, by path, for those locales.

    A catalog that can't be read is told of and left out, so that nothing in it is lost.
    """
    found: list[Diagnostic] = []
    context = context_of(library, files, locales)
    made: dict[str, bytes] = {}
    for domain in messages.domains(library):
        entries = list(context.entries(domain))
        made[template_path(domain)] = po.written(po.header("", ""), template(entries))
        for locale in locales:
            path = path_of(locale, domain)
            old = po.read(path, files[path]) if path in files else None
            if isinstance(old, Diagnostic):
                found.append(old)
                continue
            first = old.header if old and old.header else po.header(locale, plural_forms(locale))
            made[path] = po.written(first, updated(entries, old, wording))
    return made, found


def context_of(library: Library[Text], files: Mapping[str, bytes], locales: Collection[str]) -> Context:
    """What the comments of templates are made from."""
    return Context(library, names_of(library, _label_names(files, locales)))


def plural_forms(locale: str) -> str:
    """The header's Plural-Forms, which the tools ask for."""
    return str(get_plural(str(Locale.parse(locale, sep="-")).replace("-", "_")).plural_forms)


def _label_names(files: Mapping[str, bytes], locales: Collection[str]) -> dict[str, dict[str, str]]:
    names = {}
    for locale in locales:
        raw = files.get(path_of(locale, "labels"), b"")
        known = _translations("", raw, []).by_key
        names[locale] = {key: one.words for key, one in known.items() if not one.is_fuzzy}
    return names
