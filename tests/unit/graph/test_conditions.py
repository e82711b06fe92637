"""Facts, conditions, outcomes and compound steps of a project, as each part of the program sees them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.graph.expansion import expand_steps
from stegvis.graph.roles import can_finish_alone, compute_role_coverage
from stegvis.graph.run_graph import build_run_graph
from stegvis.graph.settled import settle_library
from stegvis.i18n.assessment import assess_locale
from stegvis.i18n.catalogs.comments import comment_procedure
from stegvis.i18n.catalogs.lookup import Translations
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.former_keys import find_former_keys
from stegvis.model.condition import Condition, fact_step, holds, is_fact
from stegvis.model.library import Library
from stegvis.model.registries import each_role
from stegvis.model.step_kinds import Decision, kind_of
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from stegvis.schema.walk import iter_texts
from stegvis.source.project import read_project
from tests.oracles.traversal import traverse
from tests.support.projects import FIXTURES, diagnostics, edited, library_of
from tests.support.random_procedures import FACTS, id_, ids, sound_libraries

FILES = read_project(FIXTURES / "sites" / "conditions").files
BOOK = "procedures/parcels/book-courier.yaml"
SEND = "procedures/parcels/send-parcel.yaml"
LIBRARY = library_of(FILES)
(CLERK,) = each_role(["clerk"])
PROCEDURE = LIBRARY.procedures["send-parcel"]


def paths(files: Mapping[str, bytes], name: str = "send-parcel") -> list[str]:
    library = library_of(files)
    return [step.path for step in expand_steps(library, library.procedures[name])]


def test_a_fact_is_asked_before_its_first_use_or_at_the_start() -> None:
    numbers = {step.path: step.number for step in expand_steps(LIBRARY, PROCEDURE)}
    assert numbers["@sender"] == "1"
    assert (numbers["@destination"], numbers["declare-contents"]) == ("3", "4")
    assert numbers["pack-parcel/how-fragile"] == "2.2"
    assert numbers["call-courier/call-partner"] == "6.1"
    assert [path for path in numbers if "@" in path] == ["@sender", "@destination"]


def test_a_called_procedure_asks_when_it_is_the_root() -> None:
    assert paths(FILES, "book-courier")[:2] == ["@destination", "call-partner"]


def test_a_fact_is_asked_before_paths_part_that_both_need_it() -> None:
    files = edited(FILES, SEND, "    when: {destination: overseas}\n    performed_by", "    performed_by")
    assert paths(files).index("@destination") == paths(files).index("how-to-send") - 1


def test_steps_that_lead_to_a_place_where_a_fact_is_asked_lead_to_the_question() -> None:
    steps = {step["id"]: step for step in build_run_graph(LIBRARY, PROCEDURE)["steps"]}
    assert steps["pack-parcel"]["next"] == "@destination"
    assert {option["next"] for option in steps["@destination"]["options"]} == {"declare-contents"}


def test_conditions_name_the_paths_of_what_they_ask() -> None:
    steps = {step["id"]: step for step in build_run_graph(LIBRARY, PROCEDURE)["steps"]}
    (padding,) = (part for part in steps["pack-parcel"]["part"]["steps"] if "when" in part)
    assert padding["when"] == [{"pack-parcel/how-fragile": ["fragile"]}]
    assert steps["call-courier"]["part"]["steps"][0]["when"] == [{"@destination": ["europe", "overseas"]}]
    assert steps["call-courier"]["outcomes"] == {"refused": "bring-to-post"}


def _outcome(
    library: Library[SourceText], facts: Mapping[str, str], turn: int
) -> tuple[list[str], str | None]:
    """The tasks that a run meets, and its end, if each decision is answered by the same rule."""
    procedure = library.procedures["one"]
    answers = {fact_step(name): [answer] for name, answer in facts.items()}
    answers |= {
        step.path: [step.step.options[turn % len(step.step.options)].id]
        for step in expand_steps(library, procedure)
        if isinstance(step.step, Decision) and not is_fact(step.step.id)
    }
    run = traverse(library, procedure, answers)
    kinds = {step.path: step.step for step in expand_steps(library, procedure)}
    tasks = [path for path in run.visited if kind_of(kinds[path]).is_task and "@" not in path]
    return tasks, run.finish


@given(sound_libraries(), st.sampled_from(("o0", "o1")), st.sampled_from(("o0", "o1")))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_settled_facts_change_nothing_of_a_run(library: Library[SourceText], first: str, second: str) -> None:
    facts = dict(zip(FACTS, (first, second), strict=True))
    settled = settle_library(library, facts)
    assert _outcome(settled, {}, 0) == _outcome(library, facts, 0)


def test_the_answers_of_a_call_settle_what_depends_on_them() -> None:
    options = '[{id: fast, label: "Yes"}, {id: slow, label: "No"}]'
    asks = f"  - id: is-express\n    decision: Is it urgent?\n    options: {options}\n"
    files = edited(FILES, BOOK, "steps:\n  - id: call-partner", f"steps:\n{asks}  - id: call-partner")
    files = edited(files, BOOK, "when: {destination: [europe, overseas]}", "when: {is-express: slow}")
    assert paths(files, "book-courier")[:3] == ["is-express", "call-partner", "ask-courier"]
    settled = edited(files, SEND, "outcomes: {refused", "answers: {is-express: fast}\n    outcomes: {refused")
    inner = [path for path in paths(settled) if path.startswith("call-courier/")]
    assert inner[:2] == ["call-courier/is-express", "call-courier/ask-courier"]
    kept = edited(files, SEND, "outcomes: {refused", "answers: {is-express: slow}\n    outcomes: {refused")
    (step,) = (
        step
        for step in expand_steps(library_of(kept), library_of(kept).procedures["send-parcel"])
        if step.path == "call-courier/call-partner"
    )
    assert step.step.when == ()


def test_steps_that_no_facts_allow_are_not_handed_over() -> None:
    files = edited(
        FILES,
        SEND,
        "  - id: call-courier\n",
        "  - id: call-courier\n    when: {destination: home}\n    otherwise: note-costs\n",
    )
    files = edited(
        files,
        BOOK,
        "    action: Call the partner",
        "    performed_by: [manager]\n    action: Call the partner",
    )
    library = library_of(files)
    coverage = compute_role_coverage(library, library.procedures["send-parcel"])
    assert coverage.excluded == {CLERK: ("declare-contents",)}


def test_who_cannot_finish_with_any_facts_needs_a_hand_over() -> None:
    act = "    performed_by: [manager]\n    action: Ship it.\n"
    steps = f"  - id: book\n    when: {{destination: home}}\n{act}"
    steps += f"  - id: ship\n    when: {{destination: [europe, overseas]}}\n{act}"
    library = library_of(edited(FILES, SEND, "  - id: how-to-send\n", f"{steps}  - id: how-to-send\n"))
    assert not can_finish_alone(library, library.procedures["send-parcel"], CLERK)
    assert can_finish_alone(LIBRARY, PROCEDURE, CLERK)


def test_a_step_of_a_compound_step_needs_the_roles_of_the_act() -> None:
    files = edited(
        FILES, SEND, "    action: Pack the parcel.\n", "    performed_by: [manager]\n    action: Pack.\n"
    )
    library = library_of(files)
    coverage = compute_role_coverage(library, library.procedures["send-parcel"])
    assert [hand_over.path for hand_over in coverage.hand_overs][:1] == ["pack-parcel"]
    assert "pack-parcel/choose-box" in coverage.excluded[CLERK]


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, None), ({"a": "x"}, None), ({"a": "y"}, False), ({"a": "x", "b": "v"}, True), ({"c": "z"}, True)],
)
def test_a_condition_holds_if_all_of_any_mapping_does(
    given: Mapping[str, str],
    expected: bool | None,  # noqa: FBT001  # what is expected
) -> None:
    condition: Condition = ({id_("a"): ids(["x"]), id_("b"): ids(["u", "v"])}, {id_("c"): ids(["z"])})
    if expected is False:
        given = {**given, "c": "w"}
    assert holds(condition, given) is expected


def test_a_decision_with_one_option_left_is_not_asked() -> None:
    answers = {"@sender": ["us"], "pack-parcel/how-fragile": ["sturdy"], "@destination": ["overseas"]}
    run = traverse(LIBRARY, PROCEDURE, answers)
    assert "how-to-send" not in run.visited
    assert "call-courier" in run.visited
    assert run.pending_decisions == ("call-courier/does-collect",)


def test_a_procedure_is_as_usable_as_the_facts_that_it_asks_for() -> None:
    domains = {domain: Translations({}) for domain in records_by_domain(LIBRARY)}
    status = assess_locale(LIBRARY, domains, "nl").procedures["send-parcel"]
    asked = {use.key: (use.step, use.number) for use in status.untranslated}
    assert asked["facts/destination.question"] == ("@destination", "3")
    assert asked["send-parcel/pack-parcel/choose-box.action"] == ("pack-parcel/choose-box", "2.1")


def test_texts_of_facts_remarks_and_sub_steps_have_roles_and_keys() -> None:
    roles = {
        text.key: text.role for domain in records_by_domain(LIBRARY).values() for text in iter_texts(domain)
    }
    assert roles["facts/destination.options.overseas.detail"] is TextRole.FACT_OPTION_DETAIL
    assert roles["send-parcel/pack-parcel.action"] is TextRole.ACTION
    assert roles["send-parcel/pack-parcel/how-fragile.options.fragile.label"] is TextRole.OPTION_LABEL
    assert roles["send-parcel/bring-to-post.warnings.customs-form"] is TextRole.WARNING
    assert roles["send-parcel/bring-to-post.warnings.counter-closes"] is TextRole.WARNING


def test_translators_are_told_where_a_sub_step_stands() -> None:
    comments = {text.key: lines for text, lines in comment_procedure(LIBRARY, PROCEDURE)}
    lines = comments["send-parcel/pack-parcel/close-box.check"]
    assert "step 2.4 of" in lines.before[0]
    assert lines.after == ("LOCALE/parcels/send-parcel/#pack-parcel.close-box",)


def test_translations_follow_renamed_sub_steps() -> None:
    files = edited(FILES, SEND, "  - id: pack-parcel\n", "  - id: wrap-parcel\n    was: pack-parcel\n")
    files = edited(files, SEND, "{id: choose-box,", "{id: pick-box, was: choose-box,")
    former = find_former_keys(library_of(files))
    assert former["send-parcel/wrap-parcel/pick-box.action"] == ("send-parcel/pack-parcel/choose-box.action",)
    assert former["send-parcel/wrap-parcel.action"] == ("send-parcel/pack-parcel.action",)


def test_the_project_is_sound() -> None:
    assert diagnostics(FILES) == []
