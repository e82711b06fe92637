"""Edits of procedures: fingerprints differ where a reader sees a difference, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.graph.fingerprints import hash_text
from stegvis.graph.parts import called_procedures
from stegvis.graph.run_graph import build_run_graph
from stegvis.graph.run_part import RunPart, build_run, build_run_part
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.pseudo import add_pseudo_locales
from stegvis.model.aspect import REPORTED_ASPECTS, Aspect
from stegvis.model.condition import named_in
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import each_role
from stegvis.model.remarks import StepWarning
from stegvis.model.rewording import Rewording
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import (
    STEP_KINDS,
    Action,
    Call,
    Compound,
    Decision,
    Option,
    Wait,
    kind_of,
    main_text,
    without_steps,
)
from stegvis.model.text import SourceText
from stegvis.pipeline import Builder
from stegvis.schema import type_info
from stegvis.schema.walk import iter_texts, map_texts
from stegvis.source.project import Project
from tests.support.faults import attempts
from tests.support.html_tree import parsed
from tests.support.projects import checked, config_of, edited
from tests.support.random_procedures import (
    FACTS,
    ROLES,
    id_,
    ids,
    layered_libraries,
    library_of,
    procedure_of,
    text,
)
from tests.support.starter_site import PROCEDURE, starter

Texts = Library[SourceText]
Steps = dict[str, dict[Aspect, object]]
"""Of each step, by its path in former ids, what a reader sees of each aspect."""

_SAME = " indeed"
"""What a rewording adds that leaves the meaning as it was."""

# What a reader sees, told independently of how fingerprints are made


def root_of(library: Texts) -> Procedure[SourceText]:
    """The procedure of which the tests tell, whatever it is called by now."""
    return library.procedures[library.present_ids.get("one", "one")]


def seen_in(library: Texts) -> Steps:
    """What a reader sees of each step of a procedure, with its calls in place."""
    return dict(_seen(library, build_run(library, root_of(library)), ""))


def flow_of(library: Texts) -> list[object]:
    """The order of the steps, their edges, and the roles of the procedures."""
    return list(_flow(build_run(library, root_of(library)), ""))


def _flow(part: RunPart, prefix: str) -> Iterator[object]:
    yield sorted(map(str, part.procedure.roles)), sorted(part.procedure.read_only_roles)
    for step in part.steps.values():
        edges = [
            (edge.option, _first(part, edge.target), edge.again, edge.otherwise)
            for edge in part.outgoing[step.id]
        ]
        yield f"{prefix}{_first(part, step.id)}", edges
        if step.id in part.called:
            yield from _flow(part.called[step.id], f"{prefix}{_first(part, step.id)}/")


def fingerprints_in(library: Texts) -> tuple[str, dict[str, dict[Aspect, str]]]:
    """The fingerprint of a procedure, and those of its steps by path in former ids."""
    graph = build_run_graph(library, root_of(library))
    return graph["fingerprint"], dict(_fingerprints(graph, ""))


def _fingerprints(graph: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, dict[Aspect, str]]]:
    for step in graph["steps"]:
        path = f"{prefix}{step.get('was', step['id'])}"
        yield path, dict(zip(REPORTED_ASPECTS, step["fingerprint"].split("."), strict=True))
        if "part" in step:
            yield from _fingerprints(step["part"], f"{path}/")


def _seen(library: Texts, part: RunPart, prefix: str) -> Any:
    for step in part.steps.values():
        path = f"{prefix}{_first(part, step.id)}"
        yield (
            path,
            {
                Aspect.ACT: (_act(part, step), step.revision),
                Aspect.NOTES: ([_meaning(note) for note in _notes(part, step)], _conditions(part, step)),
                Aspect.ROLES: _performers(part, step),
                Aspect.TARGETS: (
                    _targets(library, part, step),
                    _names(step),
                    step.screen,
                    _system(part, step),
                ),
            },
        )
        if step.id in part.called:
            yield from _seen(library, part.called[step.id], f"{path}/")


def _first(part: RunPart, name: str) -> str:
    (step,) = (step for step in part.procedure.steps if step.id == name)
    return str(step.was or name)


def _conditions(part: RunPart, step: Any) -> list[object]:
    """What must have been answered for the step and its options, with steps by their former ids."""
    options = [option.when for option in _open_options(part, step)] if isinstance(step, Decision) else []
    return [
        sorted(
            sorted((_named(part, name), sorted(wanted)) for name, wanted in entry.items()) for entry in when
        )
        for when in (step.when, *options)
        if when
    ]


def _named(part: RunPart, name: str) -> str:
    if name not in part.scope:
        return name
    _, step = part.scope[name]
    return str(step.was or step.id)


def _meaning(words: SourceText) -> str:
    return words.source.replace(_SAME, "")


def _open_options(part: RunPart, step: Any) -> list[Option[SourceText]]:
    options = (option for option, _ in part.open_options(step))
    return sorted(options, key=lambda option: option.id)


def _performers(part: RunPart, step: Any) -> object:
    performers = part.performers[step.id]
    awaited = step.party if isinstance(step, Wait) else None
    return sorted(sorted(roles.all) for roles in performers.roles), awaited or performers.party


def _act(part: RunPart, step: Any) -> object:
    if isinstance(step, Call):
        return None
    words = _meaning(main_text(step))
    if not isinstance(step, Decision):
        return words
    return words, step.choose, [(entry.id, _meaning(entry.label)) for entry in _open_options(part, step)]


def _notes(part: RunPart, step: Any) -> list[SourceText]:
    single = (step.expect, step.if_not, step.detail, step.optional, step.pause_point, step.secret)
    many = (step.warnings, step.cautions, step.notes)
    details = [option.detail for option in _open_options(part, step)] if isinstance(step, Decision) else []
    return [
        entry
        for entry in (*single, *details, *(note.text for notes in many for note in notes.values()))
        if entry
    ]


def _targets(library: Texts, part: RunPart, step: Any) -> object:
    past = step.otherwise and _first(part, step.otherwise)
    if isinstance(step, Call):
        called = part.called[step.id]
        answers = sorted((_named(called, name), option) for name, option in step.answers.items())
        outcomes = sorted((_named(called, name), _first(part, to)) for name, to in step.outcomes.items())
        return library.find_oldest_id(step.procedure), answers, outcomes, past
    if isinstance(step, Decision):
        edges = [edge for edge in part.outgoing[step.id] if not edge.otherwise]
        return past, sorted((str(edge.option), _first(part, edge.target), edge.again) for edge in edges)
    return past


def _names(step: Any) -> list[str]:
    texts = iter_texts(replace(without_steps(step), training_note=None))
    return sorted({word for words in texts for word in words.source.split() if word.startswith("{")})


def _system(part: RunPart, step: Any) -> str | None:
    before = part.procedure.steps[: part.procedure.steps.index(step) + 1]
    return next((entry.system for entry in reversed(before) if entry.system), None)


# Edits


class Edit(StrEnum):
    """What an author does to a step, or to its procedure."""

    REWORD = "reword"
    REWORD_ONLY = "reword, declared as wording only"
    NAME_CONTROL = "name a control"
    WARN = "add a warning"
    EXPECT = "say what to expect"
    TRAIN = "write a note for trainers"
    ESTIMATE = "estimate the time"
    REVISE = "raise the revision"
    PERFORM = "name who performs it"
    PLACE = "name system and screen"
    AIM = "lead elsewhere"
    REPEAT = "lead back from it"
    SETTLE = "answer a decision of a called procedure"
    RELABEL = "reword an option"
    CONDITION = "make it depend on a fact"
    INSERT = "insert a step after it"
    REMOVE = "remove it"
    RENAME = "rename all steps"
    RENAME_PROCEDURE = "rename a called procedure, or the procedure itself"
    CHANGE_ROLES = "change the roles of the procedure"


class Author:
    """Edits a library, one step at a time."""

    def __init__(self, library: Texts) -> None:
        self.library = library
        self.count = 0

    def edit(self, edit: Edit, name: str, at: int, to: int) -> None:  # noqa: PLR0912  # one row an edit
        """Make an edit at a step of a procedure; none where the step has nothing to edit so."""
        self.count += 1
        procedure = self.library.procedures[self.library.present_ids.get(name, name)]
        reachable = sorted(map(_ids(procedure).index, build_run_part(self.library, procedure).steps))
        at, to = reachable[at % len(reachable)], to % len(procedure.steps)
        step: Any = procedure.steps[at]
        match edit:
            case Edit.REWORD | Edit.REWORD_ONLY | Edit.NAME_CONTROL:
                self._reword(edit, procedure, at)
            case Edit.WARN:
                new = text(f"{name}/{step.id}.warnings.w{self.count}", f"Hot {self.count} {{oven}}.")
                self._put(
                    procedure, at, warnings={**step.warnings, id_(f"w{self.count}"): StepWarning(text=new)}
                )
            case Edit.EXPECT:
                self._put(procedure, at, expect=text(f"{name}/{step.id}.expect", f"Light {self.count}."))
            case Edit.TRAIN:
                self._put(procedure, at, training_note=text("t", f"Why {self.count}: {{lamp}}."))
            case Edit.ESTIMATE:
                self._put(procedure, at, estimated_time=id_(f"PT{self.count}M"))
            case Edit.REVISE:
                self._put(procedure, at, revision=step.revision + 1)
            case Edit.PERFORM:
                self._put(procedure, at, performed_by=each_role(ROLES[to % 3 : to % 3 + 2]))
            case Edit.PLACE:
                self._put(procedure, at, system=id_(f"system{to}"), screen=id_(f"screen{to}"))
            case Edit.AIM:
                self._aim(procedure, at, procedure.steps[to].id)
            case Edit.REPEAT:
                self._put(procedure, at, again=not step.again)
            case Edit.SETTLE:
                self._settle(procedure, to)
            case Edit.RELABEL:
                self._relabel(procedure, at)
            case Edit.CONDITION:
                self._put(procedure, at, when=({id_(FACTS[to % 2]): ids([f"o{to % 3}"])},))
            case Edit.INSERT:
                new_step = Action(
                    id=id_(f"n{self.count}"), action=text(f"{name}/n{self.count}", f"New {self.count}.")
                )
                self._replace(procedure, (*procedure.steps[: at + 1], new_step, *procedure.steps[at + 1 :]))
            case Edit.REMOVE:
                self._remove(procedure, at)
            case Edit.RENAME:
                self._rename(procedure)
            case Edit.RENAME_PROCEDURE:
                called = list(called_procedures(self.library, procedure).values())
                self._rename_procedure(called[-1 - to % len(called)])
            case Edit.CHANGE_ROLES:
                self._replace(replace(procedure, roles=each_role(ROLES[to % 4 :])), procedure.steps)

    def _replace(self, procedure: Procedure[SourceText], steps: tuple[Any, ...]) -> None:
        procedures = {**self.library.procedures, procedure.id: replace(procedure, steps=steps)}
        self.library = replace(self.library, procedures=procedures)

    def _put(self, procedure: Procedure[SourceText], at: int, **changes: Any) -> None:
        steps = list(procedure.steps)
        steps[at] = replace(steps[at], **changes)
        self._replace(procedure, tuple(steps))

    def _reword(self, edit: Edit, procedure: Procedure[SourceText], at: int) -> None:
        step = procedure.steps[at]
        if isinstance(step, Call):
            return
        old = main_text(step)
        change = {Edit.REWORD: f" {self.count}", Edit.REWORD_ONLY: _SAME, Edit.NAME_CONTROL: " {save}"}[edit]
        new = replace(old, source=old.source + change)
        if edit is Edit.REWORD_ONLY:
            former = self.library.rewordings.get(old.key)
            before = hash_text(self.library, old.source)
            meaning = former.meaning if former and former.now == before else id_(before)
            entry = Rewording(now=id_(hash_text(self.library, new.source)), meaning=meaning)
            self.library = replace(self.library, rewordings={**self.library.rewordings, old.key: entry})
        self._put(procedure, at, **{kind_of(step).text_key or kind_of(step).key: new})

    def _settle(self, procedure: Procedure[SourceText], to: int) -> None:
        for at, step in enumerate(procedure.steps):
            if isinstance(step, Call) and step.procedure in self.library.procedures:
                called = self.library.procedures[step.procedure]
                answers = {
                    inner.id: inner.options[to % len(inner.options)].id
                    for inner in called.steps
                    if isinstance(inner, Decision)
                }
                self._put(self.library.procedures[procedure.id], at, answers=answers)

    def _relabel(self, procedure: Procedure[SourceText], at: int) -> None:
        step = procedure.steps[at]
        if isinstance(step, Decision):
            first, *others = step.options
            label = replace(first.label, source=f"Yes {self.count}")
            self._put(procedure, at, options=(replace(first, label=label), *others))

    def _aim(self, procedure: Procedure[SourceText], at: int, target: Any) -> None:
        step = procedure.steps[at]
        if isinstance(step, Decision):
            first, *others = step.options
            self._put(procedure, at, options=(replace(first, next=target, again=not first.again), *others))
        else:
            self._put(procedure, at, next=target)

    def _remove(self, procedure: Procedure[SourceText], at: int) -> None:
        steps = procedure.steps
        targets = {target for step in steps for target in _named_by(step)}
        targets |= {
            name
            for caller in self.library.procedures.values()
            for step in caller.steps
            if isinstance(step, Call) and step.procedure == procedure.id
            for name in (*step.answers, *step.outcomes)
        }
        if len(steps) > 1 and steps[at].id not in targets:
            self._replace(procedure, steps[:at] + steps[at + 1 :])

    def _rename(self, procedure: Procedure[SourceText]) -> None:
        if any(step.was for step in procedure.steps):
            return

        def renamed(name: str | None) -> Any:
            return name and id_(f"{name}-renamed")

        def following(step: Any) -> Any:
            changes: dict[str, Any] = {"id": renamed(step.id), "was": step.id, "next": renamed(step.next)}
            changes |= {"otherwise": renamed(step.otherwise), "when": condition(step.when)}
            if isinstance(step, Decision):
                changes["options"] = tuple(
                    replace(option, next=renamed(option.next), when=condition(option.when))
                    for option in step.options
                )
            if isinstance(step, Call):
                changes["outcomes"] = {name: renamed(target) for name, target in step.outcomes.items()}
            if isinstance(step, Compound):
                changes["steps"] = tuple(map(following, step.steps))
            return replace(step, **changes)

        own = {step.id for step in procedure.all_steps}

        def condition(when: Any) -> Any:
            return tuple(
                {(renamed(name) if name in own else name): wanted for name, wanted in entry.items()}
                for entry in when
            )

        self._replace(procedure, tuple(map(following, procedure.steps)))
        for caller in self.library.procedures.values():
            for at, step in enumerate(caller.steps):
                if isinstance(step, Call) and step.procedure == procedure.id:
                    answers = {renamed(name): option for name, option in step.answers.items()}
                    outcomes = {renamed(name): target for name, target in step.outcomes.items()}
                    changed = self.library.procedures[caller.id]
                    self._put(changed, at, answers=answers, outcomes=outcomes)

    def _rename_procedure(self, procedure: Procedure[SourceText]) -> None:
        old, new = procedure.id, id_(f"{procedure.id}-{self.count}")
        own = replace(procedure, procedure=new, was=(*procedure.was, id_(old)))
        procedures = {
            (new if name == old else name): entry for name, entry in self.library.procedures.items()
        }
        procedures[new] = own
        self.library = replace(
            self.library,
            procedures={
                name: replace(entry, steps=tuple(_calling(step, old, new) for step in entry.steps))
                for name, entry in procedures.items()
            },
        )


def _ids(procedure: Procedure[SourceText]) -> list[str]:
    return [str(step.id) for step in procedure.steps]


def _named_by(step: Any) -> Iterator[str]:
    yield step.next
    yield step.otherwise
    parts = step.steps if isinstance(step, Compound) else ()
    yield from (name for part in (step, *parts) for when in conditions_of(part) for name in named_in(when))
    if isinstance(step, Decision):
        yield from (option.next for option in step.options if option.next)
    if isinstance(step, Call):
        yield from step.outcomes.values()


def _calling(step: Any, old: str, new: Any) -> Any:
    return replace(step, procedure=new) if isinstance(step, Call) and step.procedure == old else step


def with_texts_of_their_own(library: Texts) -> Texts:
    """The library with a key and a wording of its own for every text."""

    def own(name: str, entry: Procedure[SourceText]) -> Any:
        return map_texts(entry, lambda old: text(f"{name}/{old.key}", f"Text {name} {old.key}."))

    made = (own(name, entry) for name, entry in library.procedures.items())
    return library_of(*made, facts=library.facts)


EDITS = st.lists(
    st.tuples(st.sampled_from(Edit), st.sampled_from(["one", "two"]), st.integers(0, 8), st.integers(0, 8)),
    min_size=2,
    max_size=4,
)


@settings(max_examples=attempts(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    layered_libraries().map(with_texts_of_their_own),
    st.sampled_from(["one", "two"]),
    st.integers(0, 8),
    st.integers(0, 8),
    EDITS,
)
def test_fingerprints_differ_where_a_reader_sees_a_difference(
    library: Texts, name: str, at: int, to: int, several: list[tuple[Edit, str, int, int]]
) -> None:
    settled = Author(library)
    settled.edit(Edit.SETTLE, "one", at, to)
    for edit in Edit:
        _compare(library, [(edit, name, at, to)])
        _compare(settled.library, [(edit, "two", at, to)])
    _compare(library, several)


def _compare(library: Texts, edits: list[tuple[Edit, str, int, int]]) -> None:
    author = Author(library)
    for edit in edits:
        author.edit(*edit)
    before, after = seen_in(library), seen_in(author.library)
    old_whole, old = fingerprints_in(library)
    new_whole, new = fingerprints_in(author.library)
    assert (old.keys(), new.keys()) == (before.keys(), after.keys())
    for path in before.keys() & after.keys():
        seen = {aspect for aspect in REPORTED_ASPECTS if before[path][aspect] != after[path][aspect]}
        told = {aspect for aspect in REPORTED_ASPECTS if old[path][aspect] != new[path][aspect]}
        assert told == seen, (path, edits)
    is_changed = before != after or flow_of(library) != flow_of(author.library)
    assert (old_whole != new_whole) == is_changed, edits


# Fields


def _sample(type_: type_info.TypeInfo, number: int) -> Any:  # noqa: PLR0911  # one row a type
    """A value of a type; another for each number."""
    match type_:
        case type_info.TextType():
            return text(f"k{number}", f"Text {number}.")
        case type_info.IdType() | type_info.VerbatimType():
            return id_(f"id{number}")
        case type_info.NumberType():
            return 2 + number
        case type_info.FlagType():
            return bool(number % 2)
        case type_info.EnumType(enum):
            return list(enum)[number % len(enum)]
        case type_info.ListType(item):
            return (_sample(item, number),)
        case type_info.MapType(item):
            return {id_("key"): _sample(item, number)}
        case type_info.RecordType(record):
            return record(
                **{info.name: _sample(info.type, number) for info in type_info.record_fields(record)}
            )


def _aspects(info: type_info.FieldInfo) -> set[Aspect]:
    """What a change of a whole field concerns, as its declaration says."""
    if info.aspect is not None:
        return {info.aspect}
    return set(_declared(info.type))


def _declared(type_: type_info.TypeInfo) -> Iterator[Aspect]:
    match type_:
        case type_info.TextType((role,)):
            yield role.info.aspect
        case type_info.ListType(item) | type_info.MapType(item):
            yield from _declared(item)
        case type_info.RecordType(record):
            for info in type_info.record_fields(record):
                yield from _aspects(info)


EDGES: dict[str, Any] = {"next": None, "again": False, "otherwise": None, "answers": {}, "outcomes": {}}
FIELDS = [
    (kind.type, info)
    for kind in STEP_KINDS.values()
    for info in type_info.record_fields(kind.type)
    if info.name not in {"id", "steps", "options", "procedure", *EDGES}  # the edits have these
]


@pytest.mark.parametrize(
    ("kind", "info"), FIELDS, ids=[f"{kind.__name__}.{info.name}" for kind, info in FIELDS]
)
def test_every_field_of_every_kind_changes_what_it_declares(kind: Any, info: type_info.FieldInfo) -> None:
    def parts(number: int) -> list[str]:
        fields = {entry.name: _sample(entry.type, 0) for entry in type_info.record_fields(kind)}
        fields |= {info.name: _sample(info.type, number), "id": id_("own")}
        fields |= {name: empty for name, empty in EDGES.items() if name in fields}
        if "options" in fields:
            fields["options"] = tuple(replace(option, next=id_("end")) for option in fields["options"])
        if "procedure" in fields:
            fields["procedure"] = id_("two")
        if "steps" in fields:
            fields["steps"] = (Action(id=id_("part"), action=text("p")),)
        own = kind(**fields)
        end = procedure_of("two", [Action(id=id_("end"), action=text("e"))])
        library = library_of(procedure_of("one", [own, *end.steps]), end)
        step = build_run_graph(library, library.procedures["one"])["steps"][0]
        return str(step["fingerprint"]).split(".")

    changed = {
        aspect for aspect, old, new in zip(REPORTED_ASPECTS, parts(0), parts(1), strict=True) if old != new
    }
    assert changed == _aspects(info) - {Aspect.IGNORED}


# Locales

LINES = {
    "reword": ("Unlock the door.", "Turn the key."),
    "warn": ("    cautions:\n", "    warnings:\n      loud: It is loud.\n    cautions:\n"),
    "aim": ("next: enter-code, again", "next: unlock-door, again"),
    "place": ("    system: building\n", ""),
    "rename": ("  - id: opened\n", "  - id: entered\n    was: opened\n"),
    "insert": ("  - id: is-silent\n", "  - id: listen\n    action: Listen.\n  - id: is-silent\n"),
}


@settings(max_examples=attempts(3), deadline=None)
@given(st.lists(st.sampled_from(sorted(LINES)), unique=True, max_size=4), st.booleans())
def test_fingerprints_are_the_same_in_every_language(names: list[str], is_updated: bool) -> None:  # noqa: FBT001
    files = starter()
    for name in names:
        old, new = LINES[name]
        files = edited(files, PROCEDURE, old, new)
        if name == "rename":
            files = edited(files, PROCEDURE, "next: opened", "next: entered")
    if is_updated:
        files |= update_catalogs(checked(files).loaded.library, files, ["nl"]).value
    config, _ = config_of(files)
    assert config
    site = (
        Builder().build(Project(Path("starter"), files), add_pseudo_locales(config, ["en-XA", "ar-XB"])).files
    )
    pages = [page for path, page in site.items() if path.endswith("open-office/checklist/index.html")]
    shown = [page for page in pages if b"data-original" not in page]
    assert (len(pages), len(shown)) == (4, 3 if "warn" in names else 4)  # Dutch lacks the warning
    assert len({parsed(page).one("script", id="_graph").raw for page in shown}) == 1
