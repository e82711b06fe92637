"""The table of sheet editions."""

from __future__ import annotations

from stegvis.pages.editions.edition import (
    PrintablePage,
    SheetContent,
    SheetEdition,
    name_edition,
    select_whole_procedures,
)
from stegvis.pages.editions.hand_over import name_hand_over, select_hand_overs, split_turns
from stegvis.pages.editions.pack import name_pack, select_packs

CHECKLIST = SheetEdition(
    key="checklist",
    message="checklist",
    subjects=select_whole_procedures,
    document_name=name_edition,
    printable_page=lambda context, procedure: PrintablePage(
        context.ui.checklist, context.urls.checklist(procedure)
    ),
)
"""The steps of a procedure to tick."""

TRAINER = SheetEdition(
    key="trainer",
    message="sheet_trainer",
    subjects=select_whole_procedures,
    document_name=name_edition,
    content=SheetContent(summary=True, notes=True, details=True, training_notes=True, option_details=True),
    printable_page=lambda context, procedure: PrintablePage(context.ui.guide, context.urls.guide(procedure)),
)
"""A procedure with everything that explains it."""

HAND_OVER = SheetEdition(
    key="hand-over",
    message="sheet_hand_over",
    subjects=select_hand_overs,
    document_name=name_hand_over,
    content=SheetContent(hand_overs=False),
    turns=split_turns,
)
"""A procedure that one role begins and others go on with: a sheet for each turn."""

PACK = SheetEdition(
    key="pack",
    message="sheet_pack",
    subjects=select_packs,
    document_name=name_pack,
    pack_of=CHECKLIST,
)
"""The checklists of several procedures behind a cover."""

SHEET_EDITIONS = (CHECKLIST, TRAINER, HAND_OVER, PACK)
"""All editions, in the order in which readers see them."""
