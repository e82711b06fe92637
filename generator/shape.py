"""The shape of a type: what its fields hold, read once from the annotations of the model.

One description serves the readers of files, the JSON Schemas and the walker over text, so that they
cannot drift apart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from generator import model
from generator.diagnostics import Id


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


Shape = (
    TextShape | IdShape | NumberShape | FlagShape | ChoiceShape | ListShape | MapShape | RecordShape
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record."""

    name: str
    shape: Shape
    required: bool
    given: bool
    """Whether it comes from elsewhere than a key of the file."""

    @property
    def has_text(self) -> bool:
        """Whether translatable text can stand in it."""
        return has_text(self.shape)


@cache
def fields(record: type[Any]) -> tuple[Field, ...]:
    """The fields of a type, its id first, then what is its own, then what it inherits."""
    hints = get_type_hints(record)
    inherited = {
        name for base in record.__mro__[1:] for name in getattr(base, "__annotations__", ())
    }
    declared = dataclasses.fields(record)
    order = sorted(declared, key=lambda one: (one.name != "id", one.name in inherited))
    return tuple(
        Field(
            name=one.name,
            shape=_shape(hints[one.name]),
            required=one.default is dataclasses.MISSING
            and one.default_factory is dataclasses.MISSING,
            given=one.metadata.get("given", False),
        )
        for one in order
    )


def has_text(shape: Shape) -> bool:
    """Whether translatable text can stand in a value of this shape."""
    match shape:
        case TextShape():
            return True
        case ListShape(item) | MapShape(item):
            return has_text(item)
        case RecordShape(type=record):
            return any(field.has_text for field in fields(record))
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
    if origin is tuple:
        return ListShape(_shape(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return MapShape(_shape(arguments[1]))
    if origin is not None:
        return RecordShape(origin)
    if issubclass(hint, StrEnum):
        return ChoiceShape(hint)
    if dataclasses.is_dataclass(hint):
        return RecordShape(hint)
    return _PLAIN[hint]


_PLAIN: Mapping[type, Shape] = {
    Id: IdShape(),
    str: IdShape(),
    int: NumberShape(),
    bool: FlagShape(),
}
