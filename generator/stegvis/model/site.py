"""The configuration of a site: its locales, folders and policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from stegvis.diagnostics import Id


class Direction(StrEnum):
    """The writing direction of a locale."""

    LTR = "ltr"
    RTL = "rtl"


class Printing(StrEnum):
    """Which PDFs a build produces."""

    OFF = "off"
    CHECKLIST = "checklist"
    ALL = "all"


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WORKING_WEEK = (
    Weekday.MONDAY,
    Weekday.TUESDAY,
    Weekday.WEDNESDAY,
    Weekday.THURSDAY,
    Weekday.FRIDAY,
)
"""The days of the working week of a site that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language of the site."""

    name: str
    """The name of the language, in that language."""
    language: str
    """BCP 47 tag, for `lang` and `hreflang`."""
    formats: str = ""
    """BCP 47 tag whose formats are used for dates and times, where it is more specific than `language`."""
    direction: Direction = Direction.LTR
    """The direction in which the language is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """The project's `content/site.yaml`."""

    name: str
    """The name of the site, which is not translated."""
    source: Id
    """The code of the locale that authors write in."""
    locales: Mapping[str, Locale]
    """By code, in the order of the language menu; the code is the first part of each URL path."""
    print: Printing = Printing.OFF
    """Which PDFs are built with the site."""
    working_week: tuple[Weekday, ...] = WORKING_WEEK
    """The days on which people work, for due times in working days; Monday to Friday if omitted."""
    holidays: tuple[Id, ...] = ()
    """Dates that are no working days: `2026-04-06`, or `12-25` for every year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """The site file, completed with what the command line or MkDocs adds."""

    root: Path
    """The folder of the project."""
    name: str
    source: str
    locales: Mapping[str, Locale]
    url: str = ""
    """The absolute URL of the built site, ending in a slash; empty if unknown."""
    strict: bool = False
    """Whether an untranslated text fails the build."""
    print: Printing = Printing.OFF
    """Which PDFs are built with the site."""
    working_week: tuple[Weekday, ...] = WORKING_WEEK
    """The days on which people work."""
    holidays: tuple[str, ...] = ()
    """Dates that are no working days: as ISO 8601, or month and day for every year."""
    preview: bool = False
    """Whether the site is built for `serve`: without PDFs, and without a policy against its reload script."""
    pseudo: tuple[str, ...] = ()
    """The pseudo-locales among the locales, which search engines must not index."""
    translate: str = ""
    """The locale whose pages annotate each message for translators; empty except in a preview."""

    @property
    def procedures(self) -> Path:
        """The folder of the procedures."""
        return self.root / "procedures"

    @property
    def content(self) -> Path:
        """The folder of articles and registries."""
        return self.root / "content"

    @property
    def catalogs(self) -> Path:
        """The folder of the message catalogs."""
        return self.content / "locales"

    @property
    def targets(self) -> tuple[str, ...]:
        """The codes of the locales other than the source."""
        return tuple(code for code in self.locales if code != self.source)


def normalize_site_url(url: str) -> str:
    """Return the URL of a site with a slash at its end; empty if it is empty."""
    return url if not url or url.endswith("/") else f"{url}/"
