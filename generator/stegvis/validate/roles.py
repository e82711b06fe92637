"""Roles: who may do it can do it, or it is told where it changes hands."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis import graph
from stegvis.model import Procedure, Text
from stegvis.validate.case import Case, Finding


def told_as_handover(case: Case, procedure: Procedure[Text]) -> Iterator[Finding]:
    """A role that can go no way alone is told so at a step: `performed_by` names who goes on."""
    library = case.library
    if not procedure.steps or procedure.steps[0].id not in graph.reaching_end(procedure):
        return  # nobody can; V203 tells why
    for role in procedure.roles:
        if graph.can_finish(library, procedure, role):
            continue
        told = any(step.performed_by and role not in step.performed_by for step in procedure.steps)
        if not told:
            stuck = graph.finishing(library, procedure).stuck.get(role, ())
            where = f", as at `{stuck[0]}`" if stuck else ""
            hint = (
                "Add `performed_by` to the step at which somebody else goes on, so that it is told "
                "as a hand-over, or take the role out of `roles`."
            )
            yield f"`{role}` can't finish this alone{where}", role.location, hint


def may_or_may_not(_: Case, procedure: Procedure[Text]) -> Iterator[Finding]:
    """There is a role that may do it, and no role both may and may only look."""
    if not procedure.roles:
        yield "nobody may do this", procedure.procedure.location, "Name a role in `roles`."
    for role in procedure.read_only_roles:
        if role in procedure.roles:
            hint = "Take it out of `roles` or of `read_only_roles`."
            yield f"`{role}` may do it and may only look", role.location, hint
