"""Where templates and catalogs stand, as paths below a project's folder."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

CATALOG_FOLDER = "content/locales"
"""The folder of a project's own catalogs."""

THEME_FOLDER = "stegvis/theme"
"""The name of the installed theme's folder in the paths of its files: the one in the package."""

INTERFACE = "interface"
"""The domain of the interface text, whose catalogs come with the theme."""


@dataclass(frozen=True, slots=True)
class CatalogLayout:
    """The folders of the catalogs: the project's, and the theme's for the domain `interface`."""

    theme: str = THEME_FOLDER
    """The folder of the theme."""
    maintains_theme: bool = False
    """Whether the project holds the sources of the theme, and so keeps its catalogs up to date."""

    def template(self, domain: str) -> str:
        """Return the path of the template that the project maintains."""
        return f"{self._folder(domain)}/{domain}.pot"

    def catalog(self, locale: str, domain: str) -> str:
        """Return the path of the catalog that the project maintains."""
        return f"{self._folder(domain)}/{locale}/LC_MESSAGES/{domain}.po"

    def find(self, files: Container[str], locale: str, domain: str) -> str:
        """Return the path of the catalog in use among `files`.

        A project's own catalog of the interface goes before the theme's, as a whole.
        """
        own = f"{CATALOG_FOLDER}/{locale}/LC_MESSAGES/{domain}.po"
        if domain != INTERFACE or own in files:
            return own
        themes = f"{self.theme}/locales/{locale}/LC_MESSAGES/{domain}.po"
        return themes if themes in files else self.catalog(locale, domain)

    def target(self, files: Container[str], locale: str, domain: str) -> str:
        """Return the path to which a change of the catalog in use is written.

        The catalogs of an installed theme are never changed: the project gets one of its own instead.
        """
        path = self.find(files, locale, domain)
        is_installed = path.startswith(f"{self.theme}/") and not self.maintains_theme
        return self.catalog(locale, domain) if is_installed else path

    def file_mask(self, domain: str) -> str:
        """Return the pattern of the paths of a domain's catalogs, `*` standing for the locale."""
        return self.catalog("*", domain)

    def _folder(self, domain: str) -> str:
        is_in_theme = domain == INTERFACE and self.maintains_theme
        return f"{self.theme}/locales" if is_in_theme else CATALOG_FOLDER


def locale_of(path: str) -> str:
    """Return the locale of a catalog's path, LOCALE/LC_MESSAGES/DOMAIN.po below any folder."""
    return path.rsplit("/", 3)[-3]


DEFAULT_LAYOUT = CatalogLayout()
"""The layout of a project that uses the installed theme."""
