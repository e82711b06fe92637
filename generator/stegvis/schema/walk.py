"""Walks over the texts of a value of the model: lists them, and maps over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stegvis.model.text import SourceText
from stegvis.schema import type_info

TextMapper = Callable[[SourceText], Any]


def iter_texts(value: Any) -> Iterator[SourceText]:
    """Yield every text in a value of the model, in reading order."""
    match value:
        case None | str():
            return
        case SourceText():
            yield value
        case tuple() | list():
            for item in value:
                yield from iter_texts(item)
        case dict():
            for item in value.values():
                yield from iter_texts(item)
        case _:
            for name in type_info.record_info(type(value)).text_names:
                if item := getattr(value, name):  # most fields are empty
                    yield from iter_texts(item)


def map_texts(value: Any, translate: TextMapper) -> Any:
    """Return the value with every text in it replaced by the result of `translate`."""
    match value:
        case None | str():
            return value
        case SourceText():
            return translate(value)
        case tuple():
            return tuple(map_texts(item, translate) for item in value)
        case dict():
            return {name: map_texts(item, translate) for name, item in value.items()}
        case _:
            return _map_record(value, translate)


def _map_record(value: Any, translate: TextMapper) -> Any:
    record = type(value)
    layout = type_info.record_info(record)
    values = {name: getattr(value, name) for name in layout.names}
    for name in layout.text_names:
        if values[name]:
            values[name] = map_texts(values[name], translate)
    return record(**values)
