"""The cases of the way, as graphs for the model and as what the script gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from stegvis.diagnostics import Id, Location
from stegvis.model.condition import Condition, fact_name, is_fact
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Fact, FactKind, FactOption, RoleSet
from stegvis.model.step_kinds import Action, Call, Choose, Compound, Decision, Finish, Option, Step, Wait
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from tests.oracles.traversal import Traversal
from tests.support import random_procedures as graphs
from tests.support.projects import FIXTURES

CASES = FIXTURES / "traversal"
PLACE = Location("case.json", 1, 1)


def cases() -> dict[str, Any]:
    """Every case by its file's name."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(CASES.glob("*.json"))}


def told(way: Traversal) -> dict[str, Any]:
    """A way as the cases hold it."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(way)))
    return found


def library_of(graph: Mapping[str, Any]) -> Library[SourceText]:
    """A model that has a graph; a called procedure is one of its own for each call."""
    procedures: dict[str, Procedure[SourceText]] = {}
    asked = [step for step in graph["steps"] if is_fact(step["id"])]
    facts = {fact_name(step["id"]): _fact(step) for step in asked}
    steps = [step for step in graph["steps"] if not is_fact(step["id"])]
    for fact in asked:
        steps = _replaced(steps, fact["id"], fact["options"][0]["next"])
    _add({**graph, "steps": steps}, graph["procedure"], procedures)
    return graphs.library_of(*procedures.values(), facts=facts)


def _replaced(value: Any, old: str, new: str) -> Any:
    """JSON in which edges to one step lead to another."""
    match value:
        case dict():
            return {key: _replaced(entry, old, new) for key, entry in value.items()}
        case list():
            return [_replaced(entry, old, new) for entry in value]
        case _:
            return new if value == old else value


def _fact(step: Mapping[str, Any]) -> Fact[SourceText]:
    options = tuple(FactOption(id=_id(option["id"]), label=_text(option["id"])) for option in step["options"])
    kind = FactKind.VARIANT if step.get("variant") else FactKind.CIRCUMSTANCE
    return Fact(question=_text(step["id"]), options=options, kind=kind)


def _condition(step: Mapping[str, Any]) -> Condition:
    """The condition of a step or an option, which names steps by their ids."""
    return tuple(
        {
            _id(fact_name(path.rpartition("/")[2])): tuple(map(_id, answers))
            for path, answers in alternative.items()
        }
        for alternative in step.get("when", ())
    )


def _id(name: str) -> Id:
    return Id(name, PLACE)


def _text(name: str) -> SourceText:
    return SourceText(name, name, PLACE, TextRole.ACTION)  # traversals do not read roles


def _add(part: Mapping[str, Any], name: str, procedures: dict[str, Procedure[SourceText]]) -> None:
    procedures[name] = Procedure(
        procedure=_id(name),
        collection="cases",
        revision=part["revision"],
        revised=_id("2026-11-21"),
        title=_text("title"),
        summary=_text("summary"),
        roles=(),
        read_only_roles=tuple(_id(role) for role in part["readers"]),
        estimated_time=_id("PT5M"),
        steps=tuple(_step(step, procedures) for step in part["steps"]),
        outcome=_text("outcome"),
    )


def _role_set(roles: str | list[str]) -> RoleSet:
    return RoleSet(all=tuple(map(_id, [roles] if isinstance(roles, str) else roles)))


def _step(step: Mapping[str, Any], procedures: dict[str, Procedure[SourceText]]) -> Step[SourceText]:
    common: dict[str, Any] = {
        "id": _id(step["id"]),
        "revision": step.get("revision", 1),
        "performed_by": tuple(_role_set(roles) for roles in step.get("roles", ())),
        **({"party": _id(step["party"])} if "party" in step else {}),
        "again": step.get("again", False),
        **{name: _text(name) for name in ("optional", "secret") if name in step},
        **({"pause_point": _text("pause")} if "pause" in step else {}),
        "when": _condition(step),
        **({"next": _id(step["next"])} if "next" in step else {}),
        **({"otherwise": _id(step["otherwise"])} if "otherwise" in step else {}),
        **({"was": _id(step["was"])} if "was" in step else {}),
    }
    words = _text(step["id"])
    if "options" in step:
        options = tuple(
            Option(
                id=_id(option["id"]),
                label=words,
                next=_id(option["next"]) if "next" in option else None,
                again=option.get("again", False),
                when=_condition(option),
            )
            for option in step["options"]
        )
        choose = Choose.ANY if step.get("any") else Choose.ONE
        return Decision(**common, decision=words, options=options, choose=choose)
    if "part" in step:
        part = step["part"]
        if "/" in part["procedure"]:
            steps = tuple(_without_edges(_step(inner, procedures)) for inner in part["steps"])
            return Compound(**common, action=words, steps=steps)
        _add(part, part["procedure"], procedures)
        outcomes = {name: _id(target) for name, target in step.get("outcomes", {}).items()}
        settled = {inner["id"]: _id(inner["answer"]) for inner in part["steps"] if "answer" in inner}
        return Call(**common, procedure=_id(part["procedure"]), answers=settled, outcomes=outcomes)
    if "actor" in step:
        return Wait(**common, wait=words, party=Id(step["actor"], PLACE))
    if not step.get("task", True):
        return Finish(**common, finish=words)
    return Action(**common, action=words)


def _without_edges(part: Any) -> Any:
    """A step of a compound step: it leads to the one below."""
    if isinstance(part, Decision):
        options = tuple(replace(option, next=None) for option in part.options)
        return replace(part, options=options, otherwise=None)
    return replace(part, next=None, otherwise=None)


def without_fingerprints(graph: Mapping[str, Any]) -> dict[str, Any]:
    """A graph without the keys that say nothing of the traversal."""
    left = {key: value for key, value in graph.items() if key != "fingerprint"}
    if "part" in left:
        left["part"] = without_fingerprints(left["part"])
    if "steps" in left:
        left["steps"] = [without_fingerprints(step) for step in left["steps"]]
    return left
