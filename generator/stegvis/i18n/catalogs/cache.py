"""Reads catalogs for a build, and caches what it made of each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stegvis.diagnostics import Diagnostic
from stegvis.i18n import review
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.lookup import Translations, index_messages
from stegvis.i18n.lint import check

NO_TRANSLATIONS = Translations({})


@dataclass(slots=True)
class CatalogCache:
    """Reads catalogs; keeps what it made of each file, for the next time."""

    _kept: dict[str, tuple[bytes, Translations, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def translations(self, files: Mapping[str, bytes], path: str, found: list[Diagnostic]) -> Translations:
        """The translations of the catalog at a path; none where there is no catalog."""
        raw = files.get(path)
        if raw is None:
            return NO_TRANSLATIONS
        kept = self._kept.get(path)
        if kept is None or kept[0] != raw:
            own: list[Diagnostic] = []
            kept = self._kept[path] = (raw, read_translations(path, raw, own), tuple(own))
        found += kept[2]
        return kept[1]


def read_translations(path: str, raw: bytes, found: list[Diagnostic]) -> Translations:
    """Read one catalog file; what is wrong with it is appended to `found`."""
    read = po_format.read_po(path, raw)
    if isinstance(read, Diagnostic):
        found.append(read)
        return NO_TRANSLATIONS
    by_machine = review.MACHINE_HEADER in read.fields()
    known = index_messages(path, read.active(), found, by_machine=by_machine)
    found += check.find_structural_errors(known.by_key)
    return known
