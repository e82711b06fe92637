"""A project of another field, the commissioning of heat pumps, uses all that the model has.

Its guides, checklists and sheets are kept as text, as they were when somebody read them. After a change on
purpose, `STEGVIS_GOLDEN=1 python -m pytest -k heat_pump` writes them anew; then read
`git diff tests/fixtures/golden/heat-pump`: it is what readers will see changed.
"""

from __future__ import annotations

import inspect
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import pytest

from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES
from stegvis.model.site import SiteFile
from stegvis.schema import type_info
from stegvis.source.loader import INTERFACE_PATH
from tests.support import heat_pump_site as heat_pump
from tests.support import pdf_reading, projects
from tests.support.html_tree import parsed
from tests.support.page_outline import outline

GOLDEN = projects.FIXTURES / "golden" / "heat-pump"
PATHS = {
    "register-heat-pump": "commissioning/register-heat-pump/",
    "commission-heat-pump": "commissioning/commission-heat-pump/",
    "test-refrigerant-circuit": "commissioning/test-refrigerant-circuit/",
    "set-up-controller": "commissioning/set-up-controller/",
    "balance-radiators": "commissioning/balance-radiators/",
    "hand-over-to-owner": "handover/hand-over-to-owner/",
}
VIEWS = {"guide": "", "checklist": "checklist/"}
CASES = [
    *(f"en/{name}" for name in PATHS),
    "de/register-heat-pump",
    "de/commission-heat-pump",
    "pl/hand-over-to-owner",
]
"""Everything in English, some of it in the language that is translated, and what there is in the third."""

UNUSED: Mapping[str, str] = {
    "Locale.direction": "the site `right-to-left` has it",
    "Direction.RTL": "the site `right-to-left` has it",
    "Printing.OFF": "a site has one setting",
    "Printing.ALL": "a site has one setting",
}
"""What the project leaves out of the model, and why."""


def test_the_project_has_no_fault_but_what_is_not_translated() -> None:
    codes = {diagnostic.code for diagnostic in projects.diagnostics(heat_pump.sources())}
    assert codes == {"L001"}


def test_german_lacks_nothing_but_words_of_the_interface() -> None:
    lacking = {
        diagnostic.location.path
        for diagnostic in projects.diagnostics(heat_pump.sources())
        if diagnostic.message.startswith("de: ")
    }
    assert lacking == {INTERFACE_PATH}


def test_the_project_uses_every_field_and_kind_of_the_model() -> None:
    config, _ = projects.config_of(heat_pump.sources())
    assert config
    written = {name: getattr(config, name) for name in type_info.record_info(SiteFile).names}
    values = [
        *projects.walked(projects.library_of(heat_pump.sources())),
        *projects.walked(config),
        SiteFile(**written),
    ]
    used = {name for value in values for name in _used_in(value)}
    unused = {name for record in _records() for name in _names_of(record)} - used
    assert unused == set(UNUSED)


def _records() -> Iterator[type[Any]]:
    """Every type of the model that a project's files hold."""
    found: dict[type[Any], None] = {}
    waiting: list[type[Any]] = [Procedure, Article, SiteFile, *REGISTRIES.values()]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found[record] = None
            waiting += [inner for field in _fields(record) for inner in _records_in(field.type)]
    return iter(found)


def _records_in(type_: type_info.TypeInfo) -> Iterable[type[Any]]:
    match type_:
        case type_info.ListType(item) | type_info.MapType(item):
            return _records_in(item)
        case type_info.RecordType(record, kinds):
            return type_info.types_by_key(kinds).values() if kinds else [record]
        case _:
            return ()


def _fields(record: type[Any]) -> list[type_info.FieldInfo]:
    return [field for field in type_info.record_fields(record) if not field.given]


def _names_of(record: type[Any]) -> Iterator[str]:
    for field in _fields(record):
        yield f"{_owner(record, field.name)}.{field.name}"
        if isinstance(field.type, type_info.EnumType):
            yield from (_name(member) for member in field.type.enum)


def _used_in(value: Any) -> Iterator[str]:
    """The fields of a record whose value is another than by default, and the members of enumerations."""
    if not hasattr(value, "__dataclass_fields__"):
        return
    for field in type_info.record_fields(type(value)) if type(value) in set(_records()) else ():
        held = getattr(value, field.name, field.default)
        if field.required or held != field.default:
            yield f"{_owner(type(value), field.name)}.{field.name}"
        if isinstance(held, StrEnum):
            yield _name(held)


def _name(member: StrEnum) -> str:
    return f"{type(member).__name__}.{member.name}"


def _owner(record: type[Any], name: str) -> str:
    """The type that declares a field: the kinds of steps share those of `StepBase`."""
    bases = (base for base in reversed(record.__mro__) if name in inspect.get_annotations(base))
    return next(bases).__name__


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_reads_as_it_did(view: str, case: str) -> None:
    locale, _, name = case.partition("/")
    page = heat_pump.site()[f"{locale}/{PATHS[name]}{VIEWS[view]}index.html"]
    _compare(f"{name}.{view}.{locale}", outline(parsed(page)))


@pytest.mark.parametrize("case", CASES)
def test_a_sheet_reads_as_it_did(case: str) -> None:
    locale, _, name = case.partition("/")
    _compare(f"{name}.sheet.{locale}", _sheet(heat_pump.sheets()[case]))


def _sheet(pdf: bytes) -> str:
    """The lines of each page, what its figures are called, and how many elements of each type it has."""
    tags = pdf_reading.tags_of(pdf)
    lines = []
    for number, text in enumerate(pdf_reading.texts_of(pdf), 1):
        lines += [f"= Page {number}", *text.splitlines(), ""]
    lines += ["= Figures", *(tag.alt for tag in tags if tag.name == "Figure"), ""]
    lines += [
        "= Elements",
        *(f"{name} {count}" for name, count in sorted(Counter(tag.name for tag in tags).items())),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _compare(name: str, read: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    read = re.sub(r"\d+ % translated", "… % translated", read)  # it changes with the words of the interface
    if os.environ.get("STEGVIS_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(read, encoding="utf-8")
    assert read.splitlines() == golden.read_text(encoding="utf-8").splitlines(), (
        "STEGVIS_GOLDEN=1 writes it anew"
    )
