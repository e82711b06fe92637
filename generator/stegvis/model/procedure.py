"""Procedures: step graphs with prerequisites, roles and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Generic

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.noted_value import NotedValue
from stegvis.model.registries import RoleSet
from stegvis.model.step_kinds import Compound, Step, for_each_of
from stegvis.model.text import GIVEN, T
from stegvis.model.text_role import TextRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite(Generic[T]):
    """A condition that must hold before a procedure starts."""

    id: Annotated[Id, Aspect.IGNORED]
    """Names the prerequisite in translations; unique in the procedure."""
    text: Annotated[T, TextRole.PREREQUISITE]
    """What must be so before the first step."""
    procedure: Annotated[Id | None, Aspect.TARGETS] = None
    """The procedure that establishes the condition."""
    link: Annotated[Id | None, Aspect.TARGETS] = None
    """The external page that says how to establish it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What to do next: exactly one of the three."""

    procedure: Annotated[Id | None, Aspect.TARGETS] = None
    """The procedure that comes next."""
    link: Annotated[Id | None, Aspect.TARGETS] = None
    """An entry of content/links.yaml."""
    page: Annotated[Id | None, Aspect.TARGETS] = None
    """An article, by its file's name without the suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[T]):
    """A step graph with its prerequisites, roles and outcome."""

    procedure: Annotated[Id, Aspect.IGNORED]
    """The file's name without its suffix; part of URLs and translation keys: see `was` to change it."""
    collection: Annotated[str, Aspect.IGNORED] = field(metadata=GIVEN)
    was: Annotated[tuple[Id, ...], Aspect.IGNORED] = ()
    """Its former ids, the oldest first, each as `COLLECTION/ID` if it was in another collection then."""
    revision: Annotated[int, Aspect.IGNORED]
    """A whole number; raise it when the meaning changes."""
    revised: Annotated[Id, Aspect.IGNORED]
    """The ISO 8601 date of this revision."""
    title: Annotated[T, TextRole.PROCEDURE_TITLE]
    """What the procedure is for, in the imperative."""
    summary: Annotated[T, TextRole.PROCEDURE_SUMMARY]
    """One sentence for lists and search engines."""
    audience: Annotated[tuple[Id, ...], Aspect.IGNORED] = ()
    """Who it is for: ids from content/audiences.yaml."""
    roles: Annotated[tuple[RoleSet, ...], Aspect.ROLES]
    """Any of these roles may perform a step that names none itself; `{all: [a, b]}` asks for both."""
    read_only_roles: Annotated[tuple[Id, ...], Aspect.ROLES] = ()
    """Roles that see the screens but can't change anything: they may perform checks."""
    other_roles: Annotated[tuple[Id, ...], Aspect.ROLES] = ()
    """Roles that users of other parties must hold."""
    estimated_time: Annotated[Id, Aspect.IGNORED]
    """How long it takes without waiting, as an ISO 8601 duration such as PT1H30M."""
    prerequisites: tuple[Prerequisite[T], ...] = ()
    """What must be so before the first step."""
    steps: tuple[Step[T], ...]
    """The steps, in reading order; each leads to the next one unless `next` names another."""
    outcome: Annotated[T, TextRole.PROCEDURE_OUTCOME]
    """What is so when the procedure is complete."""
    afterwards: tuple[Afterwards, ...] = ()
    """What comes next."""

    @property
    def id(self) -> str:
        """The procedure's id, which its file calls `procedure`."""
        return self.procedure

    @property
    def all_steps(self) -> Iterator[Step[T]]:
        """Its steps in the order of the file, each followed by those that it consists of."""
        for step in self.steps:
            yield step
            if isinstance(step, Compound):
                yield from step.steps

    @property
    def values(self) -> Iterator[NotedValue[T]]:
        """What the reader notes at its steps."""
        return (value for step in self.all_steps for value in step.values)

    @property
    def value_labels(self) -> Iterator[tuple[Id, T]]:
        """The ids of what its texts may name in two pairs of braces, values and items, with their labels."""
        for step in self.all_steps:
            yield from ((value.id, value.label) for value in step.values)
            if each := for_each_of(step):
                yield each.id, each.name

    @property
    def former_ids(self) -> tuple[str, ...]:
        """Its former ids, the oldest first; without its present one, if it has been in another collection."""
        return tuple(dict.fromkeys(name for _, name in self.former_places if name != self.procedure))

    @property
    def former_places(self) -> tuple[tuple[str, str], ...]:
        """Its former collections and ids, which its former addresses consist of, the oldest first."""
        split = (place.rpartition("/") for place in self.was)
        return tuple(dict.fromkeys((collection or self.collection, name) for collection, _, name in split))
