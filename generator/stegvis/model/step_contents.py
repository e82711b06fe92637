"""What a step contains, whatever its kind: its remarks, its conditions and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stegvis.diagnostics import Id
from stegvis.model.condition import Condition
from stegvis.model.media import FILES_FOLDER, PICTURES_FOLDER, Picture, StepFile
from stegvis.model.remarks import StepRemark
from stegvis.model.step_kinds import Decision, Step
from stegvis.model.text import T


def remarks_of(step: Step[T]) -> Iterator[StepRemark[T]]:
    """Yield the warnings, cautions and notes of a step."""
    yield from step.warnings.values()
    yield from step.cautions.values()
    yield from step.notes.values()


def conditions_of(step: Step[Any]) -> Iterator[Condition]:
    """Yield the condition of a step, and those of its options and remarks."""
    yield step.when
    yield from (remark.when for remark in remarks_of(step))
    if isinstance(step, Decision):
        yield from (option.when for option in step.options)


def media_of(step: Step[T]) -> Iterator[Picture[T] | StepFile[T]]:
    """Yield what a step shows or offers that is in a file."""
    yield from step.pictures.values()
    yield from step.files.values()


def media_references(step: Step[Any]) -> Iterator[tuple[str, Id]]:
    """Yield the files that a step names for any locale, each with the folder below which it is."""
    for entry in media_of(step):
        folder = PICTURES_FOLDER if isinstance(entry, Picture) else FILES_FOLDER
        yield from ((folder, name) for name in (entry.file, *entry.files.values()))
