"""Caches locale-independent analyses of procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.graph.analysis import GraphSummary, summarize_graph
from stegvis.graph.roles import RoleCoverage, compute_role_coverage
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.pages.run_data import encode_run_graph


@dataclass(slots=True)
class AnalysisCache:
    """What is so in every language; works out each fact when it is first asked for."""

    library: Library[Any]
    _facts: dict[tuple[str, tuple[tuple[str, str], ...]], GraphSummary] = field(default_factory=dict)
    _doing: dict[str, RoleCoverage] = field(default_factory=dict)
    _graphs: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

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

    def graph(self, name: str) -> tuple[str, tuple[str, ...]]:
        """A procedure's step graph for the script, and the roles that it names."""
        known = self._graphs.get(name)
        if known is None:
            known = self._graphs[name] = encode_run_graph(self.library, self.library.procedures[name])
        return known
