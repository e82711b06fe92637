"""Articles: pages of prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic

from stegvis.model.text import GIVEN, T


class Generated(StrEnum):
    """What the generator adds to an article."""

    PROCEDURES = "procedures"
    ROLES = "roles"
    CONTROLS = "controls"
    GLOSSARY = "glossary"
    STATUS = "status"
    PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Generic[T]):
    """A prose page: the structure as HTML that we made, the words as text to translate."""

    slug: str = field(metadata=GIVEN)
    title: T
    description: T
    order: int = 0
    generated: Generated | None = None
    body: tuple[str | T, ...] = field(default=(), metadata=GIVEN)
    """HTML of the blocks and, between it, the inline text of each."""
