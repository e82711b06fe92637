"""Composes the stages: from a project's files to the files of its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stegvis.diagnostics import Diagnostic, Severity, sorted_unique
from stegvis.i18n import pseudo
from stegvis.i18n.assessment import ComputedStatus, FrozenStatus, find_withheld
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.lookup import Translations
from stegvis.i18n.catalogs.paths import catalog_path
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.localize import LocalizedLibrary, Localizer, Lookup, UntranslatedText, look_up_source
from stegvis.i18n.status import ReviewState
from stegvis.model.library import Library
from stegvis.model.site import SiteConfig
from stegvis.model.text import SourceText, TranslationState
from stegvis.outputs.html.assets import asset_files, run_schema_file
from stegvis.outputs.html.renderer import Renderer
from stegvis.outputs.offline import compute_build_id, offline_files
from stegvis.pages.completeness import Completeness
from stegvis.pages.pdf_index import PdfFile
from stegvis.pages.plan import Page, SitePlan, plan_site
from stegvis.pages.translation_status import StatusSource, TranslationStatus
from stegvis.preview import message_data, pages
from stegvis.preview.annotations import AnnotatedLookup
from stegvis.source.loader import LoadedLibrary, Loader
from stegvis.source.project import Project
from stegvis.validate.rules import validate


@dataclass(frozen=True, slots=True)
class CheckedProject:
    """A project that was read and validated, in every locale."""

    loaded: LoadedLibrary
    localized: Mapping[str, LocalizedLibrary]
    withheld: Mapping[str, frozenset[str]]
    """Per locale, the procedures that it does not show: something that must be understood is missing."""
    accounts: Mapping[str, ComputedStatus]
    """Per locale that is translated, what its status is made of."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a site can be made of it."""
        return has_no_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """A sound project's site: which files it has, each made when it is asked for."""

    site: SitePlan
    renderer: Renderer
    build: str
    """The build's id."""

    def files(self) -> Mapping[str, bytes]:
        """What is no page: styles, scripts, pictures, and what keeps the site for use without a network."""
        kept = {} if self.site.preview else offline_files(self.site, self.build)
        return {**asset_files(), **run_schema_file(), **kept}

    def html(self, page: Page) -> str:
        """A page's text, made anew at each call."""
        return self.renderer.html(page)


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site: its files by path, none if something was wrong."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def has_no_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether no finding is an error."""
    return all(found.severity is not Severity.ERROR for found in diagnostics)


@dataclass(slots=True)
class Builder:
    """Builds a site, and keeps what did not change for the next time."""

    _loader: Loader = field(default_factory=Loader)
    _shelf: CatalogCache = field(default_factory=CatalogCache)
    _localizers: dict[str, Localizer] = field(default_factory=dict)
    _common: Mapping[str, object] = field(default_factory=dict)
    _pages: dict[str, tuple[object, bytes]] = field(default_factory=dict)
    _translate: str = ""
    """The locale whose words are marked."""
    _view: tuple[object, Mapping[str, bytes]] = (None, {})

    def check(self, project: Project, config: SiteConfig) -> CheckedProject:
        """Read, validate and localize; every finding of every stage is told together."""
        self._translate = config.translate
        loaded = self._loader.load(project.files)
        found = [*loaded.diagnostics, *validate(loaded.library, loaded.unread)]
        localized: dict[str, LocalizedLibrary] = {}
        withheld: dict[str, frozenset[str]] = {}
        accounts: dict[str, ComputedStatus] = {}
        for locale in config.locales:
            known = self._known(loaded.library, project, config, locale, found)
            localized[locale] = one = self._localized(loaded.library, locale, known)
            withheld[locale] = find_withheld(loaded.library, known, one)
            if known:
                accounts[locale] = ComputedStatus(loaded.library, known, locale)
            found += [_untranslated_diagnostic(gap, locale, config) for gap in one.gaps]
        return CheckedProject(loaded, localized, withheld, accounts, tuple(sorted_unique(found)))

    def build(self, project: Project, config: SiteConfig) -> BuiltSite:
        """All files of the site; a page is made again only if something that it shows has changed."""
        checked = self.check(project, config)
        if not checked.is_sound:
            return BuiltSite({}, checked.diagnostics)
        plan = plan_files(checked, config, project)
        common = plan.site.common
        unchanged = {locale for locale, one in common.items() if self._common.get(locale) == one}
        made: dict[str, tuple[object, bytes]] = {}
        for page in plan.site.pages:
            kept = self._pages.get(page.path)
            if kept is None or page.locale not in unchanged or kept[0] != page.inputs:
                kept = page.inputs, plan.html(page).encode()
            made[page.path] = kept
        self._common, self._pages = common, made
        files = {path: content for path, (_, content) in made.items()}
        view = self._translators(checked, project, config.translate) if config.translate else {}
        return BuiltSite({**plan.files(), **view, **files}, checked.diagnostics)

    def _translators(self, checked: CheckedProject, project: Project, locale: str) -> Mapping[str, bytes]:
        """The files of the translator's view, made again only if a source or a catalog has changed."""
        library, interface = checked.loaded.library, checked.localized[locale].library.interface
        paths = {domain: catalog_path(locale, domain) for domain in records_by_domain(library)}
        raw = {domain: project.files[path] for domain, path in paths.items() if path in project.files}
        key = (library, raw)
        if self._view[0] != key:
            read = {domain: po_format.read_po(paths[domain], one) for domain, one in raw.items()}
            catalogs = {domain: one for domain, one in read.items() if isinstance(one, po_format.PoFile)}
            entries = message_data.collect_messages(library, catalogs, locale)
            messages = {name: message_data.message_as_json(one) for name, one in entries.items()}
            self._view = key, pages.preview_files(locale, messages, interface)
        return self._view[1]

    def _known(
        self,
        library: Library[SourceText],
        project: Project,
        config: SiteConfig,
        locale: str,
        found: list[Diagnostic],
    ) -> dict[str, Translations]:
        """The translations of a locale by domain; none for the source and for pseudo-locales."""
        if locale == config.source or locale in pseudo.PSEUDO_LOOKUPS:
            return {}
        return {
            domain: self._shelf.translations(project.files, locale, domain, found)
            for domain in records_by_domain(library)
        }

    def _localized(
        self, library: Library[SourceText], locale: str, known: Mapping[str, Translations]
    ) -> LocalizedLibrary:
        written: Lookup = pseudo.PSEUDO_LOOKUPS.get(locale, look_up_source)
        lookups: dict[str, Lookup] = {
            domain: known[domain].words if domain in known else written
            for domain in records_by_domain(library)
        }
        if locale == self._translate:
            lookups = {domain: AnnotatedLookup(lookup) for domain, lookup in lookups.items()}
        reviews = {domain: translations.review_state for domain, translations in known.items()}
        return self._localizers.setdefault(locale, Localizer()).localize(library, lookups, reviews)


