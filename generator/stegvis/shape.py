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

from stegvis import model
from stegvis.diagnostics import Id


@dataclass(frozen=True, slots=True)
class TextShape:
    """Translatable text."""


@dataclass(frozen=True, slots=True)
class IdShape:
    """A name, a reference, an address or a date: text that nobody translates."""


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class FlagShape:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One of a few words."""

    words: type[StrEnum]


@dataclass(frozen=True, slots=True)
class ListShape:
    """Any number of the same."""

    item: Shape


@dataclass(frozen=True, slots=True)
class MapShape:
    """Any number of the same, by name."""

    item: Shape


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A type of the model; `Step` stands for any of its kinds."""

    type: type[Any]


Shape = TextShape | IdShape | NumberShape | FlagShape | ChoiceShape | ListShape | MapShape | RecordShape


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record."""

    name: str
    shape: Shape
    required: bool
    given: bool
    """Whether it comes from elsewhere than a key of the file."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a type, its id first, then what is its own, then what it inherits."""

    fields: tuple[Field, ...]
    names: tuple[str, ...]
    """All of them."""
    text_names: tuple[str, ...]
    """Those in which translatable text can stand, in the order in which a reader meets it."""


_KNOWN: dict[type[Any], Layout] = {}


def layout(record: type[Any]) -> Layout:
    """The layout of a type, read from its annotations at the first call."""
    known = _KNOWN.get(record)
    if known is None:
        found = tuple(_fields(record))
        names = tuple(field.name for field in found)
        text_names = tuple(field.name for field in found if has_text(field.shape))
        known = _KNOWN[record] = Layout(found, names, text_names)
    return known


def fields(record: type[Any]) -> tuple[Field, ...]:
    """The fields of a type, in the order of its layout."""
    return layout(record).fields


def _fields(record: type[Any]) -> Iterator[Field]:
    hints = get_type_hints(record)
    inherited = {name for base in record.__mro__[1:] for name in getattr(base, "__annotations__", ())}
    declared = dataclasses.fields(record)
    for one in sorted(declared, key=lambda one: (one.name != "id", one.name in inherited)):
        yield Field(
            name=one.name,
            shape=_shape(hints[one.name]),
            required=one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING,
            given=one.metadata.get("given", False),
        )


def has_text(shape: Shape) -> bool:
    """Whether translatable text can stand in a value of this shape."""
    match shape:
        case TextShape():
            return True
        case ListShape(item) | MapShape(item):
            return has_text(item)
        case RecordShape(type=record):
            return bool(layout(record).text_names)
        case _:
            return False


def kinds(record: type[Any]) -> Mapping[str, type[Any]]:
    """The kinds that a record of this type may be, by the key that tells; empty for most."""
    return model.KINDS if record is model.Step else {}


def _shape(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeVar):
        return TextShape()
    if origin in (Union, UnionType):
        (only,) = (one for one in arguments if one is not NoneType and one is not str)
        return _shape(only)
    if origin is not None:
        return _shape_of_generic(origin, arguments)
    if issubclass(hint, StrEnum):
        return ChoiceShape(hint)
    return _PLAIN.get(hint) or RecordShape(hint)


def _shape_of_generic(origin: Any, arguments: tuple[Any, ...]) -> Shape:
    if origin is tuple:
        return ListShape(_shape(arguments[0]))
    if issubclass(origin, Mapping):
        return MapShape(_shape(arguments[1]))
    return RecordShape(origin)


_PLAIN: Mapping[type, Shape] = {
    Id: IdShape(),
    str: IdShape(),
    int: NumberShape(),
    bool: FlagShape(),
}
