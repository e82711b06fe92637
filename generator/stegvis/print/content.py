"""From a procedure in one language to what its sheet shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from babel.lists import format_list

from stegvis import graph
from stegvis.model import Call, Procedure, Step, Words
from stegvis.pages.edition import Edition
from stegvis.pages.procedure_pages import Told, told
from stegvis.pages.views import Group as PageGroup
from stegvis.pages.views import Status, StepView
from stegvis.print.codes import qr, short_codes
from stegvis.print.options import Form
from stegvis.print.prose import Setter, plain
from stegvis.print.views import Answer, Group, Prose, Remark, Row, Said, Sheet

_TOLD_BY_SIGN = frozenset({"action", "decision", "call"})
"""Kinds of steps whose act or answers tell what they are."""


_SAMPLE = 400
"""Letters by which the length of lines is measured."""
_LONG = 28
"""Letters from which on a word may be wider than the narrowest column."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose steps a hand-over sheet shows, and how it names whoever does the others."""

    mine: Callable[[str], bool]
    """Whether the step with this path is one of them."""
    edition: str
    others: Callable[[str], str]
    """Who does the step with this path."""


class SheetWriter:
    """Makes the sheets of one locale."""

    def __init__(self, language: Edition, withheld: AbstractSet[str] = frozenset()) -> None:
        """Work in the language of an edition of the site, without the procedures that it must not show."""
        config = language.config
        self.language = language
        self.withheld = withheld
        self.say = language.say
        self.prose = Setter(
            language.wording.names,
            language.addresses,
            config.url,
            config.locales[config.source].language,
        )
        self.codes = short_codes(language.library.procedures)
        self._told: dict[str, Told] = {}
        self._sheets: dict[tuple[str, Form], Sheet] = {}

    def told(self, procedure: Procedure[Words]) -> Told:
        """A procedure as its pages tell it."""
        known = self._told.get(procedure.id)
        if known is None:
            known = self._told[procedure.id] = told(self.language, procedure)
        return known

    def address(self, procedure: Procedure[Words]) -> str:
        """The short address as people type it: without the scheme, which browsers add."""
        base = self.language.config.url.partition("://")[2]
        return f"{base}{self.short_path(procedure)}" if base else ""

    def short_path(self, procedure: Procedure[Words]) -> str:
        """The path of the short address."""
        return f"{self.language.code}/{self.codes[procedure.id]}/"

    def live(self, procedure: Procedure[Words], anchor: str = "") -> str:
        """The address of the live checklist, or of a step on it; nothing where the site's isn't known."""
        base = self.language.config.url
        if not base:
            return ""
        return f"{base}{self.language.checklist(procedure)}{f'#{anchor}' if anchor else ''}"

    def sheet(self, procedure: Procedure[Words], form: Form) -> Sheet:
        """A procedure as a sheet, made once for all documents that it is in."""
        known = self._sheets.get((procedure.id, form))
        if known is None:
            known = self._sheets[procedure.id, form] = self.sheet_of_turn(procedure, form, None)
        return known

    def sheet_of_turn(self, procedure: Procedure[Words], form: Form, turn: Turn | None) -> Sheet:
        """A procedure, or what somebody does of it, as a sheet."""
        language, say, one = self.language, self.say, self.told(procedure)
        status = language.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised)
        shelf = language.library.collections.get(procedure.collection)
        place = [language.config.name, *([language.wording.plain(shelf.title)] if shelf else [])]
        every = list(self._groups(one.groups, procedure, form))
        groups = list(_gathered(_handed(every, turn, say) if turn else every))
        return Sheet(
            id=procedure.id,
            title=one.title,
            heading=self.prose(procedure.title),
            place=" · ".join(place),
            edition=turn.edition if turn else self.edition(form),
            revision=status.revision,
            state=stated(status),
            address=self.address(procedure),
            code=qr(self.live(procedure)),
            facts=list(self._facts(one, form)),
            prerequisites=[self.prose(condition.text) for condition in one.prerequisites],
            groups=groups,
            outcome=self.prose(procedure.outcome),
            sample=_seen(" ".join(plain(row.act) for group in groups for row in group.rows))[:_SAMPLE],
            long=list(_long(groups)),
        )

    def edition(self, form: Form) -> str:
        """The name of an edition."""
        words = {
            Form.CHECKLIST: self.say.checklist,
            Form.TRAINER: self.say.sheet_trainer,
            Form.HAND_OVER: self.say.sheet_hand_over,
            Form.PACK: self.say.sheet_pack,
        }
        return str(words[form])

    def either(self, roles: Iterable[str]) -> str:
        """Roles of which any one will do: `A, B or C` in the locale's way."""
        library, plain = self.language.library, self.language.wording.plain
        names = [plain(library.roles[role].name) for role in roles if role in library.roles]
        locale = self.language.locale
        written = (locale.formats or locale.language).replace("-", "_")
        return format_list(names, style="or", locale=written) if len(names) > 1 else "".join(names)

    def _facts(self, one: Told, form: Form) -> Iterator[Said]:
        say, procedure = self.say, one.procedure
        if form is Form.TRAINER:
            yield Said(say.sheet_aim, self.prose(procedure.summary))
        if procedure.roles:
            yield Said(say.who_may, [self.either(procedure.roles)])
        for held in one.who.held:
            yield Said(held.who, self.prose(held.role.name))
        if form is not Form.HAND_OVER:
            for given in one.who.hand_overs:
                roles = " / ".join(self.language.wording.plain(tag.name) for tag in given.roles)
                yield Said(given.step, [say.sheet_needs.format(roles=roles)])
        if one.time:
            yield Said(say.time, [one.time])

    def _groups(
        self, groups: Iterable[PageGroup], procedure: Procedure[Words], form: Form
    ) -> Iterator[Group]:
        """Groups of a procedure, with the parts that it calls in place."""
        steps = {str(step.id): step for step in procedure.steps}
        for group in groups:
            place = self._place(group)
            rows: list[Row] = []
            for view in group.steps:
                step = steps[view.path.rpartition("/")[2]]
                rows.append(self._row(view, step, form))
                if view.part is None or not isinstance(step, Call):
                    continue
                yield Group(place, rows)
                rows = []
                called = self.language.library.procedures[step.procedure]
                yield from self._groups(view.part.groups, called, form)
            if rows:
                yield Group(place, rows)

    def _place(self, group: PageGroup) -> Prose:
        if group.system is None or group.screen is None:
            named = group.screen or group.system
            return self.prose(named) if named else []
        return [*self.prose(group.system), " › ", *self.prose(group.screen)]

    def _row(self, view: StepView, step: Step[Words], form: Form) -> Row:
        say, prose = self.say, self.prose
        wanted = ("warning", "caution", "note") if form is Form.TRAINER else ("warning", "caution")
        remarks = [Remark(one.kind, one.word, prose(one.text)) for one in view.remarks if one.kind in wanted]
        if view.secret:
            remarks.append(Remark("secret", say.secret, prose(view.secret)))
        more: list[Said] = []
        if form is Form.TRAINER:
            if view.detail:
                more.append(Said("", prose(view.detail)))
            if view.training_note:
                more.append(Said(say.training_note, prose(view.training_note)))
        return Row(
            path=view.anchor,
            number=view.number,
            kind=view.kind,
            word="" if view.kind in _TOLD_BY_SIGN else view.word,
            act=prose(view.act),
            pause=prose.maybe(view.pause_point),
            remarks=remarks,
            optional=prose.maybe(view.optional),
            by=self.either(step.performed_by),
            hint=view.hint,
            options=[
                Answer(
                    prose(choice.label),
                    prose.maybe(choice.detail) if form is Form.TRAINER else None,
                    choice.way.text if choice.way else "",
                )
                for choice in view.choices
            ],
            settled=view.settled,
            more=more,
            ways=[] if view.part else [way.text for way in view.ways],  # its ends say it
            expect=prose.maybe(view.expect),
            if_not=prose.maybe(view.if_not),
            dates=[say.sheet_asked, say.sheet_answered] if view.kind == "wait" else [],
            boxed=not view.choices,
            first=False,
        )


