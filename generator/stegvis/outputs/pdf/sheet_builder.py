"""Builds the sheet of a procedure in one locale."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from stegvis.graph.facts import find_needs
from stegvis.model.condition import is_fact
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.inline import TypstVisitor, plain_tree
from stegvis.outputs.pdf.qr import render_qr_svg
from stegvis.outputs.pdf.short_links import assign_short_codes
from stegvis.outputs.pdf.turn_rows import select_turn_rows
from stegvis.outputs.pdf.views import (
    AnswerRow,
    CommandBlock,
    InlineTree,
    ItemTable,
    LabelledText,
    PrintedPicture,
    PrintedTable,
    Remark,
    RowGroup,
    Sheet,
    StepRow,
)
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetContent, SheetEdition, Turn
from stegvis.pages.procedure_view import ProcedureView, build_procedure_view
from stegvis.pages.views.frame import PageStatus
from stegvis.pages.views.procedure import CommandPiece, RoleTags, StepGroup, StepView, ValueField

_SAMPLE_LENGTH = 400
"""Characters of the instructions by which the length of lines is measured."""
_LONG_WORD = 28
"""Characters from which on a word may be wider than the narrowest column."""
_SHORT_REMARKS = frozenset({"warning", "caution"})
"""Kinds of remarks that are on every sheet."""


class SheetBuilder:
    """Builds the sheets of one locale."""

    def __init__(self, context: LocaleContext, withheld: AbstractSet[str] = frozenset()) -> None:
        """Build sheets in one locale; `withheld` has the ids of procedures that it must not show."""
        config = context.config
        self.context = context
        self.withheld = withheld
        self.ui = context.ui
        self.prose = TypstVisitor(
            context.formatter.names,
            context.library.value_labels,
            context.addresses,
            config.url,
            config.locales[config.source].language,
        )
        self.codes = assign_short_codes(context.library.procedures)
        self.media: dict[str, bytes] = {}
        """The files that the sheets so far show, by name."""
        self._views: dict[str, ProcedureView] = {}
        self._sheets: dict[tuple[str, str], Sheet] = {}

    def view(self, procedure: Procedure[LocalizedText]) -> ProcedureView:
        """The view of a procedure that its pages share, built once."""
        view = self._views.get(procedure.id)
        if view is None:
            view = self._views[procedure.id] = build_procedure_view(self.context, procedure)
        return view

    def short_url(self, procedure: Procedure[LocalizedText]) -> str:
        """Return the short URL without its scheme, which browsers add; empty without the site's URL."""
        base = self.context.config.url.partition("://")[2]
        return f"{base}{self.short_path(procedure)}" if base else ""

    def short_path(self, procedure: Procedure[LocalizedText]) -> str:
        """Return the path of the short URL below the site's root, ending in a slash."""
        return f"{self.context.code}/{self.codes[procedure.id]}/"

    def checklist_url(self, procedure: Procedure[LocalizedText]) -> str:
        """Return the absolute URL of the checklist page; empty without the site's URL."""
        base = self.context.config.url
        return f"{base}{self.context.urls.checklist(procedure)}" if base else ""

    def sheet(self, procedure: Procedure[LocalizedText], edition: SheetEdition) -> Sheet:
        """Return the sheet with all steps of a procedure, built once for all documents that contain it."""
        key = (procedure.id, edition.key)
        sheet = self._sheets.get(key)
        if sheet is None:
            groups = self._groups(self.view(procedure).groups, edition.content)
            sheet = self._sheets[key] = self._sheet(procedure, edition.label(self.context), edition, groups)
        return sheet

    def turn_sheet(self, procedure: Procedure[LocalizedText], edition: SheetEdition, turn: Turn) -> Sheet:
        """Return the sheet with the steps of one turn."""
        groups = list(self._groups(self.view(procedure).groups, edition.content))
        return self._sheet(procedure, turn.title, edition, select_turn_rows(groups, turn, self.ui))

    def _sheet(
        self,
        procedure: Procedure[LocalizedText],
        label: str,
        edition: SheetEdition,
        row_groups: Iterable[RowGroup],
    ) -> Sheet:
        context, view = self.context, self.view(procedure)
        status = context.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised)
        collection = context.library.collections.get(procedure.collection)
        trail = [context.config.name, *([context.formatter.plain(collection.title)] if collection else [])]
        groups = list(_merge_groups(row_groups))
        instructions = " ".join(plain_tree(row.instruction) for group in groups for row in group.rows)
        return Sheet(
            id=procedure.id,
            title=view.title,
            heading=self.prose(procedure.title),
            trail=" · ".join(trail),
            edition=label,
            revision=status.revision,
            language_status=format_language_status(status),
            short_url=self.short_url(procedure),
            qr_code=render_qr_svg(self.checklist_url(procedure)),
            facts=list(self._facts(view, edition.content)),
            prerequisites=[self.prose(condition.text) for condition in view.prerequisites],
            groups=groups,
            outcome=self.prose(procedure.outcome),
            sample=_strip_format_characters(instructions)[:_SAMPLE_LENGTH],
            long_words=list(_long_words(groups)),
        )

    def _facts(self, view: ProcedureView, content: SheetContent) -> Iterator[LabelledText]:
        ui, procedure = self.ui, view.procedure
        yield from self._settled_facts(procedure)
        if content.summary:
            yield LabelledText(label=ui.sheet_aim, text=self.prose(procedure.summary))
        if procedure.roles:
            yield LabelledText(label=ui.who_may, text=[self.context.name_roles(procedure.roles)])
        for requirement in view.role_access.requirements:
            yield LabelledText(label=requirement.holder, text=[self._role_names(requirement.role)])
        if content.hand_overs:
            for hand_over in view.role_access.hand_overs:
                roles = " / ".join(map(self._role_names, hand_over.roles))
                text = [ui.sheet_needs.fill(roles=roles), *self._only_if(hand_over.condition)]
                yield LabelledText(label=hand_over.step, text=text)
            for party in view.role_access.of_others:
                yield LabelledText(label=party.word, text=[", ".join(step.step for step in party.steps)])
        if view.time:
            yield LabelledText(label=ui.time, text=[view.time])

    def _settled_facts(self, procedure: Procedure[LocalizedText]) -> Iterator[LabelledText]:
        """Yield the facts for which the sheet is made, if the procedure needs them."""
        whole = self.context.whole
        needed = find_needs(whole, whole.procedures[procedure.id]) if self.context.facts else {}
        for name, answer in self.context.facts.items():
            if name in needed:
                label = next(option.label for option in whole.facts[name].options if option.id == answer)
                question = self.context.formatter.plain(whole.facts[name].question)
                yield LabelledText(label=question, text=self.prose(label))

    def _role_names(self, tags: RoleTags) -> str:
        """Return the names of roles that are needed together."""
        return self.context.formatter.all_of([self.context.formatter.plain(tag.name) for tag in tags])

    def _groups(self, groups: Iterable[StepGroup], content: SheetContent) -> Iterator[RowGroup]:
        """Groups of a procedure, with the procedures that it calls in place."""
        for group in groups:
            screen = self._screen(group)
            rows: list[StepRow] = []
            for step in group.steps:
                rows.append(self._row(step, content))
                if step.part:
                    yield RowGroup(screen=screen, rows=rows)
                    rows = []
                    inner = self._groups(step.part.groups, content)
                    yield from self._repeat(inner, step.part.groups, step.each) if step.each else inner
            if rows:
                yield RowGroup(screen=screen, rows=rows)

    def _repeat(
        self, groups: Iterable[RowGroup], steps: Iterable[StepGroup], each: ValueField
    ) -> Iterator[RowGroup]:
        """Yield repeated steps, of which a table below the last one is filled in for each item."""
        table = ItemTable(label=self.prose(each.label), columns=list(self._columns(steps)))
        *most, last = groups
        *rows, end = last.rows
        for group in (*most, RowGroup(screen=last.screen, rows=[*rows, replace(end, item_table=table)])):
            repeated = [replace(row, is_repeated=True, has_box=False, value_lines=[]) for row in group.rows]
            yield replace(group, rows=repeated)

    def _columns(self, groups: Iterable[StepGroup]) -> Iterator[InlineTree]:
        for group in groups:
            for step in group.steps:
                if step.is_task:
                    yield [step.number]
                yield from (self.prose(value.label) for value in step.values if not value.is_secret)
                if step.part and not step.each:  # items of an item have a table of their own
                    yield from self._columns(step.part.groups)

    def _screen(self, group: StepGroup) -> InlineTree:
        """Return the system and the screen, and the answer to a variant on which the steps are there."""
        words = [f"{self.ui.only_if} {group.tab.condition}"] if group.tab else []
        place = self._place(group)
        return [*place, " – ", *words] if place and words else place or words

    def _place(self, group: StepGroup) -> InlineTree:
        if group.system is None or group.screen is None:
            name = group.screen or group.system
            return self.prose(name) if name else []
        return [*self.prose(group.system), " › ", *self.prose(group.screen)]

    def _row(self, step: StepView, content: SheetContent) -> StepRow:
        ui, prose = self.ui, self.prose
        remarks = [
            Remark(
                kind=remark.kind,
                label=remark.word,
                text=[*prose(remark.text), *self._only_if(remark.condition)],
            )
            for remark in step.remarks
            if content.notes or remark.kind in _SHORT_REMARKS
        ]
        if step.secret:
            remarks.append(Remark(kind="secret", label=ui.secret, text=prose(step.secret)))
        has_details = content.option_details or step.is_tabular
        party = step.party if content.hand_overs else ""  # each turn of a hand-over sheet is one party's
        return StepRow(
            anchor=step.anchor,
            number=step.number,
            is_prominent=step.is_prominent,
            label=" · ".join(filter(None, (party, step.word if step.is_named_on_sheets else ""))),
            instruction=prose(step.instruction),
            pause_point=prose.maybe(step.pause_point),
            remarks=remarks,
            condition=step.own_condition,
            optional=prose.maybe(step.optional),
            performer=self.context.formatter.any_of([self._role_names(tags) for tags in step.roles]),
            hint=step.hint,
            options=[
                AnswerRow(
                    label=prose(choice.label),
                    detail=prose.maybe(choice.detail) if has_details else None,
                    next=choice.link.text if choice.link else "",
                    condition=choice.condition,
                )
                for choice in step.choices
            ],
            is_in_line=is_fact(step.path)
            and not any(content.option_details and choice.detail for choice in step.choices),
            settled=step.settled,
            explanations=list(self._explanations(step, content)),
            pictures=list(self._pictures(step)),
            tables=list(self._tables(step)),
            is_tabular=step.is_tabular,
            # A step that calls a procedure needs none: the steps at which that ends have them.
            next_steps=[] if step.part and step.part.href else [link.text for link in step.links],
            expect=prose.maybe(step.expect),
            if_not=prose.maybe(step.if_not),
            commands=[
                CommandBlock(
                    shell=command.shell,
                    run=self._command(command.run),
                    output=self._command(command.output),
                )
                for command in step.commands
            ],
            date_lines=list(step.date_lines),
            value_lines=[prose(value.label) for value in step.values if not value.is_secret],
            has_box=not step.choices,
            is_first=False,
        )

    def _pictures(self, step: StepView) -> Iterator[PrintedPicture]:
        for picture in step.media.pictures if step.media else ():
            if picture.is_printed:
                file = picture.file
                self.media[file.site_path] = file.content
                yield PrintedPicture(
                    file=file.site_path, alt=picture.alt, width=picture.width, height=picture.height
                )

    def _command(self, pieces: Iterable[CommandPiece]) -> str:
        plain = self.context.formatter.plain
        return "".join([f"‹{plain(piece.label)}›" if piece.label else piece.text for piece in pieces])

    def _tables(self, step: StepView) -> Iterator[PrintedTable]:
        for table in step.media.tables if step.media else ():
            yield PrintedTable(
                title=self.prose.maybe(table.title),
                columns=[self.prose(column) for column in table.columns],
                rows=[[self.prose.maybe(cell) or [] for cell in cells] for cells in table.rows],
            )

    def _files(self, step: StepView) -> Iterator[LabelledText]:
        """Yield the title and the address of each file, and what has to be done with it."""
        ui, base = self.ui, self.context.config.url
        for file in step.media.files if step.media else ():
            url = f"{base}{file.href}"
            address: InlineTree = [["link", [url], url]] if base else [file.name]
            yield LabelledText(label=ui.media_file, text=[*self.prose(file.title), " – ", *address])
            if file.fill_in:
                yield LabelledText(label=ui.media_fill_in, text=self.prose(file.fill_in))
            if file.signers:
                yield LabelledText(label=ui.media_signed_by, text=[file.signers])

    def _only_if(self, condition: str) -> InlineTree:
        return [f" ({self.ui.only_if} {condition})"] if condition else []

    def _explanations(self, step: StepView, content: SheetContent) -> Iterator[LabelledText]:
        if step.each:
            hint = f" {self.ui.for_each_hint}"
            yield LabelledText(label=self.ui.for_each, text=[*self.prose(step.each.label), ".", hint])
        if step.due:
            yield LabelledText(label=self.ui.due, text=[step.due])
        if content.details and step.detail:
            yield LabelledText(label="", text=self.prose(step.detail))
        if content.training_notes and step.training_note:
            yield LabelledText(label=self.ui.training_note, text=self.prose(step.training_note))
        yield from self._files(step)


