"""What the pages of the whole site show."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.pages.views.frame import Anchor, Language
from stegvis.pages.views.view import FramedView, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A link to the site in one language, with a few words in it."""

    locale: str
    language: str
    direction: str
    name: str
    title: str
    text: str
    href: str
    link: str
    runs: Anchor | None = None
    """The link to the runs in the reader's browser, which outlive their procedures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice(FramedView):
    """The site's first page."""

    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(FramedView):
    """The page for unknown paths."""

    greetings: tuple[Greeting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page in the sitemap."""

    tail: str
    """Path below each of the locales."""
    date: str
    languages: tuple[Language, ...]
    """The languages that have the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap(View):
    """sitemap.xml, by the sitemaps.org protocol with xhtml:link alternates."""

    url: str
    """Absolute URL of the site."""
    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots(View):
    """robots.txt, by RFC 9309."""

    sitemap: str
    """Absolute URL of the sitemap, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable(FramedView):
    """The page that replaces a procedure which the locale withholds, with a link to the original."""

    reason: str
    called: tuple[Anchor, ...]
    """The procedures that it calls and that are withheld themselves, in the source locale."""
    original: str
    """Path of the same page in the source locale."""
    original_language: str
    original_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(FramedView):
    """The page at a former address, which leads to the present one."""

    target: str
    """Path of the present page."""
