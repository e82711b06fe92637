"""What the checks know of each language: its typography, and words that may or may not stand in it.

A language without a module of its own is checked by what holds everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.i18n.cldr import cldr_locale
from stegvis.i18n.languages import fr, nl, sv
from stegvis.i18n.languages.language import Language

LANGUAGES: Mapping[str, Language] = {"fr": fr.LANGUAGE, "nl": nl.LANGUAGE, "sv": sv.LANGUAGE}


def language_for(locale: str) -> Language:
    """Return the language of a locale code, such as `nl` of `nl-BE`."""
    known = LANGUAGES.get(locale.partition("-")[0].partition("_")[0])
    return known or Language(is_right_to_left=cldr_locale(locale).text_direction == "rtl")
