"""Articles: pages of continuous text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Generic

from stegvis.model.text import GIVEN, T
from stegvis.model.text_role import ARTICLE_BLOCKS, TextRole


class Generated(StrEnum):
    """A part that the generator appends to an article."""

    PROCEDURES = "procedures"
    ROLES = "roles"
    CONTROLS = "controls"
    GLOSSARY = "glossary"
    STATUS = "status"
    PRINT = "print"


_BLOCK_KEY = re.compile(r"(?P<slug>[^/]+)/[^/.]+\.\d+")


def block_key(slug: str, section: str, number: int) -> str:
    """Return the key of the text of a block: the number counts the blocks below the section's heading."""
    return f"{slug}/{section}.{number}"


def slug_of_block_key(key: str) -> str | None:
    """Return the slug of the article in the key of a block, or None for other keys.

    A message of a block that is gone has no text in the project any more: its key is all that is known.
    """
    match = _BLOCK_KEY.fullmatch(key)
    return match["slug"] if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Generic[T]):
    """A page of continuous text: its structure is generated HTML, its paragraphs are texts to translate."""

    slug: str = field(metadata=GIVEN)
    title: Annotated[T, TextRole.ARTICLE_TITLE]
    """The heading of the page."""
    description: Annotated[T, TextRole.ARTICLE_DESCRIPTION]
    """One sentence for search engines."""
    order: int = 0
    """The position in the menu, ascending."""
    generated: Generated | None = None
    """What is appended to the text of the page."""
    body: tuple[str | Annotated[T, *ARTICLE_BLOCKS], ...] = field(default=(), metadata=GIVEN)
    """The HTML of the blocks, alternating with the text that belongs into each."""
