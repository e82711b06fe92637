"""Sheets that are ready to print: on the page that lists them, and on those of their procedures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.model import Procedure, Words
from stegvis.pages.edition import Edition
from stegvis.pages.views import Printable, Ready

PAPERS = ("a4", "letter")
"""In the order in which they are shown; the interface has a word for each."""

CHECKLIST, TRAINER, HAND_OVER, PACK = "checklist", "trainer", "hand-over", "pack"


@dataclass(frozen=True, slots=True)
class Printout:
    """One PDF: what it is, for whoever lists them."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    form: str
    """`checklist`, `trainer`, `hand-over` or `pack`."""
    paper: str
    """`a4` or `letter`."""
    name: str
    """The procedure's id, or the collection's; nothing for a pack of all or of a role."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    pages: int
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Rack:
    """All sheets that are ready, each locale's by what they are about."""

    procedures: Mapping[tuple[str, str], tuple[Printout, ...]] = field(default_factory=dict)
    """By locale and procedure."""
    packs: Mapping[str, tuple[Printout, ...]] = field(default_factory=dict)
    """By locale."""

    def of(self, edition: Edition, procedure: Procedure[Words]) -> tuple[Printout, ...]:
        """Those of a procedure in the edition's language."""
        return self.procedures.get((edition.code, procedure.id), ())

    def packs_of(self, edition: Edition) -> tuple[Printout, ...]:
        """The packs in the edition's language."""
        return self.packs.get(edition.code, ())

    def all_of(self, edition: Edition) -> tuple[Printout, ...]:
        """Everything in the edition's language."""
        return (
            *(one for (code, _), sheets in self.procedures.items() if code == edition.code for one in sheets),
            *self.packs_of(edition),
        )


def rack(printouts: Iterable[Printout]) -> Rack:
    """Sort sheets by what they are about."""
    procedures: dict[tuple[str, str], list[Printout]] = {}
    packs: dict[str, list[Printout]] = {}
    for one in printouts:
        if one.form == PACK:
            packs.setdefault(one.locale, []).append(one)
        else:
            procedures.setdefault((one.locale, one.name), []).append(one)
    return Rack(
        {key: tuple(found) for key, found in procedures.items()},
        {key: tuple(found) for key, found in packs.items()},
    )


def printables(
    edition: Edition, printouts: Iterable[Printout], named: Callable[[Printout], str]
) -> Iterator[Printable]:
    """Sheets with their papers together, by what each kind is called."""
    kinds: dict[tuple[str, str, str], list[Printout]] = {}
    for one in printouts:
        kinds.setdefault((one.form, one.name, one.role), []).append(one)
    for (form, subject, role), found in kinds.items():
        by_paper = {one.paper: one for one in found}
        ready = tuple(_ready(edition, by_paper[paper]) for paper in PAPERS if paper in by_paper)
        yield Printable(form, subject, named(found[0]), role, ready)


def _ready(edition: Edition, printout: Printout) -> Ready:
    say = edition.say
    size = edition.wording.size(printout.size)
    told = say.sheets_file.format(size=size, pages=printout.pages)
    return Ready(printout.paper, getattr(say, f"paper_{printout.paper}"), printout.path, told)


def of_procedure(edition: Edition, printouts: Iterable[Printout]) -> tuple[Printable, ...]:
    """The sheets of one procedure."""
    return tuple(printables(edition, printouts, lambda one: kind_of(edition, one)))


def kind_of(edition: Edition, printout: Printout) -> str:
    """What a sheet of a procedure is called."""
    say = edition.say
    if printout.form == TRAINER:
        return str(say.sheet_trainer)
    if printout.form != HAND_OVER:
        return str(say.checklist)
    return str(say.sheet_of.format(sheet=say.sheet_hand_over, roles=role_name(edition, printout.role)))


def role_name(edition: Edition, role: str) -> str:
    """A role's name as plain text."""
    return edition.wording.plain(edition.library.roles[role].name)
