"""Which steps every path from the first step to another one passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stegvis.graph.edges import AnyProcedure, outgoing_edges


@dataclass(frozen=True, slots=True)
class Dominators:
    """The dominator tree of a procedure's graph."""

    order: dict[str, int]
    """The positions of the reachable steps in a reverse postorder."""
    closest: dict[str, str]
    """The last step that every path to a step passes before it; of the first step, itself."""

    def dominates(self, earlier: str, later: str) -> bool:
        """Return whether every path to a step passes an earlier one, which may be the same."""
        return later in self.order and self.meet([earlier, later]) == earlier

    def meet(self, names: Iterable[str]) -> str:
        """Return the last step that every path to any of some steps passes; it may be one of them.

        Raises ValueError if none of them can be reached.
        """
        meeting = {name for name in names if name in self.order}
        while len(meeting) > 1:
            last = max(meeting, key=self.order.__getitem__)
            meeting.remove(last)
            meeting.add(self.closest[last])
        (name,) = meeting
        return name


def find_dominators(
    procedure: AnyProcedure, successors: Mapping[str, Sequence[str]] | None = None
) -> Dominators:
    """Return the dominator tree of a procedure that has steps.

    `successors` are the steps to which each step leads, if not by all edges.

    Cooper, Harvey and Kennedy, A Simple, Fast Dominance Algorithm (2001).
    """
    first: str = procedure.steps[0].id
    if successors is None:
        successors = {
            name: [edge.target for edge in edges] for name, edges in outgoing_edges(procedure).items()
        }
    postorder = _postorder(first, successors)
    order = {name: position for position, name in enumerate(reversed(postorder))}
    sources: dict[str, list[str]] = {name: [] for name in order}
    for name in order:
        for target in successors[name]:
            if target in order:
                sources[target].append(name)
    tree = Dominators(order, {first: first})
    is_stable = False
    while not is_stable:
        is_stable = True
        for name in list(order)[1:]:
            found = tree.meet([source for source in sources[name] if source in tree.closest])
            is_stable &= tree.closest.get(name) == found
            tree.closest[name] = found
    return tree


def _postorder(first: str, successors: Mapping[str, Sequence[str]]) -> list[str]:
    found: list[str] = []
    seen = {first}
    stack = [(first, iter(successors[first]))]
    while stack:
        name, targets = stack[-1]
        target = next((target for target in targets if target in successors and target not in seen), None)
        if target is None:
            found.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(successors[target])))
    return found
