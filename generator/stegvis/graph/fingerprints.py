"""Fingerprints of steps and procedures: they tell a run which of its steps have changed.

A fingerprint is computed from the texts as written, so that it is the same in every locale. It is made by
walking the fields of the model, each of which declares its aspect, `IGNORED` included. A field at its
default is left out, so that a new field of the model changes no fingerprint.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from stegvis.graph.analysis import systems_by_step
from stegvis.graph.edges import AnyStep, Edge
from stegvis.graph.run_part import RunPart
from stegvis.inline.nodes import Autolink, Link, Name
from stegvis.inline.parse import parse
from stegvis.inline.plain import walk
from stegvis.model.aspect import REPORTED_ASPECTS, Aspect
from stegvis.model.condition import Condition
from stegvis.model.library import Library
from stegvis.model.registries import RoleSet
from stegvis.model.rewording import hash_wording, short_hash
from stegvis.model.step_kinds import Call, Compound, Decision, Wait
from stegvis.model.text import LocalizedText, SourceText
from stegvis.schema import type_info

_PART_LENGTH = 5
_WHOLE_LENGTH = 10
_PROCEDURE_LINK = re.compile(r"(?<=\]\[procedure:)[^\]#]+")

_FORMER_NAMES = {"party": "actor"}
"""By the name of a renamed field, the one under which fingerprints know it, so that they stay."""

Contents = dict[Aspect, Any]
"""By aspect, the JSON values that a fingerprint is made of."""


class MissingAspectError(TypeError):
    """A field of a procedure whose annotation names no aspect."""


@dataclass(slots=True)
class Fingerprinter:
    """Computes the fingerprints of one run; each step's once.

    Its methods raise MissingAspectError where the model doesn't say what a change of a field concerns.
    """

    library: Library[Any]
    """The library in the source's language."""
    _steps: dict[str, str] = field(default_factory=dict)

    def fingerprint_step(self, part: RunPart, step: AnyStep) -> str:
        """Return the fingerprint of a step: a short hash per aspect in `REPORTED_ASPECTS`, joined by dots.

        A hash is empty where the step has nothing of the aspect.
        """
        path = f"{part.prefix}{step.id}"
        fingerprint = self._steps.get(path)
        if fingerprint is None:
            contents = _Walk(self.library).collect_contents(_spell_out(part, step))
            fingerprint = ".".join([_hash(contents.get(aspect), _PART_LENGTH) for aspect in REPORTED_ASPECTS])
            self._steps[path] = fingerprint
        return fingerprint

    def fingerprint_procedure(self, part: RunPart) -> str:
        """Return the fingerprint of a procedure with all that it calls.

        It covers the steps in their order, every edge, and what is said of the procedures themselves.
        """
        return _hash(self._describe_part(part), _WHOLE_LENGTH)

    def _describe_part(self, part: RunPart) -> list[Any]:
        positions = {name: position for position, name in enumerate(part.steps)}
        own = _Walk(self.library).collect_contents(replace(part.procedure, steps=()))
        return [
            {aspect.value: own[aspect] for aspect in REPORTED_ASPECTS if aspect in own},
            [
                [
                    self.fingerprint_step(part, step),
                    [_edge(edge, positions) for edge in part.outgoing[step.id]],
                    self._describe_part(part.called[step.id]) if step.id in part.called else None,
                ]
                for step in part.steps.values()
            ],
        ]


def hash_meaning(library: Library[Any], text: SourceText | LocalizedText) -> str:
    """Return the hash of a text's meaning: of its wording, or of an earlier one that means the same."""
    now = hash_text(library, _source_of(text))
    rewording = library.rewordings.get(text.key)
    return str(rewording.meaning) if rewording is not None and rewording.now == now else now


def hash_text(library: Library[Any], source: str) -> str:
    """Return the hash of a wording, in which procedures go by their oldest ids."""
    return hash_wording(_with_oldest_ids(library, source))


def _with_oldest_ids(library: Library[Any], source: str) -> str:
    """Return a text whose links name procedures by their oldest ids, so that a rename changes nothing."""
    if not library.present_ids:
        return source
    return _PROCEDURE_LINK.sub(lambda match: library.find_oldest_id(match[0]), source)


def _source_of(text: SourceText | LocalizedText) -> str:
    return text.source if isinstance(text, SourceText) else text.text


def _hash(value: Any, length: int) -> str:
    if not value:
        return ""
    return short_hash(json.dumps(value, ensure_ascii=False, separators=(",", ":")), length)


def _edge(edge: Edge, positions: Mapping[str, int]) -> list[Any]:
    return [edge.option, positions[edge.target], edge.again, *(["otherwise"] if edge.otherwise else [])]


def _spell_out(part: RunPart, step: Any) -> Any:
    """Return a step with what it inherits: its roles, its system, where its answers lead.

    Renamed steps go by their former ids, so that a rename changes nothing.
    """
    step = replace(  # a copy that is only read, with plain strings for ids
        step,
        party=step.party if isinstance(step, Wait) else part.performers[step.id].party or None,
        performed_by=part.performers[step.id].roles,
        system=systems_by_step(part.procedure)[step.id],
        next=_find_oldest_id(part, step.next),
        otherwise=_find_oldest_id(part, step.otherwise),
        when=_find_oldest_ids(part, step.when),
        warnings=_relabel_conditions(part, step.warnings),
        cautions=_relabel_conditions(part, step.cautions),
        notes=_relabel_conditions(part, step.notes),
    )
    if isinstance(step, Decision):
        options = tuple(
            replace(
                option,
                next=_find_oldest_id(part, edge.target if edge else None),
                when=_find_oldest_ids(part, option.when),
            )
            for option, edge in part.open_options(step)
        )
        return replace(step, options=options)
    if isinstance(step, Call):
        called = part.called[step.id]
        return replace(
            step,
            answers={_find_oldest_id(called, name): option for name, option in step.answers.items()},
            outcomes={
                _find_oldest_id(called, name): _find_oldest_id(part, target)
                for name, target in step.outcomes.items()
            },
        )
    if isinstance(step, Compound):
        return replace(step, steps=())  # each of which has a fingerprint of its own
    return step


