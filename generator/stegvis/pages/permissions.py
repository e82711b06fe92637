"""Builds the list of roles, and the table of what each may do."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.model.procedure import Procedure
from stegvis.model.registries import Role, each_role, role_ids
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.procedure_view import build_hand_overs
from stegvis.pages.views.frame import Anchor, OutlineEntry
from stegvis.pages.views.roles import (
    Permission,
    PermissionRow,
    PermissionTable,
    ProcedureLinks,
    RoleLists,
    RoleView,
)

_NONE = "none"


def build_role_lists(context: LocaleContext) -> RoleLists:
    """Build the table of procedures and roles, and the list of roles."""
    return RoleLists(permissions=_permission_table(context), roles=build_role_views(context))


def outline_roles(context: LocaleContext, lists: RoleLists) -> Iterator[OutlineEntry]:
    """Yield the entries of the table and the list in the page's outline."""
    ui, plain = context.ui, context.formatter.plain
    yield OutlineEntry(href="#_who-may-do-what", text=ui.roles_table)
    inner = tuple(OutlineEntry(href=f"#{role.anchor}", text=plain(role.name)) for role in lists.roles)
    yield OutlineEntry(href="#_roles", text=ui.roles_list, inner=inner)


def build_role_views(context: LocaleContext) -> tuple[RoleView, ...]:
    """List the roles in the registry's order, each with the procedures by what it may do with them."""
    return tuple(_role_view(context, name, role) for name, role in context.library.roles.items())


def _procedures(context: LocaleContext) -> Iterator[Procedure[LocalizedText]]:
    for name in context.library.collections:
        yield from context.library.procedures_in(name)


def _permission_table(context: LocaleContext) -> PermissionTable:
    permissions = _permissions(context)
    ids = tuple(context.library.roles)
    rows = []
    for procedure in _procedures(context):
        guide = context.urls.guide(procedure)
        rows.append(
            PermissionRow(
                procedure=Anchor(text=procedure.title, href=guide),
                may=tuple(permissions[_permission_kind(context, procedure, role)] for role in ids),
                hand_overs=build_hand_overs(context, procedure, guide),
            )
        )
    legend = tuple(permission for kind, permission in permissions.items() if kind != _NONE)
    tags = tuple(tag for tags in context.roles(each_role(ids)) for tag in tags)
    return PermissionTable(roles=tags, legend=legend, rows=tuple(rows))


def _permissions(context: LocaleContext) -> dict[str, Permission]:
    """What a role may do with a procedure, by kind, from most to least."""
    ui = context.ui
    words = {
        "alone": ui.can_alone,
        "part": ui.can_part,
        "look": ui.can_look,
        "held": ui.must_hold,
        _NONE: ui.no_hand_overs,
    }
    return {kind: Permission(kind=kind, word=word) for kind, word in words.items()}


def _permission_kind(context: LocaleContext, procedure: Procedure[LocalizedText], role: str) -> str:
    if any(roles.all == (role,) for roles in context.analyses.role_coverage(procedure).alone):
        return "alone"
    if role in role_ids(procedure.roles):
        return "part"
    if role in procedure.read_only_roles:
        return "look"
    return "held" if role in procedure.other_roles else _NONE


def _role_view(context: LocaleContext, name: str, role: Role[LocalizedText]) -> RoleView:
    ui, permissions = context.ui, _permissions(context)
    by_kind: dict[str, list[Anchor]] = {kind: [] for kind in permissions}
    for procedure in _procedures(context):
        anchor = Anchor(text=procedure.title, href=context.urls.guide(procedure))
        by_kind[_permission_kind(context, procedure, name)].append(anchor)
    system = context.formatter.plain(context.library.systems[role.system].name)
    party = context.name_party_of(name)
    return RoleView(
        anchor=f"_role-{name}",
        name=role.name,
        description=role.description,
        holder=ui.role_held.fill(party=party, system=system) if party else system,
        verified=context.name_source(role.verified.get(context.code)),
        lists=tuple(
            ProcedureLinks(word=permissions[kind].word, procedures=tuple(anchors))
            for kind, anchors in by_kind.items()
            if anchors and kind != _NONE
        ),
    )
