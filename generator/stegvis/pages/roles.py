"""The roles that take part in a procedure."""

from __future__ import annotations

from stegvis.model.procedure import Procedure
from stegvis.model.registries import role_ids
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext


def acting_roles(procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """Return the ids of the roles that may do a procedure or a step of it, without repetitions."""
    steps = (roles for step in procedure.all_steps for roles in step.performed_by)
    return tuple(map(str, role_ids((*procedure.roles, *steps))))


def acting_parties(context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """Return the ids of the other parties that perform steps of a procedure or of what it calls."""
    steps = context.analyses.role_coverage(procedure).of_others
    return tuple(dict.fromkeys(step.performers.party for step in steps))
