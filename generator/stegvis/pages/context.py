"""One locale of the site, and what all its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stegvis.graph.performers import Performers
from stegvis.graph.settled import settle_library
from stegvis.i18n.status import ReviewState
from stegvis.inline.addresses import find_fault
from stegvis.model.library import Library
from stegvis.model.registries import RoleSet
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.completeness import Completeness, combine_completeness
from stegvis.pages.formatting import LocaleFormatter
from stegvis.pages.urls import HOME, LocaleUrls, tail_of
from stegvis.pages.views.frame import Anchor, Head, Language, OutlineEntry, PageStatus
from stegvis.pages.views.procedure import RoleTag, RoleTags


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSubject:
    """The metadata of a page in one locale."""

    path: str
    """Path of the page below the site's root: a folder ending in a slash, or a file."""
    title: str
    """As plain text."""
    heading: LocalizedText | str
    description: str
    crumbs: tuple[Anchor, ...] = ()
    section: str = ""
    """Path of the menu entry to which the page belongs."""
    foreign: bool = False
    """Whether some of its own text is in the source's language because the locale lacks it."""
    status: PageStatus | None = None
    outline: tuple[OutlineEntry, ...] = ()


def list_languages(config: SiteConfig) -> tuple[Language, ...]:
    """Return the site's languages in display order."""
    return tuple(
        Language(code=code, tag=locale.language, name=locale.name) for code, locale in config.locales.items()
    )


def published_languages(config: SiteConfig) -> tuple[Language, ...]:
    """Return the languages announced to search engines: all but the pseudo-locales."""
    return tuple(language for language in list_languages(config) if language.code not in config.pseudo)


