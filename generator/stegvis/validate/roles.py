"""Rules about roles: who may do a procedure can finish it, or a hand-over is declared."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.graph.edges import steps_reaching_end
from stegvis.graph.roles import can_finish_alone, compute_role_coverage
from stegvis.model.procedure import Procedure
from stegvis.model.registries import role_ids
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation


def check_hand_overs(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A role that can't finish alone meets a hand-over: a step whose `performed_by` names others."""
    library = context.library
    if not procedure.steps or procedure.steps[0].id not in steps_reaching_end(procedure):
        return  # nobody can; V203 reports it
    for roles in procedure.roles:
        if can_finish_alone(library, procedure, roles):
            continue
        has_hand_over = any(
            step.performed_by and not any(others.is_held_in(roles.all) for others in step.performed_by)
            for step in procedure.all_steps
        )
        if not has_hand_over:
            excluded = compute_role_coverage(library, procedure).excluded.get(roles, ())
            where = f": it may not do `{excluded[0]}`" if excluded else ""
            hint = (
                "Declare the hand-over by `performed_by` on the step at which somebody else goes on, "
                "or remove the role from `roles`."
            )
            names = " and ".join(f"`{role}`" for role in roles.all)
            yield f"role {names} can't finish the procedure alone{where}", roles.all[0].location, hint


def check_role_conflicts(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """At least one role may do the procedure, and no role is both in `roles` and `read_only_roles`."""
    if not procedure.roles:
        yield "no role may do the procedure", procedure.procedure.location, "Add a role to `roles`."
    for role in procedure.read_only_roles:
        if role in role_ids(procedure.roles):
            hint = "Remove it from one of the two."
            yield f"role `{role}` is in `roles` and in `read_only_roles`", role.location, hint
