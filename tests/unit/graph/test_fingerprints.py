"""What the fingerprints of steps and procedures consist of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from stegvis.graph.fingerprints import Fingerprinter, MissingAspectError
from stegvis.graph.run_graph import build_run_graph
from stegvis.graph.run_part import build_run_part
from stegvis.model.aspect import REPORTED_ASPECTS, Aspect
from stegvis.model.due import Due
from stegvis.model.procedure import Afterwards, Prerequisite, Procedure
from stegvis.model.remarks import StepNote, StepWarning
from stegvis.model.step_kinds import STEP_KINDS, Action, Finish, Option
from stegvis.model.text import SourceText
from stegvis.schema import type_info
from tests.support.random_procedures import id_, library_of, procedure_of, text

RECORDS = (Procedure, Prerequisite, Afterwards, Option, *(row.type for row in STEP_KINDS.values()))


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_a_procedure_says_what_changes_with_it(record: type[Any]) -> None:
    undeclared = [
        info.name
        for info in type_info.record_fields(record)
        if info.aspect is None and not type_info.contains_text(info.type) and info.name not in _RECORD_FIELDS
    ]
    assert undeclared == []


_RECORD_FIELDS = ("afterwards", "commands", "due")
"""Records without texts, or lists of them, whose fields say it."""

ACTION = Action(id=id_("do"), action=text("one/do.action", "Open the door."))
FINISH = Finish(id=id_("end"), finish=text("one/end.finish", "Done."))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Careless(Prerequisite[SourceText]):
    """A record with a field that says nothing of what changes with it."""

    colour: str


def test_a_field_without_an_aspect_is_refused() -> None:
    careless = _Careless(id=id_("paint"), text=text("one.prerequisites.paint"), colour="blue")
    procedure = replace(procedure_of("one", [FINISH]), prerequisites=(careless,))
    library = library_of(procedure)
    with pytest.raises(MissingAspectError, match=r"_Careless\.colour"):
        Fingerprinter(library).fingerprint_procedure(build_run_part(library, procedure))


def test_a_field_at_its_default_has_no_part_in_a_fingerprint() -> None:
    """So that a later version with more fields tells no run of a change."""
    procedure = procedure_of("one", [ACTION, FINISH])
    graph = build_run_graph(library_of(procedure), procedure)
    assert [step["fingerprint"] for step in graph["steps"]] == GOLDEN
    assert graph["fingerprint"] == GOLDEN_WHOLE


GOLDEN = ["5c47p..yh5fo.", "oxxil..."]
"""A version that changes these tells every run in every browser that its procedure has changed."""
GOLDEN_WHOLE = "gqvohvud2s"


def changed_aspects(before: Action[SourceText], after: Action[SourceText]) -> list[Aspect]:
    """What a run is told of when a step is replaced by another one."""

    def parts(step: Action[SourceText]) -> list[str]:
        procedure = procedure_of("one", [step, FINISH])
        graph = build_run_graph(library_of(procedure), procedure)
        return str(graph["steps"][0]["fingerprint"]).split(".")

    pairs = zip(REPORTED_ASPECTS, parts(before), parts(after), strict=True)
    return [aspect for aspect, old, new in pairs if old != new]


def test_a_warning_is_told_as_a_note() -> None:
    warned = replace(ACTION, warnings={id_("heat"): StepWarning(text=text("k", "It is hot."))})
    assert changed_aspects(ACTION, warned) == [Aspect.NOTES]


def test_a_due_time_is_told_as_a_note() -> None:
    steps = [
        replace(ACTION, due=due)
        for due in (
            None,
            Due(period=id_("3 days")),
            Due(period=id_("4 days")),
            Due(period=id_("4 days"), after=id_("start")),
            Due(period=id_("4 days"), before=id_("start")),
        )
    ]
    for before, after in pairwise(steps):
        assert changed_aspects(before, after) == [Aspect.NOTES]


def test_a_link_to_a_step_of_a_renamed_procedure_is_no_change() -> None:
    def fingerprint(present: str, *former: str) -> str:
        note = text("one/do.notes.see", f"See [it][procedure:{present}#end].")
        linking = procedure_of("one", [replace(ACTION, notes={id_("see"): StepNote(text=note)}), FINISH])
        linked = replace(procedure_of(present, [FINISH]), was=tuple(map(id_, former)))
        return str(build_run_graph(library_of(linking, linked), linking)["steps"][0]["fingerprint"])

    assert fingerprint("two") == fingerprint("second", "two")
    assert fingerprint("two") != fingerprint("second")
