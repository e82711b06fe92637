"""Builds the tables on the status of the translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Protocol

from stegvis.i18n.status import (
    Counts,
    LocaleStatus,
    ProcedureStatus,
    UntranslatedUse,
    sum_counts,
)
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.model.text_role import TextRole
from stegvis.names import make_anchor
from stegvis.pages.context import LocaleContext
from stegvis.pages.urls import tail_of
from stegvis.pages.views.frame import Anchor, OutlineEntry
from stegvis.pages.views.status import StatusRow, StatusTable, UntranslatedTextView

MAX_SHOWN = 12
"""Untranslated texts listed for each procedure, by impact; the catalog has all."""

OTHER_DOMAINS = ("labels", "pages", "interface")
"""The domains that belong to no collection."""


_NONE: frozenset[str] = frozenset()


class StatusSource(Protocol):
    """What a locale's status is computed from; equal sources give an equal status."""

    def status(self) -> LocaleStatus:
        """Compute the status."""


@dataclass(frozen=True)
class TranslationStatus:
    """The status of the translations of a site; without slots, for its cached property."""

    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By locale, ids of the procedures that can't be followed safely in it and aren't shown."""
    sources: Mapping[str, StatusSource] = field(default_factory=dict)
    """By locale other than the source's."""

    @cached_property
    def _locales_withholding(self) -> dict[str, frozenset[str]]:
        locales_by_procedure: dict[str, set[str]] = {}
        for locale, procedures in self.withheld.items():
            for procedure in procedures:
                locales_by_procedure.setdefault(procedure, set()).add(locale)
        return {procedure: frozenset(locales) for procedure, locales in locales_by_procedure.items()}

    def withheld_in(self, procedure: Procedure[LocalizedText]) -> frozenset[str]:
        """Return the codes of the locales that don't show a procedure."""
        return self._locales_withholding.get(procedure.id, _NONE)

    def sources_for(self, context: LocaleContext) -> tuple[StatusSource, ...]:
        """Return the sources of the statuses on a locale's page: its own, or in the source's locale all."""
        own = self.sources.get(context.code)
        return tuple(self.sources.values()) if context.is_source else (own,) if own else ()


NO_TRANSLATION_STATUS = TranslationStatus()


def build_status_tables(context: LocaleContext, status: TranslationStatus) -> Iterator[StatusTable]:
    """Build the tables on the page's language; on the source's page, one with all languages."""
    if context.is_source:
        yield _language_table(context, status)
        return
    for source in status.sources_for(context):
        yield from _tables(context, source.status())


def outline_status(context: LocaleContext, tables: Iterable[StatusTable]) -> Iterator[OutlineEntry]:
    """Yield the tables' entries in the page's outline."""
    for table in tables:
        yield OutlineEntry(href=f"#{table.anchor}", text=context.plain_text(table.title))


def _language_table(context: LocaleContext, translations: TranslationStatus) -> StatusTable:
    """The table with a row for each language."""
    tail = tail_of(context.urls.status)
    rows = []
    for code, source in translations.sources.items():
        status = source.status()
        count = sum(procedure.usability.is_safe for procedure in status.procedures.values())
        word = context.ui.status_followed.fill(count=count, total=len(status.procedures))
        name = Anchor(text=context.config.locales[code].name, href=f"{code}/{tail}")
        rows.append(StatusRow(name=name, counts=_counts(status.counts), word=word))
    ui = context.ui
    return StatusTable(
        anchor="_languages",
        title=ui.status_languages,
        first_column=ui.language,
        last_column=ui.status_procedures,
        rows=tuple(rows),
    )


def _tables(context: LocaleContext, status: LocaleStatus) -> Iterator[StatusTable]:
    """A table for each collection, and one for the texts that belong to no procedure."""
    ui, library = context.ui, context.library
    for name, collection in library.collections.items():
        rows = tuple(
            _procedure_row(context, procedure, status.procedures[procedure.id])
            for procedure in library.procedures_in(name)
        )
        yield StatusTable(
            anchor=f"_collection-{name}",
            title=collection.title,
            first_column=ui.procedure,
            last_column=ui.consequence,
            rows=rows,
        )
    domain_rows = [
        StatusRow(
            name=Anchor(text=getattr(ui, f"part_{name}"), href=""), counts=_counts(status.domains[name])
        )
        for name in OTHER_DOMAINS
        if name in status.domains
    ]
    domain_rows.append(
        StatusRow(
            name=Anchor(text=ui.status_sum, href=""), counts=_counts(sum_counts(status.domains.values()))
        )
    )
    yield StatusTable(
        anchor="_other-texts",
        title=ui.status_others,
        first_column=ui.status_part,
        last_column="",
        rows=tuple(domain_rows),
    )


def _procedure_row(
    context: LocaleContext,
    procedure: Procedure[LocalizedText],
    status: ProcedureStatus,
) -> StatusRow:
    ui, guide = context.ui, context.urls.guide(procedure)
    usability = status.usability.value
    word = getattr(ui, f"consequence_{usability}")
    page = guide if status.usability.is_safe else f"{context.config.source}/{tail_of(guide)}"
    more = len(status.untranslated) - MAX_SHOWN
    return StatusRow(
        name=Anchor(text=procedure.title, href=guide),
        counts=_counts(status.counts),
        usability=usability,
        word=word,
        untranslated=tuple(_untranslated_views(context, islice(status.untranslated, MAX_SHOWN), page)),
        more=ui.lack_more.fill(count=more) if more > 0 else "",
    )


def _untranslated_views(
    context: LocaleContext, uses: Iterable[UntranslatedUse], page: str
) -> Iterator[UntranslatedTextView]:
    ui = context.ui
    states = {TranslationState.FUZZY: ui.lack_fuzzy, TranslationState.MISSING: ui.lack_missing}
    for use in uses:
        place = ui.step.fill(number=use.number) if use.number else ui.lack_whole
        text = ui.lack.fill(place=place, kind=_role_word(context, use.role), state=states[use.state])
        anchor = f"#{make_anchor(use.step)}" if use.number else ""
        yield UntranslatedTextView(text=text, key=use.key, href=f"{page}{anchor}")


def _role_word(context: LocaleContext, role: TextRole) -> str:
    """The interface's word for the texts of a role."""
    return str(getattr(context.ui, role.info.word))


def _counts(counts: Counts) -> tuple[int, ...]:
    return counts.translated, counts.fuzzy, counts.missing, counts.unreviewed
