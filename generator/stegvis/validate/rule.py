"""What the rules of validation examine, and what they yield."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from stegvis.diagnostics import Id, Location
from stegvis.limits import MAX_CANDIDATES, MAX_NAME
from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

Violation = tuple[str, Location, str]
"""A message, its location, and the likely remedy, which may be empty."""

_SIMILAR = 0.5
"""The ratio of difflib from which on a name is suggested for a misspelt one."""


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The library around what a rule examines."""

    library: Library[SourceText]
    unread: frozenset[str] = frozenset()
    """Names that exist but can't be read, and paths of such registries; references to them are right."""

    def knows(self, name: str, names: Iterable[str]) -> bool:
        """Return whether a name is among `names`, the ids of a registry or of all procedures or articles.

        A name that can't be read counts as known.
        """
        return name in names or name in self.unread or (bool(self.unread) and self._is_unread(names))

    def library_texts(self) -> Iterator[SourceText]:
        """Yield the texts of articles and registries."""
        yield from iter_texts(list(self.library.articles.values()))
        for registry in REGISTRIES:
            yield from iter_texts(getattr(self.library, registry))

    def _is_unread(self, names: Iterable[str]) -> bool:
        """Return whether `names` are those of a registry that can't be read."""
        return any(
            names is getattr(self.library, name) and f"content/{name}.yaml" in self.unread
            for name in REGISTRIES
        )


def as_id(name: str) -> Id:
    """Return a key of a mapping with its location; the loader reads every key as an Id."""
    return name if isinstance(name, Id) else Id(name, Location(""))


def unknown_reference(kind: str, name: Id, names: Iterable[str]) -> Violation:
    """Return the violation of a reference to nothing, with the most similar of `names` as its remedy."""
    candidates = list(islice(names, MAX_CANDIDATES))
    similar = difflib.get_close_matches(name[:MAX_NAME], candidates, 1, _SIMILAR)
    hint = f"Did you mean `{similar[0]}`?" if similar else ""
    return f"unknown {kind} `{name}`", name.location, hint
