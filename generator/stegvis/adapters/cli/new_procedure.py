"""`stegvis new procedure`: asks what a procedure is about, and writes its file."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from stegvis.adapters.cli import report
from stegvis.diagnostics import Diagnostic, Severity
from stegvis.files import replace_files
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.names import MAX_ID, find_id_fault
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from stegvis.validate.rules import validate

_ID_WORDS = 4
"""The words of an act that make the id of its step."""
_UNTOLD = frozenset({"a", "an", "and", "in", "of", "on", "the", "their", "to", "with", "your"})
"""Words that an id does without."""
_END = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """What a new procedure consists of."""

    id: str
    collection: str
    title: str
    summary: str
    audience: Sequence[str]
    roles: Sequence[str]
    minutes: int
    steps: Sequence[str]
    outcome: str


@click.command("procedure")
@click.argument("name", metavar="ID")
@click.option("--collection", help="The collection: a folder of procedures/.")
@click.option("--title", help="What the procedure is for, in the imperative.")
@click.option("--summary", help="One sentence for lists and search engines.")
@click.option("--audience", multiple=True, help="Who it is for, by id; repeatable.")
@click.option("--role", "roles", multiple=True, help="Who may perform it, by id; repeatable.")
@click.option("--minutes", type=click.IntRange(1, 600), help="How long it takes without waiting.")
@click.option("--step", "steps", multiple=True, help="An act, in the imperative; repeatable, in order.")
@click.option("--outcome", help="What is so when it is complete, as a sentence.")
@click.pass_obj
def procedure(  # click passes options by name
    root: Path,
    *,
    name: str,
    collection: str | None,
    title: str | None,
    summary: str | None,
    audience: tuple[str, ...],
    roles: tuple[str, ...],
    minutes: int | None,
    steps: tuple[str, ...],
    outcome: str | None,
) -> None:
    """Write a procedure with the id ID, whose first steps are acts that follow each other.

    Asks for what no option says. The file passes `stegvis check --strict`, but for its translations.
    """
    if fault := find_id_fault(name):
        raise click.BadParameter(f"{fault[0]}. {fault[1]}", param_hint="ID")
    files = read_project(root).files
    library = load_library(files).library
    if name in library.procedures:
        place = library.procedures[name].procedure.location.path
        raise click.BadParameter(f"{place} has this id", param_hint="ID")
    own_roles = [id_ for id_, role in library.roles.items() if role.party in (None, library.our_party)]
    _need_entries(library, own_roles)
    answers = _Answers(
        id=name,
        collection=collection or _ask_one("Collection", library.collections),
        title=title or _ask("Title, in the imperative", name.replace("-", " ").capitalize()),
        summary=summary or _ask("Summary, in a sentence"),
        audience=audience or _ask_several("Audience", library.audiences),
        roles=roles or _ask_several("Roles that may perform it", own_roles),
        minutes=minutes or click.prompt("Minutes that it takes", 10, type=click.IntRange(1, 600)),
        steps=steps or _ask_steps(),
        outcome=outcome or _ask("What is so at the end, in a sentence"),
    )
    path = f"procedures/{answers.collection}/{name}.yaml"
    raw = _write(answers, has_schemas=(root / "schemas/procedure.json").exists())
    faults = _find_errors({**files, path: raw}, files)
    if faults:
        report.report_diagnostics(faults, {path: raw})
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    replace_files(root, {path: raw}, {path: None})
    click.echo(f"wrote {path}")
    click.echo("Next: stegvis check, then stegvis catalog update.")


def _need_entries(library: Library[SourceText], roles: Sequence[str]) -> None:
    for names, file in ((library.collections, "collections"), (roles, "roles")):
        if not names:
            raise click.UsageError(f"add an entry to content/{file}.yaml first")


def _ask(question: str, default: str | None = None) -> str:
    return str(click.prompt(question, default=default)).strip()


def _ask_one(question: str, known: Iterable[str]) -> str:
    names = [str(name) for name in known]
    return names[0] if len(names) == 1 else str(click.prompt(question, type=click.Choice(names)))


def _ask_several(question: str, known: Iterable[str]) -> list[str]:
    names = [str(name) for name in known]
    if len(names) < 2:  # noqa: PLR2004  # nothing to choose from
        return names
    answer = _ask(f"{question}, of {', '.join(names)}", names[0])
    return [name for name in re.split(r"[,\s]+", answer) if name]


def _ask_steps() -> list[str]:
    steps: list[str] = []
    while True:
        hint = " (empty to end)" if steps else ", such as: Unlock the door."
        step = str(
            click.prompt(f"Step {len(steps) + 1}{hint}", default="" if steps else None, show_default=False)
        )
        if not step.strip():
            return steps
        steps.append(step.strip())


def _write(answers: _Answers, *, has_schemas: bool) -> bytes:
    lines = ["# yaml-language-server: $schema=../../schemas/procedure.json"] if has_schemas else []
    lines += [
        f"procedure: {answers.id}",
        "revision: 1",
        f"revised: {datetime.now(UTC).date().isoformat()}",
        f"title: {json.dumps(answers.title, ensure_ascii=False)}",
        f"summary: {json.dumps(answers.summary, ensure_ascii=False)}",
        *([f"audience: [{', '.join(answers.audience)}]"] if answers.audience else []),
        f"roles: [{', '.join(answers.roles)}]",
        f"estimated_time: PT{answers.minutes}M",
        "steps:",
    ]
    for id_, step in _name_steps(answers.steps).items():
        lines += [f"  - id: {id_}", f"    action: {json.dumps(step, ensure_ascii=False)}"]
    ending = json.dumps(answers.outcome, ensure_ascii=False)
    lines += [f"  - id: {_END}", f"    finish: {ending}", f"outcome: {ending}", ""]
    from stegvis.source.yaml_format import format_yaml  # its library is slow to import

    return format_yaml("\n".join(lines)).encode()


def _name_steps(steps: Iterable[str]) -> dict[str, str]:
    """Return acts by the ids that their first words make."""
    named: dict[str, str] = {}
    for step in steps:
        words = re.findall(r"[a-z0-9]+", step.lower().replace("’", "").replace("'", ""))
        chosen = [word for word in words if word not in _UNTOLD][:_ID_WORDS] or words[:_ID_WORDS]
        stem = "-".join(chosen)[: MAX_ID - 6].strip("-")
        if find_id_fault(stem) or len(stem) < 2 or stem == _END:  # noqa: PLR2004  # a letter names a position
            stem = f"act-{stem}".strip("-") if stem else "act"
        taken = (f"{stem}-again" if number == 1 else f"{stem}-again-{number}" for number in range(1, 100))
        named[stem if stem not in named else next(name for name in taken if name not in named)] = step
    return named


def _find_errors(files: Mapping[str, bytes], former: Mapping[str, bytes]) -> list[Diagnostic]:
    """Return the errors that a project has with new files and did not have without them."""
    before = _errors(former)
    return [found for found in _errors(files) if found not in before]


def _errors(files: Mapping[str, bytes]) -> list[Diagnostic]:
    loaded = load_library(files)
    found = (*loaded.diagnostics, *validate(loaded.library, loaded.unread))
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
