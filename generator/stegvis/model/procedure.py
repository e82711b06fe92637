"""A procedure: a step graph with what must be known around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Generic

from stegvis.diagnostics import Id
from stegvis.model.registries import Actor
from stegvis.model.step_kinds import Step
from stegvis.model.text import GIVEN, T
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite(Generic[T]):
    """What must be so before a procedure starts."""

    id: Id
    text: Annotated[T, TextRole.PREREQUISITE]
    procedure: Id | None = None
    """The procedure that brings it about."""
    link: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRole:
    """A role that somebody else must hold, in another system."""

    actor: Actor
    role: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What comes next: exactly one of the three."""

    procedure: Id | None = None
    link: Id | None = None
    page: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[T]):
    """A step graph with what must be known around it."""

    procedure: Id
    """Equal to the file's name; URL and translation key; never changes."""
    collection: str = field(metadata=GIVEN)
    revision: int
    revised: Id
    """ISO 8601 date of this revision."""
    title: Annotated[T, TextRole.PROCEDURE_TITLE]
    summary: Annotated[T, TextRole.PROCEDURE_SUMMARY]
    audience: tuple[Id, ...] = ()
    roles: tuple[Id, ...]
    """Any one of these may do a step that names no role."""
    read_only_roles: tuple[Id, ...] = ()
    other_roles: tuple[OtherRole, ...] = ()
    estimated_time: Id
    prerequisites: tuple[Prerequisite[T], ...] = ()
    steps: tuple[Step[T], ...]
    outcome: Annotated[T, TextRole.PROCEDURE_OUTCOME]
    afterwards: tuple[Afterwards, ...] = ()

    @property
    def id(self) -> str:
        """The procedure's id."""
        return self.procedure
