"""Composes the stages: from a project's files to the files of its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator import pages
from generator.catalogs import Shelf, pseudo
from generator.config import Config
from generator.diagnostics import Diagnostic, Severity, in_order
from generator.load import Loaded, Loader
from generator.localize import Gap, Localized, Localizer, Lookup, as_written
from generator.messages import domains
from generator.model import State
from generator.project import Project
from generator.render import Renderer
from generator.render.assets import assets
from generator.validate import validate


@dataclass(frozen=True, slots=True)
class Checked:
    """A project that was read and validated, in every locale."""

    loaded: Loaded
    localized: Mapping[str, Localized]
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

    def files(self) -> Mapping[str, bytes]:
        """What is no page: styles, scripts, pictures."""
        return assets()

    def html(self, page: pages.Page) -> str:
        """A page's text, made anew at each call."""
        return self.renderer.html(page)


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a site, or the reasons why there is none."""

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]


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

    def check(self, project: Project, config: Config) -> Checked:
        """Read, validate and localize; every finding of every stage is told together."""
        loaded = self._loader.load(project.files)
        found = [*loaded.diagnostics, *validate(loaded.library, loaded.unread)]
        localized = {
            locale: self._localized(loaded, project, config, locale, found) for locale in config.locales
        }
        return Checked(loaded, localized, tuple(in_order(found)))

    def plan(self, project: Project, config: Config) -> Planned:
        """What the site consists of, if the project is sound."""
        checked = self.check(project, config)
        if not checked.is_sound:
            return Planned(None, checked.diagnostics)
        site = pages.site(
            {locale: one.library for locale, one in checked.localized.items()},
            config,
            {locale: _completeness(one) for locale, one in checked.localized.items()},
        )
        return Planned(Plan(site, Renderer(site)), checked.diagnostics)

    def build(self, project: Project, config: Config) -> Built:
        """All files of the site; a page is made again only if something that it shows has changed."""
        planned = self.plan(project, config)
        if planned.plan is None:
            return Built({}, planned.diagnostics)
        plan, common = planned.plan, planned.plan.site.common
        unchanged = {locale for locale, one in common.items() if self._common.get(locale) == one}
        made: dict[str, tuple[object, bytes]] = {}
        for page in plan.site.pages:
            kept = self._pages.get(page.path)
            if kept is None or page.locale not in unchanged or kept[0] != page.inputs:
                kept = page.inputs, plan.html(page).encode()
            made[page.path] = kept
        self._common, self._pages = common, made
        files = {path: content for path, (_, content) in made.items()}
        return Built({**plan.files(), **files}, planned.diagnostics)

    def _localized(
        self,
        loaded: Loaded,
        project: Project,
        config: Config,
        locale: str,
        found: list[Diagnostic],
    ) -> Localized:
        names = domains(loaded.library)
        lookups: dict[str, Lookup] = dict.fromkeys(names, as_written)
        if locale in pseudo.LOOKUPS:
            lookups = dict.fromkeys(names, pseudo.LOOKUPS[locale])
        elif locale != config.source:
            for domain in names:
                known = self._shelf.translations(project.files, locale, domain, found)
                lookups[domain] = known.words
        localizer = self._localizers.setdefault(locale, Localizer())
        localized = localizer.localize(loaded.library, lookups)
        found += [_told(gap, locale, config) for gap in localized.gaps]
        return localized


def _told(gap: Gap, locale: str, config: Config) -> Diagnostic:
    code, what = ("L002", "fuzzy") if gap.state is State.FUZZY else ("L001", "missing")
    hint = (
        f"Translate it in content/locales/{locale}/LC_MESSAGES/{gap.domain}.po; "
        "`stegvis catalog update` puts it there."
    )
    severity = Severity.ERROR if config.strict else Severity.WARNING
    message = f"{locale}: the translation of {gap.text.key} is {what}"
    return Diagnostic(code, message, gap.text.location, hint, severity)


def _completeness(localized: Localized) -> dict[str, pages.Completeness]:
    gaps = [(gap.domain, gap.state) for gap in localized.gaps]
    return {
        domain: pages.Completeness(
            total=total,
            translated=total - gaps.count((domain, State.FUZZY)) - gaps.count((domain, State.MISSING)),
            fuzzy=gaps.count((domain, State.FUZZY)),
        )
        for domain, total in localized.totals.items()
    }
