"""Procedures: step graphs with prerequisites, roles and outcome."""

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
    """A condition that must hold before a procedure starts."""

    id: Id
    text: Annotated[T, TextRole.PREREQUISITE]
    procedure: Id | None = None
    """The procedure that establishes the condition."""
    link: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRole:
    """A role that another party must hold in its own system."""

    actor: Actor
    role: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What to do next: exactly one of the three."""

    procedure: Id | None = None
    link: Id | None = None
    page: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[T]):
    """A step graph with its prerequisites, roles and outcome."""

    procedure: Id
    """The file's name without its suffix; part of URLs and translation keys, so it must never change."""
    collection: str = field(metadata=GIVEN)
    revision: int
    revised: Id
    """The ISO 8601 date of this revision."""
    title: Annotated[T, TextRole.PROCEDURE_TITLE]
    summary: Annotated[T, TextRole.PROCEDURE_SUMMARY]
    audience: tuple[Id, ...] = ()
    roles: tuple[Id, ...]
    """Any of these roles may perform a step that names none itself."""
    read_only_roles: tuple[Id, ...] = ()
    other_roles: tuple[OtherRole, ...] = ()
    estimated_time: Id
    prerequisites: tuple[Prerequisite[T], ...] = ()
    steps: tuple[Step[T], ...]
    outcome: Annotated[T, TextRole.PROCEDURE_OUTCOME]
    afterwards: tuple[Afterwards, ...] = ()

    @property
    def id(self) -> str:
        """The procedure's id, which its file calls `procedure`."""
        return self.procedure
