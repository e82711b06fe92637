"""The reference for the scripts’ traversal of a run: it walks the model itself.

The cases in tests/fixtures/traversal are run against both, so that they cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, Edge
from stegvis.graph.run_part import RunPart, build_run
from stegvis.model.condition import Condition, named_in
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call, Choose, Compound, Decision, Finish, Option, Wait

Chosen = Mapping[str, Sequence[str]]
"""Answers of a run: a decision's path to the ids of its chosen options."""

Items = Mapping[str, Sequence[str]]
"""The items of repeated steps by path: ids that begin with `~`."""

Marks = Mapping[str, str]
"""States of a run's steps by path: `doing`, `done`, `skipped`, `blocked`."""

SETTLED = ("done", "skipped")

_MOST_COMBINATIONS = 64
"""Of answers that are counted one by one."""


@dataclass(frozen=True, slots=True)
class BackEdge:
    """An edge back that the run has come to."""

    source: str
    target: str
    clear: tuple[str, ...]
    """What is done again, in the order of the first visits."""


@dataclass(frozen=True, slots=True)
class Traversal:
    """What a run's answers make of a procedure."""

    visited: tuple[str, ...]
    """Paths of the steps that are certain to be met, in order, with calls and ends."""
    undecided: tuple[str, ...]
    """Steps to which a pending decision may lead, in the order of the file."""
    pending_decisions: tuple[str, ...]
    """The decisions at which the traversal stops for want of an answer."""
    next: str | None
    next_for_me: str | None
    """The next step that one of the given roles may do."""
    waits: tuple[str, ...]
    """Steps at which another party is waited for now."""
    back_edge: BackEdge | None
    finish: str | None
    """The end that the traversal comes to."""
    left: tuple[str, ...]
    """The visited tasks that are not settled."""
    done: int
    least: int
    most: int
    offered: Mapping[str, tuple[str, ...]]
    """The options that conditions leave, by the path of each decision that its caller does not settle."""

    @property
    def is_finished(self) -> bool:
        """Whether everything up to an end is settled."""
        return self.finish is not None and self.next is None


class _Ended(Enum):
    WELL = auto()
    OPEN = auto()
    LOOP = auto()


def traverse(  # noqa: PLR0913, PLR0917  # all that a run consists of
    library: Library[Any],
    procedure: AnyProcedure,
    answers: Chosen | None = None,
    marks: Marks | None = None,
    roles: Iterable[str] = (),
    items: Items | None = None,
    party: str = "",
) -> Traversal:
    """What a run’s answers, marks and items make of a procedure, for a reader of a party with some roles."""
    root = build_run(library, procedure)
    steps = {path: (part, step) for path, part, step in _iter_steps(root, items or {})}
    walk = _Walker(steps, answers or {}, marks or {}, items or {})
    ended = walk.follow(root, root.first, None)
    combined = walk.combine_answers() if ended is _Ended.OPEN else []
    spans = [_count(root, _Walker(steps, given, marks or {}, items or {})) for given in combined]
    return walk.summarize(ended, frozenset(roles), party, _any_span(spans) or (0, 0))


def _count(root: RunPart, walk: _Walker) -> tuple[int, int] | None:
    """The least and the most tasks with some answers; None where they lead back."""
    ended = walk.follow(root, root.first, None)
    if ended is _Ended.LOOP:
        return None
    counted = sum(walk.is_counted(*visit) for visit in walk.visited.values())
    if ended is _Ended.WELL:
        return counted, counted
    span = walk.span(root, root.first, None)
    met = {*walk.visited, *walk.undecided}
    may_count = sum(walk.is_counted(*walk.steps[path]) for path in met)
    return span and (span[0], min(span[1], may_count))


def unknown_conditions(
    library: Library[Any], procedure: AnyProcedure, answers: Chosen, marks: Marks, items: Items
) -> list[str]:
    """The steps that a run comes to before it is known whether they are there."""
    root = build_run(library, procedure)
    steps = {path: (part, step) for path, part, step in _iter_steps(root, items)}
    walk = _Walker(steps, answers, marks, items)
    walk.follow(root, root.first, None)
    return walk.unknown


