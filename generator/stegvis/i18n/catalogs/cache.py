"""Reads catalogs, and caches what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from stegvis.diagnostics import Diagnostic, Result
from stegvis.i18n import review
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.lookup import Translations, index_messages
from stegvis.i18n.lint import check
from stegvis.model.catalog_layout import CatalogLayout, locale_of

NO_TRANSLATIONS: Result[Translations] = Result(Translations({}))


@dataclass(slots=True)
class CatalogCache:
    """Reads catalogs; caches the translations of each until its bytes change."""

    _cache: dict[str, tuple[bytes, Result[Translations]]] = field(default_factory=dict)

    def translations(self, path: str, raw: bytes | None) -> Result[Translations]:
        """Return the translations of a catalog; none where there is no catalog, and `raw` is None."""
        if raw is None:
            return NO_TRANSLATIONS
        cached = self._cache.get(path)
        if cached is None or cached[0] != raw:
            cached = self._cache[path] = (raw, read_translations(path, raw))
        return cached[1]

    def translations_by_domain(
        self, files: Mapping[str, bytes], layout: CatalogLayout, locale: str, domains: Iterable[str]
    ) -> Result[dict[str, Translations]]:
        """Return the translations of a locale in each of its domains."""
        paths = {domain: layout.find(files, locale, domain) for domain in domains}
        results = {domain: self.translations(path, files.get(path)) for domain, path in paths.items()}
        diagnostics = tuple(diagnostic for result in results.values() for diagnostic in result.diagnostics)
        return Result({domain: result.value for domain, result in results.items()}, diagnostics)


def read_translations(path: str, raw: bytes) -> Result[Translations]:
    """Read the translations of one catalog; none, with a diagnostic, where it can't be read.

    The diagnostics include why a translation can't be used.
    """
    catalog = po_format.read_po(path, raw)
    if isinstance(catalog, Diagnostic):
        return Result(NO_TRANSLATIONS.value, (catalog,))
    by_machine = review.MACHINE_HEADER in catalog.fields()
    indexed = index_messages(path, catalog.active(), by_machine=by_machine)
    unusable = check.find_unusable(indexed.value.by_key, locale_of(path))
    by_key = {
        key: replace(translation, is_usable=False) if key in unusable else translation
        for key, translation in indexed.value.by_key.items()
    }
    return Result(Translations(by_key), (*indexed.diagnostics, *chain.from_iterable(unusable.values())))
