"""What a project decided about its site: locales, folders, policy."""

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
    """Which sheets a build makes."""

    OFF = "off"
    CHECKLIST = "checklist"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language of the site."""

    name: str
    """The language's name in itself."""
    language: str
    """BCP 47 tag, for `lang` and `hreflang`."""
    formats: str = ""
    """BCP 47 tag by which dates and times are written, where it is more exact than the language's."""
    direction: Direction = Direction.LTR


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """The project's `content/site.yaml`."""

    name: str
    """The site's name, the same in every language."""
    source: Id
    """The locale that authors write."""
    locales: Mapping[str, Locale]
    """By code, in the order in which readers see them; the code is the first part of each URL."""
    print: Printing = Printing.OFF
    """Which sheets are made with the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """What the site decided, and what the shell around the generator adds."""

    root: Path
    """The project's folder."""
    name: str
    source: str
    locales: Mapping[str, Locale]
    url: str = ""
    """Absolute URL of the built site, ending in a slash; empty where none is known."""
    strict: bool = False
    """Whether an untranslated text stops the build."""
    print: Printing = Printing.OFF
    """Which sheets are made with the site."""
    preview: bool = False
    """Whether pages are made for `serve`, whose reload script the page's policy would refuse."""
    pseudo: tuple[str, ...] = ()
    """Those of the locales whose words are made by rule, to test with; search engines learn of none."""
    translate: str = ""
    """The locale whose pages show what translators want to know of each message; only a preview has one."""

    @property
    def procedures(self) -> Path:
        """The folder of the step graphs."""
        return self.root / "procedures"

    @property
    def content(self) -> Path:
        """The folder of articles and registries."""
        return self.root / "content"

    @property
    def catalogs(self) -> Path:
        """The folder of the translations."""
        return self.content / "locales"

    @property
    def targets(self) -> tuple[str, ...]:
        """The locales that are translated to."""
        return tuple(code for code in self.locales if code != self.source)


def normalize_site_url(url: str) -> str:
    """The address of a site as it is put before paths: ending in a slash, or nothing."""
    return url if not url or url.endswith("/") else f"{url}/"
