"""Where catalogs and templates stand in a project."""

from __future__ import annotations

from babel.core import Locale
from babel.messages.plurals import get_plural

CATALOG_FOLDER = "content/locales"


def catalog_path(locale: str, domain: str) -> str:
    """Where a catalog stands in the project."""
    return f"{CATALOG_FOLDER}/{locale}/LC_MESSAGES/{domain}.po"


def template_path(domain: str) -> str:
    """Where a template stands in the project."""
    return f"{CATALOG_FOLDER}/{domain}.pot"


def plural_forms(locale: str) -> str:
    """The header's Plural-Forms, which the tools ask for."""
    return str(get_plural(str(Locale.parse(locale, sep="-")).replace("-", "_")).plural_forms)
