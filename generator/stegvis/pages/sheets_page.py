"""The page from which a trainer prints: every sheet of a locale, and what to print where none is ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from stegvis.model import Article, Procedure, Words
from stegvis.pages.article_views import SheetsPack, SheetsPage, SheetsRow, SheetsShelf
from stegvis.pages.articles import article_parts
from stegvis.pages.desk import Desk
from stegvis.pages.edition import Edition
from stegvis.pages.printouts import (
    CHECKLIST,
    HAND_OVER,
    PACK,
    PAPERS,
    TRAINER,
    Printout,
    Rack,
    of_procedure,
    printables,
)
from stegvis.pages.printouts import role_name as name_of
from stegvis.pages.views import Option, Outline, Printable


def sheets_page(edition: Edition, article: Article[Words], desk: Desk, rack: Rack) -> SheetsPage:
    """The article's words, then the sheets by collection and procedure, then the packs."""
    say, plain, library = edition.say, edition.wording.plain, edition.library
    withheld = desk.withheld.get(edition.code, frozenset())
    shelves = tuple(
        SheetsShelf(
            f"of-{name}",
            shelf.title,
            plain(shelf.title),
            tuple(_row(edition, one, rack.of(edition, one), withheld) for one in library.shelf(name)),
        )
        for name, shelf in library.collections.items()
    )
    shown = tuple(one for one in library.procedures.values() if one.id not in withheld)
    packs = tuple(
        SheetsPack(one, tuple(_held(one, shown)))
        for one in printables(edition, rack.packs_of(edition), lambda one: _pack(edition, one))
    )
    added = [Outline(f"#{shelf.anchor}", plain(shelf.title)) for shelf in shelves]
    if packs:
        added.append(Outline("#packs", say.sheets_packs))
    head, body = article_parts(edition, article, added)
    return SheetsPage(
        head,
        article.description,
        body,
        shelves,
        packs,
        tuple(_roles(edition)),
        tuple(Option(kind, word) for kind, word in _kinds(edition).items() if kind in _shown(shelves, packs)),
        tuple(Option(paper, getattr(say, f"paper_{paper}")) for paper in PAPERS),
    )


def _kinds(edition: Edition) -> dict[str, str]:
    say = edition.say
    return {
        CHECKLIST: say.checklist,
        TRAINER: say.sheet_trainer,
        HAND_OVER: say.sheet_hand_over,
        PACK: say.sheet_pack,
    }


def _shown(shelves: tuple[SheetsShelf, ...], packs: tuple[SheetsPack, ...]) -> AbstractSet[str]:
    rows = (one.kind for shelf in shelves for row in shelf.rows for one in row.sheets)
    return {*rows, *(one.sheet.kind for one in packs)}


def _row(
    edition: Edition, procedure: Procedure[Words], printouts: tuple[Printout, ...], withheld: AbstractSet[str]
) -> SheetsRow:
    say, guide, is_withheld = edition.say, edition.guide(procedure), procedure.id in withheld
    printed = () if is_withheld else of_procedure(edition, printouts)
    kinds = {one.kind for one in printed}
    pages = (
        Printable(CHECKLIST, procedure.id, say.checklist, "", (), edition.checklist(procedure)),
        Printable(TRAINER, procedure.id, say.guide, "", (), guide),
    )
    lacking = () if is_withheld else tuple(one for one in pages if one.kind not in kinds)
    in_order = sorted((*printed, *lacking), key=lambda one: _ORDER.get(one.kind, len(_ORDER)))
    return SheetsRow(
        procedure.id,
        f"sheets-{procedure.id}",
        procedure.title,
        edition.wording.plain(procedure.title),
        guide,
        edition.checklist(procedure),
        say.consequence_withheld if is_withheld else "",
        doing(procedure),
        tuple(in_order),
    )


_ORDER = {CHECKLIST: 0, TRAINER: 1}


def doing(procedure: Procedure[Words]) -> tuple[str, ...]:
    """The roles that do something in a procedure."""
    steps = (role for step in procedure.steps for role in step.performed_by)
    return tuple(dict.fromkeys(map(str, (*procedure.roles, *steps))))


def _held(pack: Printable, shown: Iterable[Procedure[Words]]) -> Iterator[str]:
    """The procedures in a pack: of its collection, of its role, or all."""
    for one in shown:
        if pack.subject in ("", one.collection) and (not pack.role or pack.role in doing(one)):
            yield one.id


def _pack(edition: Edition, printout: Printout) -> str:
    if printout.role:
        return str(edition.say.sheet_role_pack.format(role=name_of(edition, printout.role)))
    shelf = edition.library.collections.get(printout.name)
    return edition.wording.plain(shelf.title) if shelf else str(edition.say.sheet_everything)


def _roles(edition: Edition) -> Iterator[Option]:
    """The roles that a reader may have, in the registry's order."""
    known = {role for procedure in edition.library.procedures.values() for role in doing(procedure)}
    for role in edition.library.roles:
        if role in known:
            yield Option(role, name_of(edition, role))
