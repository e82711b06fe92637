"""What articles show."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.view import FramedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePiece:
    """HTML of an article's blocks, and the words that follow it."""

    html: str
    words: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(FramedView):
    """A page of prose, with what the generator adds to it."""

    body: tuple[ArticlePiece, ...]
    generated: str = ""
    """Name of the generated part, which is that of its template; empty where there is none."""
    part: object = None
    """What the generated part shows."""
