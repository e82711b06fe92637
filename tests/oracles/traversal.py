"""The reference for the scripts’ traversal of a run: it walks the model itself.

The cases in tests/fixtures/traversal are run against both, so that they cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from stegvis.graph.edges import AnyProcedure, AnyStep, Edge
from stegvis.graph.run_part import RunPart, build_run_part
from stegvis.model.library import Library
from stegvis.model.step_kinds import Call, Choose, Decision, Finish, Wait

Chosen = Mapping[str, Sequence[str]]
"""Answers of a run: a decision's path to the ids of its chosen options."""

Marks = Mapping[str, str]
"""States of a run's steps by path: `doing`, `done`, `skipped`, `blocked`."""

SETTLED = ("done", "skipped")


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
    done: int
    least: int
    most: int

    @property
    def is_finished(self) -> bool:
        """Whether everything up to an end is settled."""
        return self.finish is not None and self.next is None


class _Ended(Enum):
    WELL = auto()
    OPEN = auto()
    LOOP = auto()


def traverse(
    library: Library[Any],
    procedure: AnyProcedure,
    answers: Chosen | None = None,
    marks: Marks | None = None,
    roles: Iterable[str] = (),
) -> Traversal:
    """What a run’s answers and marks make of a procedure, for a reader with some roles."""
    walk = _Walker(answers or {}, marks or {})
    root = build_run_part(library, procedure)
    ended = walk.follow(root, root.first, None)
    return walk.summarize(root, ended, frozenset(roles))


