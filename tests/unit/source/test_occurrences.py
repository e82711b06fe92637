"""Every id of the model is found where it is renamed, or said to be none that can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES
from stegvis.schema import type_info
from stegvis.source.occurrences import REGISTRY_KINDS, find_occurrences
from tests.support.projects import FIXTURES, files_in, library_of

FOUND = {
    "after", "all", "answers", "audience", "before", "id", "link", "next", "other_roles", "otherwise",
    "outcomes", "party", "procedure", "procedures", "read_only_roles", "screen", "signed_by", "system",
    "verified", "when",
}  # fmt: skip
"""The fields whose ids `find_occurrences` yields."""
NO_IDS = {
    "also", "date", "estimated_time", "example", "file", "files", "forbidden", "forms", "page", "pattern",
    "period", "revised", "shell", "term", "url", "urls", "was",
}  # fmt: skip
"""The fields that hold words, dates, addresses, files and former ids."""


def id_fields(type_: type_info.TypeInfo, seen: set[type[Any]]) -> Iterator[str]:
    """The fields that hold ids, in a type and the types of its fields."""
    match type_:
        case type_info.ListType(item) | type_info.MapType(item):
            yield from id_fields(item, seen)
        case type_info.RecordType(record, kinds):
            records = type_info.types_by_key(kinds).values() if kinds else [record]
            for each in records:
                if each not in seen:
                    seen.add(each)
                    for field in type_info.record_fields(each):
                        if not field.given:
                            yield from id_fields(field.type, seen)
                            if holds_ids(field.type):
                                yield field.name


def holds_ids(type_: type_info.TypeInfo) -> bool:
    match type_:
        case type_info.ListType(item) | type_info.MapType(item):
            return holds_ids(item)
        case type_info.IdType():
            return True
        case _:
            return False


def test_every_field_that_holds_ids_is_followed_by_a_rename() -> None:
    """A new field goes to `source/occurrences.py` and to FOUND, or to NO_IDS."""
    seen: set[type[Any]] = set()
    records: list[type[Any]] = [Procedure, *REGISTRIES.values()]
    named = {name for record in records for name in id_fields(type_info.RecordType(record), seen)}
    assert named == (FOUND | NO_IDS) & named
    assert sorted(FOUND - named) == []
    assert sorted(NO_IDS - named) == []


def test_every_entry_of_every_registry_is_found() -> None:
    for site in ("conditions", "values", "due", "media"):
        library = library_of(files_in(FIXTURES / "sites" / site))
        found = {(each.kind, each.path) for each in find_occurrences(library)}
        for registry, kind in REGISTRY_KINDS.items():
            assert {(kind, str(name)) for name in getattr(library, registry)} <= found
        for procedure in library.procedures.values():
            assert ("procedure", procedure.id) in found
            assert {("step", f"{procedure.id}/{step.id}") for step in procedure.all_steps} <= found


def test_every_place_of_an_id_holds_it() -> None:
    files = files_in(FIXTURES / "sites" / "conditions")
    for each in find_occurrences(library_of(files)):
        line = files[each.id.location.path].decode().split("\n")[each.id.location.line - 1]
        assert line[each.id.location.column - 1 :].lstrip("\"'").startswith(each.id)