def stated(status: Status) -> str:
    """The language, how complete it is, and that nobody looked at the translation yet."""
    return " · ".join(filter(None, (status.completeness, status.review)))


def _seen(text: str) -> str:
    """A text without marks of direction and the like, which take no room."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _gathered(groups: Iterable[Group]) -> Iterator[Group]:
    """Groups that follow each other at the same place as one: a part begins where its caller is."""
    for number, (place, same) in enumerate(groupby(groups, attrgetter("place"))):
        first, *others = (row for group in same for row in group.rows)
        yield Group(place, [replace(first, first=bool(place) or number == 0), *others])


def _long(groups: Iterable[Group]) -> Iterator[tuple[str, str, str]]:
    for group in groups:
        for row in group.rows:
            columns = (
                ("act", (row.act, row.optional, *(option.label for option in row.options))),
                ("result", (row.expect, row.if_not)),
            )
            for column, texts in columns:
                for tree in texts:
                    for word in plain(tree or []).split():
                        if len(word) >= _LONG:
                            yield row.path, column, word


def turns(writer: SheetWriter, procedure: Procedure[Words], role: str) -> Iterator[Turn]:
    """How a procedure is done when somebody with one role begins: theirs, then each of the others'."""
    say, roles = writer.say, _roles_of(writer, procedure)
    told_as = writer.edition(Form.HAND_OVER)

    def named(who: Iterable[str]) -> str:
        return str(say.sheet_of.format(sheet=told_as, roles=writer.either(who)))

    mine = {path for path, able in roles.items() if not able or role in able}
    yield Turn(mine.__contains__, named([role]), lambda path: writer.either(roles[path]))
    for able in dict.fromkeys(able for path, able in roles.items() if path not in mine):
        theirs = {path for path, whose in roles.items() if path not in mine and whose == able}
        yield Turn(
            theirs.__contains__,
            named(able),
            lambda path: writer.either([role] if path in mine else roles[path]),
        )


