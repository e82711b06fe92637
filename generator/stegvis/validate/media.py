"""Rules about what steps show besides texts: pictures."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.diagnostics import Id, Location
from stegvis.model.media import media_references
from stegvis.names import find_path_fault
from stegvis.validate.rule import RuleContext, Violation, unknown_reference


def check_references(context: RuleContext) -> Iterator[Violation]:
    """A picture is the path of a file below content/pictures/."""
    media = context.library.media
    for folder, name in _references(context):
        if find_path_fault(name):
            yield f"`{name}` is not a path below {folder}/", name.location, "Write it like `page/menu.png`."
        elif not context.knows(f"{folder}/{name}", media):
            known = [path.removeprefix(f"{folder}/") for path in media if path.startswith(f"{folder}/")]
            message, location, hint = unknown_reference("file", name, known)
            yield f"{message} in {folder}/", location, hint


def check_unused(context: RuleContext) -> Iterator[Violation]:
    """Each file below content/pictures/ is shown at a step; others are not published."""
    used = {f"{folder}/{name}" for folder, name in _references(context)}
    for path in context.library.media:
        if path not in used:
            yield "no step shows the file", Location(path), "Name it at a step, or delete it."


def _references(context: RuleContext) -> Iterator[tuple[str, Id]]:
    for procedure in context.library.procedures.values():
        for step in procedure.all_steps:
            yield from media_references(step)
