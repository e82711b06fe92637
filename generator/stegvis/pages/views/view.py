"""What every page shows."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.pages.views.frame import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page shows, as plain values for a template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedView(View):
    """What an HTML page shows."""

    head: Head
    """What surrounds the page's content."""
