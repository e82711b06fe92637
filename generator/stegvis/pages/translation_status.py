"""The state of the translations as pages show it."""

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
    Usability,
    sum_counts,
)
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.model.text_role import TextRole
from stegvis.pages.context import LocaleContext
from stegvis.pages.urls import tail_of
from stegvis.pages.views.frame import Anchor, OutlineEntry
from stegvis.pages.views.status import StatusRow, StatusTable, UntranslatedTextView

SHOWN = 12
"""The lacks of one procedure that are told, the gravest; the catalog tells all of them."""

PARTS = ("labels", "pages", "interface")
"""Domains that are no collection's."""


_NONE: frozenset[str] = frozenset()


class StatusSource(Protocol):
    """What a locale's status is made of; equal accounts give equal ones."""

    def status(self) -> LocaleStatus:
        """The status, made when it is asked for."""


@dataclass(frozen=True)
class TranslationStatus:
    """What became of the translations; without slots, for its cached property."""

    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per locale, the procedures that can't be followed safely in it, and are not shown."""
    accounts: Mapping[str, StatusSource] = field(default_factory=dict)
    """Per locale that is translated, what its status is made of."""

    @cached_property
    def _locales_withholding(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for locale, procedures in self.withheld.items():
            for procedure in procedures:
                found.setdefault(procedure, set()).add(locale)
        return {procedure: frozenset(locales) for procedure, locales in found.items()}

    def withheld_in(self, procedure: Procedure[LocalizedText]) -> frozenset[str]:
        """The locales that hold a procedure back."""
        return self._locales_withholding.get(procedure.id, _NONE)

    def accounts_for(self, context: LocaleContext) -> tuple[StatusSource, ...]:
        """Those that a locale's page of statuses tells: its own, or all on the source's."""
        own = self.accounts.get(context.code)
        return tuple(self.accounts.values()) if context.is_source else (own,) if own else ()


NO_TRANSLATION_STATUS = TranslationStatus()


def build_status_tables(context: LocaleContext, desk: TranslationStatus) -> Iterator[StatusTable]:
    """How complete the page's language is; on the source's page, how complete each language is."""
    if context.is_source:
        yield _languages(context, desk)
        return
    for account in desk.accounts_for(context):
        withheld = desk.withheld.get(context.code, frozenset())
        yield from _tables(context, account.status(), withheld)


def outline_status(context: LocaleContext, tables: Iterable[StatusTable]) -> Iterator[OutlineEntry]:
    """The tables' entries in the page's outline."""
    for table in tables:
        yield OutlineEntry(href=f"#{table.anchor}", text=context.plain_text(table.title))


def _languages(context: LocaleContext, desk: TranslationStatus) -> StatusTable:
    """A row a language."""
    tail = tail_of(context.urls.status)
    rows = []
    for code, account in desk.accounts.items():
        status = account.status()
        able = (Usability.COMPLETE, Usability.SAFE)
        count = sum(one.usability in able for one in status.procedures.values())
        word = context.ui.status_followed.format(count=count, total=len(status.procedures))
        name = Anchor(text=context.config.locales[code].name, href=f"{code}/{tail}")
        rows.append(StatusRow(name=name, counts=_counts(status.counts), word=word))
    ui = context.ui
    return StatusTable(
        anchor="languages",
        title=ui.status_languages,
        first=ui.language,
        last=ui.status_procedures,
        rows=tuple(rows),
    )


def _tables(context: LocaleContext, status: LocaleStatus, withheld: frozenset[str]) -> Iterator[StatusTable]:
    """A table a collection, and one of what belongs to no procedure."""
    ui, library = context.ui, context.library
    for name, collection in library.collections.items():
        rows = tuple(
            _procedure(context, one, status.procedures[one.id], withheld) for one in library.shelf(name)
        )
        yield StatusTable(
            anchor=f"collection-{name}",
            title=collection.title,
            first=ui.procedure,
            last=ui.consequence,
            rows=rows,
        )
    parts = [
        StatusRow(
            name=Anchor(text=getattr(ui, f"part_{name}"), href=""), counts=_counts(status.domains[name])
        )
        for name in PARTS
        if name in status.domains
    ]
    parts.append(
        StatusRow(
            name=Anchor(text=ui.status_sum, href=""), counts=_counts(sum_counts(status.domains.values()))
        )
    )
    yield StatusTable(
        anchor="other-texts", title=ui.status_others, first=ui.status_part, last="", rows=tuple(parts)
    )


def _procedure(
    context: LocaleContext,
    procedure: Procedure[LocalizedText],
    status: ProcedureStatus,
    withheld: frozenset[str],
) -> StatusRow:
    ui, guide = context.ui, context.urls.guide(procedure)
    kind = status.usability.value
    word = getattr(ui, f"consequence_{kind}")
    page = guide
    if procedure.id in withheld:
        word = ui.consequence_withheld
        page = f"{context.config.source}/{tail_of(guide)}"
    more = len(status.untranslated) - SHOWN
    return StatusRow(
        name=Anchor(text=procedure.title, href=guide),
        counts=_counts(status.counts),
        kind=kind,
        word=word,
        lacks=tuple(_untranslated_views(context, islice(status.untranslated, SHOWN), page)),
        more=ui.lack_more.format(count=more) if more > 0 else "",
    )


def _untranslated_views(
    context: LocaleContext, lacks: Iterable[UntranslatedUse], page: str
) -> Iterator[UntranslatedTextView]:
    ui = context.ui
    states = {TranslationState.FUZZY: ui.lack_fuzzy, TranslationState.MISSING: ui.lack_missing}
    for lack in lacks:
        place = ui.step.format(number=lack.number) if lack.number else ui.lack_whole
        text = ui.lack.format(place=place, kind=_kind(context, lack.role), state=states[lack.state])
        anchor = f"#{lack.step.replace('/', '.')}" if lack.number else ""
        yield UntranslatedTextView(text=text, key=lack.key, href=f"{page}{anchor}")


def _kind(context: LocaleContext, role: TextRole) -> str:
    """Return the interface's word for the texts of a role."""
    return str(getattr(context.ui, role.info.word))


def _counts(tally: Counts) -> tuple[int, ...]:
    return tally.translated, tally.fuzzy, tally.missing, tally.unreviewed
