"""CLDR's data of a locale, as Babel has it."""

from __future__ import annotations

from collections.abc import Callable
from gettext import c2py

from babel.core import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural


def cldr_locale(tag: str) -> Locale:
    """Return the CLDR data of a BCP 47 tag, else of its language alone, else the root locale's."""
    for known in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("root")


def plural_rule(locale: Locale) -> Callable[[int], int]:
    """Return the function from a number to the index of its form, as the Plural-Forms of a catalog say."""
    rule: Callable[[int], int] = c2py(get_plural(locale).plural_expr)
    return rule
