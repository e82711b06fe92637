"""Packs: the checklists of a collection, of a role or of everything, bound behind a cover."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SHEETS_FOLDER, SheetEdition, SheetScope, SheetSubject
from stegvis.pages.roles import acting_roles


def select_packs(scope: SheetScope) -> Iterator[SheetSubject]:
    """One document for each collection, one with everything, and one for each role; none of them empty.

    Selected collections or roles leave only their own packs, selected procedures none.
    """
    if not scope.selection.procedures:
        yield from (subject for subject in _subjects(scope) if subject.procedures)


def _subjects(scope: SheetScope) -> Iterator[SheetSubject]:
    code, library, selection = scope.context.code, scope.context.library, scope.selection
    available = {entry.id for entry in scope.procedures}
    if not selection.roles:
        for name in library.collections:
            if not selection.collections or name in selection.collections:
                procedures = tuple(entry for entry in library.procedures_in(name) if entry.id in available)
                yield SheetSubject(f"{code}/{name}/{SHEETS_FOLDER}", name, "", procedures)
    if selection.collections:
        return
    folder = f"{code}/{SHEETS_FOLDER}"
    if not selection.roles:
        yield SheetSubject(folder, "", "", scope.procedures)
    for role in selection.roles or tuple(library.roles):
        procedures = tuple(entry for entry in scope.procedures if role in acting_roles(entry))
        yield SheetSubject(folder, "", role, procedures)


def name_pack(context: LocaleContext, _edition: SheetEdition, name: str, role: str) -> str:
    """Return the name of what a pack contains: a role's procedures, a collection, or everything."""
    if role:
        return str(context.ui.sheet_role_pack.fill(role=context.name_role(role)))
    collection = context.library.collections.get(name)
    return context.formatter.plain(collection.title) if collection else str(context.ui.sheet_everything)
