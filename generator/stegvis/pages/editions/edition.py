"""What defines an edition of sheets: its content, the documents there are of it, and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext

SHEETS_FOLDER = "sheets/"
"""Below the folder of what they are about, the sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """What a sheet shows in addition to the steps with their warnings, cautions and results."""

    summary: bool = False
    """The procedure's summary, as the aim of a training."""
    notes: bool = False
    details: bool = False
    """The detail of each step."""
    training_notes: bool = False
    option_details: bool = False
    """The detail of each option of a decision."""
    hand_overs: bool = True
    """The steps that need another role, listed before the first step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSelection:
    """Which documents are wanted; an empty field selects everything."""

    procedures: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """Of hand-over sheets, also parties; and of packs with everything that a role does."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """The answers to variants for which they are made: sheets are without the steps for others."""

    def includes(self, procedure: Procedure[Any]) -> bool:
        """Return whether documents about a procedure are wanted."""
        if self.procedures:
            return procedure.id in self.procedures
        return not self.collections or procedure.collection in self.collections


@dataclass(frozen=True, slots=True)
class SheetScope:
    """The procedures of one locale from which documents are made."""

    context: LocaleContext
    procedures: tuple[Procedure[LocalizedText], ...]
    """Those that the locale doesn't withhold, in reading order."""
    selection: SheetSelection

    @property
    def selected(self) -> Iterator[Procedure[LocalizedText]]:
        """The selected procedures, in reading order."""
        return filter(self.selection.includes, self.procedures)


@dataclass(frozen=True, slots=True)
class SheetSubject:
    """What a document is about, on whatever paper."""

    folder: str
    """Below the site's root, ending in a slash."""
    name: str
    """The procedure's or the collection's id; nothing for a pack of all or of a role."""
    role: str
    """The roles or the party of a hand-over sheet, the role of a role's pack, or nothing."""
    procedures: tuple[Procedure[LocalizedText], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The steps of a procedure that one person does, as a sheet of its own."""

    title: str
    """The edition and the roles that may take the turn, in words."""
    includes: Callable[[str], bool]
    """Whether the step with this anchor belongs to the turn."""
    performer: Callable[[str], str]
    """The roles that may do the step with this anchor, in words."""


@dataclass(frozen=True, slots=True)
class PrintablePage:
    """A page that can be printed from the browser in place of a PDF."""

    name: str
    path: str
    """Below the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEdition:
    """A row of the table of editions."""

    key: str
    """Names it in paths, in `--edition`, and in the filter of the page with all PDFs."""
    message: str
    """Key of the interface message that names it."""
    subjects: Callable[[SheetScope], Iterator[SheetSubject]]
    """Lists its documents."""
    document_name: Callable[[LocaleContext, SheetEdition, str, str], str]
    """Names one of its documents, given the name and the role of its subject."""
    content: SheetContent = SheetContent()
    turns: Callable[[LocaleContext, Procedure[LocalizedText], str], Iterator[Turn]] | None = None
    """Splits a procedure that somebody with the subject's role begins; None where one sheet has all steps."""
    pack_of: SheetEdition | None = None
    """The edition whose sheets it binds behind a cover; None for documents about one procedure."""
    printable_page: Callable[[LocaleContext, Procedure[LocalizedText]], PrintablePage] | None = None
    """The page to print from the browser where there is no PDF; None where no page will do."""

    def label(self, context: LocaleContext) -> str:
        """Return the edition's name in the locale's language."""
        return str(getattr(context.ui, self.message))


def procedure_folder(context: LocaleContext, procedure: Procedure[LocalizedText]) -> str:
    """Return the folder of a procedure's sheets."""
    return f"{context.urls.guide(procedure)}{SHEETS_FOLDER}"


def select_whole_procedures(scope: SheetScope) -> Iterator[SheetSubject]:
    """One document for each selected procedure; none where roles are selected."""
    if scope.selection.roles:
        return
    for procedure in scope.selected:
        yield SheetSubject(procedure_folder(scope.context, procedure), procedure.id, "", (procedure,))


def name_edition(context: LocaleContext, edition: SheetEdition, _name: str, _role: str) -> str:
    """Return the name of the edition itself."""
    return edition.label(context)