class LocaleContext:
    """One locale's library with its messages, paths, and the parts that its pages share."""

    def __init__(
        self,
        code: str,
        library: Library[LocalizedText],
        config: SiteConfig,
        completeness: Mapping[str, Completeness],
        analyses: AnalysisCache,
    ) -> None:
        """Create the context of the locale with this code.

        `completeness` is by domain and by record: `procedures/ID`, `articles/SLUG`, registries. `analyses`
        is shared by all locales.
        """
        self.code = code
        self.library = library
        self.config = config
        self.completeness = completeness
        self.analyses = analyses
        self.locale = config.locales[code]
        self.is_source = code == config.source
        self.urls = LocaleUrls(code, library.articles)
        self.formatter = LocaleFormatter(library, self.locale.formats or self.locale.language)
        self.ui = self.formatter.ui
        self.facts: Mapping[str, str] = {}
        """What is known of every run, such as the tool for which sheets are printed."""
        self.whole = library
        """The library with what these facts rule out."""
        self._completeness_lines: dict[str, tuple[str, str]] = {}
        self._role_tags: dict[tuple[RoleSet, ...], tuple[RoleTags, ...]] = {}

    def settle(self, facts: Mapping[str, str]) -> LocaleContext:
        """Return a context without the steps that some facts rule out; the others keep their numbers."""
        library = settle_library(self.library, facts)
        analyses = AnalysisCache(self.analyses.library, facts)
        settled = LocaleContext(self.code, library, self.config, self.completeness, analyses)
        settled.facts, settled.whole = facts, self.library
        return settled

    @cached_property
    def menu(self) -> tuple[Anchor, ...]:
        """Links to the articles in their order, without the home page."""
        articles = [article for article in self.library.articles.values() if article.slug != HOME]
        articles.sort(key=lambda article: (article.order, article.slug))
        return tuple(Anchor(text=article.title, href=self.urls.article(article.slug)) for article in articles)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """By target, the address of `[words][target]`: absolute, or a path below the site's root."""
        library = self.library
        links = {name: str(link.urls.get(self.code, link.url)) for name, link in library.links.items()}
        procedures = {
            f"procedure:{name}": self.urls.guide(procedure) for name, procedure in library.procedures.items()
        }
        procedures |= {
            f"procedure:{former}": procedures[f"procedure:{name}"]
            for former, name in library.present_ids.items()
            if former not in library.procedures
        }
        articles = {f"page:{slug}": self.urls.article(slug) for slug in library.articles}
        return {**links, **procedures, **articles}

    def roles(self, sets: tuple[RoleSet, ...]) -> tuple[RoleTags, ...]:
        """Return the tags of sets of roles, in the given order; unknown ids are left out."""
        tags = self._role_tags.get(sets)
        if tags is None:
            tags = self._role_tags[sets] = tuple(filter(None, map(self._tags_of, sets)))
        return tags

    def _tags_of(self, roles: RoleSet) -> RoleTags:
        names = [name for name in roles.all if name in self.library.roles]
        joints = self.formatter.joints(len(names))
        return tuple(self._role_tag(name, joint) for name, joint in zip(names, joints, strict=True))

    def _role_tag(self, name: str, joint: str) -> RoleTag:
        role = self.library.roles[name]
        system = self.library.systems.get(role.system)
        href = f"{self.urls.roles}#_role-{name}" if self.urls.roles else ""
        return RoleTag(joint=joint, name=role.name, href=href, system=system.name if system else None)

    def name_role(self, role: str) -> str:
        """Return a role's name as plain text; raises KeyError for an unknown id."""
        return self.formatter.plain(self.library.roles[role].name)

    def name_party_of(self, role: str) -> str:
        """Return the name of the party whose users hold a role; empty if no party is named.

        Raises KeyError for an unknown id.
        """
        party = self.library.party_of(role)
        return self.formatter.plain(self.library.parties[party].name) if party else ""

    def name_our_party(self) -> str:
        """Return the name of our own party as plain text; empty if no party is named."""
        party = self.library.our_party
        return self.formatter.plain(self.library.parties[party].name) if party else ""

    def name_steps_of(self, party: str) -> str:
        """Return what marks the steps of a party as plain text; raises KeyError for an unknown id."""
        return self.formatter.plain(self.library.parties[party].for_them)

    def name_roles(self, sets: Iterable[RoleSet]) -> str:
        """Return the names of sets of roles as plain text, `A, B or C and D`; unknown ids are left out."""
        names = ([self.name_role(role) for role in roles.all if role in self.library.roles] for roles in sets)
        return self.formatter.any_of([self.formatter.all_of(each) for each in names if each])

    def name_performers(self, performers: Performers) -> str:
        """Return who performs a step as plain text: the roles of our own party, or another party."""
        if performers.party:
            return self.formatter.plain(self.library.parties[performers.party].name)
        return self.name_roles(performers.roles)

    def name_source(self, source: str | None) -> str:
        """Return a note on the source that verifies a name; empty for an unknown id."""
        entry = self.library.sources.get(source) if source else None
        return str(self.ui.verified_in.fill(source=self.formatter.plain(entry.title))) if entry else ""

    def plain_text(self, text: LocalizedText | str) -> str:
        """Return a text without markup; a string is returned unchanged."""
        return text if isinstance(text, str) else self.formatter.plain(text)

    def link(self, name: str) -> Anchor | None:
        """Return a link of the registry; None for an unknown id, and for an address that no page may have."""
        link = self.library.links.get(name)
        if link is None or find_fault(self.addresses[name]):
            return None
        return Anchor(text=link.title, href=self.addresses[name], external=True)

    def status(self, record: str, revision: int = 0, revised: str = "") -> PageStatus:
        """Return the revision of a page, and how completely its locale is translated.

        `record` is a key of `completeness`, `revised` a date as ISO 8601.
        """
        revision_line = ""
        if revision:
            date = self.formatter.date(revised)
            revision_line = self.ui.status_revision.fill(revision=revision, date=date)
        lines = self._completeness_lines.get(record)
        if lines is None:
            lines = self._completeness_lines[record] = self._describe_completeness(record)
        completeness, review = lines
        return PageStatus(
            revision=revision_line,
            date=revised,
            completeness=completeness,
            review=review,
            details="" if self.is_source else self.urls.status,
        )

    def _describe_completeness(self, record: str) -> tuple[str, str]:
        """How completely a record is translated, and that nobody has reviewed it, where so."""
        ui = self.ui
        if self.is_source:
            return str(ui.status_original.fill(language=self.locale.name)), ""
        combined = combine_completeness(self.completeness, (record, "labels", "interface"))
        own = self.completeness.get(record)
        reviews = {
            ReviewState.MACHINE: ui.status_machine,
            ReviewState.UNREVIEWED: ui.status_unreviewed,
            ReviewState.REVIEWED: "",
        }
        line = ui.status_translated.fill(language=self.locale.name, percent=combined.percent)
        return str(line), reviews[own.review_state] if own else ""

    def head(self, subject: PageSubject, root: str | None = None) -> Head:
        """Return what surrounds a page's content.

        `root` is the URL of the site's root with a slash; if None, it is relative to the page.
        """
        path, base = subject.path, self.config.url
        return Head(
            path=path if path.endswith(".html") else f"{path}index.html",
            locale=self.code,
            language=self.locale.language,
            direction=self.locale.direction.value,
            title=self.ui.page_title.fill(page=subject.title, site=self.config.name),
            heading=subject.heading,
            description=subject.description,
            url=f"{base}{path}" if base else "",
            root="../" * path.count("/") if root is None else root,
            tail=tail_of(path),
            crumbs=subject.crumbs,
            section=subject.section,
            foreign=subject.foreign or self.formatter.foreign,
            status=subject.status,
            outline=subject.outline,
        )
