"""The only walker over translatable text: lists what a value of the model holds, and maps over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stegvis.model.text import SourceText
from stegvis.schema import type_info

TextMapper = Callable[[SourceText], Any]


def iter_texts(value: Any) -> Iterator[SourceText]:
    """Every text in a value of the model, in the order in which a reader meets it."""
    match value:
        case None | str():
            return
        case SourceText():
            yield value
        case tuple() | list():
            for one in value:
                yield from iter_texts(one)
        case dict():
            for one in value.values():
                yield from iter_texts(one)
        case _:
            for name in type_info.record_info(type(value)).text_names:
                yield from iter_texts(getattr(value, name))


def map_texts(value: Any, translate: TextMapper) -> Any:
    """The same value with every text in it replaced by what `translate` makes of it."""
    match value:
        case None | str():
            return value
        case SourceText():
            return translate(value)
        case tuple():
            return tuple(map_texts(one, translate) for one in value)
        case dict():
            return {name: map_texts(one, translate) for name, one in value.items()}
        case _:
            return _map_record(value, translate)


def _map_record(value: Any, translate: TextMapper) -> Any:
    record = type(value)
    layout = type_info.record_info(record)
    values = {name: getattr(value, name) for name in layout.names}
    for name in layout.text_names:
        values[name] = map_texts(values[name], translate)
    return record(**values)
