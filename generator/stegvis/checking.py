"""Checks a project: reads, validates and localizes it, and collects what is wrong with it.

The first half of the pipeline, which ends with the diagnostics of every source and catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stegvis.diagnostics import Diagnostic, Result, has_no_errors, sorted_unique
from stegvis.i18n import pseudo
from stegvis.i18n.assessment import ComputedStatus, describe_withheld, find_withheld
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.lookup import Translations
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.localize import (
    LocalizedLibrary,
    Localizer,
    Lookup,
    describe_gaps,
    look_up_source,
)
from stegvis.model.library import Library
from stegvis.model.site import SiteConfig
from stegvis.model.text import SourceText
from stegvis.pages.translation_status import StatusSource
from stegvis.preview.annotations import AnnotatedLookup
from stegvis.source.allowances import apply_allowances
from stegvis.source.loader import LoadedLibrary, Loader
from stegvis.source.project import Project
from stegvis.source.site_config import find_unused_catalogs
from stegvis.validate.incremental import Validator
from stegvis.validate.media import find_unknown_locales
from stegvis.validate.rules import ALLOWABLE_CODES


@dataclass(frozen=True, slots=True)
class CheckedProject:
    """A project, read, validated and localized into every locale."""

    project: Project
    loaded: LoadedLibrary
    localized: Mapping[str, LocalizedLibrary]
    withheld: Mapping[str, frozenset[str]]
    """By locale, the ids of the procedures that it withholds as a safety-relevant text is untranslated."""
    statuses: Mapping[str, StatusSource]
    """By translated locale, the source of its translation status."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_no_errors(self) -> bool:
        """Whether a site can be built of it."""
        return has_no_errors(self.diagnostics)


@dataclass(slots=True)
class Checker:
    """Checks a project repeatedly, and reuses what has not changed since the last time."""

    _loader: Loader = field(default_factory=Loader)
    _validator: Validator = field(default_factory=Validator)
    _catalogs: CatalogCache = field(default_factory=CatalogCache)
    _localizers: dict[str, Localizer] = field(default_factory=dict)

    def check(self, project: Project, config: SiteConfig) -> CheckedProject:
        """Read, validate and localize a project; return it with the diagnostics of all stages, sorted."""
        loaded = self._loader.load(project.files)
        diagnostics = [
            *project.diagnostics,
            *find_unused_catalogs(project.files, config.locales),
            *loaded.diagnostics,
            *self._validator.validate(loaded.library, loaded.unread),
            *find_unknown_locales(loaded.library, config.locales),
        ]
        localized: dict[str, LocalizedLibrary] = {}
        withheld: dict[str, frozenset[str]] = {}
        statuses: dict[str, StatusSource] = {}
        for locale in config.locales:
            catalogs = self._read_catalogs(loaded.library, project, config, locale)
            diagnostics += catalogs.diagnostics
            translations = catalogs.value
            localized[locale] = self._localize(loaded.library, config, locale, translations)
            withheld[locale] = find_withheld(loaded.library, translations, localized[locale])
            if translations:
                statuses[locale] = ComputedStatus(loaded.library, translations, locale)
            diagnostics += describe_withheld(loaded.library, localized[locale], withheld[locale], locale)
            for name, record in localized[locale].records.items():
                diagnostics += describe_gaps(
                    name, record.gaps, locale, project.catalogs, strict=config.strict
                )
        weighed = apply_allowances(project.files, diagnostics, ALLOWABLE_CODES)
        ordered = tuple(sorted_unique(weighed))
        return CheckedProject(project, loaded, localized, withheld, statuses, ordered)

    def _read_catalogs(
        self, library: Library[SourceText], project: Project, config: SiteConfig, locale: str
    ) -> Result[dict[str, Translations]]:
        """Return the translations of a locale by domain; none for the source and for pseudo-locales."""
        if locale == config.source or locale in pseudo.PSEUDO_LOOKUPS:
            return Result({})
        return self._catalogs.translations_by_domain(
            project.files, project.catalogs, locale, records_by_domain(library)
        )

    def _localize(
        self,
        library: Library[SourceText],
        config: SiteConfig,
        locale: str,
        catalogs: Mapping[str, Translations],
    ) -> LocalizedLibrary:
        fallback: Lookup = pseudo.PSEUDO_LOOKUPS.get(locale, look_up_source)
        lookups: dict[str, Lookup] = {
            domain: catalogs[domain].words if domain in catalogs else fallback
            for domain in records_by_domain(library)
        }
        if locale == config.translate:
            lookups = {domain: AnnotatedLookup(lookup) for domain, lookup in lookups.items()}
        reviews = {domain: translations.review_state for domain, translations in catalogs.items()}
        return self._localizers.setdefault(locale, Localizer()).localize(library, lookups, reviews)
