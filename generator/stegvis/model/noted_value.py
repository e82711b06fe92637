"""Values that the reader of a procedure notes during a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Generic

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.text import T
from stegvis.model.text_role import TextRole


class ValueType(StrEnum):
    """What a noted value is."""

    TEXT = "text"
    DATE = "date"
    """A date, kept as ISO 8601 and shown as the language writes dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedValue(Generic[T]):
    """Something that the reader notes at a step; texts and commands name it, `{{order-number}}`."""

    id: Annotated[Id, Aspect.ACT]
    """Names the value in texts, commands and runs."""
    label: Annotated[T, TextRole.VALUE_LABEL]
    """What the value is called, in a few words."""
    type: Annotated[ValueType, Aspect.ACT] = ValueType.TEXT
    """What it consists of."""
    pattern: Annotated[Id | None, Aspect.ACT] = None
    """The form of the whole value, as a regular expression; required if a command contains the value."""
    example: Annotated[Id | None, Aspect.NOTES] = None
    """A value that the reader sees as an example."""
    secret: Annotated[bool, Aspect.ACT] = False
    """The value is never kept: neither in the run nor on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForEach(Generic[T]):
    """What a step is repeated for: the reader names each item, and ticks the step when there are no more."""

    id: Annotated[Id, Aspect.ACT]
    """The name of an item, in the texts of the repeated steps: `{{order}}`."""
    name: Annotated[T, TextRole.ITEM_NAME]
    """What an item is called: Order."""
    example: Annotated[Id | None, Aspect.NOTES] = None
    """The name of an item, as an example."""
