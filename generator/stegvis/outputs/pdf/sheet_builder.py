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

from stegvis.graph.expansion import expand_steps
from stegvis.graph.roles import performing_roles
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Call, Step
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.inline import TypstVisitor, plain_tree
from stegvis.outputs.pdf.options import SheetEdition
from stegvis.outputs.pdf.qr import render_qr_svg
from stegvis.outputs.pdf.short_links import assign_short_codes
from stegvis.outputs.pdf.views import AnswerRow, InlineTree, LabelledText, Remark, RowGroup, Sheet, StepRow
from stegvis.pages.context import LocaleContext
from stegvis.pages.procedure_view import ProcedureView, build_procedure_view
from stegvis.pages.views.frame import PageStatus
from stegvis.pages.views.procedure import StepGroup, StepView

_TOLD_BY_SIGN = frozenset({"action", "decision", "call"})
"""Kinds of steps whose act or answers tell what they are."""


_SAMPLE = 400
"""Letters by which the length of lines is measured."""
_LONG = 28
"""Letters from which on a word may be wider than the narrowest column."""


@dataclass(frozen=True, slots=True)
class HandOverTurn:
    """Whose steps a hand-over sheet shows, and how it names whoever does the others."""

    mine: Callable[[str], bool]
    """Whether the step with this path is one of them."""
    edition: str
    others: Callable[[str], str]
    """Who does the step with this path."""


