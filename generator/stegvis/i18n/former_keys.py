"""The former keys of texts whose procedure or step was renamed."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Compound
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts


def find_former_keys(library: Library[SourceText]) -> dict[str, tuple[str, ...]]:
    """Return the former keys of each text that has any, the latest first."""
    return {
        key: former
        for procedure in library.procedures.values()
        for key, former in _find_keys(procedure)
        if former
    }


def _step_paths(procedure: Procedure[SourceText]) -> Iterator[tuple[str, str]]:
    """Yield the path of each step and the one that it had, which are the same unless it was renamed."""
    for step in procedure.steps:
        former = step.was or step.id
        yield str(step.id), str(former)
        if isinstance(step, Compound):
            for part in step.steps:
                yield f"{step.id}/{part.id}", f"{former}/{part.was or part.id}"


def _find_keys(procedure: Procedure[SourceText]) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = (procedure.id, *reversed(procedure.former_ids))
    steps = {path: former for path, former in _step_paths(procedure) if former != path}
    if len(names) == 1 and not steps:
        return
    for text in iter_texts(procedure):
        tail = text.key.removeprefix(procedure.id)
        step, dot, rest = tail.removeprefix("/").partition(".")
        tails = [tail, f"/{steps[step]}{dot}{rest}"] if tail.startswith("/") and step in steps else [tail]
        keys = [f"{name}{tail}" for name in names for tail in tails]
        yield text.key, tuple(keys[1:])
