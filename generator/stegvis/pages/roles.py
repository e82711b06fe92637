"""The roles that take part in a procedure."""

from __future__ import annotations

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText


def acting_roles(procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """Return the ids of the roles that may do a procedure or a step of it, without repetitions."""
    steps = (role for step in procedure.all_steps for role in step.performed_by)
    return tuple(dict.fromkeys(map(str, (*procedure.roles, *steps))))
