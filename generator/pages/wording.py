"""The words of one locale as pages use them: the interface's, dates, durations, plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace

from generator.model import Actor, Library, Words

_MARKUP = re.compile(r"[{\[*_`\\<&]")
_STRESSED = re.compile(r"[\[*`\\<&]|(?<!\w)_|_(?!\w)")
_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_STRESS = re.compile(r"(?<!\\)(\*\*|\*|`+|(?<!\w)_+|_+(?!\w))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")


class Wording:
    """The words of one locale; remembers what it worked out, for as long as one site is made."""

    __slots__ = ("_dates", "_durations", "_plain", "foreign", "names", "say")

    def __init__(self, library: Library[Words]) -> None:
        """Take the interface's words and the names of controls and roles from a library."""
        self.say = SimpleNamespace(**{key: words.text for key, words in library.interface.items()})
        self.foreign = any(words.is_foreign for words in library.interface.values())
        self.names: Mapping[str, Words] = {
            **{key: label.name for key, label in library.labels.items()},
            **{key: role.name for key, role in library.roles.items()},
        }
        self._plain: dict[str, str] = {}
        self._durations: dict[str, str] = {}
        self._dates: dict[str, str] = {}

    def plain(self, words: Words) -> str:
        """Words without markup, names of controls and roles set in."""
        text = words.text
        if not _MARKUP.search(text):
            return text
        known = self._plain.get(text)
        if known is None:
            known = self._plain[text] = self._without_markup(text)
        return known

    def _without_markup(self, text: str) -> str:
        if _STRESSED.search(text):
            text = _ESCAPE.sub(r"\1", _STRESS.sub("", _LINK.sub(r"\1", text)))
        return _PLACEHOLDER.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        name = self.names.get(found[1])
        return name.text if name else found[1]

    def date(self, iso: str) -> str:
        """An ISO 8601 date, or year and month, in words."""
        known = self._dates.get(iso)
        if known is None:
            known = self._dates[iso] = self._date(iso)
        return known

    def _date(self, iso: str) -> str:
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        form = self.say.date_first if day.day == 1 else self.say.date
        month = getattr(self.say, f"month_{day.month}")
        return str(form.format(day=day.day, month=month, year=day.year))

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
        units = (("days", weeks * 7 + days), ("hours", hours), ("minutes", minutes))
        said = ""
        for unit, count in units:
            if count:
                form = getattr(self.say, f"{unit}_one" if count == 1 else f"{unit}_other")
                part = form.format(count=count)
                said = self.say.duration_parts.format(longer=said, shorter=part) if said else part
        return said

    def wait_for(self, actor: Actor) -> str:
        """The kind of a step that waits, in words."""
        return str(getattr(self.say, f"kind_wait_{actor.value}"))
