"""The words of one locale as pages use them: the interface's, dates, durations, plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import inf
from types import SimpleNamespace
from typing import Literal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.units import format_unit

from stegvis.inline.annotations import strip_annotations
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import render_plain
from stegvis.model.library import Library
from stegvis.model.text import LocalizedText

_MONTH = re.compile(r"\d{4}-\d{2}")
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_MEGABYTE = 1_000_000


class LocaleFormatter:
    """The words of one locale; remembers what it worked out, for as long as one site is made."""

    __slots__ = ("_dates", "_durations", "_locale", "_names", "_plain", "foreign", "names", "ui")

    def __init__(self, library: Library[LocalizedText], language: str) -> None:
        """Take the interface's words and the names of controls and roles from a library.

        `language` is a BCP 47 tag by which CLDR says how dates and durations are written.
        """
        self._locale = _cldr_locale(language)
        self.ui = SimpleNamespace(**{key: words.text for key, words in library.interface.items()})
        self.foreign = any(words.is_untranslated for words in library.interface.values())
        self.names: Mapping[str, LocalizedText] = {
            **{key: label.name for key, label in library.labels.items()},
            **{key: role.name for key, role in library.roles.items()},
        }
        self._names = {key: strip_annotations(name.text) for key, name in self.names.items()}
        self._plain: dict[str, str] = {}
        self._durations: dict[str, str] = {}
        self._dates: dict[str, str] = {}

    def plain(self, words: LocalizedText) -> str:
        """Words without markup, names of controls and roles set in."""
        text = words.text
        if is_literal(text):
            return strip_annotations(text)
        known = self._plain.get(text)
        if known is None:
            known = self._plain[text] = strip_annotations(render_plain(parse(text), self._names))
        return known

    def date(self, iso: str) -> str:
        """An ISO 8601 date, or year and month, in words; as it is written where it is neither."""
        known = self._dates.get(iso)
        if known is None:
            known = self._dates[iso] = self._date(iso)
        return known

    def _date(self, iso: str) -> str:
        try:
            if _MONTH.fullmatch(iso):
                return format_skeleton("yMMMM", datetime.fromisoformat(f"{iso}-01"), locale=self._locale)
            return format_date(date.fromisoformat(iso), "long", locale=self._locale)
        except ValueError:
            return iso

    def duration(self, iso: str) -> str:
        """An ISO 8601 duration in days, hours and minutes, in words; nothing where there is none."""
        known = self._durations.get(iso)
        if known is None:
            known = self._durations[iso] = self._duration(iso)
        return known

    def _duration(self, iso: str) -> str:
        found = _DURATION.fullmatch(iso)
        if not found:
            return ""
        weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        parts: Mapping[Literal["day", "hour", "minute"], timedelta] = {
            "day": timedelta(weeks=weeks, days=days),
            "hour": timedelta(hours=hours),
            "minute": timedelta(minutes=minutes),
        }
        said = [
            format_timedelta(part, granularity=unit, threshold=inf, locale=self._locale)
            for unit, part in parts.items()
            if part
        ]
        return format_list(said, locale=self._locale) if said else ""

    def any_of(self, names: Sequence[str]) -> str:
        """Names of which any one will do, as the language lists them: `A, B or C`."""
        return format_list(names, style="or", locale=self._locale) if len(names) > 1 else "".join(names)

    def size(self, count: int) -> str:
        """A number of bytes in kB or MB (powers of 1,000: ISO 80000-13), as the language writes it."""
        if count < _MEGABYTE:
            return format_unit(max(1, round(count / 1000)), "digital-kilobyte", "short", locale=self._locale)
        return format_unit(round(count / _MEGABYTE, 1), "digital-megabyte", "short", locale=self._locale)


def _cldr_locale(language: str) -> Locale:
    """What CLDR knows of a language, or of it without its region, or else of none."""
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("root")