class SheetBuilder:
    """Makes the sheets of one locale."""

    def __init__(self, language: LocaleContext, withheld: AbstractSet[str] = frozenset()) -> None:
        """Work in the language of an edition of the site, without the procedures that it must not show."""
        config = language.config
        self.language = language
        self.withheld = withheld
        self.ui = language.ui
        self.prose = TypstVisitor(
            language.wording.names,
            language.addresses,
            config.url,
            config.locales[config.source].language,
        )
        self.codes = assign_short_codes(language.library.procedures)
        self._told: dict[str, ProcedureView] = {}
        self._sheets: dict[tuple[str, SheetEdition], Sheet] = {}

    def told(self, procedure: Procedure[LocalizedText]) -> ProcedureView:
        """A procedure as its pages tell it."""
        known = self._told.get(procedure.id)
        if known is None:
            known = self._told[procedure.id] = build_procedure_view(self.language, procedure)
        return known

    def address(self, procedure: Procedure[LocalizedText]) -> str:
        """The short address as people type it: without the scheme, which browsers add."""
        base = self.language.config.url.partition("://")[2]
        return f"{base}{self.short_path(procedure)}" if base else ""

    def short_path(self, procedure: Procedure[LocalizedText]) -> str:
        """The path of the short address."""
        return f"{self.language.code}/{self.codes[procedure.id]}/"

    def live(self, procedure: Procedure[LocalizedText], anchor: str = "") -> str:
        """The address of the live checklist, or of a step on it; nothing where the site's isn't known."""
        base = self.language.config.url
        if not base:
            return ""
        return f"{base}{self.language.checklist(procedure)}{f'#{anchor}' if anchor else ''}"

    def sheet(self, procedure: Procedure[LocalizedText], form: SheetEdition) -> Sheet:
        """A procedure as a sheet, made once for all documents that it is in."""
        known = self._sheets.get((procedure.id, form))
        if known is None:
            known = self._sheets[procedure.id, form] = self.sheet_of_turn(procedure, form, None)
        return known

    def sheet_of_turn(
        self, procedure: Procedure[LocalizedText], form: SheetEdition, turn: HandOverTurn | None
    ) -> Sheet:
        """A procedure, or what somebody does of it, as a sheet."""
        language, ui, one = self.language, self.ui, self.told(procedure)
        status = language.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised)
        shelf = language.library.collections.get(procedure.collection)
        place = [language.config.name, *([language.wording.plain(shelf.title)] if shelf else [])]
        every = list(self._groups(one.groups, procedure, form))
        groups = list(_gathered(_handed(every, turn, ui) if turn else every))
        return Sheet(
            id=procedure.id,
            title=one.title,
            heading=self.prose(procedure.title),
            place=" · ".join(place),
            edition=turn.edition if turn else self.edition(form),
            revision=status.revision,
            state=format_state(status),
            address=self.address(procedure),
            code=render_qr_svg(self.live(procedure)),
            facts=list(self._facts(one, form)),
            prerequisites=[self.prose(condition.text) for condition in one.prerequisites],
            groups=groups,
            outcome=self.prose(procedure.outcome),
            sample=_seen(" ".join(plain_tree(row.act) for group in groups for row in group.rows))[:_SAMPLE],
            long=list(_long(groups)),
        )

    def edition(self, form: SheetEdition) -> str:
        """The name of an edition."""
        words = {
            SheetEdition.CHECKLIST: self.ui.checklist,
            SheetEdition.TRAINER: self.ui.sheet_trainer,
            SheetEdition.HAND_OVER: self.ui.sheet_hand_over,
            SheetEdition.PACK: self.ui.sheet_pack,
        }
        return str(words[form])

    def either(self, roles: Iterable[str]) -> str:
        """Roles of which any one will do: `A, B or C` in the locale's way."""
        library, plain = self.language.library, self.language.wording.plain
        names = [plain(library.roles[role].name) for role in roles if role in library.roles]
        locale = self.language.locale
        written = (locale.formats or locale.language).replace("-", "_")
        return format_list(names, style="or", locale=written) if len(names) > 1 else "".join(names)

    def _facts(self, one: ProcedureView, form: SheetEdition) -> Iterator[LabelledText]:
        ui, procedure = self.ui, one.procedure
        if form is SheetEdition.TRAINER:
            yield LabelledText(word=ui.sheet_aim, text=self.prose(procedure.summary))
        if procedure.roles:
            yield LabelledText(word=ui.who_may, text=[self.either(procedure.roles)])
        for held in one.who.held:
            yield LabelledText(word=held.who, text=self.prose(held.role.name))
        if form is not SheetEdition.HAND_OVER:
            for given in one.who.hand_overs:
                roles = " / ".join(self.language.wording.plain(tag.name) for tag in given.roles)
                yield LabelledText(word=given.step, text=[ui.sheet_needs.format(roles=roles)])
        if one.time:
            yield LabelledText(word=ui.time, text=[one.time])

    def _groups(
        self, groups: Iterable[StepGroup], procedure: Procedure[LocalizedText], form: SheetEdition
    ) -> Iterator[RowGroup]:
        """Groups of a procedure, with the parts that it calls in place."""
        steps = {str(step.id): step for step in procedure.steps}
        for group in groups:
            place = self._place(group)
            rows: list[StepRow] = []
            for view in group.steps:
                step = steps[view.path.rpartition("/")[2]]
                rows.append(self._row(view, step, form))
                if view.part is None or not isinstance(step, Call):
                    continue
                yield RowGroup(place=place, rows=rows)
                rows = []
                called = self.language.library.procedures[step.procedure]
                yield from self._groups(view.part.groups, called, form)
            if rows:
                yield RowGroup(place=place, rows=rows)

    def _place(self, group: StepGroup) -> InlineTree:
        if group.system is None or group.screen is None:
            named = group.screen or group.system
            return self.prose(named) if named else []
        return [*self.prose(group.system), " › ", *self.prose(group.screen)]

    def _row(self, view: StepView, step: Step[LocalizedText], form: SheetEdition) -> StepRow:
        ui, prose = self.ui, self.prose
        wanted = ("warning", "caution", "note") if form is SheetEdition.TRAINER else ("warning", "caution")
        remarks = [
            Remark(kind=one.kind, word=one.word, text=prose(one.text))
            for one in view.remarks
            if one.kind in wanted
        ]
        if view.secret:
            remarks.append(Remark(kind="secret", word=ui.secret, text=prose(view.secret)))
        more: list[LabelledText] = []
        if form is SheetEdition.TRAINER:
            if view.detail:
                more.append(LabelledText(word="", text=prose(view.detail)))
            if view.training_note:
                more.append(LabelledText(word=ui.training_note, text=prose(view.training_note)))
        return StepRow(
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
                AnswerRow(
                    label=prose(choice.label),
                    detail=prose.maybe(choice.detail) if form is SheetEdition.TRAINER else None,
                    way=choice.way.text if choice.way else "",
                )
                for choice in view.choices
            ],
            settled=view.settled,
            more=more,
            ways=[] if view.part else [way.text for way in view.ways],  # its ends say it
            expect=prose.maybe(view.expect),
            if_not=prose.maybe(view.if_not),
            dates=[ui.sheet_asked, ui.sheet_answered] if view.kind == "wait" else [],
            boxed=not view.choices,
            first=False,
        )