def plan_files(
    checked: CheckedProject,
    config: SiteConfig,
    project: Project,
    pdf_files: Iterable[PdfFile] = (),
    *,
    once: bool = False,
) -> PlannedSite:
    """What the site of a sound project consists of; `printouts` are the sheets that are ready.

    A plan that is carried out `once` keeps nothing to compare the next one with, such as catalogs.
    """
    accounts: Mapping[str, StatusSource] = checked.accounts
    if once:
        accounts = {locale: FrozenStatus(one.status()) for locale, one in accounts.items()}
    site = plan_site(
        {locale: one.library for locale, one in checked.localized.items()},
        config,
        {locale: measure_completeness(one) for locale, one in checked.localized.items()},
        TranslationStatus(checked.withheld, accounts),
        pdf_files,
    )
    return PlannedSite(site, Renderer(site), compute_build_id(project.files))


def _untranslated_diagnostic(gap: UntranslatedText, locale: str, config: SiteConfig) -> Diagnostic:
    code, what = ("L002", "fuzzy") if gap.state is TranslationState.FUZZY else ("L001", "missing")
    hint = (
        f"Translate it in content/locales/{locale}/LC_MESSAGES/{gap.domain}.po; "
        "`stegvis catalog update` puts it there."
    )
    severity = Severity.ERROR if config.strict else Severity.WARNING
    message = f"{locale}: the translation of {gap.text.key} is {what}"
    return Diagnostic(code, message, gap.text.location, hint, severity)


def measure_completeness(localized: LocalizedLibrary) -> dict[str, Completeness]:
    """How much is translated, by domain and by record: `procedures/ID`, `articles/SLUG`, registries.

    Of records also how far they have been reviewed.
    """
    gaps: dict[str, list[UntranslatedText]] = {}
    for gap in localized.gaps:
        gaps.setdefault(gap.domain, []).append(gap)
    domains = {name: _count(total, gaps.get(name, ())) for name, total in localized.totals.items()}
    return domains | {
        name: _count(record.total, record.gaps, record.review)
        for name, record in localized.records.items()
        if name not in domains
    }


def _count(
    total: int, gaps: Sequence[UntranslatedText], standing: ReviewState = ReviewState.REVIEWED
) -> Completeness:
    fuzzy = sum(gap.state is TranslationState.FUZZY for gap in gaps)
    translated = total - len(gaps)
    return Completeness(total, translated, fuzzy, standing if translated else ReviewState.REVIEWED)
