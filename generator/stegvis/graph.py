"""What follows what: pure functions on a procedure's graph, and on the procedures that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.model import Call, Check, Choose, Decision, Finish, Library, Procedure, Step, Wait

AnyProcedure = Procedure[Any]
AnyStep = Step[Any]

Answers = Mapping[str, str]
"""Decisions that are settled: step id to option id."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a step to another."""

    source: str
    target: str
    option: str | None = None
    """The answer that opens it, if its source is a decision."""
    again: bool = False
    """It leads back, and what it leads to is done again."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A step where it is met: in its own procedure, or in one that is called."""

    path: str
    """Ids of the calls and of the step: `check-owner/sign-in`."""
    number: str
    """`3`, or `3.1` in the procedure called by step 3."""
    depth: int
    step: AnyStep
    procedure: AnyProcedure
    answer: str | None = None
    """The option that the caller chose, if the step is a decision that it settled."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """Where a procedure's steps are placed: after the call that leads to them."""

    path: str = ""
    number: str = ""
    depth: int = 0
    procedures: frozenset[str] = frozenset()
    """The procedures that led here; none of them is entered again."""


@dataclass(frozen=True, slots=True)
class Handover:
    """A step from which somebody with another role goes on."""

    path: str
    roles: tuple[str, ...]
    """Any one of these can go on."""


@dataclass(frozen=True, slots=True)
class Finishing:
    """Who can do a procedure, calls included."""

    alone: tuple[str, ...]
    """The roles that can do every step."""
    handovers: tuple[Handover, ...]
    """Where it changes hands when nobody can do it alone, with as few changes as possible."""
    stuck: Mapping[str, tuple[str, ...]]
    """For each of the procedure's roles that can't do every step, the paths of those it can't."""


def edges(procedure: AnyProcedure) -> tuple[Edge, ...]:
    """Every way from step to step, in the order of the file."""
    return tuple(
        edge
        for index, step in enumerate(procedure.steps)
        for edge in _edges_from(step, _following(procedure, index))
    )


def _following(procedure: AnyProcedure, index: int) -> str | None:
    after = index + 1
    return procedure.steps[after].id if after < len(procedure.steps) else None


def _edges_from(step: AnyStep, following: str | None) -> Iterator[Edge]:
    if isinstance(step, Finish):
        return
    if isinstance(step, Decision):
        for option in step.options:
            if target := option.next or following:
                yield Edge(step.id, target, option.id, option.again)
        if step.choose is Choose.ANY and step.next:
            yield Edge(step.id, step.next)
    elif target := step.next or following:
        yield Edge(step.id, target, None, step.again)


def ways_out(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, list[Edge]]:
    """The edges that leave each step, without those that a settled decision closes."""
    settled = answers or {}
    out: dict[str, list[Edge]] = {step.id: [] for step in procedure.steps}
    for edge in edges(procedure):
        if edge.option is None or settled.get(edge.source, edge.option) == edge.option:
            out[edge.source].append(edge)
    return out


def reachable(procedure: AnyProcedure, answers: Answers | None = None) -> frozenset[str]:
    """The steps that some way from the first one meets."""
    if not procedure.steps:
        return frozenset()
    out = ways_out(procedure, answers)
    targets = {source: [edge.target for edge in ways] for source, ways in out.items()}
    return _closure([procedure.steps[0].id], targets)


def reaching_end(procedure: AnyProcedure) -> frozenset[str]:
    """The steps from which some way ends at a finish."""
    sources: dict[str, list[str]] = {step.id: [] for step in procedure.steps}
    for edge in edges(procedure):
        sources.setdefault(edge.target, []).append(edge.source)
    ends = [step.id for step in procedure.steps if isinstance(step, Finish)]
    return _closure(ends, sources)


def _closure(start: Iterable[str], ways: Mapping[str, Iterable[str]]) -> frozenset[str]:
    met: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting += ways.get(name, ())
    return frozenset(met)


def numbers(procedure: AnyProcedure, answers: Answers | None = None) -> dict[str, str]:
    """Each step's number, in the order of the file; steps closed by `answers` have none."""
    met = reachable(procedure, answers)
    placed = (step.id for step in procedure.steps if step.id in met)
    return {name: str(number) for number, name in enumerate(placed, 1)}


def systems(procedure: AnyProcedure) -> dict[str, str | None]:
    """Each step's system, carried on in the order of the file."""
    carried: dict[str, str | None] = {}
    system: str | None = None
    for step in procedure.steps:
        system = step.system or system
        carried[step.id] = system
    return carried


def performers(procedure: AnyProcedure, step: AnyStep) -> tuple[str, ...]:
    """The roles of which any one may do a step; none for a step that needs no role.

    A wait is another party's, a decision or an outcome is nobody's right, and a call needs what the
    called steps need, unless the caller says who does it.
    """
    if step.performed_by:
        return step.performed_by
    if isinstance(step, Wait | Decision | Finish | Call):
        return ()
    if isinstance(step, Check):
        return (*procedure.roles, *procedure.read_only_roles)
    return procedure.roles


def expanded(
    library: Library[Any], procedure: AnyProcedure, answers: Answers | None = None
) -> tuple[Placed, ...]:
    """The steps in the order of the file, each call followed by the steps of what it calls."""
    return tuple(_placed(library, procedure, answers or {}, _Caller()))


