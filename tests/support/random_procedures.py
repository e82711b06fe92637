"""Random procedures for hypothesis, built with the model's own types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from stegvis.diagnostics import Id, Location
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Actor
from stegvis.model.step_kinds import Action, Call, Check, Choose, Decision, Finish, Option, Step, Wait
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole

ROLES = ("admin", "agent", "clerk", "owner")
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
        roles=ids(roles),
        read_only_roles=ids(read_only),
        estimated_time=id_("PT5M"),
        steps=tuple(steps),
        outcome=text(f"{name}.outcome"),
    )


def library_of(*procedures: Procedure[SourceText]) -> Library[SourceText]:
    """A library of these procedures, and nothing else."""
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
    )


def _goes(draw: st.DrawFn, count: int, index: int) -> dict[str, Any]:
    """A `next` of a step: none, forward, or back with `again`."""
    target = draw(st.none() | st.integers(0, count - 1))
    if target is None:
        return {}
    return {"next": id_(f"s{target}"), "again": target <= index}


def _step(draw: st.DrawFn, count: int, index: int, callable_: Sequence[str]) -> Step[SourceText]:
    name = f"s{index}"
    common: dict[str, Any] = {"id": id_(name)}
    if draw(st.booleans()):
        common["performed_by"] = ids(draw(st.lists(st.sampled_from(ROLES), max_size=3, unique=True)))
    if draw(st.integers(0, 4)) == 0:
        common["pause_point"] = text(f"{name}.pause_point")
    kinds = ["action", "check", "decision", "wait", "finish", *(["call"] if callable_ else [])]
    match draw(st.sampled_from(kinds)):
        case "finish":
            return Finish(**common, finish=text(f"{name}.finish"))
        case "decision":
            return _decision(draw, count, index, common)
        case kind:
            return _act(draw, kind, common | _goes(draw, count, index), callable_)


def _decision(draw: st.DrawFn, count: int, index: int, common: dict[str, Any]) -> Step[SourceText]:
    words = text(f"s{index}.decision")
    options = tuple(
        Option(id=id_(f"o{number}"), label=text(f"s{index}.o{number}"), **_goes(draw, count, index))
        for number in range(draw(st.integers(2, 3)))
    )
    if draw(st.booleans()):
        joining = id_(f"s{draw(st.integers(index, count - 1))}")
        return Decision(**common, choose=Choose.ANY, next=joining, decision=words, options=options)
    return Decision(**common, decision=words, options=options)


def _act(draw: st.DrawFn, kind: str, common: dict[str, Any], callable_: Sequence[str]) -> Step[SourceText]:
    words = text(f"{common['id']}.{kind}")
    match kind:
        case "wait":
            return Wait(**common, wait=words, actor=Actor.CUSTOMER)
        case "check":
            return Check(**common, check=words, if_not=text(f"{common['id']}.if_not"))
        case "call":
            return Call(**common, procedure=id_(draw(st.sampled_from(callable_))))
        case _:
            return Action(**common, action=words)


@st.composite
def procedures(
    draw: st.DrawFn, name: str = "one", callable_: Sequence[str] = (), longest: int = 9
) -> Procedure[SourceText]:
    """Any procedure: ways forward, back and nowhere, decisions of both kinds, waits, ends, calls."""
    count = draw(st.integers(1, longest))
    steps = [_step(draw, count, index, callable_) for index in range(count)]
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True))
    others = [role for role in ROLES if role not in roles]
    read_only = draw(st.lists(st.sampled_from(others), max_size=1)) if others else []
    return procedure_of(name, steps, roles, read_only)


@st.composite
def libraries(draw: st.DrawFn) -> Library[SourceText]:
    """Four procedures that may call each other and themselves, and one that is not there."""
    names = ("one", "two", "three", "four")
    return library_of(*(draw(procedures(name, (*names, "nowhere"), 5)) for name in names))


@st.composite
def layered_libraries(draw: st.DrawFn) -> Library[SourceText]:
    """Four procedures of which each calls only those after it."""
    names = ("one", "two", "three", "four")
    made = (draw(procedures(name, names[at + 1 :], 5)) for at, name in enumerate(names))
    return library_of(*made)
