"""Each kind of step has a row, and whatever depends on the kind knows all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args, get_origin

import pytest
import yaml
from mypy import api as mypy

from stegvis.graph.edges import outgoing_edges
from stegvis.graph.performers import find_performers
from stegvis.model.registries import each_role, role_ids
from stegvis.model.step_kinds import (
    STEP_KINDS,
    Action,
    Call,
    Check,
    Finish,
    Step,
    StepBase,
    StepKind,
    StepWithText,
    Wait,
    kind_of,
)
from stegvis.model.text import SourceText, T
from tests.support.projects import ROOT
from tests.support.random_procedures import id_, library_of, procedure_of, text

KINDS = tuple(STEP_KINDS.values())
THEME = ROOT / "generator" / "stegvis" / "theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(StepBase[T]):
    """A kind of step that has no row."""

    record: T


def test_the_table_has_exactly_the_kinds_of_the_union() -> None:
    assert {get_origin(member) for member in get_args(Step)} == {kind.type for kind in KINDS}
    assert {get_origin(member) for member in get_args(StepWithText)} == {
        kind.type for kind in KINDS if kind.type is not Call
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_keys_of_a_kind_are_fields_of_no_other_kind_that_one_of_them_names(kind: StepKind) -> None:
    keys = {kind.key, kind.text_key or kind.key} & STEP_KINDS.keys()
    holders = [key for key in keys if keys <= {field.name for field in fields(STEP_KINDS[key].type)}]
    assert holders == [kind.key]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_texts_of_a_kind_are_among_those_of_the_interface(kind: StepKind) -> None:
    interface = yaml.safe_load((THEME / "interface.yaml").read_text())
    assert {*filter(None, [kind.word]), *kind.date_lines} <= set(interface)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.word], ids=lambda kind: kind.name)
def test_a_kind_that_is_named_has_an_icon(kind: StepKind) -> None:
    (styles,) = THEME.rglob("procedure.css")
    assert re.search(rf"^\.{kind.name} {{ --icon:", styles.read_text(), re.MULTILINE)


def test_an_end_is_no_task() -> None:
    assert all(not kind.is_task for kind in KINDS if kind.is_end)


def test_those_who_may_only_read_may_check_but_not_act() -> None:
    steps: list[Step[SourceText]] = [
        Action(id=id_("save"), action=text("save")),
        Check(id=id_("look"), check=text("look")),
        Wait(id=id_("reply"), wait=text("reply"), party=id_("customer")),
        Call(id=id_("inner"), procedure=id_("other")),
        Finish(id=id_("done"), finish=text("done")),
        Wait(id=id_("signed"), wait=text("signed"), party=id_("customer"), performed_by=each_role(["owner"])),
    ]
    procedure = procedure_of("office", steps, ["admin"], ["clerk"])
    library = library_of(procedure)
    roles = {step.id: role_ids(find_performers(library, procedure, step).roles) for step in steps}
    assert roles == {
        "save": ("admin",),
        "look": ("admin", "clerk"),
        "reply": (),
        "inner": (),
        "done": (),
        "signed": ("owner",),
    }


def test_a_kind_without_a_row_is_refused() -> None:
    record = Record(id=id_("serial"), record=text("serial.record"))
    with pytest.raises(KeyError):
        kind_of(record)
    procedure = procedure_of("office", [record])  # type: ignore[list-item]
    with pytest.raises(AssertionError):
        outgoing_edges(procedure)


FUNCTION = """
def tell_{number}(step: Step[Any]) -> None:
    match step:
        case {arms}:
            pass
        case _:
            assert_never(step)
"""


def test_the_type_checker_finds_a_match_that_leaves_a_kind_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [kind.type.__name__ for kind in KINDS]
    module = (
        "from typing import Any, assert_never\n"
        f"from stegvis.model.step_kinds import {', '.join(names)}, Step\n"
    )
    for number, missing in enumerate([None, *names]):
        arms = " | ".join(f"{name}()" for name in names if name != missing)
        module += FUNCTION.format(number=number, arms=arms)
    path = tmp_path / "matches.py"
    path.write_text(module)
    monkeypatch.chdir(ROOT)
    report, errors, _ = mypy.run(["--config-file", "pyproject.toml", str(path)])
    assert not errors
    reported = re.findall(r'has (?:incompatible )?type "(\w+)\[Any\]"; expected "Never"', report)
    assert reported == names, report
