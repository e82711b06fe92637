"""No text is forgotten: whatever the model can hold is listed once, has its own key, and is translated."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import pytest

from stegvis.diagnostics import Id
from stegvis.i18n.domains import records_by_domain
from stegvis.model import article, library, procedure, registries, step_kinds, text
from stegvis.model.article import Article
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, InterfaceText
from stegvis.model.step_kinds import STEP_KINDS, StepBase
from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.schema.walk import iter_texts, map_texts
from stegvis.source.loader import INTERFACE_PATH, load_library
from stegvis.source.project import read_project
from tests.support.projects import ROOT, SOUND, walked


class Filler:
    """Makes source data in which every field of a type is filled, each text with words of its own."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def record(self, type_: type[Any], skip: tuple[str, ...] = ()) -> dict[str, Any]:
        hints = get_type_hints(type_)
        return {
            field.name: self._value(hints[field.name], field.name)
            for field in dataclasses.fields(type_)
            if field.name not in skip and not field.metadata.get("given")
        }

    def _value(self, hint: Any, name: str) -> Any:
        if isinstance(hint, TypeVar):
            self.written.append(f"Text {len(self.written)} in {name}.")
            return self.written[-1]
        if hint in (Id, str):
            self.count = getattr(self, "count", 0) + 1
            return f"name-{self.count}"
        if hint is int:
            return 7
        if hint is bool:
            return True
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return next(iter(hint)).value
        return self._compound(hint, name)

    def _compound(self, hint: Any, name: str) -> Any:
        origin = get_origin(hint) or hint
        inner = [
            argument for argument in get_args(hint) if argument is not NoneType and argument is not Ellipsis
        ]
        if dataclasses.is_dataclass(origin) and isinstance(origin, type):
            return self.record(origin)
        if name == "steps":
            return [self.record(get_origin(kind)) for kind in get_args(inner[0])]
        if origin is tuple:
            return [self._value(inner[0], name) for _ in range(2)]
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {f"entry-{number}": self._value(inner[1], name) for number in range(2)}
        (only,) = inner
        return self._value(only, name)


def as_yaml(data: Mapping[str, Any]) -> bytes:
    """JSON is YAML."""
    return json.dumps(data, indent=1).encode()


def full_procedure() -> tuple[Procedure[SourceText], list[str]]:
    filler = Filler()
    data = filler.record(Procedure)
    loaded = load_library({"procedures/office/full.yaml": as_yaml(data)})
    assert not loaded.diagnostics, [str(diagnostic) for diagnostic in loaded.diagnostics]
    (procedure,) = loaded.library.procedures.values()
    return procedure, filler.written


def full_registry(name: str) -> tuple[Any, list[str]]:
    filler = Filler()
    data = {f"{name}-{number}": filler.record(REGISTRIES[name]) for number in range(2)}
    loaded = load_library({f"content/{name}.yaml": as_yaml(data)})
    assert not loaded.diagnostics, [str(diagnostic) for diagnostic in loaded.diagnostics]
    return getattr(loaded.library, name), filler.written


BODY = """
First, in *many* words.

{#one}
## Second

- third
- fourth

  fifth

> sixth

| seventh | eighth |
|---|---|
| ninth | tenth |

{#two}
### Eleventh

1. twelfth
"""


def full_article() -> tuple[Article[SourceText], list[str]]:
    filler = Filler()
    data = filler.record(Article)
    front = json.dumps(data, indent=1)
    loaded = load_library({"content/full.md": f"---\n{front}\n---\n{BODY}".encode()})
    assert not loaded.diagnostics, [str(diagnostic) for diagnostic in loaded.diagnostics]
    numbered = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    body = ["First, in *many* words.", "Second", *numbered, "Eleventh", "twelfth"]
    return loaded.library.articles["full"], filler.written + body


def full_interface() -> tuple[Any, list[str]]:
    filler = Filler()
    data = {f"phrase_{number}": filler.record(InterfaceText) for number in range(2)}
    loaded = load_library({INTERFACE_PATH: as_yaml(data)})
    assert not loaded.diagnostics, [str(diagnostic) for diagnostic in loaded.diagnostics]
    return loaded.library.interface, filler.written


