"""JSON Schemas of the source files, made from the types of the model, for editors.

They are JSON Schema draft 2020-12, which the YAML language server accepts like draft-07.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from itertools import pairwise
from typing import Any

from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, InterfaceText
from stegvis.model.rewording import Rewording
from stegvis.model.site import SiteFile
from stegvis.schema import type_info

Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
"""The types that YAML gives to plain scalars; Stegvis reads all of them as text."""


def build_schemas() -> Mapping[str, Schema]:
    """Return every schema by the name of its file."""
    files: dict[str, Schema] = {
        "procedure.json": _file("A procedure", _record(Procedure)),
        "site.json": _file("A site", _record(SiteFile)),
        "article.json": _file("The front matter of an article", _record(Article)),
        "interface.json": _file("The words of the interface", _entries(InterfaceText)),
        "rewordings.json": _file("Texts with an earlier wording of the same meaning", _entries(Rewording)),
    }
    for name, type_ in REGISTRIES.items():
        files[f"{name}.json"] = _file(f"The registry of {name}", _entries(type_))
    return files


def _file(title: str, body: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}


def _entries(type_: type[Any]) -> Schema:
    return {"type": "object", "additionalProperties": _record(type_)}


def _record(type_: type[Any], kinds: tuple[str, ...] = ()) -> Schema:
    if kinds:
        return {
            "type": "object",
            "description": _first_line(type_),
            "oneOf": [_fields(subtype, kind=key) for key, subtype in type_info.types_by_key(kinds).items()],
        }
    return _fields(type_)


def _fields(type_: type[Any], kind: str | None = None) -> Schema:
    fields = [field for field in type_info.record_fields(type_) if not field.given]
    meanings = _meanings(type_)
    properties = {field.name: _value(field.type, meanings.get(field.name, "")) for field in fields}
    required = [field.name for field in fields if field.required or field.name == kind]
    return {
        "type": "object",
        "description": _first_line(type_),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(type_: type_info.TypeInfo, meaning: str) -> Schema:  # noqa: PLR0911  # one row a type
    description = {"description": meaning} if meaning else {}
    match type_:
        case type_info.TextType():
            return {"type": _SCALAR, "minLength": 1, "pattern": "\\S", **description}
        case type_info.IdType() | type_info.VerbatimType():
            return {"type": _SCALAR, "minLength": 1, **description}
        case type_info.NumberType():
            return {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$", **description}
        case type_info.FlagType():
            return {"type": "boolean", **description}
        case type_info.EnumType(enum):
            return {"enum": [member.value for member in enum], **description}
        case type_info.ListType(item, may_be_single):
            items = _value(item, "")
            schema = {"type": "array", "items": items}
            return {**({"anyOf": [items, schema]} if may_be_single else schema), **description}
        case type_info.MapType(item):
            return {"type": "object", "additionalProperties": _value(item, ""), **description}
        case type_info.RecordType(record, kinds):
            return {**_record_or_whole(record, kinds), **description}


def _record_or_whole(type_: type[Any], kinds: tuple[str, ...]) -> Schema:
    record, whole = _record(type_, kinds), type_info.record_info(type_).whole
    return {"anyOf": [_value(whole.type, ""), record]} if whole else record


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
