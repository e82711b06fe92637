"""JSON Schemas of the source files, made from the types of the model, for editors.

They are JSON Schema draft 2020-12, which the YAML language server accepts like draft-07.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from itertools import pairwise
from typing import Any

from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, InterfaceText
from stegvis.model.rewording import Rewording
from stegvis.model.site import SiteFile
from stegvis.model.step_kinds import StepBase
from stegvis.model.text_role import TAKEN_FOR_FLAGS
from stegvis.schema import type_info

Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
"""The types that YAML gives to plain scalars; Stegvis reads all of them as text."""


def build_schemas() -> Mapping[str, Schema]:
    """Return every schema by the name of its file."""
    files: dict[str, Schema] = {
        "procedure.json": _file("A procedure", Procedure),
        "site.json": _file("A site", SiteFile),
        "article.json": _file("The front matter of an article", Article),
        "interface.json": _file("The words of the interface", InterfaceText, is_map=True),
        "rewordings.json": _file("Texts with an earlier wording of the same meaning", Rewording, is_map=True),
    }
    for name, type_ in REGISTRIES.items():
        files[f"{name}.json"] = _file(f"The registry of {name}", type_, is_map=True)
    return files


def _file(title: str, type_: type[Any], *, is_map: bool = False) -> Schema:
    """Return the schema of a file that holds one record, or a mapping from ids to records."""
    writer = _Writer()
    record = writer.record(type_)
    body = {"type": "object", "additionalProperties": record} if is_map else record
    definitions = {"$defs": dict(sorted(writer.definitions.items()))}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body, **definitions}


@dataclass(slots=True)
class _Writer:
    """Writes the schema of one file; each type of record, and each key that kinds of steps share, once."""

    definitions: dict[str, Schema] = field(default_factory=dict)
    """By the name of the type."""

    def record(self, type_: type[Any], kinds: tuple[str, ...] = ()) -> Schema:
        """Return a reference to a record's schema, or to those of the kinds of a step."""
        if kinds:
            steps = [self._define(subtype, key) for key, subtype in type_info.types_by_key(kinds).items()]
            return {"type": "object", "oneOf": steps}
        return self._define(type_)

    def _define(self, type_: type[Any], kind: str | None = None) -> Schema:
        name = type_.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a type that contains itself refers to it
            self.definitions[name] = self._fields(type_, kind)
        return {"$ref": f"#/$defs/{name}"}

    def _fields(self, type_: type[Any], kind: str | None) -> Schema:
        fields = [info for info in type_info.record_fields(type_) if not info.given]
        meanings = _meanings(type_)
        record = {
            "type": "object",
            "description": _first_line(type_),
            "properties": {
                info.name: self._property(type_, info, meanings.get(info.name, "")) for info in fields
            },
            "required": [info.name for info in fields if info.required or info.name == kind],
            "additionalProperties": False,
        }
        whole = type_info.record_info(type_).whole
        if whole is None:
            return record
        alone = whole.type.item if isinstance(whole.type, type_info.ListType) else whole.type
        return {"anyOf": [self._value(alone, meanings.get(whole.name, "")), record]}

    def _property(self, type_: type[Any], info: type_info.FieldInfo, meaning: str) -> Schema:
        """Return the schema of a field; of one that all kinds of steps have, a reference to it."""
        if not issubclass(type_, StepBase) or info.name in inspect.get_annotations(type_):
            return self._value(info.type, meaning)
        shared = self.definitions.setdefault("Step", {"description": _first_line(StepBase), "properties": {}})
        if info.name not in shared["properties"]:
            shared["properties"][info.name] = self._value(info.type, meaning)
        return {"$ref": f"#/$defs/Step/properties/{info.name}"}

    def _value(self, type_: type_info.TypeInfo, meaning: str) -> Schema:
        return {**self._shape(type_), **({"description": meaning} if meaning else {})}

    def _shape(self, type_: type_info.TypeInfo) -> Schema:  # noqa: PLR0911  # one row a type
        match type_:
            case type_info.TextType(roles):
                is_sentence = not TAKEN_FOR_FLAGS.isdisjoint(roles)
                types = [name for name in _SCALAR if not (is_sentence and name == "boolean")]
                return {"type": types, "minLength": 1, "pattern": "\\S"}
            case type_info.IdType() | type_info.VerbatimType():
                return {"type": _SCALAR, "minLength": 1}
            case type_info.NumberType():
                return {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$"}
            case type_info.FlagType():
                return {"type": "boolean"}
            case type_info.EnumType(enum):
                return {"enum": [member.value for member in enum]}
            case type_info.ListType(item, may_be_single):
                items = self._value(item, "")
                schema = {"type": "array", "items": items}
                return {"anyOf": [items, schema]} if may_be_single else schema
            case type_info.MapType(item):
                return {"type": "object", "additionalProperties": self._value(item, "")}
            case type_info.RecordType(record, kinds):
                return self.record(record, kinds)


def _first_line(type_: type[Any]) -> str:
    return (type_.__doc__ or "").partition("\n")[0]


def _meanings(record: type[Any]) -> Mapping[str, str]:
    """Return the docstrings below the fields by field; Python itself does not keep them."""
    meanings: dict[str, str] = {}
    for base in reversed(record.__mro__[:-1]):
        if not is_dataclass(base):
            continue
        lines = [
            line
            for statement in ast.parse(inspect.getsource(base)).body
            for line in ast.iter_child_nodes(statement)
        ]
        for before, after in pairwise(lines):
            match before, after:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(words))),
                ):
                    meanings[name] = " ".join(words.split())
    return meanings