@dataclass(slots=True)
class _Walker:
    answers: Chosen
    marks: Marks
    visited: dict[str, tuple[RunPart, AnyStep]] = field(default_factory=dict)
    pending_decisions: list[str] = field(default_factory=list)
    undecided: set[str] = field(default_factory=set)
    back: tuple[RunPart, str, str] | None = None
    spans: dict[tuple[str, str | None], tuple[int, int] | None] = field(default_factory=dict)

    def chosen_edges(self, part: RunPart, name: str) -> list[Edge]:
        """The edges of a decision's answer, in the order of the file."""
        picked = part.answers.get(name)
        ids = [picked] if picked else self.answers.get(part.prefix + name, ())
        return [edge for edge in part.outgoing[name] if edge.option is not None and edge.option in ids]

    def follow(self, part: RunPart, start: str, stop: str | None) -> _Ended:
        """Walk from a step up to another one, or to an end."""
        at: str | None = start
        while at is not None and at != stop:
            step, path = part.steps[at], part.prefix + at
            is_new = path not in self.visited
            self.visited.setdefault(path, (part, step))
            if isinstance(step, Call) and is_new and not self.is_skipped(path):
                inner = part.called[at]
                ended = self.follow(inner, inner.first, None)
                if ended is not _Ended.WELL:
                    return self.stop_at(part, at, ended)
            if isinstance(step, Decision):
                edges = self.chosen_edges(part, at)
                if not edges:
                    self.pending_decisions += [path] if is_new else []
                    onward = [edge.target for edge in part.outgoing[at] if not edge.again]
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
                edge = part.find_unconditional_edge(at)
            if edge and edge.again:
                self.back = self.back or (part, path, edge.target)
                return _Ended.LOOP
            at = edge.target if edge else None
        return _Ended.WELL

    def follow_branch(self, part: RunPart, edge: Edge, join: str | None) -> _Ended:
        if edge.again:
            self.back = self.back or (part, part.prefix + edge.source, edge.target)
            return _Ended.LOOP
        return self.follow(part, edge.target, join)

    def stop_at(self, part: RunPart, name: str, ended: _Ended) -> _Ended:
        """What follows a stretch that waits for an answer may come too."""
        onward = part.find_unconditional_edge(name)
        if ended is _Ended.OPEN and onward and not onward.again:
            self.undecided |= self.reachable_paths(part, [onward.target])
        return ended

    def reachable_paths(self, part: RunPart, starts: Iterable[str]) -> set[str]:
        """Every step that some way from here meets, without going back."""
        visited: set[str] = set()
        paths: set[str] = set()
        stack = list(starts)
        while stack:
            name = stack.pop()
            if name in visited:
                continue
            visited.add(name)
            paths.add(part.prefix + name)
            step = part.steps[name]
            if isinstance(step, Call) and not self.is_skipped(part.prefix + name):
                inner = part.called[name]
                paths |= self.reachable_paths(inner, [inner.first])
            edges = part.outgoing[name]
            if isinstance(step, Decision) and (chosen := self.chosen_edges(part, name)):
                edges = [*chosen, *(edge for edge in edges if edge.option is None)]
            stack += [edge.target for edge in edges if not edge.again]
        return paths

    def is_skipped(self, path: str) -> bool:
        return self.marks.get(path) == "skipped"

    def is_counted(self, part: RunPart, step: AnyStep) -> bool:
        """Whether a step is something to do."""
        return not isinstance(step, Finish | Call) and step.id not in part.answers

    def is_settled(self, path: str, part: RunPart, step: AnyStep) -> bool:
        if isinstance(step, Decision):
            return bool(self.chosen_edges(part, step.id))
        return self.marks.get(path) in SETTLED

    def span(self, part: RunPart, start: str, stop: str | None) -> tuple[int, int] | None:
        """The least and the most steps to a stop or an end; None where the way only leads back."""
        key = part.prefix + start, stop
        if key not in self.spans:
            self.spans[key] = (0, 0) if start == stop else self.compute_span(part, start, stop)
        return self.spans[key]

    def compute_span(self, part: RunPart, start: str, stop: str | None) -> tuple[int, int] | None:
        step, path = part.steps[start], part.prefix + start
        own = int(self.is_counted(part, step))
        if isinstance(step, Finish):
            return own, own
        if isinstance(step, Decision):
            return _add_steps(own, self.span_of_answers(part, step, stop))
        inner: tuple[int, int] | None = (0, 0)
        if isinstance(step, Call) and not self.is_skipped(path):
            called = part.called[start]
            inner = self.span(called, called.first, None)
        onward = part.find_unconditional_edge(start)
        if onward is None:
            return _add_steps(own, inner)
        return _add_steps(
            own, _add_spans(inner, None if onward.again else self.span(part, onward.target, stop))
        )

    def span_of_answers(self, part: RunPart, step: Decision[Any], stop: str | None) -> tuple[int, int] | None:
        chosen = self.chosen_edges(part, step.id)
        edges = chosen or [edge for edge in part.outgoing[step.id] if edge.option is not None]
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

    def summarize(self, root: RunPart, ended: _Ended, roles: frozenset[str]) -> Traversal:
        counted = {path: visit for path, visit in self.visited.items() if self.is_counted(*visit)}
        unsettled = [path for path, visit in counted.items() if not self.is_settled(path, *visit)]
        performers = {path: self.visited[path][0].roles_for(self.visited[path][1]) for path in unsettled}
        performable = [
            path for path in unsettled if not roles or not performers[path] or roles & set(performers[path])
        ]
        next_path = unsettled[0] if unsettled else None
        undecided = [
            path for path, _, _ in _iter_steps(root) if path in self.undecided and path not in self.visited
        ]
        may_count = sum(
            self.is_counted(part, step)
            for path, part, step in _iter_steps(root)
            if path in self.visited or path in self.undecided
        )
        span = self.span(root, root.first, None) if ended is _Ended.OPEN else None
        least = max(span[0], len(counted)) if span else len(counted)
        most = max(least, min(span[1], may_count)) if span else least
        last = next(reversed(self.visited))
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
            len(counted) - len(unsettled),
            least,
            most,
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


def _add_steps(own: int, span: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if span is None else (own + span[0], own + span[1])


def _add_spans(first: tuple[int, int] | None, second: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if first is None or second is None else (first[0] + second[0], first[1] + second[1])


def _iter_steps(part: RunPart) -> Iterable[tuple[str, RunPart, AnyStep]]:
    for name, step in part.steps.items():
        yield part.prefix + name, part, step
        if name in part.called:
            yield from _iter_steps(part.called[name])