@dataclass(slots=True)
class _Walker:
    steps: Mapping[str, tuple[RunPart, AnyStep]]
    answers: Chosen
    marks: Marks
    items: Items
    visited: dict[str, tuple[RunPart, AnyStep]] = field(default_factory=dict)
    pending_decisions: list[str] = field(default_factory=list)
    undecided: set[str] = field(default_factory=set)
    back: tuple[RunPart, str, str] | None = None
    spans: dict[tuple[str, str | None], tuple[int, int] | None] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    """Where parts ended: by their prefix, the id of the step."""
    unknown: list[str] = field(default_factory=list)
    """The steps that were passed over as it isn't known whether they are there."""

    def known(self, part: RunPart, condition: Condition) -> bool | None:
        """Whether a condition holds, if that is known."""
        found: bool | None = not condition
        for alternative in condition:
            results = []
            for name, wanted in alternative.items():
                given = self.given(part.path_of(name))
                results.append(None if given is None else not given.isdisjoint(wanted))
            if False in results:
                continue
            if None not in results:
                return True
            found = None
        return found

    def given(self, path: str) -> set[str] | None:
        """What was answered at a step, or came of it; empty where it is passed over."""
        if path not in self.steps:
            return None
        part, step = self.steps[path]
        if self.known(part, step.when) is False:
            return set()
        if isinstance(step, Decision):
            return {str(edge.option) for edge in self.chosen_edges(part, step.id)} or None
        if self.is_skipped(path):
            return set()
        return {self.ends[f"{path}/"]} if f"{path}/" in self.ends else None

    def offered(self, part: RunPart, decision: Decision[Any]) -> list[Option[Any]]:
        """The options that conditions leave."""
        return [
            option for option, _ in part.open_options(decision) if self.known(part, option.when) is not False
        ]

    def is_forced(self, part: RunPart, step: AnyStep) -> bool:
        """Whether conditions leave one answer, so that nobody is asked."""
        if not isinstance(step, Decision) or step.id in part.answers:
            return False
        is_conditional = any(option.when for option, _ in part.open_options(step))
        offered = self.offered(part, step)
        return is_conditional and len(offered) == 1 and not offered[0].again

    def may_be_forced(self, part: RunPart, step: Decision[Any]) -> bool:
        """Whether it is not known yet if conditions leave one answer."""
        options = [option for option, _ in part.open_options(step)]
        return step.id not in part.answers and any(
            self.known(part, option.when) is None for option in options
        )

    def chosen_edges(self, part: RunPart, name: str) -> list[Edge]:
        """The edges of a decision's answer, in the order of the file."""
        step = part.steps[name]
        assert isinstance(step, Decision)
        options: set[str] = {option.id for option in self.offered(part, step)}
        if name in part.answers:
            ids: set[str] = {part.answers[name]}
        elif self.is_forced(part, step):
            ids = {*options}
        else:
            ids = options & {*self.answers.get(part.prefix + name, ())}
        return [edge for edge in option_edges(part, step) if edge.option in ids]

    def possible_edges(self, part: RunPart, step: AnyStep) -> list[Edge]:
        """The edges that may be taken from a step that is there."""
        usual = [edge for edge in part.outgoing[step.id] if edge.is_unconditional]
        if isinstance(step, Decision):
            options = {option.id for option in self.offered(part, step)}
            may = [edge for edge in option_edges(part, step) if edge.option in options]
            return [*(self.chosen_edges(part, step.id) or may), *usual]
        if not isinstance(step, Call) or self.is_skipped(part.prefix + step.id):
            return usual
        end = self.ends.get(f"{part.prefix}{step.id}/")
        named = [edge for edge in part.outgoing[step.id] if edge.option is not None]
        if end is None:
            return [*named, *usual]
        return [edge for edge in named if edge.option == end] or usual

    def past(self, part: RunPart, name: str) -> str | None:
        """Where a step leads that is passed over."""
        edge = part.find_edge_past(name)
        return edge.target if edge else None

    def follow(  # noqa: PLR0912  # the rules of a run, one after another
        self, part: RunPart, start: str, stop: str | None
    ) -> _Ended:
        """Walk from a step up to another one, or to an end."""
        at: str | None = start
        while at and at != stop:
            step, path = part.steps[at], part.prefix + at
            if not (is_there := self.known(part, step.when)):
                self.unknown += [path] if is_there is None else []
                at = self.past(part, at)
                continue
            is_new = path not in self.visited
            if not self.is_forced(part, step):
                self.visited.setdefault(path, (part, step))
            if is_new and not self.is_skipped(path):
                endings = [self.follow(inner, inner.first, None) for inner in _parts_of(part, at, self.items)]
                for ended in (_Ended.OPEN, _Ended.LOOP):
                    if ended in endings:
                        return self.stop_at(part, at, ended)
            if isinstance(step, Decision):
                edges = self.chosen_edges(part, at)
                if not edges:
                    self.pending_decisions += [path] if is_new else []
                    onward = [edge.target for edge in self.possible_edges(part, step) if not edge.again]
                    self.undecided |= self.reachable_paths(part, onward)
                    return _Ended.OPEN
                if step.choose is Choose.ANY:
                    endings = [self.follow_branch(part, edge, step.next) for edge in edges]
                    if _Ended.OPEN in endings:
                        return self.stop_at(part, at, _Ended.OPEN)
                    if _Ended.LOOP in endings:
                        return _Ended.LOOP
                    at = step.next
                    continue
                edge: Edge | None = edges[0]
            else:
                edge = next(iter(self.possible_edges(part, step)), None)
            if edge and edge.again:
                self.back = self.back or (part, path, edge.target)
                return _Ended.LOOP
            if edge is None or not edge.target:
                self.ends[part.prefix] = at
            at = edge.target if edge else None
        return _Ended.WELL

    def follow_branch(self, part: RunPart, edge: Edge, join: str | None) -> _Ended:
        if edge.again:
            self.back = self.back or (part, part.prefix + edge.source, edge.target)
            return _Ended.LOOP
        return self.follow(part, edge.target, join)

    def stop_at(self, part: RunPart, name: str, ended: _Ended) -> _Ended:
        """What follows a stretch that waits for an answer may come too."""
        if ended is _Ended.OPEN:
            onward = [edge for edge in self.possible_edges(part, part.steps[name]) if edge.option is None]
            if isinstance(part.steps[name], Call):
                onward = self.possible_edges(part, part.steps[name])
            ahead = [edge.target for edge in onward if not edge.again]
            self.undecided |= self.reachable_paths(part, ahead)
        return ended

    def reachable_paths(self, part: RunPart, starts: Iterable[str]) -> set[str]:
        """Every step that some way from here meets, without going back."""
        visited: set[str] = set()
        paths: set[str] = set()
        stack = list(starts)
        while stack:
            name = stack.pop()
            if not name or name in visited:
                continue
            visited.add(name)
            step = part.steps[name]
            is_there = self.known(part, step.when)
            if not is_there and (past := self.past(part, name)):
                stack.append(past)
            if is_there is False:
                continue
            if not self.is_forced(part, step):
                paths.add(part.prefix + name)
            if not self.is_skipped(part.prefix + name):
                for inner in _parts_of(part, name, self.items):
                    paths |= self.reachable_paths(inner, [inner.first])
            stack += [edge.target for edge in self.possible_edges(part, step) if not edge.again]
        return paths

    def is_skipped(self, path: str) -> bool:
        return self.marks.get(path) == "skipped"

    def is_counted(self, part: RunPart, step: AnyStep) -> bool:
        """Whether a step is something to do."""
        is_group = isinstance(step, Call | Compound) and step.for_each is None
        is_counted = not is_group and not isinstance(step, Finish) and step.id not in part.answers
        return is_counted and not self.is_forced(part, step)

    def is_settled(self, path: str, part: RunPart, step: AnyStep) -> bool:
        if isinstance(step, Decision):
            return bool(self.chosen_edges(part, step.id))
        return self.marks.get(path) in SETTLED

    def span(self, part: RunPart, start: str, stop: str | None) -> tuple[int, int] | None:
        """The least and the most steps to a stop or an end; None where the way only leads back."""
        key = part.prefix + start, stop
        if key not in self.spans:
            self.spans[key] = (0, 0) if start in ("", stop) else self.compute_span(part, start, stop)
        return self.spans[key]

    def compute_span(self, part: RunPart, start: str, stop: str | None) -> tuple[int, int] | None:
        is_there, past = self.known(part, part.steps[start].when), self.past(part, start)
        spans = []
        if is_there is not False:
            spans.append(self.span_when_there(part, start, stop))
        if not is_there:
            spans.append(self.span(part, past, stop) if past else (0, 0))
        return _any_span(spans)

    def span_when_there(self, part: RunPart, start: str, stop: str | None) -> tuple[int, int] | None:
        step, path = part.steps[start], part.prefix + start
        own = int(self.is_counted(part, step))
        if isinstance(step, Finish):
            return own, own
        if isinstance(step, Decision):
            least = 0 if self.may_be_forced(part, step) else own
            return _add_spans((least, own), self.span_of_answers(part, step, stop))
        inner: tuple[int, int] | None = (0, 0)
        if not self.is_skipped(path):
            for called in _parts_of(part, start, self.items):
                inner = _add_spans(inner, self.span(called, called.first, None))
        onward = self.possible_edges(part, step)
        if not onward:
            return _add_steps(own, inner)
        rest = _any_span([None if edge.again else self.span(part, edge.target, stop) for edge in onward])
        return _add_steps(own, _add_spans(inner, rest))

    def span_of_answers(self, part: RunPart, step: Decision[Any], stop: str | None) -> tuple[int, int] | None:
        chosen = self.chosen_edges(part, step.id)
        edges = [edge for edge in self.possible_edges(part, step) if edge.option is not None]
        end = step.next if step.choose is Choose.ANY else stop
        spans = [None if edge.again else self.span(part, edge.target, end) for edge in edges]
        closed = [span for span in spans if span]
        if not closed or (chosen and len(closed) < len(spans)):
            return None
        if step.choose is Choose.ONE:
            return min(low for low, _ in closed), max(high for _, high in closed)
        low = sum(low for low, _ in closed) if chosen else min(low for low, _ in closed)
        joined = self.span(part, step.next, stop) if step.next else (0, 0)
        return _add_spans((low, sum(high for _, high in closed)), joined)

    def option_conditions(self, part: RunPart, step: AnyStep) -> list[Condition]:
        """The conditions of a decision's options."""
        return [option.when for option, _ in part.open_options(step)] if isinstance(step, Decision) else []

    def combine_answers(self) -> list[Chosen]:
        """Every combination of answers to open questions that conditions name, as long as these are few."""
        named = {
            part.path_of(name)
            for part, step in self.steps.values()
            for condition in (step.when, *self.option_conditions(part, step))
            for name in named_in(condition)
        }
        found: list[Chosen] = [self.answers]
        for path, (part, step) in self.steps.items():
            if path in named and isinstance(step, Decision) and step.choose is Choose.ONE:
                options = [option.id for option, _ in part.open_options(step)]
                more: list[Chosen] = [{**given, path: [option]} for given in found for option in options]
                if not self.chosen_edges(part, step.id) and len(more) <= _MOST_COMBINATIONS:
                    found = more
        return found

    def summarize(self, ended: _Ended, roles: frozenset[str], party: str, span: tuple[int, int]) -> Traversal:
        counted = {path: visit for path, visit in self.visited.items() if self.is_counted(*visit)}
        unsettled = [path for path, visit in counted.items() if not self.is_settled(path, *visit)]
        ready = [
            path
            for path in unsettled
            if not _is_repeated(self.visited[path][1])
            or not any(other.startswith(f"{path}/") for other in unsettled)
        ]
        performers = {path: self.visited[path][0].performers[self.visited[path][1].id] for path in unsettled}
        performable = [
            path
            for path in ready
            if performers[path].party == party
            and (
                not roles
                or not performers[path].roles
                or any(roles >= {*alternative.all} for alternative in performers[path].roles)
            )
        ]
        next_path = ready[0] if ready else None
        undecided = [path for path in self.steps if path in self.undecided and path not in self.visited]
        least = max(span[0], len(counted))
        most = max(least, span[1])
        last = next(reversed(self.visited), None)
        return Traversal(
            tuple(self.visited),
            tuple(undecided),
            tuple(self.pending_decisions),
            next_path,
            performable[0] if performable else None,
            tuple(
                path
                for path in unsettled
                if isinstance(self.visited[path][1], Wait)
                and (path == next_path or self.marks.get(path) == "doing")
            ),
            self.back_edge(),
            last if ended is _Ended.WELL else None,
            tuple(unsettled),
            len(counted) - len(unsettled),
            least,
            most,
            {
                path: tuple(str(option.id) for option in self.offered(part, step))
                for path, (part, step) in self.steps.items()
                if isinstance(step, Decision) and step.id not in part.answers
            },
        )

    def back_edge(self) -> BackEdge | None:
        if self.back is None:
            return None
        part, source, target = self.back
        within = {path: visit for path, visit in self.visited.items() if f"{path}/".startswith(f"{source}/")}
        if not all(
            self.is_settled(path, *visit) for path, visit in within.items() if self.is_counted(*visit)
        ):
            return None
        again = self.reachable_paths(part, [target]) | {source}
        return BackEdge(source, part.prefix + target, tuple(path for path in self.visited if path in again))


