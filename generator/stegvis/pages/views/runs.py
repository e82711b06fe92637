"""What the page of all runs shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.pages.views.view import FramedView


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOption:
    """One of those to choose from."""

    id: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsPage(FramedView):
    """The page with all runs in the reader's browser."""

    procedures: str
    """Where each procedure's checklist is, and what it is called: JSON for the script."""
    sheets: tuple[SelectOption, ...] = ()
    """The sizes of paper of which all sheets can be kept, with how large they are together."""
