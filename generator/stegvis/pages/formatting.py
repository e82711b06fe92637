"""Formats text, dates, durations and sizes for one locale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import inf
from types import SimpleNamespace
from typing import Literal

from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from stegvis.i18n.cldr import cldr_locale, plural_rule
from stegvis.inline.annotations import strip_annotations
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.phrase import parse_phrase
from stegvis.inline.plain import render_plain
from stegvis.model.due import Period
from stegvis.model.library import Library
from stegvis.model.text import LocalizedText, owner_of

_MONTH = re.compile(r"\d{4}-\d{2}")
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_MEGABYTE = 1_000_000


class LocaleFormatter:
    """Formats for one locale, and remembers the results for as long as a site is built."""

    __slots__ = (
        "_dates",
        "_durations",
        "_locale",
        "_names",
        "_plain",
        "_plural_form",
        "_values",
        "foreign",
        "names",
        "ui",
    )

    def __init__(self, library: Library[LocalizedText], language: str) -> None:
        """Take the interface messages and the names of controls and roles from a library.

        `language` is the BCP 47 tag by whose CLDR data dates, durations and lists are formatted.
        """
        self._locale = cldr_locale(language)
        self._plural_form = plural_rule(self._locale)
        self.ui = SimpleNamespace(
            **{key: parse_phrase(words.text) for key, words in library.interface.items()}
        )
        self.foreign = any(words.is_untranslated for words in library.interface.values())
        self.names: Mapping[str, LocalizedText] = {
            **{key: label.name for key, label in library.labels.items()},
            **{key: role.name for key, role in library.roles.items()},
        }
        self._names = {key: strip_annotations(name.text) for key, name in self.names.items()}
        self._values = {
            procedure: {name: strip_annotations(label.text) for name, label in labels.items()}
            for procedure, labels in library.value_labels.items()
        }
        self._plain: dict[tuple[str, str], str] = {}
        self._durations: dict[str, str] = {}
        self._dates: dict[str, str] = {}

    def plain(self, words: LocalizedText) -> str:
        """Return a text without markup, with the names of controls, roles and values filled in."""
        text = words.text
        if is_literal(text):
            return strip_annotations(text)
        owner = owner_of(words.key) if "{{" in text else ""
        plain = self._plain.get((owner, text))
        if plain is None:
            rendered = render_plain(parse(text), self._names, self._values.get(owner, {}))
            plain = self._plain[owner, text] = strip_annotations(rendered)
        return plain

    def date(self, iso: str) -> str:
        """Format an ISO 8601 date, or year and month, in words; return anything else unchanged."""
        formatted = self._dates.get(iso)
        if formatted is None:
            formatted = self._dates[iso] = self._format_date(iso)
        return formatted

    def _format_date(self, iso: str) -> str:
        try:
            if _MONTH.fullmatch(iso):
                return format_skeleton("yMMMM", datetime.fromisoformat(f"{iso}-01"), locale=self._locale)
            return format_date(date.fromisoformat(iso), "long", locale=self._locale)
        except ValueError:
            return iso

    def duration(self, iso: str) -> str:
        """Format an ISO 8601 duration in days, hours and minutes; empty for anything else."""
        formatted = self._durations.get(iso)
        if formatted is None:
            formatted = self._durations[iso] = self._format_duration(iso)
        return formatted

    def _format_duration(self, iso: str) -> str:
        match = _DURATION.fullmatch(iso)
        if not match:
            return ""
        weeks, days, hours, minutes = (int(part or 0) for part in match.groups())
        parts: Mapping[Literal["day", "hour", "minute"], timedelta] = {
            "day": timedelta(weeks=weeks, days=days),
            "hour": timedelta(hours=hours),
            "minute": timedelta(minutes=minutes),
        }
        formatted = [
            format_timedelta(part, granularity=unit, threshold=inf, locale=self._locale)
            for unit, part in parts.items()
            if part
        ]
        return format_list(formatted, locale=self._locale) if formatted else ""

    def period(self, period: Period) -> str:
        """Format a period in words: `1 hour`, `24–48 hours`, `5 working days`."""
        ends = dict.fromkeys((period.earliest, period.latest))
        count = "–".join(format_decimal(end, locale=self._locale) for end in ends)
        message = getattr(self.ui, f"due_{period.unit.name.lower()}")
        forms = strip_annotations(message.fill(count=count)).split("|")
        return str(forms[min(self._plural_form(period.latest), len(forms) - 1)].strip())

    def any_of(self, names: Sequence[str]) -> str:
        """Join alternatives as the language does: `A, B or C`."""
        return format_list(names, style="or", locale=self._locale) if len(names) > 1 else "".join(names)

    def all_of(self, names: Sequence[str]) -> str:
        """Join conditions as the language does: `A, B and C`."""
        return format_list(names, locale=self._locale) if len(names) > 1 else "".join(names)

    def joints(self, count: int) -> list[str]:
        """Return what stands before each of several conditions in a list of them: ``, `, `, ` and `."""
        return self.all_of(["\n"] * count).split("\n")[:count]

    def size(self, count: int) -> str:
        """Format a number of bytes in kB or MB (powers of 1,000, ISO 80000-13)."""
        if count < _MEGABYTE:
            return format_unit(max(1, round(count / 1000)), "digital-kilobyte", "short", locale=self._locale)
        return format_unit(round(count / _MEGABYTE, 1), "digital-megabyte", "short", locale=self._locale)
