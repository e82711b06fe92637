"""Caches locale-independent analyses of procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.graph.analysis import GraphSummary, summarize_graph
from stegvis.graph.facts import ask_facts, ask_open_facts
from stegvis.graph.parts import called_procedures
from stegvis.graph.roles import RoleCoverage, compute_role_coverage
from stegvis.graph.settled import settle, settle_library
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
    """Caches locale-independent analyses, computed on first use."""

    library: Library[Any]
    facts: Mapping[str, str] = field(default_factory=dict)
    """What is known of every run; what it rules out is in no graph, and counts in the numbers."""
    _summaries: dict[tuple[str, tuple[tuple[str, str], ...]], GraphSummary] = field(default_factory=dict)
    _run_summaries: dict[str, GraphSummary] = field(default_factory=dict)
    _coverages: dict[str, RoleCoverage] = field(default_factory=dict)
    _run_graphs: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    _linked: dict[str, LinkedRecords] = field(default_factory=dict)

    def graph_summary(self, procedure: Procedure[Any], answers: Mapping[str, str]) -> GraphSummary:
        """Return the graph of a procedure; `answers` has the options of decisions that its caller settles."""
        key = (procedure.id, tuple(answers.items()))
        summary = self._summaries.get(key)
        if summary is None:
            called = self.library.procedures[key[0]]
            summary = summarize_graph(settle(called, answers), answers)
            if self.facts:
                left = summarize_graph(settle(settle(called, self.facts), answers), answers)
                summary = left.with_numbers_of(summary)
            self._summaries[key] = summary
        return summary

    def run_summary(self, procedure: Procedure[Any]) -> GraphSummary:
        """Return the graph of a procedure with the decisions that ask for facts."""
        summary = self._run_summaries.get(procedure.id)
        if summary is None:
            root = self.library.procedures[procedure.id]
            summary = summarize_graph(ask_facts(self.library, root))
            if self.facts:
                left = summarize_graph(ask_open_facts(self.library, root, self.facts))
                summary = left.with_numbers_of(summary)
            self._run_summaries[procedure.id] = summary
        return summary

    def role_coverage(self, procedure: Procedure[Any]) -> RoleCoverage:
        """Return the roles that can perform the steps of a procedure, and its hand-overs."""
        coverage = self._coverages.get(procedure.id)
        if coverage is None:
            coverage = compute_role_coverage(self.library, self.library.procedures[procedure.id])
            if self.facts:
                settled = settle_library(self.library, self.facts)
                left = compute_role_coverage(settled, settled.procedures[procedure.id])
                paths = {hand_over.path for hand_over in left.hand_overs}
                kept = tuple(hand_over for hand_over in coverage.hand_overs if hand_over.path in paths)
                coverage = replace(left, hand_overs=kept)
            self._coverages[procedure.id] = coverage
        return coverage

    def linked(self, name: str) -> LinkedRecords:
        """Return the other records that the pages of a procedure show; raises KeyError for an unknown id."""
        linked = self._linked.get(name)
        if linked is None:
            linked = self._linked[name] = _find_linked(self.library, self.library.procedures[name])
        return linked

    def run_graph(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the run graph of a procedure as JSON for scripts, and the ids of the roles in it."""
        graph = self._run_graphs.get(name)
        if graph is None:
            graph = self._run_graphs[name] = encode_run_graph(self.library, self.library.procedures[name])
        return graph


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
