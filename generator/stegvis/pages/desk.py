"""What the translator's desk shows on pages: the glossary, and how complete each language is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from stegvis.model import Procedure, State, Words
from stegvis.model import Term as Entry
from stegvis.pages.article_views import Counted, Form, Glossary, LackView, StatusTable, Term
from stegvis.pages.edition import Edition
from stegvis.pages.views import Anchor, Language
from stegvis.worth import Consequence, Lack, ProcedureStatus, Status, Tally, added, field_of

SHOWN = 12
"""The lacks of one procedure that are told, the gravest; the catalog tells all of them."""

PARTS = ("labels", "pages", "interface")
"""Domains that are no collection's."""


class Account(Protocol):
    """What a locale's status is made of; equal accounts give equal ones."""

    def status(self) -> Status:
        """The status, made when it is asked for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What became of the translations."""

    withheld: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per locale, the procedures that can't be followed safely in it, and are not shown."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """Per locale that is translated, what its status is made of."""

    def withheld_in(self, procedure: Procedure[Words]) -> frozenset[str]:
        """The locales that hold a procedure back."""
        return frozenset(code for code, names in self.withheld.items() if procedure.id in names)

    def accounts_for(self, edition: Edition) -> tuple[Account, ...]:
        """Those that a locale's page of statuses tells: its own, or all on the source's."""
        own = self.accounts.get(edition.code)
        return tuple(self.accounts.values()) if edition.is_source else (own,) if own else ()


NO_DESK = Desk()


def glossary_of(edition: Edition) -> Glossary:
    """The terms with their forms: in the page's language, or in all on the source's page."""
    locales = edition.config.locales
    codes = [code for code in edition.config.targets if code not in edition.config.pseudo]
    if not edition.is_source:
        codes = [edition.code]
    columns = tuple(Language(code, locales[code].language, locales[code].name) for code in codes)
    terms = tuple(
        Term(f"term-{name}", one.term, one.meaning, tuple(_form(edition, one, column) for column in columns))
        for name, one in edition.library.glossary.items()
    )
    return Glossary(locales[edition.config.source].language, columns, terms)


def _form(edition: Edition, term: Entry[Words], column: Language) -> Form:
    if term.keep:
        return Form(edition.locale.language, edition.say.glossary_kept, "")
    forbidden = ", ".join(term.forbidden.get(column.code, ()))
    avoid = edition.say.glossary_avoid.format(forms=forbidden) if forbidden else ""
    return Form(column.tag, next(iter(term.forms.get(column.code, ())), ""), avoid)


def status_tables(edition: Edition, desk: Desk) -> Iterator[StatusTable]:
    """How complete the page's language is; on the source's page, how complete each language is."""
    if edition.is_source:
        yield _languages(edition, desk)
        return
    for account in desk.accounts_for(edition):
        withheld = desk.withheld.get(edition.code, frozenset())
        yield from _tables(edition, account.status(), withheld)


def _languages(edition: Edition, desk: Desk) -> StatusTable:
    """A row a language."""
    tail = edition.status_path.partition("/")[2]
    rows = []
    for code, account in desk.accounts.items():
        status = account.status()
        able = (Consequence.COMPLETE, Consequence.SAFE)
        count = sum(one.consequence in able for one in status.procedures.values())
        word = edition.say.status_followed.format(count=count, total=len(status.procedures))
        name = Anchor(edition.config.locales[code].name, f"{code}/{tail}")
        rows.append(Counted(name, _counts(status.tally), word=word))
    say = edition.say
    return StatusTable("languages", say.status_languages, say.language, say.status_procedures, tuple(rows))


def _tables(edition: Edition, status: Status, withheld: frozenset[str]) -> Iterator[StatusTable]:
    """A table a collection, and one of what belongs to no procedure."""
    say, library = edition.say, edition.library
    for name, collection in library.collections.items():
        rows = tuple(
            _procedure(edition, one, status.procedures[one.id], withheld) for one in library.shelf(name)
        )
        yield StatusTable(f"collection-{name}", collection.title, say.procedure, say.consequence, rows)
    parts = [
        Counted(Anchor(getattr(say, f"part_{name}"), ""), _counts(status.domains[name]))
        for name in PARTS
        if name in status.domains
    ]
    parts.append(Counted(Anchor(say.status_sum, ""), _counts(added(status.domains.values()))))
    yield StatusTable("other-texts", say.status_others, say.status_part, "", tuple(parts))


def _procedure(
    edition: Edition, procedure: Procedure[Words], status: ProcedureStatus, withheld: frozenset[str]
) -> Counted:
    say, guide = edition.say, edition.guide(procedure)
    kind = status.consequence.value
    word = getattr(say, f"consequence_{kind}")
    page = guide
    if procedure.id in withheld:
        word = say.consequence_withheld
        page = f"{edition.config.source}/{guide.partition('/')[2]}"
    more = len(status.lacks) - SHOWN
    return Counted(
        Anchor(procedure.title, guide),
        _counts(status.tally),
        kind,
        word,
        tuple(_lacks(edition, islice(status.lacks, SHOWN), page)),
        say.lack_more.format(count=more) if more > 0 else "",
    )


def _lacks(edition: Edition, lacks: Iterable[Lack], page: str) -> Iterator[LackView]:
    say = edition.say
    states = {State.FUZZY: say.lack_fuzzy, State.MISSING: say.lack_missing}
    for lack in lacks:
        place = say.step.format(number=lack.number) if lack.number else say.lack_whole
        text = say.lack.format(place=place, kind=_kind(edition, lack.key), state=states[lack.state])
        anchor = f"#{lack.step.replace('/', '.')}" if lack.number else ""
        yield LackView(text, lack.key, f"{page}{anchor}")


_SAID = {
    "warnings": "warning",
    "cautions": "caution",
    "notes": "note",
    "pause_point": "pause_point",
    "secret": "secret",
    "optional": "optional",
    "decision": "kind_decision",
    "options": "field_options",
    "prerequisites": "prerequisites",
    "action": "kind_action",
    "check": "kind_check",
    "wait": "field_wait",
    "finish": "kind_finish",
    "expect": "expect",
    "if_not": "if_not",
    "title": "field_title",
    "summary": "field_summary",
    "outcome": "outcome",
    "training_note": "training_note",
    "detail": "field_detail",
}
"""The interface's word for each kind of field."""


def _kind(edition: Edition, key: str) -> str:
    if key.startswith("roles/"):
        return str(edition.say.field_role)
    if key.startswith("labels/"):
        return str(edition.say.field_label)
    return str(getattr(edition.say, _SAID.get(field_of(key), "field_other")))


def _counts(tally: Tally) -> tuple[int, ...]:
    return tally.translated, tally.fuzzy, tally.missing, tally.unreviewed
