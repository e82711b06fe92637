"""The step graph that the checklist's scripts get, as JSON values: calls in place, every edge spelled out."""

from __future__ import annotations

from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep
from stegvis.graph.fingerprints import Fingerprinter
from stegvis.graph.run_part import RunPart, build_run
from stegvis.model.condition import Condition, fact_name, is_fact
from stegvis.model.due import Due, Period, parse_period
from stegvis.model.library import Library
from stegvis.model.registries import FactKind, RoleSet
from stegvis.model.step_contents import remarks_of
from stegvis.model.step_kinds import Call, Choose, Decision, Wait, for_each_of, is_task


def build_run_graph(library: Library[Any], procedure: AnyProcedure) -> dict[str, Any]:
    """Return the graph as JSON values; the library is the source's, so that it is the same in all locales.

    Flags and keys that most steps lack are left out: `task` is true, `again` and `any` are false, and
    `revision` is 1 unless the step says otherwise.
    """
    root, fingerprinter = build_run(library, procedure), Fingerprinter(library)
    return {
        "collection": procedure.collection,
        "fingerprint": fingerprinter.fingerprint_procedure(root),
        **({"was": list(procedure.former_ids)} if procedure.former_ids else {}),
        **_part_as_json(fingerprinter, root),
    }


def _part_as_json(fingerprinter: Fingerprinter, part: RunPart) -> dict[str, Any]:
    procedure = part.procedure
    return {
        "procedure": str(procedure.id),
        "revision": procedure.revision,
        "readers": [str(role) for role in procedure.read_only_roles],
        "steps": [_step_as_json(fingerprinter, part, step) for step in part.steps.values()],
    }


def _step_as_json(  # noqa: C901, PLR0912  # one line a key
    fingerprinter: Fingerprinter, part: RunPart, step: AnyStep
) -> dict[str, Any]:
    data: dict[str, Any] = {"id": str(step.id), "fingerprint": fingerprinter.fingerprint_step(part, step)}
    if not is_task(step) or step.id in part.answers:
        data["task"] = False
    if edge := part.find_unconditional_edge(step.id):
        data |= {"next": str(edge.target)} | ({"again": True} if edge.again else {})
    if isinstance(step, Decision):
        data |= _decision_as_json(fingerprinter.library, part, step)
    elif isinstance(step, Wait):
        data["actor"] = str(step.party)  # `party` is who performs a step: here, who ticks it
    elif isinstance(step, Call) and step.outcomes:
        data["outcomes"] = {str(name): str(target) for name, target in step.outcomes.items()}
    if step.id in part.called:
        data["part"] = _part_as_json(fingerprinter, part.called[step.id])
    if each := for_each_of(step):
        data["each"] = str(each.id)
    data |= _condition_as_json(part, step.when)
    if remarks := [_spell_out(part, remark.when) for remark in remarks_of(step) if remark.when]:
        data["remarks"] = remarks
    if edge := part.find_edge_past(step.id):
        data["otherwise"] = str(edge.target)
    performers = part.performers[step.id]
    if performers.roles:
        data["roles"] = [_roles_as_json(roles) for roles in performers.roles]
    if performers.party:
        data["party"] = performers.party
    texts = {"optional": step.optional, "pause": step.pause_point, "secret": step.secret}
    data |= {name: True for name, text in texts.items() if text is not None}
    if step.due and (period := parse_period(step.due.period)):
        data["due"] = _due_as_json(step.due, period)
    if step.revision != 1:
        data["revision"] = step.revision
    if step.was:
        data["was"] = str(step.was)
    return data


def _due_as_json(due: Due, period: Period) -> dict[str, Any]:
    dates = {"after": due.after, "before": due.before}
    return {
        "latest": period.latest,
        **({"earliest": period.earliest} if period.is_range else {}),
        "unit": period.unit.value,
        **{key: str(name) for key, name in dates.items() if name},
    }


def _roles_as_json(roles: RoleSet) -> str | list[str]:
    """Return the id of a role, or the ids of several that are needed together."""
    ids = [str(role) for role in roles.all]
    return ids if len(ids) > 1 else ids[0]


def _condition_as_json(part: RunPart, condition: Condition) -> dict[str, Any]:
    return {"when": _spell_out(part, condition)} if condition else {}


def _spell_out(part: RunPart, condition: Condition) -> list[dict[str, list[str]]]:
    """Return a condition, with the paths of the steps in whose answers or outcomes it finds what it names."""
    return [
        {part.path_of(name): [str(answer) for answer in answers] for name, answers in alternative.items()}
        for alternative in condition
    ]


def _decision_as_json(library: Library[Any], part: RunPart, decision: Decision[Any]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "options": [
            {"id": str(option.id)}
            | ({"next": str(edge.target)} if edge else {})
            | ({"again": True} if edge and edge.again else {})
            | _condition_as_json(part, option.when)
            for option, edge in part.open_options(decision)
        ]
    }
    if is_fact(decision.id) and library.facts[fact_name(decision.id)].kind is FactKind.VARIANT:
        data["variant"] = True
    if decision.choose is Choose.ANY:
        data["any"] = True
    if answer := part.answers.get(decision.id):
        data["answer"] = str(answer)
    return data
