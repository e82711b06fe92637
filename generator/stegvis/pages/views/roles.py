"""What lists and tables of roles show."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.text import LocalizedText
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.procedure import HandOverLink, RoleTag


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLinks:
    """Procedures under a heading that says what a role may do with them."""

    word: str
    procedures: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role with the procedures that it may do."""

    anchor: str
    name: LocalizedText
    description: LocalizedText
    holder: str
    """Who holds it, and in which system, in words."""
    verified: str
    """In which source its name was seen, in words, or nothing."""
    lists: tuple[ProcedureLinks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a role may do with a procedure."""

    kind: str
    """`alone`, `part`, `look`, `held`, or `none`."""
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionRow:
    """A row of the table of procedures and roles."""

    procedure: Anchor
    may: tuple[Permission, ...]
    """In the order of the table's roles."""
    hand_overs: tuple[HandOverLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionTable:
    """The table of procedures and roles."""

    roles: tuple[RoleTag, ...]
    legend: tuple[Permission, ...]
    rows: tuple[PermissionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLists:
    """The roles, and what each may do."""

    permissions: PermissionTable
    roles: tuple[RoleView, ...]
