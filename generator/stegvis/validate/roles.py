"""Roles: who may do it can do it, or it is told where it changes hands."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.graph.edges import steps_reaching_end
from stegvis.graph.roles import can_finish_alone, compute_role_coverage
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation


def check_hand_overs(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A role that can go no way alone is told so at a step: `performed_by` names who goes on."""
    library = case.library
    if not procedure.steps or procedure.steps[0].id not in steps_reaching_end(procedure):
        return  # nobody can; V203 tells why
    for role in procedure.roles:
        if can_finish_alone(library, procedure, role):
            continue
        told = any(step.performed_by and role not in step.performed_by for step in procedure.steps)
        if not told:
            stuck = compute_role_coverage(library, procedure).excluded.get(role, ())
            where = f", as at `{stuck[0]}`" if stuck else ""
            hint = (
                "Add `performed_by` to the step at which somebody else goes on, so that it is told "
                "as a hand-over, or take the role out of `roles`."
            )
            yield f"`{role}` can't finish this alone{where}", role.location, hint


def check_role_conflicts(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """There is a role that may do it, and no role both may and may only look."""
    if not procedure.roles:
        yield "nobody may do this", procedure.procedure.location, "Name a role in `roles`."
    for role in procedure.read_only_roles:
        if role in procedure.roles:
            hint = "Take it out of `roles` or of `read_only_roles`."
            yield f"`{role}` may do it and may only look", role.location, hint