def format_language_status(status: PageStatus) -> str:
    """Return the language, how complete it is, and, where so, that nobody has reviewed the translation."""
    return " · ".join(filter(None, (status.completeness, status.review)))


def _strip_format_characters(text: str) -> str:
    """Remove characters of Unicode category Cf, such as marks of direction, which have no width."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _merge_groups(groups: Iterable[RowGroup]) -> Iterator[RowGroup]:
    """Merge successive groups on the same screen: a called procedure begins where its caller is."""
    for number, (screen, same) in enumerate(groupby(groups, attrgetter("screen"))):
        first, *others = (row for group in same for row in group.rows)
        yield RowGroup(screen=screen, rows=[replace(first, is_first=bool(screen) or number == 0), *others])


def _long_words(groups: Iterable[RowGroup]) -> Iterator[tuple[str, str, str]]:
    """Find words that may be wider than their column: the step's anchor, the column, the word."""
    for group in groups:
        for row in group.rows:
            columns = (
                ("instruction", (row.instruction, row.optional, *(option.label for option in row.options))),
                ("result", (row.expect, row.if_not)),
            )
            for column, texts in columns:
                for tree in texts:
                    for word in plain_tree(tree or []).split():
                        if len(word) >= _LONG_WORD:
                            yield row.anchor, column, word
