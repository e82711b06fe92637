"""References by the former id of a procedure, which lead to the present one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stegvis.diagnostics import Diagnostic, Id, Result, Severity
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText


def resolve_former_ids(library: Library[SourceText]) -> Result[Library[SourceText]]:
    """Return the library with present ids wherever a procedure or collection names a former one.

    Each former id is reported (V306). Those in texts stay: links by former ids have addresses.
    """
    present = {name: id_ for name, id_ in library.present_ids.items() if name not in library.procedures}
    if not present:
        return Result(library)
    resolver = _Resolver(present)
    procedures = {name: resolver.resolve_procedure(entry) for name, entry in library.procedures.items()}
    collections = {
        name: replace(entry, procedures=tuple(map(resolver.resolve_name, entry.procedures)))
        if present.keys() & set(entry.procedures)
        else entry
        for name, entry in library.collections.items()
    }
    resolved = replace(library, procedures=procedures, collections=collections)
    return Result(resolved, tuple(resolver.diagnostics))


class _Resolver:
    """Replaces former ids, and collects the diagnostics about them."""

    def __init__(self, present: Mapping[str, str]) -> None:
        self.present = present
        self.diagnostics: list[Diagnostic] = []

    def resolve_name(self, name: Id) -> Id:
        if name not in self.present:
            return name
        present = self.present[name]
        message = f"the procedure `{name}` is called `{present}` now"
        hint = f"Write `{present}`."
        self.diagnostics.append(Diagnostic("V306", message, name.location, hint, Severity.WARNING))
        return Id(present, name.location)

    def resolve_procedure(self, procedure: Procedure[SourceText]) -> Procedure[SourceText]:
        """Return the procedure itself unless it has a former id, so that it counts as unchanged."""
        changes: dict[str, Any] = {
            name: tuple(map(self._resolve_entry, getattr(procedure, name)))
            for name in ("prerequisites", "steps", "afterwards")
            if any(_find_reference(entry) in self.present for entry in getattr(procedure, name))
        }
        return replace(procedure, **changes) if changes else procedure

    def _resolve_entry(self, entry: Any) -> Any:
        reference = _find_reference(entry)
        return entry if reference is None else replace(entry, procedure=self.resolve_name(reference))


def _find_reference(entry: Any) -> Id | None:
    """Return the id of the procedure that a step, a prerequisite or an item of `afterwards` names, if any."""
    return getattr(entry, "procedure", None)
