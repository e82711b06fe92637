"""What is said beside a step: warnings, cautions and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, TypeAlias

from stegvis.model.condition import Condition
from stegvis.model.text import T, Whole
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWarning(Generic[T]):
    """A warning at a step."""

    text: Annotated[T, TextRole.WARNING, Whole]
    """Harm that can't be undone: to data, money or commitments."""
    when: Condition = ()
    """What must have been answered for it to matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCaution(Generic[T]):
    """A caution at a step."""

    text: Annotated[T, TextRole.CAUTION, Whole]
    """A consequence to know before the act."""
    when: Condition = ()
    """What must have been answered for it to matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNote(Generic[T]):
    """A note at a step."""

    text: Annotated[T, TextRole.NOTE, Whole]
    """What is useful to know beside the act."""
    when: Condition = ()
    """What must have been answered for it to matter."""


StepRemark: TypeAlias = StepWarning[T] | StepCaution[T] | StepNote[T]
"""What is said beside a step, perhaps only on a condition."""
