"""The rows of one turn of a hand-over sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from stegvis.inline.phrase import Phrase
from stegvis.outputs.pdf.views import RowGroup, StepRow
from stegvis.pages.editions.edition import Turn


def select_turn_rows(groups: Sequence[RowGroup], turn: Turn, ui: Any) -> Iterator[RowGroup]:
    """Keep the rows of a turn; successive steps of another role become one row that says to whom it goes.

    `ui` has the interface messages as attributes.
    """
    total = remaining = sum(turn.includes(row.anchor) for group in groups for row in group.rows)
    foreign: list[StepRow] = []

    def hand_over() -> StepRow:
        if remaining == total:
            row = _hand_over_row(foreign, turn, ui.sheet_received, ui.sheet_back)
        elif remaining:
            row = _hand_over_row(foreign, turn, ui.sheet_passed, ui.sheet_given, ui.sheet_back)
        else:
            row = _hand_over_row(foreign, turn, ui.sheet_last, ui.sheet_given)
        foreign.clear()
        return row

    for group in groups:
        rows: list[StepRow] = []
        for row in group.rows:
            is_included = turn.includes(row.anchor)
            if foreign and (is_included or turn.performer(foreign[-1].anchor) != turn.performer(row.anchor)):
                rows.append(hand_over())
            if is_included:
                remaining -= 1
                rows.append(row)
            else:
                foreign.append(row)
        if rows:
            yield RowGroup(screen=group.screen, rows=rows)
    if foreign:
        yield RowGroup(screen=[], rows=[hand_over()])


def _hand_over_row(steps: Sequence[StepRow], turn: Turn, message: Phrase, *dates: str) -> StepRow:
    """The row in place of somebody else's steps; `dates` label the lines on which dates are written."""
    first, last = steps[0], steps[-1]
    return StepRow(
        anchor=f"{first.anchor}@",
        number=first.number if first is last else f"{first.number}–{last.number}",
        is_prominent=False,
        label="",
        instruction=[message.fill(roles=turn.performer(first.anchor))],
        pause_point=None,
        remarks=[],
        condition="",
        optional=None,
        performer="",
        hint="",
        options=[],
        is_in_line=False,
        settled="",
        explanations=[],
        pictures=[],
        tables=[],
        is_tabular=False,
        next_steps=[],
        expect=None,
        if_not=None,
        commands=[],
        date_lines=list(dates),
        value_lines=[],
        has_box=True,
        is_first=False,
    )
