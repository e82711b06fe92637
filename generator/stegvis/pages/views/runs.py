"""What the page of all runs shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.pages.views.calendar import WorkingCalendar
from stegvis.pages.views.view import FramedView


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOption:
    """An option of a select element."""

    id: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsPage(FramedView):
    """The page with all runs in the reader's browser."""

    procedures: str
    """JSON for the script: by procedure, the path and title of its checklist, and its former ids."""
    calendar: WorkingCalendar | None
    """None if no step of the site has a due time."""
    sheets: tuple[SelectOption, ...] = ()
    """The sizes of paper for which PDFs can be kept offline, with their total size."""
