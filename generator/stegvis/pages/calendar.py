"""Builds what pages say of working days, and of when steps are due."""

from __future__ import annotations

from typing import Any

from stegvis.model.due import Due, parse_period
from stegvis.model.library import Library
from stegvis.model.site import SiteConfig, Weekday
from stegvis.model.text import owner_of
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.calendar import WorkingCalendar


def build_calendar(config: SiteConfig) -> WorkingCalendar:
    """Build the working days of a site for scripts."""
    days = list(Weekday)
    numbers = sorted({days.index(day) + 1 for day in config.working_week})
    return WorkingCalendar(week="".join(map(str, numbers)), holidays=" ".join(config.holidays))


def has_due_times(library: Library[Any]) -> bool:
    """Return whether any step of any procedure has a due time."""
    return any(step.due for procedure in library.procedures.values() for step in procedure.all_steps)


def describe_due(context: LocaleContext, procedure: str, due: Due) -> str:
    """Return in words when a step of a procedure is due."""
    period = parse_period(due.period)
    if period is None:
        return ""
    time = context.formatter.period(period)
    if due.date is None:
        return str(context.ui.due_within.fill(time=time))
    label = context.library.value_labels[owner_of(procedure)][due.date]
    message = context.ui.due_before if due.before else context.ui.due_after
    return str(message.fill(time=time, value=context.formatter.plain(label)))