FULL = {
    "procedure": full_procedure,
    "article": full_article,
    "interface": full_interface,
    **{name: lambda name=name: full_registry(name) for name in REGISTRIES},  # type: ignore[misc]
}


@pytest.mark.parametrize("make", FULL.values(), ids=FULL)
def test_every_text_is_listed_once_with_a_key_of_its_own(make: Any) -> None:
    value, written = make()
    listed = list(iter_texts(value))
    assert sorted(text.source for text in listed) == sorted(written)
    assert len({text.key for text in listed}) == len(listed)
    assert sorted(node.key for node in walked(value) if isinstance(node, SourceText)) == sorted(
        text.key for text in listed
    )


@pytest.mark.parametrize("make", FULL.values(), ids=FULL)
def test_every_text_is_translated_in_its_place(make: Any) -> None:
    value, _ = make()

    def translate(text: SourceText) -> LocalizedText:
        return LocalizedText(text.key, text.source.upper(), TranslationState.TRANSLATED)

    before, after = list(walked(value)), list(walked(map_texts(value, translate)))
    assert len(before) == len(after)
    for node, translated in zip(before, after, strict=True):
        if isinstance(node, SourceText):
            assert translated == translate(node)
        elif not dataclasses.is_dataclass(node) and not isinstance(node, Mapping | tuple | list):
            assert translated == node
        else:
            assert type(translated) is type(node)


def test_the_filled_procedure_fills_every_field_of_every_kind_of_step() -> None:
    procedure, _ = full_procedure()
    assert {type(step) for step in procedure.steps} == {kind.type for kind in STEP_KINDS.values()}
    for record in (procedure, *procedure.steps):
        assert dataclasses.is_dataclass(record)
        assert all(getattr(record, field.name) for field in dataclasses.fields(record))


def test_every_generic_type_of_the_model_is_walked_by_these_tests() -> None:
    modules = (article, library, procedure, registries, step_kinds, text)
    generic = {
        type_
        for module in modules
        for type_ in vars(module).values()
        if dataclasses.is_dataclass(type_)
        and isinstance(type_, type)
        and getattr(type_, "__parameters__", None)
    }
    walked_types = {
        type(node) for make in FULL.values() for node in walked(make()[0]) if dataclasses.is_dataclass(node)
    }
    assert generic - walked_types == {Library, StepBase, InterfaceText}


PROJECT = load_library(read_project(ROOT).files).library


def test_every_text_of_the_project_is_in_one_domain() -> None:
    listed = [
        text
        for records in records_by_domain(PROJECT).values()
        for record in records
        for text in iter_texts(record)
    ]
    assert sorted(text.location for text in listed) == sorted(
        node.location for node in walked(PROJECT) if isinstance(node, SourceText)
    )


@pytest.mark.parametrize("domain", records_by_domain(PROJECT))
def test_a_key_stands_once_in_its_domain(domain: str) -> None:
    keys = [text.key for record in records_by_domain(PROJECT)[domain] for text in iter_texts(record)]
    assert len(set(keys)) == len(keys) > 0


def test_keys_depend_on_neither_wording_nor_order() -> None:
    path = "procedures/office/open-office.yaml"
    raw = (SOUND / path).read_text()
    head, steps = raw.split("steps:\n")
    body, end = steps.split("outcome:")
    first, *other_steps = body.split("  - id: ")[1:]
    reordered = (
        f"{head}steps:\n"
        + "".join(f"  - id: {step}" for step in (*reversed(other_steps), first))
        + f"outcome:{end}"
    )
    reworded = reordered.replace("Unlock the door.", "Turn the key.")
    before = load_library({path: raw.encode()}).library
    after = load_library({path: reworded.encode()}).library
    assert reworded != reordered != raw
    assert {text.key for text in iter_texts(before.procedures)} == {
        text.key for text in iter_texts(after.procedures)
    }
