"""The only walker over translatable text: lists what a value of the model holds, and maps over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stegvis import shape
from stegvis.model import Library, Text

Mapper = Callable[[Text], Any]


def texts(value: Any) -> Iterator[Text]:
    """Every text in a value of the model, in the order in which a reader meets it."""
    match value:
        case None | str():
            return
        case Text():
            yield value
        case tuple() | list():
            for one in value:
                yield from texts(one)
        case dict():
            for one in value.values():
                yield from texts(one)
        case _:
            for name in shape.layout(type(value)).text_names:
                yield from texts(getattr(value, name))


def translated(value: Any, translate: Mapper) -> Any:
    """The same value with every text in it replaced by what `translate` makes of it."""
    match value:
        case None | str():
            return value
        case Text():
            return translate(value)
        case tuple():
            return tuple(translated(one, translate) for one in value)
        case dict():
            return {name: translated(one, translate) for name, one in value.items()}
        case _:
            return _translated_record(value, translate)


def _translated_record(value: Any, translate: Mapper) -> Any:
    record = type(value)
    layout = shape.layout(record)
    values = {name: getattr(value, name) for name in layout.names}
    for name in layout.text_names:
        values[name] = translated(values[name], translate)
    return record(**values)


REGISTRIES = ("audiences", "collections", "roles", "systems", "labels", "links", "sources", "glossary")
"""The registries whose texts make up the domain `labels`."""


DOMAINS = ("labels", "pages", "interface")
"""The translation domains that every project has; each collection has one of its own."""


def domains(library: Library[Text]) -> dict[str, list[Any]]:
    """The records of each translation domain, in the order of the catalogs.

    One domain a collection, then `labels` (all registries), `pages` and `interface`.
    """
    groups: dict[str, list[Any]] = {
        collection: list(library.shelf(collection)) for collection in library.collections
    }
    groups["labels"] = [entry for name in REGISTRIES for entry in getattr(library, name).values()]
    groups["pages"] = sorted(library.articles.values(), key=lambda one: (one.order, one.slug))
    groups["interface"] = list(library.interface.values())
    return groups
