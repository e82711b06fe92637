"""The shape of a type: what its fields hold, read once from the annotations of the model.

One description serves the readers of files, the JSON Schemas and the walker over text, so that they
cannot drift apart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from stegvis.diagnostics import Id
from stegvis.model.step_kinds import STEP_KINDS, Step


@dataclass(frozen=True, slots=True)
class TextType:
    """Translatable text."""


@dataclass(frozen=True, slots=True)
class IdType:
    """A name, a reference, an address or a date: text that nobody translates."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class FlagType:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of a few words."""

    words: type[StrEnum]


@dataclass(frozen=True, slots=True)
class ListType:
    """Any number of the same."""

    item: TypeInfo


@dataclass(frozen=True, slots=True)
class MapType:
    """Any number of the same, by name."""

    item: TypeInfo


@dataclass(frozen=True, slots=True)
class RecordType:
    """A type of the model; `Step` stands for any of its kinds."""

    type: type[Any]


TypeInfo = TextType | IdType | NumberType | FlagType | EnumType | ListType | MapType | RecordType


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of a record."""

    name: str
    shape: TypeInfo
    required: bool
    given: bool
    """Whether it comes from elsewhere than a key of the file."""


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """The fields of a type, its id first, then what is its own, then what it inherits."""

    fields: tuple[FieldInfo, ...]
    names: tuple[str, ...]
    """All of them."""
    text_names: tuple[str, ...]
    """Those in which translatable text can stand, in the order in which a reader meets it."""


_KNOWN: dict[type[Any], RecordInfo] = {}


def record_info(record: type[Any]) -> RecordInfo:
    """The layout of a type, read from its annotations at the first call."""
    known = _KNOWN.get(record)
    if known is None:
        found = tuple(_read_fields(record))
        names = tuple(field.name for field in found)
        text_names = tuple(field.name for field in found if contains_text(field.shape))
        known = _KNOWN[record] = RecordInfo(found, names, text_names)
    return known


def record_fields(record: type[Any]) -> tuple[FieldInfo, ...]:
    """The fields of a type, in the order of its layout."""
    return record_info(record).fields


def _read_fields(record: type[Any]) -> Iterator[FieldInfo]:
    hints = get_type_hints(record)
    inherited = {name for base in record.__mro__[1:] for name in getattr(base, "__annotations__", ())}
    declared = dataclasses.fields(record)
    for one in sorted(declared, key=lambda one: (one.name != "id", one.name in inherited)):
        yield FieldInfo(
            name=one.name,
            shape=_type_info(hints[one.name]),
            required=one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING,
            given=one.metadata.get("given", False),
        )


def contains_text(shape: TypeInfo) -> bool:
    """Whether translatable text can stand in a value of this shape."""
    match shape:
        case TextType():
            return True
        case ListType(item) | MapType(item):
            return contains_text(item)
        case RecordType(type=record):
            return bool(record_info(record).text_names)
        case _:
            return False


def subtypes_by_key(record: type[Any]) -> Mapping[str, type[Any]]:
    """The kinds that a record of this type may be, by the key that tells; empty for most."""
    return STEP_KINDS if record is Step else {}


def _type_info(hint: Any) -> TypeInfo:
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeVar):
        return TextType()
    if origin in (Union, UnionType):
        (only,) = (one for one in arguments if one is not NoneType and one is not str)
        return _type_info(only)
    if origin is not None:
        return _generic_type_info(origin, arguments)
    if issubclass(hint, StrEnum):
        return EnumType(hint)
    return _PLAIN.get(hint) or RecordType(hint)


def _generic_type_info(origin: Any, arguments: tuple[Any, ...]) -> TypeInfo:
    if origin is tuple:
        return ListType(_type_info(arguments[0]))
    if issubclass(origin, Mapping):
        return MapType(_type_info(arguments[1]))
    return RecordType(origin)


_PLAIN: Mapping[type, TypeInfo] = {
    Id: IdType(),
    str: IdType(),
    int: NumberType(),
    bool: FlagType(),
}
