"""What surrounds the content of every page.

A `LocalizedText` is rendered with its markup and names; a `str` is plain text. Every `href` that is neither
an anchor nor an absolute URL is a path below the site's root, to be set after `Head.root`.
"""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One of the site's languages; a page's path in it is `code`, a slash and `Head.tail`."""

    code: str
    tag: str
    """BCP 47."""
    name: str
    """The language's name in itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link to a page of the site or, if external, elsewhere."""

    text: LocalizedText | str
    href: str
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """The revision of a page, and how completely its locale is translated."""

    revision: str
    date: str
    """ISO 8601, or nothing."""
    completeness: str
    review: str = ""
    """That the translation has not been reviewed, in words, or nothing."""
    details: str = ""
    """Path of the page on the status of the translations, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """An entry of a page's outline."""

    href: str
    text: str
    inner: tuple[OutlineEntry, ...] = ()
    numbers: str = ""
    """The numbers of its steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What surrounds the content of a page."""

    path: str
    """Path of the file below the site's root: `en/roles/index.html`."""
    locale: str
    language: str
    direction: str
    title: str
    """The browser's title, with the site's name."""
    heading: LocalizedText | str
    description: str
    url: str
    """Absolute URL; empty without the site's URL."""
    root: str
    """The way up to the site's root: `../../`, or an absolute path."""
    tail: str
    """The page's path below its locale; the same in all languages."""
    crumbs: tuple[Anchor, ...]
    section: str
    """Path of the menu entry to which the page belongs."""
    foreign: bool
    """Whether some of its text is in the source's language because the locale lacks it."""
    status: PageStatus | None = None
    outline: tuple[OutlineEntry, ...] = ()