def _placed(
    library: Library[Any], procedure: AnyProcedure, answers: Answers, caller: _Caller
) -> Iterator[Placed]:
    numbered = numbers(procedure, answers)
    inside = caller.procedures | {procedure.id}
    for step in procedure.steps:
        if step.id not in numbered:
            continue
        path, number = f"{caller.path}{step.id}", f"{caller.number}{numbered[step.id]}"
        yield Placed(path, number, caller.depth, step, procedure, answers.get(step.id))
        called = library.procedures.get(step.procedure) if isinstance(step, Call) else None
        if isinstance(step, Call) and called and called.id not in inside:
            within = _Caller(f"{path}/", f"{number}.", caller.depth + 1, inside)
            yield from _placed(library, called, step.answers, within)


def finishing(library: Library[Any], procedure: AnyProcedure) -> Finishing:
    """Who can do every step of a procedure and of what it calls, and where it changes hands if none."""
    needs = [
        (placed.path, roles)
        for placed in expanded(library, procedure)
        if (roles := performers(placed.procedure, placed.step))
    ]
    everyone = dict.fromkeys([*procedure.roles, *(role for _, roles in needs for role in roles)])
    alone = tuple(role for role in everyone if all(role in roles for _, roles in needs))
    stuck: dict[str, tuple[str, ...]] = {
        role: paths
        for role in procedure.roles
        if (paths := tuple(path for path, roles in needs if role not in roles))
    }
    return Finishing(alone, () if alone else tuple(_handovers(needs)), stuck)


def _handovers(needs: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Handover]:
    """Let each holder go as far as any can; nothing later can need fewer changes of hands."""
    able: tuple[str, ...] | None = None
    begun: str | None = None
    for path, roles in needs:
        still = roles if able is None else tuple(role for role in able if role in roles)
        if still:
            able = still
            continue
        if begun is not None and able is not None:
            yield Handover(begun, able)
        able, begun = roles, path
    if begun is not None and able is not None:
        yield Handover(begun, able)


def can_finish(library: Library[Any], procedure: AnyProcedure, role: str) -> bool:
    """Whether some way from the first step to an outcome can be gone with this role alone."""
    out = ways_out(procedure)
    able = {step.id for step in procedure.steps if _can_do(library, procedure, step, role, frozenset())}
    targets = {name: [edge.target for edge in out[name] if edge.target in able] for name in out}
    first = procedure.steps[0].id
    met = _closure([first] if first in able else [], targets)
    return any(isinstance(step, Finish) and step.id in met for step in procedure.steps)


def _can_do(
    library: Library[Any],
    procedure: AnyProcedure,
    step: AnyStep,
    role: str,
    callers: frozenset[str],
) -> bool:
    roles = performers(procedure, step)
    if roles and role not in roles:
        return False
    if not isinstance(step, Call) or step.procedure in callers:
        return True
    called = library.procedures.get(step.procedure)
    if called is None:
        return True
    met = reachable(called, step.answers)
    inside = callers | {procedure.id}
    return all(_can_do(library, called, one, role, inside) for one in called.steps if one.id in met)


def longest_stretch(procedure: AnyProcedure) -> tuple[int, str]:
    """The most steps that some way takes without a pause point, and the step where that ends.

    A finish is no step to do; a call begins a new stretch, as the called procedure has its own.
    """
    order: dict[str, int] = {step.id: index for index, step in enumerate(procedure.steps)}
    out = ways_out(procedure)
    length: dict[str, int] = {}
    for step in procedure.steps:
        before = length.get(step.id, 0)
        if isinstance(step, Finish):
            here = before
        elif step.pause_point is not None or isinstance(step, Call):
            here = 1
        else:
            here = before + 1
        length[step.id] = here
        for edge in out[step.id]:
            if not edge.again and order.get(edge.target, -1) > order[step.id]:
                length[edge.target] = max(length.get(edge.target, 0), here)
    if not length:
        return 0, ""
    last = max(length, key=lambda name: length[name])
    return length[last], last


def expansion(library: Library[Any], procedure: AnyProcedure) -> int:
    """How many steps a procedure has with its calls in place; a call that leads back counts as one step."""
    known: dict[str, int] = {}

    def size(one: AnyProcedure) -> int:
        if one.id not in known:
            known[one.id] = 0
            called = (library.procedures.get(call.procedure) for call in callees(one))
            known[one.id] = len(one.steps) + sum(size(each) for each in called if each)
        return known[one.id]

    return size(procedure)


def callees(procedure: AnyProcedure) -> Iterator[Call[Any]]:
    """The steps that call another procedure."""
    return (step for step in procedure.steps if isinstance(step, Call))


def call_cycle(library: Library[Any], procedure: AnyProcedure) -> tuple[str, ...]:
    """The ids from a procedure back to itself on the shortest way, if its calls lead there."""
    trails: list[tuple[str, ...]] = [(procedure.id,)]
    met: set[str] = set()
    for trail in trails:
        for call in callees(library.procedures.get(trail[-1], procedure)):
            if call.procedure == procedure.id:
                return (*trail, procedure.id)
            if call.procedure in library.procedures and call.procedure not in met:
                met.add(call.procedure)
                trails.append((*trail, call.procedure))
    return ()
