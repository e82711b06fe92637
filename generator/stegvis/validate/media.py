"""Rules about what steps show besides texts: pictures, tables, and files to take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from stegvis.diagnostics import Diagnostic, Id, Location
from stegvis.limits import MAX_COLUMNS
from stegvis.model.library import Library
from stegvis.model.media import Table
from stegvis.model.procedure import Procedure
from stegvis.model.step_contents import media_of, media_references
from stegvis.model.text import SourceText
from stegvis.names import find_path_fault
from stegvis.validate.rule import RuleContext, Violation, as_id, unknown_reference


def check_references(context: RuleContext) -> Iterator[Violation]:
    """Pictures are files below content/pictures/, files to take are below content/files/.

    The locales of their `files` are locales of the site.
    """
    media = context.library.media
    for folder, name in _references(context):
        if find_path_fault(name):
            yield f"`{name}` is not a path below {folder}/", name.location, "Write it like `office/form.pdf`."
        elif not context.knows(f"{folder}/{name}", media):
            known = [path.removeprefix(f"{folder}/") for path in media if path.startswith(f"{folder}/")]
            message, location, hint = unknown_reference("file", name, known)
            yield f"{message} in {folder}/", location, hint


def find_unknown_locales(library: Library[SourceText], locales: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (V901) of each locale that a picture or file names, but the site lacks."""
    for procedure in library.procedures.values():
        for step in procedure.all_steps:
            for entry in media_of(step):
                for code in entry.files:
                    if code not in locales:
                        message, location, hint = unknown_reference("locale", as_id(code), locales)
                        yield Diagnostic("V901", message, location, hint)


def check_unused(context: RuleContext) -> Iterator[Violation]:
    """Each file below content/pictures/ and content/files/ belongs to a step; others are not published."""
    used = {f"{folder}/{name}" for folder, name in _references(context)}
    for path in context.library.media:
        if path not in used:
            yield "no step shows the file", Location(path), "Name it at a step, or delete it."


def _references(context: RuleContext) -> Iterator[tuple[str, Id]]:
    for procedure in context.library.procedures.values():
        for step in procedure.all_steps:
            yield from media_references(step)


def check_signers(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A file is signed by parties and roles."""
    parties, roles = context.library.parties, context.library.roles
    for step in procedure.all_steps:
        for file in step.files.values():
            for name in file.signed_by:
                if not context.knows(name, parties) and not context.knows(name, roles):
                    yield unknown_reference("party or role", name, [*parties, *roles])


def check_tables(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A table has two to eight columns and a row; each row has a cell in the first column.

    More columns fit neither on a phone nor on a sheet.
    """
    for step in procedure.all_steps:
        for name, table in step.tables.items():
            yield from _check_table(as_id(name), table)


def _check_table(name: Id, table: Table[SourceText]) -> Iterator[Violation]:
    columns: Mapping[str, SourceText] = table.columns
    count = len(columns)
    if not 2 <= count <= MAX_COLUMNS:  # noqa: PLR2004  # a table with fewer is a list
        hint = f"Give it 2 to {MAX_COLUMNS} columns; split a larger one."
        yield f"the table `{name}` has {count} column{'' if count == 1 else 's'}", name.location, hint
    if not table.rows:
        yield f"the table `{name}` has no rows", name.location, "Add a row."
    first = next(iter(columns), None)
    for row, cells in table.rows.items():
        for column in cells:
            if column not in columns:
                yield unknown_reference("column", as_id(column), columns)
        if first is not None and first not in cells:
            hint = "The first column names the rows."
            yield f"the row `{row}` has no cell in the column `{first}`", as_id(row).location, hint
