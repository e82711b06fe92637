"""The site in one language, and what all its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stegvis.i18n.status import ReviewState
from stegvis.model.article import Generated
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.completeness import Completeness, combine_completeness
from stegvis.pages.formatting import LocaleFormatter
from stegvis.pages.views.frame import Anchor, Head, Language, OutlineEntry, PageStatus
from stegvis.pages.views.procedure import RoleTag

HOME = "index"
"""The slug of the article that stands at a locale's root."""

RUNS = "runs"
"""Below each locale, the page with all runs in the reader's browser."""


@dataclass(frozen=True, slots=True)
class PageSubject:
    """What a page of one locale says of itself."""

    tail: str
    """Its path below the locale."""
    title: str
    heading: LocalizedText | str
    description: str
    crumbs: tuple[Anchor, ...] = ()
    section: str = ""
    """Path of the menu's entry to which it belongs."""
    foreign: bool = False
    """Whether some of its own text is English because the locale lacks it."""
    status: PageStatus | None = None
    outline: tuple[OutlineEntry, ...] = ()


def list_languages(config: SiteConfig) -> tuple[Language, ...]:
    """The site's languages in the order in which readers see them."""
    return tuple(
        Language(code=code, tag=locale.language, name=locale.name) for code, locale in config.locales.items()
    )


def published_languages(config: SiteConfig) -> tuple[Language, ...]:
    """The languages that search engines are told of: none that is made by rule."""
    return tuple(one for one in list_languages(config) if one.code not in config.pseudo)


class LocaleContext:
    """One locale's library with its words, addresses and shared parts of pages."""

    def __init__(
        self,
        code: str,
        library: Library[LocalizedText],
        config: SiteConfig,
        completeness: Mapping[str, Completeness],
        analyses: AnalysisCache,
    ) -> None:
        """Gather what pages of one locale are made of."""
        self.code = code
        self.library = library
        self.config = config
        self.completeness = completeness
        self.analyses = analyses
        self.locale = config.locales[code]
        self.is_source = code == config.source
        self.wording = LocaleFormatter(library, self.locale.formats or self.locale.language)
        self.ui = self.wording.ui
        self._statuses: dict[str, tuple[str, str]] = {}
        self._role_tags: dict[tuple[str, ...], tuple[RoleTag, ...]] = {}

    def guide(self, procedure: Procedure[LocalizedText]) -> str:
        """The path of a procedure's guide."""
        return f"{self.code}/{procedure.collection}/{procedure.id}/"

    def checklist(self, procedure: Procedure[LocalizedText]) -> str:
        """The path of a procedure's checklist."""
        return f"{self.code}/{procedure.collection}/{procedure.id}/checklist/"

    @property
    def runs_path(self) -> str:
        """The path of the page with all runs."""
        return f"{self.code}/{RUNS}/"

    def article(self, slug: str) -> str:
        """The path of an article."""
        return f"{self.code}/" if slug == HOME else f"{self.code}/{slug}/"

    def generated(self, what: Generated) -> str:
        """The path of the article that has a generated part, or nothing."""
        return next(
            (self.article(one.slug) for one in self.library.articles.values() if one.generated == what),
            "",
        )

    @cached_property
    def procedures_path(self) -> str:
        """The path of the list of procedures, or of the home page."""
        return self.generated(Generated.PROCEDURES) or self.article(HOME)

    @cached_property
    def roles_path(self) -> str:
        """The path of the page of roles, or nothing."""
        return self.generated(Generated.ROLES)

    @cached_property
    def status_path(self) -> str:
        """The path of the page that tells how complete the locale is, or nothing."""
        return self.generated(Generated.STATUS)

    @cached_property
    def sheets_path(self) -> str:
        """The path of the page with everything to print, or nothing."""
        return self.generated(Generated.PRINT)

    @cached_property
    def menu(self) -> tuple[Anchor, ...]:
        """The articles in their order, without the home page."""
        articles = sorted(
            (one for one in self.library.articles.values() if one.slug != HOME),
            key=lambda one: (one.order, one.slug),
        )
        return tuple(Anchor(text=one.title, href=self.article(one.slug)) for one in articles)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """What `[words][target]` leads to, by target."""
        links = {name: str(link.urls.get(self.code, link.url)) for name, link in self.library.links.items()}
        procedures = {f"procedure:{name}": self.guide(one) for name, one in self.library.procedures.items()}
        articles = {f"page:{slug}": self.article(slug) for slug in self.library.articles}
        return {**links, **procedures, **articles}

    def roles(self, ids: tuple[str, ...]) -> tuple[RoleTag, ...]:
        """Roles as they are named in passing."""
        known = self._role_tags.get(ids)
        if known is None:
            known = self._role_tags[ids] = tuple(
                self._role(name) for name in ids if name in self.library.roles
            )
        return known

    def _role(self, name: str) -> RoleTag:
        role = self.library.roles[name]
        system = self.library.systems.get(role.system)
        href = f"{self.roles_path}#{name}" if self.roles_path else ""
        return RoleTag(name=role.name, href=href, system=system.name if system else None)

    def name_role(self, role: str) -> str:
        """A role's name as plain text; raises KeyError for an unknown id."""
        return self.wording.plain(self.library.roles[role].name)

    def name_any_role(self, roles: Iterable[str]) -> str:
        """Roles of which any one will do, as plain text: `A, B or C`; unknown ids are left out."""
        return self.wording.any_of([self.name_role(role) for role in roles if role in self.library.roles])

    def link(self, name: str) -> Anchor | None:
        """A link of the registry."""
        link = self.library.links.get(name)
        return Anchor(text=link.title, href=self.addresses[name], external=True) if link else None

    def status(self, record: str, revision: int = 0, revised: str = "") -> PageStatus:
        """The line that tells what a page is worth; `record` is one of those of `completeness`."""
        said = ""
        if revision:
            date = self.wording.date(revised)
            said = self.ui.status_revision.format(revision=revision, date=date)
        told = self._statuses.get(record)
        if told is None:
            told = self._statuses[record] = self._told(record)
        completeness, review = told
        return PageStatus(
            revision=said,
            date=revised,
            completeness=completeness,
            review=review,
            details="" if self.is_source else self.status_path,
        )

    def _told(self, record: str) -> tuple[str, str]:
        if self.is_source:
            return str(self.ui.status_original.format(language=self.locale.name)), ""
        found = combine_completeness(self.completeness, (record, "labels", "interface"))
        form = self.ui.status_translated
        own = self.completeness.get(record)
        reviews = {
            ReviewState.MACHINE: self.ui.status_machine,
            ReviewState.UNREVIEWED: self.ui.status_unreviewed,
        }
        review = reviews.get(own.standing, "") if own else ""
        return str(form.format(language=self.locale.name, percent=found.percent)), review

    def head(self, subject: PageSubject, up: str | None = None) -> Head:
        """What a page has around its content; `up` is the way to the site's root if not a relative one."""
        path = f"{self.code}/{subject.tail}"
        base = self.config.url
        return Head(
            path=path if path.endswith(".html") else f"{path}index.html",
            locale=self.code,
            language=self.locale.language,
            direction=self.locale.direction.value,
            title=self.ui.page_title.format(page=subject.title, site=self.config.name),
            heading=subject.heading,
            description=subject.description,
            url=f"{base}{path}" if base else "",
            root="../" * path.count("/") if up is None else up,
            tail=subject.tail,
            crumbs=subject.crumbs,
            section=subject.section,
            foreign=subject.foreign or self.wording.foreign,
            status=subject.status,
            outline=subject.outline,
        )
