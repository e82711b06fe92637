"""JSON Schemas of the source files, from the types of the model, for editors that check while typing.

JSON Schema draft 2020-12; the YAML language server takes it as it takes draft-07.
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
from stegvis.model.registries import REGISTRIES, Phrase
from stegvis.model.site import SiteFile
from stegvis.schema import type_info

Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
"""What YAML makes of plain scalars; Stegvis reads all of them as text."""


def build_schemas() -> Mapping[str, Schema]:
    """Every schema by the name of its file."""
    files: dict[str, Schema] = {
        "procedure.json": _file("A procedure", _record(Procedure)),
        "site.json": _file("A site", _record(SiteFile)),
        "article.json": _file("The front matter of an article", _record(Article)),
        "interface.json": _file("The words of the interface", _entries(Phrase)),
    }
    for name, type_ in REGISTRIES.items():
        files[f"{name}.json"] = _file(f"The registry of {name}", _entries(type_))
    return files


def _file(title: str, body: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **body}


def _entries(type_: type[Any]) -> Schema:
    return {"type": "object", "additionalProperties": _record(type_)}


def _record(type_: type[Any]) -> Schema:
    if kinds := type_info.subtypes_by_key(type_):
        return {
            "type": "object",
            "description": _first_line(type_),
            "oneOf": [_fields(kind, tell=key) for key, kind in kinds.items()],
        }
    return _fields(type_)


def _fields(type_: type[Any], tell: str | None = None) -> Schema:
    fields = [one for one in type_info.record_fields(type_) if not one.given]
    meanings = _meanings(type_)
    properties = {one.name: _value(one.type, meanings.get(one.name, "")) for one in fields}
    required = [one.name for one in fields if one.required or one.name == tell]
    return {
        "type": "object",
        "description": _first_line(type_),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(form: type_info.TypeInfo, meaning: str) -> Schema:  # noqa: PLR0911  # one line a shape
    told = {"description": meaning} if meaning else {}
    match form:
        case type_info.TextType():
            return {"type": _SCALAR, "minLength": 1, "pattern": "\\S", **told}
        case type_info.IdType():
            return {"type": _SCALAR, "minLength": 1, **told}
        case type_info.NumberType():
            return {"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,9}$", **told}
        case type_info.FlagType():
            return {"type": "boolean", **told}
        case type_info.EnumType(words):
            return {"enum": [one.value for one in words], **told}
        case type_info.ListType(item):
            return {"type": "array", "items": _value(item, ""), **told}
        case type_info.MapType(item):
            return {"type": "object", "additionalProperties": _value(item, ""), **told}
        case type_info.RecordType(type_):
            return {**_record(type_), **told}


def _first_line(type_: type[Any]) -> str:
    return (type_.__doc__ or "").partition("\n")[0]


def _meanings(record: type[Any]) -> Mapping[str, str]:
    """The docstrings below the fields, which Python itself does not keep."""
    meanings: dict[str, str] = {}
    for base in reversed(record.__mro__[:-1]):
        if not is_dataclass(base):
            continue
        lines = [
            line for one in ast.parse(inspect.getsource(base)).body for line in ast.iter_child_nodes(one)
        ]
        for before, after in pairwise(lines):
            match before, after:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(words))),
                ):
                    meanings[name] = " ".join(words.split())
    return meanings