def _roles_of(writer: SheetWriter, procedure: Procedure[Words]) -> Mapping[str, tuple[str, ...]]:
    """Who may do each step, by anchor; a step that needs no role stays with whoever has the sheet."""
    library = writer.language.library
    placed = graph.expanded(library, procedure)
    needs = {
        one.path.replace("/", "."): tuple(map(str, graph.performers(one.procedure, one.step)))
        for one in placed
    }
    calls = {one.path.replace("/", ".") for one in placed if isinstance(one.step, Call)}
    held: tuple[str, ...] = ()
    for path, able in needs.items():
        if able:
            held = able
        elif path in calls:
            inside = [roles for other, roles in needs.items() if other.startswith(f"{path}.") and roles]
            held = needs[path] = inside[0] if inside else held
        else:
            needs[path] = held
    return needs


def _handed(groups: list[Group], turn: Turn, say: Any) -> Iterator[Group]:
    """The rows of one turn; those of others become one row that says to whom it goes, and back."""
    total = left = sum(turn.mine(row.path) for group in groups for row in group.rows)
    others: list[Row] = []

    def passed() -> Row:
        if left == total:
            row = _passed(others, turn, say.sheet_received, say.sheet_back)
        elif left:
            row = _passed(others, turn, say.sheet_passed, say.sheet_given, say.sheet_back)
        else:
            row = _passed(others, turn, say.sheet_last, say.sheet_given)
        others.clear()
        return row

    for group in groups:
        rows: list[Row] = []
        for row in group.rows:
            is_mine = turn.mine(row.path)
            if others and (is_mine or turn.others(others[-1].path) != turn.others(row.path)):
                rows.append(passed())
            if is_mine:
                left -= 1
                rows.append(row)
            else:
                others.append(row)
        if rows:
            yield Group(group.place, rows)
    if others:
        yield Group([], [passed()])


def _passed(others: list[Row], turn: Turn, form: str, *dates: str) -> Row:
    first, last = others[0], others[-1]
    numbers = first.number if first is last else f"{first.number}–{last.number}"
    return Row(
        path=f"{first.path}@",
        number=numbers,
        kind="passed",
        word="",
        act=[form.format(roles=turn.others(first.path))],
        pause=None,
        remarks=[],
        optional=None,
        by="",
        hint="",
        options=[],
        settled="",
        more=[],
        ways=[],
        expect=None,
        if_not=None,
        dates=list(dates),
        boxed=True,
        first=False,
    )
