"""When steps are due, in words: periods in the forms that each language has for numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.model.due import Period, TimeUnit, parse_period
from stegvis.model.site import Weekday
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.pages.calendar import build_calendar
from stegvis.pages.formatting import LocaleFormatter
from tests.support import own_project

HOURS, DAYS, WEEKS, WORKING = TimeUnit

READ = {
    "1 hour": Period(1, 1, HOURS),
    "24 to 48 hours": Period(24, 48, HOURS),
    "1 to 2 weeks": Period(1, 2, WEEKS),
    "5 working days": Period(5, 5, WORKING),
    "3 to 1 days": Period(3, 1, DAYS),
    "0 days": Period(0, 0, DAYS),
}
REFUSED = (
    "",
    "days",
    "5",
    "5  days",
    "-1 days",
    "1.5 days",
    "5 workdays",
    "5days",
    "1000 days",
    "P3D",
    "٣ days",
)


@pytest.mark.parametrize("text", READ)
def test_a_period_is_read(text: str) -> None:
    assert parse_period(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


WORDS = {
    "en": ("1 hour", "24–48 hours", "1 day", "2 weeks", "1 working day", "5 working days"),
    "nl": ("1 uur", "24–48 uur", "1 dag", "2 weken", "1 werkdag", "5 werkdagen"),
    "sv": ("1 timme", "24–48 timmar", "1 dag", "2 veckor", "1 arbetsdag", "5 arbetsdagar"),
    "fr": ("1 heure", "24–48 heures", "1 jour", "2 semaines", "1 jour ouvré", "5 jours ouvrés"),
}
PERIODS = (
    Period(1, 1, HOURS),
    Period(24, 48, HOURS),
    Period(1, 1, DAYS),
    Period(2, 2, WEEKS),
    Period(1, 1, WORKING),
    Period(5, 5, WORKING),
)


@pytest.mark.parametrize("locale", WORDS)
def test_a_period_in_words(locale: str) -> None:
    formatter = LocaleFormatter(own_project.checked().localized[locale].library, locale)
    assert tuple(formatter.period(period).replace("\u00a0", " ") for period in PERIODS) == WORDS[locale]


def polish(forms: str) -> LocaleFormatter:
    """A formatter of a language that has three forms, with a translation of days."""
    library = own_project.checked().localized["en"].library
    days = LocalizedText("due_days", forms, TranslationState.TRANSLATED)
    return LocaleFormatter(replace(library, interface={**library.interface, "due_days": days}), "pl")


def test_a_language_may_have_more_forms_and_a_translation_too_few() -> None:
    counts = [Period(count, count, DAYS) for count in (1, 3, 5)]
    three, one = polish("{count} dzień | {count} dni | {count} dni (5+)"), polish("dni: {count}")
    assert [three.period(count) for count in counts] == ["1 dzień", "3 dni", "5 dni (5+)"]
    assert [one.period(count) for count in counts] == ["dni: 1", "dni: 3", "dni: 5"]


def test_our_translations_have_all_forms() -> None:
    for locale, checked in own_project.checked().localized.items():
        for unit in TimeUnit:
            forms = checked.library.interface[f"due_{unit.name.lower()}"].text.split("|")
            assert plural_forms(locale).startswith(f"nplurals={len(forms)};")
            assert all("{count}" in form for form in forms)


def test_a_week_in_any_order_is_the_same_calendar() -> None:
    week = (Weekday.SUNDAY, Weekday.MONDAY, Weekday.SUNDAY)
    config = replace(own_project.config(), working_week=week, holidays=("12-25", "2026-04-06"))
    calendar = build_calendar(config)
    assert (calendar.week, calendar.holidays) == ("17", "12-25 2026-04-06")