def option_edges(part: RunPart, decision: Decision[Any]) -> list[Edge]:
    """The edges of a decision's options; one that ends the part leads to nowhere (`""`)."""
    options = part.open_options(decision)
    return [edge or Edge(decision.id, "", option.id) for option, edge in options]


def _any_span(spans: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    ended = [span for span in spans if span]
    return (min(low for low, _ in ended), max(high for _, high in ended)) if ended else None


def _add_steps(own: int, span: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if span is None else (own + span[0], own + span[1])


def _add_spans(first: tuple[int, int] | None, second: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if first is None or second is None else (first[0] + second[0], first[1] + second[1])


def _is_repeated(step: AnyStep) -> bool:
    return isinstance(step, Call | Compound) and step.for_each is not None


def _iter_steps(part: RunPart, items: Items) -> Iterable[tuple[str, RunPart, AnyStep]]:
    for name, step in part.steps.items():
        yield part.prefix + name, part, step
        for inner in _parts_of(part, name, items):
            yield from _iter_steps(inner, items)


def _parts_of(part: RunPart, name: str, items: Items) -> list[RunPart]:
    """What stands for a step: a part, or one for each of its items."""
    if name not in part.called:
        return []
    inner, path = part.called[name], f"{part.prefix}{name}/"
    if not _is_repeated(part.steps[name]):
        return [inner]
    return [_moved(inner, path, f"{path}{item}/") for item in items.get(path[:-1], ())]


def _moved(part: RunPart, old: str, new: str) -> RunPart:
    """A part whose paths begin otherwise."""

    def moved(path: str) -> str:
        return new + path.removeprefix(old) if path.startswith(old) else path

    return replace(
        part,
        prefix=moved(part.prefix),
        called={name: _moved(inner, old, new) for name, inner in part.called.items()},
        scope={name: (moved(path), step) for name, (path, step) in part.scope.items()},
    )
