"""Random procedures for hypothesis, built with the model's own types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from stegvis.diagnostics import Id, Location
from stegvis.graph.dominators import find_dominators
from stegvis.model.condition import Condition
from stegvis.model.library import Library
from stegvis.model.noted_value import ForEach
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Ask, Fact, FactKind, FactOption, Party, RoleSet, each_role, role_ids
from stegvis.model.step_kinds import (
    Action,
    Call,
    Check,
    Choose,
    Compound,
    Decision,
    Finish,
    Option,
    Step,
    SubStep,
    Wait,
)
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole

# Strategies are made once: hypothesis examines each new one, which takes longer than to draw from it.
integers = cache(st.integers)
booleans = st.booleans()


@cache
def some_of(values: tuple[Any, ...], least: int, most: int) -> st.SearchStrategy[list[Any]]:
    """Different ones of some values."""
    return st.lists(one_of(values), min_size=least, max_size=most, unique=True)


@cache
def one_of(values: Any) -> st.SearchStrategy[Any]:
    """One of some values."""
    return st.sampled_from(values)


@cache
def index_or_none(count: int) -> st.SearchStrategy[int | None]:
    """A number below another one, or none."""
    return st.none() | st.integers(0, count - 1)


ROLES = ("admin", "agent", "clerk", "owner")
FACTS = ("country", "tool")
PARTIES = ("us", "customer", "supplier")
"""The first is ours."""
PLACE = Location("procedures/office/one.yaml")


def id_(name: str) -> Id:
    return Id(name, PLACE)


def ids(names: Sequence[str]) -> tuple[Id, ...]:
    return tuple(id_(name) for name in names)


def text(key: str, source: str = "Something.") -> SourceText:
    return SourceText(key, source, PLACE, TextRole.ACTION)  # graphs do not read roles


def procedure_of(
    name: str,
    steps: Sequence[Step[SourceText]],
    roles: Sequence[str] = ("admin",),
    read_only: Sequence[str] = (),
) -> Procedure[SourceText]:
    """A procedure with these steps, and nothing else that matters."""
    return Procedure(
        procedure=id_(name),
        collection="office",
        revision=1,
        revised=id_("2026-11-21"),
        title=text(f"{name}.title"),
        summary=text(f"{name}.summary"),
        roles=each_role(roles),
        read_only_roles=ids(read_only),
        estimated_time=id_("PT5M"),
        steps=tuple(steps),
        outcome=text(f"{name}.outcome"),
    )


def fact_of(
    name: str, ask: Ask = Ask.WHEN_NEEDED, kind: FactKind = FactKind.CIRCUMSTANCE
) -> Fact[SourceText]:
    """A fact with two options."""
    options = (
        FactOption(id=id_(f"o{at}"), label=text(f"facts/{name}.options.o{at}.label")) for at in range(2)
    )
    return Fact(question=text(f"facts/{name}.question"), options=tuple(options), ask=ask, kind=kind)


def library_of(
    *procedures: Procedure[SourceText], facts: Mapping[str, Fact[SourceText]] | None = None
) -> Library[SourceText]:
    """A library of these procedures and facts, and nothing else."""
    empty: Mapping[str, Any] = {}
    return Library(
        procedures={procedure.id: procedure for procedure in procedures},
        articles={},
        interface={},
        audiences=empty,
        collections=empty,
        roles=empty,
        systems=empty,
        labels=empty,
        links=empty,
        sources=empty,
        parties={name: party_of(name) for name in PARTIES},
        facts=facts or empty,
    )


def party_of(name: str) -> Party[SourceText]:
    """A party, which is ours if it is the first of `PARTIES`."""
    words = {word: text(f"parties/{name}.{word}") for word in ("name", "for_them", "wait")}
    return Party(**words, ours=name == PARTIES[0])


@cache
def _role_sets(min_size: int) -> st.SearchStrategy[tuple[RoleSet, ...]]:
    """Up to three alternatives of one role or, now and then, of two."""
    names = st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True)
    sets = st.one_of(st.sampled_from(each_role(ROLES)), names.map(lambda names: RoleSet(all=ids(names))))
    return st.lists(sets, min_size=min_size, max_size=3, unique=True).map(tuple)


def _goes(draw: st.DrawFn, count: int, index: int) -> dict[str, Any]:
    """A `next` of a step: none, forward, or back with `again`."""
    target = draw(index_or_none(count))
    if target is None:
        return {}
    return {"next": id_(f"s{target}"), "again": target <= index}


def _condition(draw: st.DrawFn, names: Sequence[str]) -> Condition:
    """A condition on some of these facts and steps; their answers are `o0` to `o2`, or for calls `s0` to `s4`."""
    if not names or draw(integers(0, 3)):
        return ()
    answers = ("o0", "o1", "o2", "s0", "s2", "s4")
    wanted = some_of(answers, 1, 4)
    return tuple(
        {id_(name): ids(draw(wanted)) for name in draw(some_of(tuple(names), 1, 2))}
        for _ in range(draw(integers(1, 2)))
    )


def _step(draw: st.DrawFn, count: int, index: int, callable_: Sequence[str]) -> Step[SourceText]:
    name = f"s{index}"
    common: dict[str, Any] = {"id": id_(name)}
    if draw(booleans):
        common["performed_by"] = draw(_role_sets(min_size=0))
    if draw(integers(0, 3)) == 0:
        common["party"] = id_(draw(one_of(PARTIES)))
    if draw(integers(0, 4)) == 0:
        common["pause_point"] = text(f"{name}.pause_point")
    common["when"] = _condition(draw, _earlier(index))
    if common["when"] and index + 1 < count and draw(booleans):
        common["otherwise"] = id_(f"s{draw(integers(index + 1, count - 1))}")
    kinds = ["action", "check", "decision", "wait", "finish", "compound", *(["call"] if callable_ else [])]
    match draw(one_of(tuple(kinds))):
        case "finish":
            return Finish(**common, finish=text(f"{name}.finish"))
        case "decision":
            return _decision(draw, count, index, common)
        case kind:
            goes = _goes(draw, count, index)
            targets = range(index + 1, count)
            return _act(draw, kind, common | goes, callable_, targets)


def _earlier(index: int) -> list[str]:
    """What a condition of a step may name."""
    return [*FACTS, *(f"s{number}" for number in range(index))]


def _decision(draw: st.DrawFn, count: int, index: int, common: dict[str, Any]) -> Step[SourceText]:
    words = text(f"s{index}.decision")
    options = tuple(
        Option(
            id=id_(f"o{number}"),
            label=text(f"s{index}.o{number}"),
            when=_condition(draw, _earlier(index)),
            **_goes(draw, count, index),
        )
        for number in range(draw(integers(2, 3)))
    )
    if draw(booleans):
        joining = id_(f"s{draw(integers(index, count - 1))}")
        return Decision(**common, choose=Choose.ANY, next=joining, decision=words, options=options)
    return Decision(**common, decision=words, options=options)


def _act(
    draw: st.DrawFn, kind: str, common: dict[str, Any], callable_: Sequence[str], targets: Sequence[int]
) -> Step[SourceText]:
    words = text(f"{common['id']}.{kind}")
    match kind:
        case "wait":
            return Wait(**{"party": id_("customer"), **common}, wait=words)
        case "check":
            return Check(**common, check=words, if_not=text(f"{common['id']}.if_not"))
        case "call":
            named = draw(some_of(tuple(range(5)), 0, 3)) if targets else []
            outcomes: dict[str, Id] = {id_(f"s{end}"): id_(f"s{draw(one_of(targets))}") for end in named}
            each = _for_each(draw, common)
            if each:
                outcomes = {}
            called = id_(draw(one_of(tuple(callable_))))
            return Call(**common, procedure=called, outcomes=outcomes, for_each=each)
        case "compound":
            names = _earlier(int(common["id"][1:]))
            parts = (_part(draw, f"{common['id']}p{at}", names) for at in range(draw(integers(1, 3))))
            each = _for_each(draw, common)
            return Compound(**common, action=words, steps=tuple(parts), for_each=each)
        case _:
            return Action(**common, action=words)


def _for_each(draw: st.DrawFn, common: Mapping[str, Any]) -> ForEach[SourceText] | None:
    """What a step is repeated for, perhaps."""
    if draw(integers(0, 2)):
        return None
    return ForEach(id=id_(f"{common['id']}-item"), name=text(f"{common['id']}.for_each.name"))


def _part(draw: st.DrawFn, name: str, names: Sequence[str]) -> SubStep[SourceText]:
    common: dict[str, Any] = {"id": id_(name), "when": _condition(draw, names)}
    if draw(integers(0, 4)) == 0:
        common["pause_point"] = text(f"{name}.pause_point")
    match draw(one_of(("action", "wait", "decision"))):
        case "wait":
            return Wait(**common, wait=text(f"{name}.wait"), party=id_("customer"))
        case "decision":
            options = (Option(id=id_(f"o{at}"), label=text(f"{name}.o{at}")) for at in range(2))
            return Decision(**common, decision=text(f"{name}.decision"), options=tuple(options))
        case _:
            return Action(**common, action=text(f"{name}.action"))


@st.composite
def procedures(
    draw: st.DrawFn, name: str = "one", callable_: Sequence[str] = (), longest: int = 9
) -> Procedure[SourceText]:
    """Any procedure: ways forward, back and nowhere, decisions of both kinds, waits, ends, calls, conditions."""
    count = draw(integers(1, longest))
    steps = [_step(draw, count, index, callable_) for index in range(count)]
    roles = draw(_role_sets(min_size=1))
    others = [role for role in ROLES if role not in role_ids(roles)]
    read_only = draw(some_of(tuple(others), 0, 1)) if others else []
    return replace(procedure_of(name, steps, (), read_only), roles=roles)


@st.composite
def libraries(draw: st.DrawFn) -> Library[SourceText]:
    """Four procedures that may call each other and themselves, and one that is not there."""
    names = ("one", "two", "three", "four")
    return library_of(*(draw(procedures(name, (*names, "nowhere"), 5)) for name in names), facts=_facts(draw))


@st.composite
def layered_libraries(draw: st.DrawFn) -> Library[SourceText]:
    """Four procedures of which each calls only those after it."""
    names = ("one", "two", "three", "four")
    made = {name: draw(procedures(name, names[at + 1 :], 5)) for at, name in enumerate(names)}
    called = [_settle(draw, procedure, made) for procedure in made.values()]
    return library_of(*called, facts=_facts(draw))


def _settle(
    draw: st.DrawFn, caller: Procedure[SourceText], called: Mapping[str, Procedure[SourceText]]
) -> Procedure[SourceText]:
    """A procedure whose calls settle some decisions of the called ones."""

    def settled(step: Step[SourceText]) -> Step[SourceText]:
        if not isinstance(step, Call) or draw(integers(0, 2)):
            return step
        decisions = [step for step in called[step.procedure].steps if isinstance(step, Decision)]
        answers: dict[str, Id] = {
            decision.id: draw(st.sampled_from([option.id for option in decision.options]))
            for decision in decisions
            if draw(booleans)
        }
        return replace(step, answers=answers)

    return replace(caller, steps=tuple(map(settled, caller.steps)))


def _facts(draw: st.DrawFn) -> dict[str, Fact[SourceText]]:
    return {name: fact_of(name, draw(one_of(Ask)), draw(one_of(FactKind))) for name in FACTS}


@st.composite
def sound_libraries(draw: st.DrawFn) -> Library[SourceText]:
    """Layered libraries in which every path can end, and conditions name what is known there."""
    library = draw(layered_libraries())
    made = [_mend(procedure) for procedure in library.procedures.values()]
    return library_of(*made, facts=library.facts)


def _mend(procedure: Procedure[SourceText]) -> Procedure[SourceText]:
    *steps, last = procedure.steps
    end = Finish(id=last.id, finish=text(f"{last.id}.finish"))
    mended = replace(procedure, steps=(*map(_leading_on, steps), end))
    dominators = find_dominators(mended)
    asked = {
        step.id
        for step in mended.steps
        if isinstance(step, Decision) or (isinstance(step, Call) and step.for_each is None)
    }

    def known(condition: Condition, at: str) -> Condition:
        kept = (
            {
                name: answers
                for name, answers in alternative.items()
                if name in FACTS or (name in asked and name != at and dominators.dominates(name, at))
            }
            for alternative in condition
        )
        return tuple(alternative for alternative in kept if alternative)

    def informed(step: Any, at: str) -> Any:
        changes: dict[str, Any] = {"when": known(step.when, at)}
        if isinstance(step, Decision):  # one option stays, whatever is answered
            first, *others = step.options
            others = [replace(option, when=known(option.when, at)) for option in others]
            changes["options"] = (replace(first, when=()), *others)
        if isinstance(step, Compound):
            changes["steps"] = tuple(informed(part, at) for part in step.steps)
        return replace(step, **changes)

    return replace(mended, steps=tuple(informed(step, step.id) for step in mended.steps))


def _leading_on(step: Any) -> Any:
    """A step from which some edge leads ahead."""
    if isinstance(step, Decision):
        first, *others = step.options
        step = replace(step, options=(replace(first, next=None, again=False), *others))
        return replace(step, choose=Choose.ONE, next=None) if step.next == step.id else step
    return replace(step, next=None, again=False) if step.again else step
