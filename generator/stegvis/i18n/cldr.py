"""CLDR's data of a locale, as Babel has it."""

from __future__ import annotations

from babel.core import Locale, UnknownLocaleError


def cldr_locale(tag: str) -> Locale:
    """Return the CLDR data of a BCP 47 tag, else of its language alone, else the root locale's."""
    for known in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(known, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("root")
