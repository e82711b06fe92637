"""Composes the stages: from a project's files to the files of its site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stegvis import pages
from stegvis.catalogs import Shelf, desk, path_of, po, pseudo
from stegvis.catalogs.lookup import Translations
from stegvis.catalogs.status import Account, Settled, held_back, least_standing
from stegvis.config import Config
from stegvis.diagnostics import Diagnostic, Severity, in_order
from stegvis.load import Loaded, Loader
from stegvis.localize import Gap, Localized, Localizer, Lookup, as_written
from stegvis.marks import Marking
from stegvis.messages import domains
from stegvis.model import Library, State, Text
from stegvis.project import Project
from stegvis.render import Renderer, translate
from stegvis.render.assets import assets, schema
from stegvis.render.offline import build_id, offline
from stegvis.validate import validate
from stegvis.worth import Standing


@dataclass(frozen=True, slots=True)
class Checked:
    """A project that was read and validated, in every locale."""

    loaded: Loaded
    localized: Mapping[str, Localized]
    withheld: Mapping[str, frozenset[str]]
    """Per locale, the procedures that it does not show: something that must be understood is missing."""
    accounts: Mapping[str, Account]
    """Per locale that is translated, what its status is made of."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Whether a site can be made of it."""
        return is_sound(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Plan:
    """A sound project's site: which files it has, each made when it is asked for."""

    site: pages.Site
    renderer: Renderer
    build: str
    """The build's id."""

    def files(self) -> Mapping[str, bytes]:
        """What is no page: styles, scripts, pictures, and what keeps the site for use without a network."""
        kept = {} if self.site.preview else offline(self.site, self.build)
        return {**assets(), **schema(), **kept}

    def html(self, page: pages.Page) -> str:
        """A page's text, made anew at each call."""
        return self.renderer.html(page)


@dataclass(frozen=True, slots=True)
class Built:
    """A site: its files by path, none if something was wrong."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


def is_sound(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether no finding is an error."""
    return all(found.severity is not Severity.ERROR for found in diagnostics)


@dataclass(slots=True)
class Builder:
    """Builds a site, and keeps what did not change for the next time."""

    _loader: Loader = field(default_factory=Loader)
    _shelf: Shelf = field(default_factory=Shelf)
    _localizers: dict[str, Localizer] = field(default_factory=dict)
    _common: Mapping[str, object] = field(default_factory=dict)
    _pages: dict[str, tuple[object, bytes]] = field(default_factory=dict)
    _translate: str = ""
    """The locale whose words are marked."""
    _view: tuple[object, Mapping[str, bytes]] = (None, {})

    def check(self, project: Project, config: Config) -> Checked:
        """Read, validate and localize; every finding of every stage is told together."""
        self._translate = config.translate
        loaded = self._loader.load(project.files)
        found = [*loaded.diagnostics, *validate(loaded.library, loaded.unread)]
        localized: dict[str, Localized] = {}
        withheld: dict[str, frozenset[str]] = {}
        accounts: dict[str, Account] = {}
        for locale in config.locales:
            known = self._known(loaded.library, project, config, locale, found)
            localized[locale] = one = self._localized(loaded.library, locale, known)
            gaps = [(gap.domain, gap.text.key) for gap in one.gaps]
            withheld[locale] = held_back(loaded.library, known, gaps)
            if known:
                accounts[locale] = Account(loaded.library, known, locale)
            found += [_told(gap, locale, config) for gap in one.gaps]
        return Checked(loaded, localized, withheld, accounts, tuple(in_order(found)))

    def build(self, project: Project, config: Config) -> Built:
        """All files of the site; a page is made again only if something that it shows has changed."""
        checked = self.check(project, config)
        if not checked.is_sound:
            return Built({}, checked.diagnostics)
        plan = planned(checked, config, project)
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
        return Built({**plan.files(), **view, **files}, checked.diagnostics)

    def _translators(self, checked: Checked, project: Project, locale: str) -> Mapping[str, bytes]:
        """The files of the translator's view, made again only if a source or a catalog has changed."""
        library, interface = checked.loaded.library, checked.localized[locale].library.interface
        paths = {domain: path_of(locale, domain) for domain in domains(library)}
        raw = {domain: project.files[path] for domain, path in paths.items() if path in project.files}
        key = (library, raw)
        if self._view[0] != key:
            read = {domain: po.read(paths[domain], one) for domain, one in raw.items()}
            catalogs = {domain: one for domain, one in read.items() if isinstance(one, po.PoFile)}
            entries = desk.entries(library, catalogs, locale)
            messages = {name: desk.as_data(one) for name, one in entries.items()}
            self._view = key, translate.data(locale, messages, interface)
        return self._view[1]

    def _known(
        self,
        library: Library[Text],
        project: Project,
        config: Config,
        locale: str,
        found: list[Diagnostic],
    ) -> dict[str, Translations]:
        """The translations of a locale by domain; none for the source and for pseudo-locales."""
        if locale == config.source or locale in pseudo.LOOKUPS:
            return {}
        return {
            domain: self._shelf.translations(project.files, locale, domain, found)
            for domain in domains(library)
        }

    def _localized(self, library: Library[Text], locale: str, known: Mapping[str, Translations]) -> Localized:
        written: Lookup = pseudo.LOOKUPS.get(locale, as_written)
        lookups: dict[str, Lookup] = {
            domain: known[domain].words if domain in known else written for domain in domains(library)
        }
        if locale == self._translate:
            lookups = {domain: Marking(lookup) for domain, lookup in lookups.items()}
        return self._localizers.setdefault(locale, Localizer()).localize(library, lookups)


def planned(
    checked: Checked,
    config: Config,
    project: Project,
    printouts: Iterable[pages.Printout] = (),
    *,
    once: bool = False,
) -> Plan:
    """What the site of a sound project consists of; `printouts` are the sheets that are ready.

    A plan that is carried out `once` keeps nothing to compare the next one with, such as catalogs.
    """
    accounts: Mapping[str, pages.desk.Account] = checked.accounts
    if once:
        accounts = {locale: Settled(one.status()) for locale, one in accounts.items()}
    site = pages.site(
        {locale: one.library for locale, one in checked.localized.items()},
        config,
        {
            locale: completeness(one, checked.accounts.get(locale))
            for locale, one in checked.localized.items()
        },
        pages.Desk(checked.withheld, accounts),
        printouts,
    )
    return Plan(site, Renderer(site), build_id(project.files))


def _told(gap: Gap, locale: str, config: Config) -> Diagnostic:
    code, what = ("L002", "fuzzy") if gap.state is State.FUZZY else ("L001", "missing")
    hint = (
        f"Translate it in content/locales/{locale}/LC_MESSAGES/{gap.domain}.po; "
        "`stegvis catalog update` puts it there."
    )
    severity = Severity.ERROR if config.strict else Severity.WARNING
    message = f"{locale}: the translation of {gap.text.key} is {what}"
    return Diagnostic(code, message, gap.text.location, hint, severity)


def completeness(localized: Localized, account: Account | None = None) -> dict[str, pages.Completeness]:
    """How much is translated, by domain and by record: `procedures/ID`, `articles/SLUG`, registries.

    Of procedures and articles with an account also how far it was looked at.
    """
    standings = dict(_standings(account)) if account else {}
    gaps: dict[str, list[Gap]] = {}
    for gap in localized.gaps:
        gaps.setdefault(gap.domain, []).append(gap)
    domains_ = {name: _count(total, gaps.get(name, ())) for name, total in localized.totals.items()}
    return domains_ | {
        name: _count(part.total, part.gaps, standings.get(name, Standing.REVIEWED))
        for name, part in localized.records.items()
        if name not in domains_
    }


def _standings(account: Account) -> Iterator[tuple[str, Standing]]:
    least = {domain: least_standing(known) for domain, known in account.known.items()}
    for name, procedure in account.library.procedures.items():
        if procedure.collection in least:
            yield f"procedures/{name}", least[procedure.collection](name)
    if "pages" in least:
        for name in account.library.articles:
            yield f"articles/{name}", least["pages"](name)


def _count(total: int, gaps: Sequence[Gap], standing: Standing = Standing.REVIEWED) -> pages.Completeness:
    fuzzy = sum(gap.state is State.FUZZY for gap in gaps)
    translated = total - len(gaps)
    return pages.Completeness(total, translated, fuzzy, standing if translated else Standing.REVIEWED)
