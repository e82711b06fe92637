"""What a rule looks at, and how it says what it finds."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from stegvis.diagnostics import Diagnostic, Id, Location, Severity
from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import SourceText

Violation = tuple[str, Location, str]
"""What is wrong, where, and the likely cure or nothing."""


@dataclass(frozen=True, slots=True)
class RuleContext:
    """A library to validate."""

    library: Library[SourceText]
    unread: frozenset[str] = frozenset()
    """Names that exist but could not be read, and paths of such registries; references to them are right."""

    def knows(self, name: str, names: Iterable[str]) -> bool:
        """Whether something goes by this name."""
        return name in names or name in self.unread or (bool(self.unread) and self._is_unread(names))

    def _is_unread(self, names: Iterable[str]) -> bool:
        """Whether this is a registry of which nothing could be read."""
        return any(
            names is getattr(self.library, name) and f"content/{name}.yaml" in self.unread
            for name in REGISTRIES
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a table of rules."""

    code: str
    find: Callable[..., Iterator[Violation]]
    severity: Severity = Severity.ERROR

    def diagnostics(self, *subject: object) -> Iterator[Diagnostic]:
        """What the rule finds in its subject."""
        for message, location, hint in self.find(*subject):
            yield Diagnostic(self.code, message, location, hint, self.severity)


def as_id(name: str) -> Id:
    """A key of a mapping as what it is: the loader keeps the place of every name."""
    return name if isinstance(name, Id) else Id(name, Location(""))


def unknown_reference(what: str, name: Id, names: Iterable[str]) -> Violation:
    """A reference to something that does not exist, with the nearest name that does."""
    near = difflib.get_close_matches(name, list(names), 1, 0.5)
    hint = f"Did you mean `{near[0]}`?" if near else ""
    return f"there is no {what} `{name}`", name.location, hint
