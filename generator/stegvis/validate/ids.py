"""Rules about ids: unique, equal to file names, independent of wording and order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stegvis.diagnostics import Id
from stegvis.model.library import FIXED_DOMAINS
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES
from stegvis.model.step_kinds import Decision, for_each_of
from stegvis.model.text import SourceText
from stegvis.names import MAX_ID, find_id_fault, is_placeholder
from stegvis.validate.rule import RuleContext, Violation, as_id

_POSITION = re.compile(r"(step|option|item|no|note|warning|caution)-?[0-9]+|[a-z]")
_NAMES_IN_TEXTS = ("labels", "roles")
"""The registries whose ids are placeholders."""


def check_file_name(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The id of a procedure is the name of its file."""
    name = procedure.procedure.location.path.rpartition("/")[2].removesuffix(".yaml")
    if procedure.id != name:
        message = f"the procedure `{procedure.id}` is in the file {name}.yaml"
        yield message, procedure.procedure.location, f"Rename the file to {procedure.id}.yaml."


def check_id_format(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """An id is made of words, not of positions: it stays when wording and order change."""
    for name in _ids(procedure):
        if fault := find_id_fault(name):
            yield fault[0], name.location, fault[1]
        elif _POSITION.fullmatch(name):
            hint = "Name what it is about: its position may change, its id may not."
            yield f"the id `{name}` names a position", name.location, hint


def _ids(procedure: Procedure[SourceText]) -> Iterator[Id]:
    yield procedure.procedure
    yield from (prerequisite.id for prerequisite in procedure.prerequisites)
    for step in procedure.all_steps:
        yield step.id
        for notes in (step.warnings, step.cautions, step.notes, step.pictures, step.tables, step.files):
            yield from map(as_id, notes)
        for table in step.tables.values():
            yield from map(as_id, (*table.columns, *table.rows))
        yield from (value.id for value in step.values)
        if each := for_each_of(step):
            yield each.id
        if isinstance(step, Decision):
            yield from (option.id for option in step.options)


def check_library_ids(context: RuleContext) -> Iterator[Violation]:
    """The ids of articles and of entries in registries are words, too: they become addresses and files.

    So are those of the options of facts.
    """
    library = context.library
    for slug, article in library.articles.items():
        if fault := find_id_fault(slug):
            yield fault[0], article.title.location, f"Rename the file. {fault[1]}"
    for registry in sorted(REGISTRIES.keys() - _NAMES_IN_TEXTS):
        for name in map(as_id, getattr(library, registry)):
            if fault := find_id_fault(name):
                yield fault[0], name.location, fault[1]
    for fact in library.facts.values():
        for option in fact.options:
            if fault := find_id_fault(option.id):
                yield fault[0], option.id.location, fault[1]


def check_unique_ids(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Ids are unique among the steps, the values, the prerequisites, and the options of a decision."""
    yield from _duplicates("step", (step.id for step in procedure.all_steps))
    yield from _duplicates("value", (name for name, _ in procedure.value_labels))
    yield from _duplicates("prerequisite", (prerequisite.id for prerequisite in procedure.prerequisites))
    for step in procedure.all_steps:
        if isinstance(step, Decision):
            yield from _duplicates("option", (option.id for option in step.options))


def check_unique_fact_options(context: RuleContext) -> Iterator[Violation]:
    """Ids are unique among the options of a fact."""
    for fact in context.library.facts.values():
        yield from _duplicates("option", (option.id for option in fact.options))


def check_former_ids(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """`was` names the former id of a step: the id of no present step, and of one step only."""
    steps = {step.id for step in procedure.all_steps}
    claimed = [step.was for step in procedure.all_steps if step.was is not None]
    for name in claimed:
        if name in steps:
            hint = "Remove `was`: its translations belong to the step that has this id."
            yield f"`was` names the step `{name}`, which still exists", name.location, hint
    yield from _duplicates("former id", claimed)


def check_former_procedures(context: RuleContext) -> Iterator[Violation]:
    """`was` of a procedure lists former ids: of no present procedure, and of one procedure only."""
    procedures = context.library.procedures
    claimed: dict[str, str] = {}
    for procedure in procedures.values():
        own = {f"{procedure.collection}/{procedure.id}", str(procedure.id)}
        yield from _duplicates("former id", procedure.was)
        for place in procedure.was:
            name = place.rpartition("/")[2]
            other = claimed.setdefault(name, procedure.id)
            fault = next(filter(None, map(find_id_fault, place.split("/", 1))), None)
            if fault:
                yield fault[0], place.location, f"Write `ID`, or `COLLECTION/ID`. {fault[1]}"
            elif place in own:
                yield f"`{place}` is the present id of the procedure", place.location, "Remove it."
            elif name in procedures and name != procedure.id:
                hint = "Remove it: translations, links and runs belong to the procedure that has this id."
                yield f"`was` names the procedure `{name}`, which exists", place.location, hint
            elif other != procedure.id:
                hint = "Keep it in one of the two: a former id leads to one procedure."
                yield f"`{name}` is also a former id of `{other}`", place.location, hint


def _duplicates(kind: str, names: Iterable[Id]) -> Iterator[Violation]:
    seen: dict[str, Id] = {}
    for name in names:
        if name in seen:
            line = seen[name].location.line
            yield f"duplicate {kind} `{name}`, already on line {line}", name.location, ""
        seen.setdefault(name, name)


def check_placeholder_names(context: RuleContext) -> Iterator[Violation]:
    """The ids of labels and roles are distinct, and valid placeholders in gettext's brace format."""
    library = context.library
    for names in (library.labels, library.roles):
        for name, entry in names.items():
            if not is_placeholder(name):
                hint = f"Use lower-case words joined by underscores; at most {MAX_ID} characters."
                yield f"`{name}` is not a valid placeholder", entry.name.location, hint
    for name in library.labels.keys() & library.roles.keys():
        location = library.labels[name].name.location
        yield f"`{name}` is the id of a label and of a role", location, "Rename one of the two."


def check_collections(context: RuleContext) -> Iterator[Violation]:
    """Every folder of procedures is a collection, which lists only procedures in that folder."""
    library = context.library
    for procedure in library.procedures.values():
        if not context.knows(procedure.collection, library.collections):
            location = procedure.procedure.location
            hint = f"Add `{procedure.collection}:` to content/collections.yaml."
            yield f"unknown collection `{procedure.collection}`", location, hint
    for name, collection in library.collections.items():
        if name in FIXED_DOMAINS:
            hint = "Rename it: the translations of both would be in the same catalog."
            yield (
                f"the collection `{name}` has the name of a translation domain",
                collection.title.location,
                hint,
            )
        yield from _duplicates("procedure", collection.procedures)
        for id_ in collection.procedures:
            listed = library.procedures.get(id_)
            if id_ not in context.unread and (listed is None or listed.collection != name):
                yield f"procedures/{name}/{id_}.yaml does not exist", id_.location, ""


_RESERVED = ("assets", "404", "sitemap", "robots", "runs")
_PACK_OF_ALL = "all"
"""What the PDF of all procedures is called; that of a role has the role's id."""


def check_addresses(context: RuleContext) -> Iterator[Violation]:
    """The address of each article and of each role's PDF is its own, and the start page exists."""
    library = context.library
    for slug, article in library.articles.items():
        if slug in library.collections or slug in _RESERVED:
            location = article.title.location
            yield f"the address `{slug}` is already taken", location, "Rename the file."
    if _PACK_OF_ALL in library.roles:
        location = library.roles[_PACK_OF_ALL].name.location
        yield f"the address `{_PACK_OF_ALL}` is already taken", location, "Rename the role."
    if "index" not in library.articles and "index" not in context.unread and library.procedures:
        location = next(iter(library.procedures.values())).procedure.location
        yield "the site has no start page", location, "Write content/index.md."
