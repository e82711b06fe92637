"""Caches locale-independent analyses of procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.graph.analysis import GraphSummary, summarize_graph
from stegvis.graph.expansion import called_procedures
from stegvis.graph.roles import RoleCoverage, compute_role_coverage
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.pages.run_data import encode_run_graph


@dataclass(frozen=True, slots=True)
class LinkedRecords:
    """What the pages of a procedure show of other records, by id."""

    called: tuple[str, ...]
    """The procedures that it calls, directly or not."""
    procedures: tuple[str, ...]
    """Those whose titles it and the procedures that it calls link to."""
    articles: tuple[str, ...]


@dataclass(slots=True)
class AnalysisCache:
    """What is so in every language; works out each fact when it is first asked for."""

    library: Library[Any]
    _facts: dict[tuple[str, tuple[tuple[str, str], ...]], GraphSummary] = field(default_factory=dict)
    _doing: dict[str, RoleCoverage] = field(default_factory=dict)
    _graphs: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    _linked: dict[str, LinkedRecords] = field(default_factory=dict)

    def facts(self, procedure: Procedure[Any], answers: Mapping[str, str]) -> GraphSummary:
        """A procedure's graph with the decisions that its caller settled."""
        key = (procedure.id, tuple(answers.items()))
        known = self._facts.get(key)
        if known is None:
            known = self._facts[key] = summarize_graph(self.library.procedures[key[0]], answers)
        return known

    def doing(self, procedure: Procedure[Any]) -> RoleCoverage:
        """Who can do a procedure."""
        known = self._doing.get(procedure.id)
        if known is None:
            known = self._doing[procedure.id] = compute_role_coverage(self.library, procedure)
        return known

    def linked(self, name: str) -> LinkedRecords:
        """What the pages of a procedure show of other records."""
        known = self._linked.get(name)
        if known is None:
            known = self._linked[name] = _find_linked(self.library, self.library.procedures[name])
        return known

    def graph(self, name: str) -> tuple[str, tuple[str, ...]]:
        """A procedure's step graph for the script, and the roles that it names."""
        known = self._graphs.get(name)
        if known is None:
            known = self._graphs[name] = encode_run_graph(self.library, self.library.procedures[name])
        return known


_NOTHING_LINKED = LinkedRecords((), (), ())


def _find_linked(library: Library[Any], procedure: Procedure[Any]) -> LinkedRecords:
    called = called_procedures(library, procedure)
    if len(called) == 1 and not procedure.prerequisites and not procedure.afterwards:
        return _NOTHING_LINKED
    before = [entry.procedure for record in called.values() for entry in record.prerequisites]
    after = [entry for record in called.values() for entry in record.afterwards]
    return LinkedRecords(
        tuple(name for name in called if name != procedure.id),
        tuple(filter(None, (*before, *(entry.procedure for entry in after)))),
        tuple(entry.page for entry in after if entry.page),
    )
