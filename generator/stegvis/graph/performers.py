"""Who performs a step of a run: the party, and the roles that its user needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, assert_never

from stegvis.graph.edges import AnyProcedure, AnyStep
from stegvis.model.library import Library
from stegvis.model.registries import RoleSet, each_role
from stegvis.model.step_kinds import RoleNeed, Wait, kind_of


@dataclass(frozen=True, slots=True)
class Performers:
    """Who performs a step."""

    party: str = ""
    """The id of another party; empty for our own."""
    roles: tuple[RoleSet, ...] = ()
    """The sets of roles of which any is enough; none if no role is needed."""

    def admit(self, held: Collection[str]) -> bool:
        """Return whether somebody of the party who holds these roles may perform the step."""
        return not self.roles or any(roles.is_held_in(held) for roles in self.roles)


US = Performers()
"""Our own party, without a restriction to roles."""


def find_performers(
    library: Library[Any], procedure: AnyProcedure, step: AnyStep, caller: Performers = US
) -> Performers:
    """Return who performs a step of a procedure that `caller` performs.

    A step that names no party has that of its caller. What the caller requires of roles holds for the steps
    of its party. A call or compound step needs what its part needs, unless it names roles itself.
    """
    named = _named_party(library, step)
    party = caller.party if named is None else named
    own = step.performed_by or (() if party else _default_roles(procedure, step))
    if not own and kind_of(step).needs_role is RoleNeed.NONE:
        return Performers(party)
    return Performers(party, _restrict(own, caller.roles if party == caller.party else ()))


def find_inner_performers(
    library: Library[Any], procedure: AnyProcedure, step: AnyStep, caller: Performers = US
) -> Performers:
    """Return who performs the part that stands for a step: as the step says, or its caller."""
    names_any = step.performed_by or _named_party(library, step) is not None
    return find_performers(library, procedure, step, caller) if names_any else caller


def _named_party(library: Library[Any], step: AnyStep) -> str | None:
    """Return the party that a step names, itself or by a role; empty for our own, None if it names none."""
    party: str | None = None if isinstance(step, Wait) else step.party
    for role in step.performed_by:
        if party is None and role.all[0] in library.roles:
            party = library.party_of(role.all[0]) or ""
    return "" if party == library.our_party else party


def _default_roles(procedure: AnyProcedure, step: AnyStep) -> tuple[RoleSet, ...]:
    need = kind_of(step).needs_role
    match need:
        case RoleNeed.NONE:
            return ()
        case RoleNeed.OWN:
            return procedure.roles
        case RoleNeed.OWN_OR_READ_ONLY:
            return (*procedure.roles, *each_role(procedure.read_only_roles))
        case _:
            assert_never(need)


def _restrict(own: tuple[RoleSet, ...], outer: tuple[RoleSet, ...]) -> tuple[RoleSet, ...]:
    """Return the sets of roles that satisfy both; if none satisfies the other side, both together."""
    if not own or not outer:
        return own or outer
    both = [
        *(roles for roles in own if any(other.is_held_in(roles.all) for other in outer)),
        *(roles for roles in outer if any(other.is_held_in(roles.all) for other in own)),
    ]
    joined = both or [_join(roles, other) for roles in own for other in outer]
    return tuple(dict.fromkeys(roles for roles in joined if not _is_needless(roles, joined)))


def _join(roles: RoleSet, other: RoleSet) -> RoleSet:
    return RoleSet(all=tuple(dict.fromkeys((*roles.all, *other.all))))


def _is_needless(roles: RoleSet, others: Iterable[RoleSet]) -> bool:
    """Return whether a smaller set is enough."""
    return any(len(other.all) < len(roles.all) and other.is_held_in(roles.all) for other in others)
