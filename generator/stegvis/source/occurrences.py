"""Where the ids of a project stand in its YAML files: definitions and references, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from stegvis.diagnostics import Id
from stegvis.model.condition import Condition
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Call, Compound, Decision, Step, for_each_of
from stegvis.model.text import SourceText

REGISTRY_KINDS: Mapping[str, str] = {
    "audiences": "audience",
    "facts": "fact",
    "glossary": "term",
    "labels": "label",
    "links": "link",
    "parties": "party",
    "roles": "role",
    "sources": "source",
    "systems": "system",
}
"""What an entry of a registry is called, by the registry's name; collections are folders, too."""

_FIELD_KINDS: Mapping[str, str] = {
    "audience": "audience",
    "link": "link",
    "other_roles": "role",
    "party": "party",
    "performed_by": "role",
    "procedure": "procedure",
    "procedures": "procedure",
    "read_only_roles": "role",
    "roles": "role",
    "screen": "label",
    "system": "system",
    "verified": "source",
}
"""What the ids in a field name, in whatever record it is."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An id where it stands."""

    kind: str
    path: str
    """What it names: `ID`, `PROCEDURE/STEP`, `PROCEDURE/STEP/OPTION`, `FACT/OPTION`."""
    id: Id


def find_occurrences(library: Library[SourceText]) -> Iterator[Occurrence]:
    """Yield every id in the files of procedures and registries, except those within texts."""
    for registry in REGISTRIES:
        entries = getattr(library, registry)
        for name, entry in entries.items():
            if registry in REGISTRY_KINDS and isinstance(name, Id):
                yield Occurrence(REGISTRY_KINDS[registry], name, name)
            yield from _in_fields(entry)
    for name, fact in library.facts.items():
        yield from (Occurrence("answer", f"{name}/{option.id}", option.id) for option in fact.options)
    for procedure in library.procedures.values():
        yield from _in_fields(procedure)
        for step in procedure.all_steps:
            yield from _in_step(procedure, step)
            for id_ in (signer for file in step.files.values() for signer in file.signed_by):
                yield Occurrence("role" if id_ in library.roles else "party", id_, id_)


def _in_fields(record: Any) -> Iterator[Occurrence]:
    """Yield the ids in the fields of a record that name entries of registries, and procedures."""
    for field in fields(record):
        value = getattr(record, field.name)
        if kind := _FIELD_KINDS.get(field.name):
            yield from (Occurrence(kind, id_, id_) for id_ in _ids_in(value))
        for item in _records_in(value):
            yield from _in_fields(item)


def _ids_in(value: Any) -> Iterator[Id]:
    match value:
        case Id():
            yield value
        case tuple():
            for item in value:
                yield from _ids_in(item)
        case Mapping():
            for item in value.values():
                yield from _ids_in(item)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                if field.name not in _FIELD_KINDS:
                    yield from _ids_in(getattr(value, field.name))


def _records_in(value: Any) -> Iterator[Any]:
    match value:
        case SourceText() | str():
            return
        case tuple():
            for item in value:
                yield from _records_in(item)
        case Mapping():
            for item in value.values():
                yield from _records_in(item)
        case _ if is_dataclass(value):
            yield value


def _in_step(procedure: Procedure[SourceText], step: Step[SourceText]) -> Iterator[Occurrence]:
    """Yield the ids of steps, options and noted values at a step."""
    own = str(procedure.id)

    def step_named(id_: Id | None) -> Iterator[Occurrence]:
        if id_ is not None:
            yield Occurrence("step", f"{own}/{id_}", id_)

    yield from step_named(step.id)
    yield from step_named(step.next)
    yield from step_named(step.otherwise)
    yield from _values_at(step)
    for condition in conditions_of(step):
        yield from _in_condition(procedure, condition)
    if isinstance(step, Decision):
        for option in step.options:
            yield Occurrence("option", f"{own}/{step.id}/{option.id}", option.id)
            yield from step_named(option.next)
    if isinstance(step, Call):
        for name, answer in step.answers.items():
            yield from _named_key("step", f"{step.procedure}/{name}", name)
            yield Occurrence("option", f"{step.procedure}/{name}/{answer}", answer)
        for name, target in step.outcomes.items():
            yield from _named_key("step", f"{step.procedure}/{name}", name)
            yield from step_named(target)


def _values_at(step: Step[SourceText]) -> Iterator[Occurrence]:
    """Yield the values that a step notes or is due by, and the name of its items."""
    yield from (Occurrence("value", value.id, value.id) for value in step.values)
    if step.due and step.due.date:
        yield Occurrence("value", step.due.date, step.due.date)
    if repetition := for_each_of(step):
        yield Occurrence("value", repetition.id, repetition.id)


def _in_condition(procedure: Procedure[SourceText], condition: Condition) -> Iterator[Occurrence]:
    steps = {str(step.id): step for step in procedure.all_steps}
    for alternative in condition:
        for name, answers in alternative.items():
            asked = steps.get(name)
            is_fact = asked is None
            path = name if is_fact else f"{procedure.id}/{name}"
            yield from _named_key("fact" if is_fact else "step", path, name)
            for answer in answers:
                if isinstance(asked, Call):
                    yield Occurrence("step", f"{asked.procedure}/{answer}", answer)
                else:
                    yield Occurrence("answer" if is_fact else "option", f"{path}/{answer}", answer)


def _named_key(kind: str, path: str, name: str) -> Iterator[Occurrence]:
    if isinstance(name, Id):
        yield Occurrence(kind, path, name)


def keys_of(library: Library[SourceText], kind: str, path: str) -> Iterator[str]:
    """Yield the beginnings of the translation keys of what an id names, which a dot or a slash follows."""
    registry = next((name for name, entry in REGISTRY_KINDS.items() if entry == kind), "")
    if registry:
        yield f"{registry}/{path}"
    for procedure in library.procedures.values():
        if kind == "procedure" and path == procedure.id:
            yield path
        for prefix, step in _step_keys(procedure):
            own = f"{procedure.id}/{step.id}"
            if kind == "step" and path == own:
                yield prefix
            if kind == "option" and path.rpartition("/")[0] == own:
                yield f"{prefix}.options.{path.rpartition('/')[2]}"
            if kind == "value" and any(value.id == path for value in step.values):
                yield f"{prefix}.values.{path}"
    if kind == "answer":
        fact, _, option = path.partition("/")
        yield f"facts/{fact}.options.{option}"


def _step_keys(procedure: Procedure[SourceText]) -> Iterator[tuple[str, Step[SourceText]]]:
    for step in procedure.steps:
        prefix = f"{procedure.id}/{step.id}"
        yield prefix, step
        if isinstance(step, Compound):
            yield from ((f"{prefix}/{part.id}", part) for part in step.steps)