def format_state(status: PageStatus) -> str:
    """The language, how complete it is, and that nobody looked at the translation yet."""
    return " · ".join(filter(None, (status.completeness, status.review)))


def _seen(text: str) -> str:
    """A text without marks of direction and the like, which take no room."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _gathered(groups: Iterable[RowGroup]) -> Iterator[RowGroup]:
    """Groups that follow each other at the same place as one: a part begins where its caller is."""
    for number, (place, same) in enumerate(groupby(groups, attrgetter("place"))):
        first, *others = (row for group in same for row in group.rows)
        yield RowGroup(place=place, rows=[replace(first, first=bool(place) or number == 0), *others])


def _long(groups: Iterable[RowGroup]) -> Iterator[tuple[str, str, str]]:
    for group in groups:
        for row in group.rows:
            columns = (
                ("act", (row.act, row.optional, *(option.label for option in row.options))),
                ("result", (row.expect, row.if_not)),
            )
            for column, texts in columns:
                for tree in texts:
                    for word in plain_tree(tree or []).split():
                        if len(word) >= _LONG:
                            yield row.path, column, word


def split_turns(
    writer: SheetBuilder, procedure: Procedure[LocalizedText], role: str
) -> Iterator[HandOverTurn]:
    """How a procedure is done when somebody with one role begins: theirs, then each of the others'."""
    ui, roles = writer.ui, _roles_of(writer, procedure)
    told_as = writer.edition(SheetEdition.HAND_OVER)

    def named(who: Iterable[str]) -> str:
        return str(ui.sheet_of.format(sheet=told_as, roles=writer.either(who)))

    mine = {path for path, able in roles.items() if not able or role in able}
    yield HandOverTurn(mine.__contains__, named([role]), lambda path: writer.either(roles[path]))
    for able in dict.fromkeys(able for path, able in roles.items() if path not in mine):
        theirs = {path for path, whose in roles.items() if path not in mine and whose == able}
        yield HandOverTurn(
            theirs.__contains__,
            named(able),
            lambda path: writer.either([role] if path in mine else roles[path]),
        )


def _roles_of(writer: SheetBuilder, procedure: Procedure[LocalizedText]) -> Mapping[str, tuple[str, ...]]:
    """Who may do each step, by anchor; a step that needs no role stays with whoever has the sheet."""
    library = writer.language.library
    placed = expand_steps(library, procedure)
    needs = {
        one.path.replace("/", "."): tuple(map(str, performing_roles(one.procedure, one.step)))
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


def _handed(groups: list[RowGroup], turn: HandOverTurn, ui: Any) -> Iterator[RowGroup]:
    """The rows of one turn; those of others become one row that says to whom it goes, and back."""
    total = left = sum(turn.mine(row.path) for group in groups for row in group.rows)
    others: list[StepRow] = []

    def passed() -> StepRow:
        if left == total:
            row = _passed(others, turn, ui.sheet_received, ui.sheet_back)
        elif left:
            row = _passed(others, turn, ui.sheet_passed, ui.sheet_given, ui.sheet_back)
        else:
            row = _passed(others, turn, ui.sheet_last, ui.sheet_given)
        others.clear()
        return row

    for group in groups:
        rows: list[StepRow] = []
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
            yield RowGroup(place=group.place, rows=rows)
    if others:
        yield RowGroup(place=[], rows=[passed()])


def _passed(others: list[StepRow], turn: HandOverTurn, form: str, *dates: str) -> StepRow:
    first, last = others[0], others[-1]
    numbers = first.number if first is last else f"{first.number}–{last.number}"
    return StepRow(
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
