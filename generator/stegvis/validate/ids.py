"""Ids: unique, equal to file names, and such that they can last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stegvis.diagnostics import Id
from stegvis.model.library import FIXED_DOMAINS
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Decision
from stegvis.model.text import SourceText
from stegvis.validate.rule import RuleContext, Violation, as_id

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_POSITION = re.compile(r"(step|option|item|no|note|warning|caution)-?[0-9]+|[a-z]")
_PLACEHOLDER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 64


def check_file_name(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A procedure's id is its file's name, so that both can be found by the other."""
    name = procedure.procedure.location.path.rpartition("/")[2].removesuffix(".yaml")
    if procedure.id != name:
        message = f"the procedure is called `{procedure.id}`, its file {name}.yaml"
        yield message, procedure.procedure.location, f"Rename the file to {procedure.id}.yaml."


def check_id_format(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Ids outlive wording and order: they are words, not positions."""
    for name in _ids(procedure):
        if not _SLUG.fullmatch(name) or len(name) > _LONGEST:
            hint = "Use lower-case words with hyphens between them, such as `open-account`."
            yield f"`{name}` can't be an id", name.location, hint
        elif _POSITION.fullmatch(name):
            hint = "Say what it is about; its place may change, its id may not."
            yield f"the id `{name}` names a position", name.location, hint


def _ids(procedure: Procedure[SourceText]) -> Iterator[Id]:
    yield procedure.procedure
    yield from (one.id for one in procedure.prerequisites)
    for step in procedure.steps:
        yield step.id
        for notes in (step.warnings, step.cautions, step.notes):
            yield from map(as_id, notes)
        if isinstance(step, Decision):
            yield from (option.id for option in step.options)


def check_unique_ids(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """An id means one thing in its place."""
    yield from _repeated("step", (step.id for step in procedure.steps))
    yield from _repeated("prerequisite", (one.id for one in procedure.prerequisites))
    for step in procedure.steps:
        if isinstance(step, Decision):
            yield from _repeated("option", (option.id for option in step.options))


def check_former_ids(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A step that says what it was called before names an id that is no step now and no other claims."""
    steps = {step.id for step in procedure.steps}
    claimed = [step.was for step in procedure.steps if step.was is not None]
    for name in claimed:
        if name in steps:
            hint = "Leave `was` out: what that step is called, it is still called."
            yield f"the step `{name}` is still there", name.location, hint
    yield from _repeated("former id", claimed)


def _repeated(what: str, names: Iterable[Id]) -> Iterator[Violation]:
    met: dict[str, Id] = {}
    for name in names:
        if name in met:
            line = met[name].location.line
            yield f"the {what} `{name}` stands here again, after line {line}", name.location, ""
        met.setdefault(name, name)


def check_placeholder_names(case: RuleContext) -> Iterator[Violation]:
    """Labels and roles stand in placeholders, which gettext's brace format takes as identifiers."""
    library = case.library
    for names in (library.labels, library.roles):
        for name, entry in names.items():
            if not _PLACEHOLDER.fullmatch(name):
                hint = "Use lower-case words with underscores between them."
                yield f"`{name}` can't be a placeholder", entry.name.location, hint
    for name in library.labels.keys() & library.roles.keys():
        place = library.labels[name].name.location
        yield f"`{name}` is a label and a role", place, "Rename one of them."


def check_collections(case: RuleContext) -> Iterator[Violation]:
    """Every folder of procedures is a collection, and lists only procedures that it has."""
    library = case.library
    for procedure in library.procedures.values():
        if not case.knows(procedure.collection, library.collections):
            place = procedure.procedure.location
            hint = f"Add `{procedure.collection}:` to content/collections.yaml."
            yield f"`{procedure.collection}` is no collection", place, hint
    for name, collection in library.collections.items():
        if name in FIXED_DOMAINS:
            hint = "Rename it: its translations would stand in the same catalog."
            yield (
                f"the collection `{name}` has the name of a translation domain",
                collection.title.location,
                hint,
            )
        yield from _repeated("procedure", collection.procedures)
        for one in collection.procedures:
            known = library.procedures.get(one)
            if one not in case.unread and (known is None or known.collection != name):
                yield f"there is no procedures/{name}/{one}.yaml", one.location, ""


_TAKEN = ("assets", "404", "sitemap", "robots", "runs")


def check_addresses(case: RuleContext) -> Iterator[Violation]:
    """No article takes the address of something else, and the first page exists."""
    library = case.library
    for slug, article in library.articles.items():
        if slug in library.collections or slug in _TAKEN:
            place = article.title.location
            yield f"the address `{slug}` is taken", place, "Rename the file."
    if "index" not in library.articles and "index" not in case.unread and library.procedures:
        first = next(iter(library.procedures.values())).procedure.location
        yield "the start page is missing", first, "Write content/index.md."
