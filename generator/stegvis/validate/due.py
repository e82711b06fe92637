"""Rules about due times: their form, and what they are counted from."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.diagnostics import Id
from stegvis.model.due import Due, TimeUnit, parse_period
from stegvis.model.noted_value import ValueType
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import kind_of
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation

_UNITS = ", ".join(f"`{unit.value}`" for unit in TimeUnit)


def check_periods(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A due time is a number of hours, days, weeks or working days, or a range, smaller number first."""
    for step in procedure.all_steps:
        if step.due:
            yield from _check_period(step.due.period)


def _check_period(text: Id) -> Iterator[Violation]:
    period = parse_period(text)
    if period is None:
        hint = f"Write it like `5 working days` or `24 to 48 hours`; the units are {_UNITS}."
        yield f"`{text}` is not a period", text.location, hint
    elif period.earliest > period.latest:
        hint = f"Write `{period.latest} to {period.earliest} {period.unit}`."
        yield f"the range `{text}` begins with the larger number", text.location, hint
    elif period.latest == 0:
        yield f"the period `{text}` is zero", text.location, "Write 1 or more."


def check_due_steps(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A due time is at a step that is ticked, and counted from one point: the step before, or a noted date.

    A date has no hours.
    """
    dates = {value.id: value.type is ValueType.DATE for value in procedure.values}
    for step in procedure.all_steps:
        if not step.due:
            continue
        if not kind_of(step).is_task:
            message = f"the step `{step.id}` has a due time, but is not ticked itself"
            yield message, step.due.period.location, "Move it to a step that is done by then."
        yield from _check_date(step.due, dates)


def _check_date(due: Due, dates: dict[Id, bool]) -> Iterator[Violation]:
    if due.after and due.before:
        hint = "Keep one of `after` and `before`."
        yield "the due time is counted from two dates", due.before.location, hint
    elif due.date is not None:
        period = parse_period(due.period)
        if not dates.get(due.date, True):
            yield f"the value `{due.date}` is not a date", due.date.location, "Add `type: date` to it."
        elif period and period.unit is TimeUnit.HOURS:
            hint = "Use days, weeks or working days."
            yield f"`{due.period}` is counted from a date, which has no hours", due.period.location, hint