def _find_oldest_id(part: RunPart, name: str | None) -> Any:
    if name is None or name not in part.scope:
        return name
    _, step = part.scope[name]
    return step.was or step.id


def _find_oldest_ids(part: RunPart, condition: Condition) -> Any:
    return tuple(
        {_find_oldest_id(part, name): answers for name, answers in alternative.items()}
        for alternative in condition
    )


def _relabel_conditions(part: RunPart, remarks: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        key: replace(remark, when=_find_oldest_ids(part, remark.when)) if remark.when else remark
        for key, remark in remarks.items()
    }


@dataclass(slots=True)
class _Walk:
    """A walk over a value of the model, which collects its contents by aspect."""

    library: Library[Any]
    references: set[str] = field(default_factory=set)
    """The controls and links in the texts so far."""

    def collect_contents(self, record: Any) -> Contents:
        """Return the contents of a record, with the references in all its texts among the targets."""
        contents = self._collect_record(record)
        if self.references:
            contents.setdefault(Aspect.TARGETS, []).append(["references", sorted(self.references)])
        return contents

    def _collect_record(self, record: Any) -> Contents:
        contents: Contents = defaultdict(list)
        for info in type_info.record_fields(type(record)):
            value = getattr(record, info.name)
            if value == info.default:
                continue
            if info.aspect is None:
                parts = self._collect_value(info.type, value, f"{type(record).__name__}.{info.name}")
            else:
                parts = {info.aspect: self._to_json(info.name, value)}
            for aspect, content in parts.items():
                contents[aspect].append([_FORMER_NAMES.get(info.name, info.name), content])
        contents.pop(Aspect.IGNORED, None)
        return contents

    def _collect_value(self, type_: type_info.TypeInfo, value: Any, name: str) -> Contents:
        match type_:
            case type_info.TextType((role,)):
                return self._collect_text(role.info.aspect, value)
            case type_info.RecordType():
                return self._collect_whole(value, name) or self._collect_record(value)
            case type_info.ListType(item):
                return _merge_contents(self._collect_value(item, entry, name) for entry in _sort_by_id(value))
            case type_info.MapType(item) if not isinstance(item, type_info.RecordType):
                return self._collect_cells(item, value, name)
            case type_info.MapType(item):
                return _merge_contents(self._collect_value(item, entry, name) for entry in value.values())
            case _:
                message = f"{name} has no aspect: annotate it with an Aspect"
                raise MissingAspectError(message)

    def _collect_cells(self, type_: type_info.TypeInfo, cells: Mapping[str, Any], name: str) -> Contents:
        """Return the contents of the columns or rows of a table, each with its id, in whatever order."""
        merged: Contents = defaultdict(list)
        for key, cell in sorted(cells.items()):
            for aspect, content in self._collect_value(type_, cell, name).items():
                merged[aspect].append([key, content])
        return merged

    def _collect_whole(self, record: Any, name: str) -> Contents | None:
        """Return the contents of a record that has only what the file may have in its place."""
        info = type_info.record_info(type(record))
        others = (field for field in info.fields if field is not info.whole)
        if info.whole is None or any(getattr(record, field.name) != field.default for field in others):
            return None
        value = getattr(record, info.whole.name)
        if info.whole.aspect is not None:
            return {info.whole.aspect: self._to_json(info.whole.name, value)}
        return self._collect_value(info.whole.type, value, name)

    def _collect_text(self, aspect: Aspect, text: SourceText | LocalizedText) -> Contents:
        if aspect is not Aspect.IGNORED:
            for node in walk(parse(_with_oldest_ids(self.library, _source_of(text)))):
                match node:
                    case Name(name):
                        self.references.add(f"{{{name}}}")
                    case Link(target=target):
                        self.references.add(target)
                    case Autolink(address=address):
                        self.references.add(address)
        return {aspect: hash_meaning(self.library, text)}

    def _to_json(self, name: str, value: Any) -> Any:
        """Return a value without texts as JSON; ids in a list have no order."""
        if name == "procedure":  # everywhere the id of one
            return self.library.find_oldest_id(value)
        if isinstance(value, RoleSet):
            return value.all[0] if len(value.all) == 1 else sorted(value.all)
        if isinstance(value, tuple):
            return sorted((self._to_json(name, item) for item in value), key=str)
        if isinstance(value, Mapping):
            return sorted([key, self._to_json(name, item)] for key, item in value.items())
        return value.value if isinstance(value, Enum) else value


def _sort_by_id(items: Iterable[Any]) -> list[Any]:
    """Return items sorted by id, as their order has no meaning; items without ids keep theirs."""
    return sorted(items, key=lambda item: str(getattr(item, "id", "")))


def _merge_contents(parts: Iterable[Contents]) -> Contents:
    merged: Contents = defaultdict(list)
    for part in parts:
        for aspect, content in part.items():
            merged[aspect].append(content)
    return merged
