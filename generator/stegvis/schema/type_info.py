"""The type of each field of the model, read once from the annotations.

One description serves the readers of files, the JSON Schemas and the walker over text, so that they
cannot drift apart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.command import Verbatim
from stegvis.model.condition import OneOrMore
from stegvis.model.step_kinds import STEP_KINDS, StepBase
from stegvis.model.text import Whole
from stegvis.model.text_role import TextRole


class MissingRoleError(TypeError):
    """A text field of the model whose annotation names no role."""


@dataclass(frozen=True, slots=True)
class TextType:
    """Translatable text."""

    roles: tuple[TextRole, ...]
    """The roles that it may have; one, unless the reader of the file tells them apart."""


@dataclass(frozen=True, slots=True)
class IdType:
    """A name, a reference, an address or a date, or the content of a file: what is not translated."""


@dataclass(frozen=True, slots=True)
class VerbatimType:
    """Text that is kept as written, over several lines, and not translated."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class FlagType:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class EnumType:
    """A member of an enumeration."""

    enum: type[StrEnum]


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of items of one type."""

    item: TypeInfo
    may_be_single: bool = False
    """Whether a single item may stand without the list."""


@dataclass(frozen=True, slots=True)
class MapType:
    """A mapping from names to values of one type."""

    item: TypeInfo


@dataclass(frozen=True, slots=True)
class RecordType:
    """A dataclass of the model; `StepBase` stands for a step of one of some kinds."""

    type: type[Any]
    kinds: tuple[str, ...] = ()
    """The keys of the kinds of a step; none for other records."""


TypeInfo = (
    TextType | IdType | VerbatimType | NumberType | FlagType | EnumType | ListType | MapType | RecordType
)


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field of a record."""

    name: str
    type: TypeInfo
    required: bool
    given: bool
    """Whether its value comes from elsewhere than a key of the file."""
    default: object
    """Its value where the file has none; None if it is required."""
    is_whole: bool
    """Whether the file may have its value alone in place of the record."""
    aspect: Aspect | None
    """The aspect that its annotation names; texts and records have those of their roles and fields."""


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """The fields of a record: its id first, then its own fields, then those that it inherits."""

    fields: tuple[FieldInfo, ...]
    names: tuple[str, ...]
    """The names of all fields."""
    whole: FieldInfo | None
    """The field whose value the file may have in place of the record."""
    text_names: tuple[str, ...]
    """The names of the fields that can hold translatable text, in reading order."""


_CACHE: dict[type[Any], RecordInfo] = {}


def record_info(record: type[Any]) -> RecordInfo:
    """Return the fields of a record, read from its annotations at the first call.

    Raises MissingRoleError where a text field has no role.
    """
    info = _CACHE.get(record)
    if info is None:
        fields = tuple(_read_fields(record))
        names = tuple(field.name for field in fields)
        text_names = tuple(field.name for field in fields if contains_text(field.type))
        whole = next((field for field in fields if field.is_whole), None)
        info = _CACHE[record] = RecordInfo(fields, names, whole, text_names)
    return info


def record_fields(record: type[Any]) -> tuple[FieldInfo, ...]:
    """Return the fields of a record, in the order of `RecordInfo.fields`."""
    return record_info(record).fields


def _read_fields(record: type[Any]) -> Iterator[FieldInfo]:
    hints = get_type_hints(record, include_extras=True)
    inherited = {name for base in record.__mro__[1:] for name in getattr(base, "__annotations__", ())}
    declared = dataclasses.fields(record)
    for field in sorted(declared, key=lambda field: (field.name != "id", field.name in inherited)):
        try:
            type_ = _type_info(hints[field.name])
        except MissingRoleError as error:
            message = f"{record.__name__}.{field.name} is a text without a role: annotate it with a TextRole"
            raise MissingRoleError(message) from error
        factory = field.default_factory
        default = field.default if factory is dataclasses.MISSING else factory()
        is_required = default is dataclasses.MISSING
        yield FieldInfo(
            field.name,
            type_,
            is_required,
            field.metadata.get("given", False),
            None if is_required else default,
            Whole in getattr(hints[field.name], "__metadata__", ()),
            _aspect(hints[field.name]),
        )


def _aspect(hint: Any) -> Aspect | None:
    return next((value for value in getattr(hint, "__metadata__", ()) if isinstance(value, Aspect)), None)


def contains_text(type_: TypeInfo) -> bool:
    """Return whether translatable text can stand in a value of this type."""
    match type_:
        case TextType():
            return True
        case ListType(item) | MapType(item):
            return contains_text(item)
        case RecordType(type=record):
            return bool(record_info(record).text_names)
        case _:
            return False


def types_by_key(kinds: tuple[str, ...]) -> Mapping[str, type[Any]]:
    """Return the types of the kinds of a step by the key that identifies each."""
    return {key: STEP_KINDS[key].type for key in kinds}


def _type_info(hint: Any) -> TypeInfo:  # noqa: PLR0911  # one a form of annotation
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeVar):
        raise MissingRoleError
    if origin is Annotated:
        if Verbatim in arguments[1:]:
            return VerbatimType()
        roles = tuple(role for role in arguments[1:] if isinstance(role, TextRole))
        type_ = TextType(roles) if roles else _type_info(arguments[0])
        if isinstance(type_, ListType) and OneOrMore in arguments[1:]:
            return replace(type_, may_be_single=True)
        return type_
    if origin in (Union, UnionType):
        members = [argument for argument in arguments if argument is not NoneType and argument is not str]
        if all(get_origin(member) in _STEP_TYPES for member in members):
            types = {get_origin(member) for member in members}
            return RecordType(StepBase, tuple(key for key, row in STEP_KINDS.items() if row.type in types))
        (only,) = members
        return _type_info(only)
    if origin is not None:
        return _generic_type_info(origin, arguments)
    if issubclass(hint, StrEnum):
        return EnumType(hint)
    return _SCALARS.get(hint) or RecordType(hint)


def _generic_type_info(origin: Any, arguments: tuple[Any, ...]) -> TypeInfo:
    if origin is tuple:
        return ListType(_type_info(arguments[0]))
    if issubclass(origin, Mapping):
        return MapType(_type_info(arguments[1]))
    return RecordType(origin)


_STEP_TYPES = frozenset(kind.type for kind in STEP_KINDS.values())

_SCALARS: Mapping[type, TypeInfo] = {
    Id: IdType(),
    str: IdType(),
    bytes: IdType(),
    int: NumberType(),
    bool: FlagType(),
}
