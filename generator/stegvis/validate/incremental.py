"""Validation that examines a procedure again only if what its rules read has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stegvis.diagnostics import Diagnostic
from stegvis.graph.parts import called_procedures
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext
from stegvis.validate.rules import validate_library, validate_procedure


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the rules of a procedure read besides it and the procedures that it calls."""

    registries: tuple[object, ...]
    procedures: Sequence[str]
    present_ids: Mapping[str, str]
    articles: Sequence[str]
    unread: frozenset[str]

    def is_same(self, other: _Surroundings | None) -> bool:
        """Whether nothing differs; registries by identity, as the loader keeps those that did not change."""
        return (
            other is not None
            and all(
                own is theirs or not (own or theirs)
                for own, theirs in zip(self.registries, other.registries, strict=True)
            )
            and self.procedures == other.procedures
            and self.present_ids == other.present_ids
            and self.articles == other.articles
            and self.unread == other.unread
        )


@dataclass(frozen=True, slots=True)
class _Validated:
    """The diagnostics of a procedure."""

    read: Mapping[str, Procedure[SourceText]]
    """The procedure and those that it calls, by id."""
    diagnostics: tuple[Diagnostic, ...]

    def is_current(self, procedures: Mapping[str, Procedure[SourceText]]) -> bool:
        """Whether none of the procedures that were read has changed."""
        return all(procedures.get(name) is procedure for name, procedure in self.read.items())


@dataclass(slots=True)
class Validator:
    """Validates a library again and again."""

    _surroundings: _Surroundings | None = None
    _validated: dict[str, _Validated] = field(default_factory=dict)

    def validate(
        self, library: Library[SourceText], unread: frozenset[str] = frozenset()
    ) -> list[Diagnostic]:
        """The same diagnostics as `rules.validate`."""
        context = RuleContext(library, unread)
        registries = tuple(getattr(library, name) for name in REGISTRIES)
        surroundings = _Surroundings(
            registries, list(library.procedures), library.present_ids, list(library.articles), unread
        )
        former = self._validated if surroundings.is_same(self._surroundings) else {}
        validated: dict[str, _Validated] = {}
        for name, procedure in library.procedures.items():
            known = former.get(name)
            if known is None or not known.is_current(library.procedures):
                found = tuple(validate_procedure(context, procedure))
                known = _Validated(called_procedures(library, procedure), found)
            validated[name] = known
        self._surroundings, self._validated = surroundings, validated
        return [
            *validate_library(context),
            *(diagnostic for known in validated.values() for diagnostic in known.diagnostics),
        ]
