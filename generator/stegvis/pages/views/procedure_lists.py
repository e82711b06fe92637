"""What lists of procedures show."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.procedure import RoleTags
from stegvis.pages.views.roles import RoleView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureCard:
    """A procedure in a list."""

    title: LocalizedText
    summary: LocalizedText
    guide: str
    checklist: str
    time: str
    roles: tuple[RoleTags, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionView:
    """A collection with its procedures."""

    anchor: str
    title: LocalizedText
    summary: LocalizedText
    cards: tuple[ProcedureCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLists:
    """The procedures by collection and by role."""

    collections: tuple[CollectionView, ...]
    roles: tuple[RoleView, ...]
