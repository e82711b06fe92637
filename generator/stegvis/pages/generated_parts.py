"""The table of generated parts of articles."""

from __future__ import annotations

from typing import Any, assert_never

from stegvis.model.article import Generated
from stegvis.pages.controls import build_control_tables, outline_controls
from stegvis.pages.dependencies import collection_inputs
from stegvis.pages.generated import GeneratedPart
from stegvis.pages.glossary import build_glossary
from stegvis.pages.pdf_page import build_pdf_lists, outline_pdfs
from stegvis.pages.permissions import build_role_lists, outline_roles
from stegvis.pages.procedure_lists import build_procedure_lists, outline_procedures
from stegvis.pages.translation_status import build_status_tables, outline_status
from stegvis.pages.views.controls import ControlTable
from stegvis.pages.views.glossary import GlossaryTable
from stegvis.pages.views.pdf_page import PdfLists, PdfPage
from stegvis.pages.views.procedure_lists import ProcedureLists
from stegvis.pages.views.roles import RoleLists
from stegvis.pages.views.status import StatusTable

NOTHING: GeneratedPart[None] = GeneratedPart(build=lambda _: None, outline=lambda _context, _part: iter(()))
"""An article of prose alone."""

PROCEDURES: GeneratedPart[ProcedureLists] = GeneratedPart(
    build=lambda scope: build_procedure_lists(scope.context),
    outline=outline_procedures,
    inputs=collection_inputs,
)
"""The procedures by collection and by role."""

ROLES: GeneratedPart[RoleLists] = GeneratedPart(
    build=lambda scope: build_role_lists(scope.context),
    outline=outline_roles,
    inputs=lambda scope: (*collection_inputs(scope), scope.context.library.sources),
)
"""The roles, and what each may do."""

CONTROLS: GeneratedPart[tuple[ControlTable, ...]] = GeneratedPart(
    build=lambda scope: build_control_tables(scope.context, scope.site.contexts),
    outline=outline_controls,
    inputs=lambda scope: (
        tuple(context.library.labels for context in scope.site.contexts.values()),
        scope.context.library.sources,
    ),
)
"""The names of controls in all languages."""

GLOSSARY: GeneratedPart[GlossaryTable] = GeneratedPart(
    build=lambda scope: build_glossary(scope.context),
    outline=lambda _context, _part: iter(()),
    inputs=lambda scope: (scope.context.library.glossary,),
)
"""The terms, and what each is called."""

STATUS: GeneratedPart[tuple[StatusTable, ...]] = GeneratedPart(
    build=lambda scope: tuple(build_status_tables(scope.context, scope.site.status)),
    outline=outline_status,
    inputs=lambda scope: (
        *collection_inputs(scope),
        scope.withheld,
        scope.site.status.sources_for(scope.context),
    ),
)
"""How completely the site is translated."""

PDFS: GeneratedPart[PdfLists] = GeneratedPart(
    build=lambda scope: build_pdf_lists(scope.context, scope.withheld, scope.site.pdf_index),
    outline=outline_pdfs,
    inputs=lambda scope: (*collection_inputs(scope), scope.withheld, scope.pdf_files),
    view=PdfPage,
)
"""Everything to print."""


def generated_part(kind: Generated | None) -> GeneratedPart[Any]:  # noqa: PLR0911  # one return a row
    """Return the row of the table for an article's `generated`."""
    match kind:
        case None:
            return NOTHING
        case Generated.PROCEDURES:
            return PROCEDURES
        case Generated.ROLES:
            return ROLES
        case Generated.CONTROLS:
            return CONTROLS
        case Generated.GLOSSARY:
            return GLOSSARY
        case Generated.STATUS:
            return STATUS
        case Generated.PRINT:
            return PDFS
        case _:
            assert_never(kind)
