"""Builds the views of steps: grouped by screen, with the steps of called procedures in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from stegvis.graph.analysis import GraphSummary, summarize_graph
from stegvis.graph.edges import Edge
from stegvis.graph.parts import find_part
from stegvis.graph.performers import US, Performers, find_inner_performers, find_performers
from stegvis.graph.settled import settle
from stegvis.inline.phrase import VALUE, Phrase
from stegvis.model.condition import Condition
from stegvis.model.noted_value import ForEach, ValueType
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Fact
from stegvis.model.remarks import StepRemark
from stegvis.model.step_contents import remarks_of
from stegvis.model.step_kinds import (
    Action,
    Call,
    Check,
    Choose,
    Compound,
    Decision,
    Finish,
    Layout,
    Step,
    Wait,
    for_each_of,
    is_task,
    kind_of,
    main_text,
)
from stegvis.model.text import LocalizedText
from stegvis.names import make_anchor
from stegvis.pages.calendar import describe_due
from stegvis.pages.context import LocaleContext
from stegvis.pages.media import build_step_media, media_texts
from stegvis.pages.tabs import Alternative, arrange_tabs, find_alternatives, number_range
from stegvis.pages.views.procedure import (
    CalledPart,
    Choice,
    CommandPiece,
    CommandView,
    Remark,
    StepGroup,
    StepLink,
    StepView,
    TabPlace,
    ValueField,
)

_Screen = tuple[str | None, str | None]
"""The ids of a system and of the label of a screen in it."""


@dataclass(frozen=True, slots=True)
class RenderScope:
    """The graph of the procedure whose steps are shown, and the calls that enclose them."""

    graph: GraphSummary
    path: str = ""
    """The path of the innermost call with a slash after it; empty for the page's own procedure."""
    number: str = ""
    """The number of the innermost call with a dot after it; empty for the page's own procedure."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Decisions that the call settles: step id to option id."""
    return_links: Mapping[str | None, tuple[StepLink, ...]] = field(default_factory=dict)
    """Links to where the caller continues, by the outcome of the called procedure; None for all others."""
    outer: Mapping[str, Step[LocalizedText]] = field(default_factory=dict)
    """The steps of the enclosing procedure, which conditions may name in a compound step."""
    performers: Performers = US
    """Who performs the steps, unless they say otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Branches:
    """Where a step leads, other than to the step below it."""

    links: tuple[StepLink, ...] = ()
    hint: str = ""
    allows_many: bool = False
    choices: tuple[Choice, ...] = ()
    settled: str = ""
    outcomes: tuple[tuple[str, str], ...] = ()
    part: CalledPart | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A step in its procedure."""

    procedure: Procedure[LocalizedText]
    step: Step[LocalizedText]
    following: str | None
    """The step below it, if there is one."""
    named: Mapping[str, Step[LocalizedText]]
    """The steps that its conditions may name."""
    tab: Alternative | None = None
    """The tab in which it stands."""


class StepViewBuilder:
    """Builds the views of a procedure's steps in one locale, and of the steps of what it calls."""

    __slots__ = ("context", "has_untranslated", "ui")

    def __init__(self, context: LocaleContext) -> None:
        """Build views in the locale of `context`."""
        self.context = context
        self.ui = context.ui
        self.has_untranslated = False
        """Whether any text so far is in English because the locale lacks it."""

    def build_groups(self, procedure: Procedure[LocalizedText], scope: RenderScope) -> tuple[StepGroup, ...]:
        """Return all steps in the order of the file, a group for each run of steps on one screen."""
        groups = tuple(self._groups(procedure, scope))
        return tuple(arrange_tabs(groups)) if any(group.tab for group in groups) else groups

    def _groups(self, procedure: Procedure[LocalizedText], scope: RenderScope) -> Iterator[StepGroup]:
        graph = scope.graph
        steps = [step for step in procedure.steps if step.id in graph.numbers]
        own: dict[str, Step[LocalizedText]] = {step.id: step for step in procedure.steps}
        named = {**scope.outer, **own}
        alternatives = find_alternatives(steps, self.context.library.facts)
        screen: _Screen | None = None
        tab: Alternative | None = None
        views: list[StepView] = []
        for index, step in enumerate(steps):
            own_screen: _Screen = (graph.systems[step.id], step.screen)
            if screen is not None and not (is_task(step) or isinstance(step, Compound)):
                own_screen = screen
            own_tab = alternatives.get(step.id)
            if (own_screen, own_tab) != (screen, tab) and views and screen is not None:
                yield self._group(screen, tab, views)
                views = []
            screen, tab = own_screen, own_tab
            following = steps[index + 1].id if index + 1 < len(steps) else None
            views.append(self._step(_Place(procedure, step, following, named, tab), scope))
        if views and screen is not None:
            yield self._group(screen, tab, views)

    def _group(self, screen: _Screen, tab: Alternative | None, views: list[StepView]) -> StepGroup:
        library = self.context.library
        system_id, label_id = screen
        system = library.systems.get(system_id) if system_id else None
        label = library.labels.get(label_id) if label_id else None
        return StepGroup(
            anchor=f"_at.{views[0].anchor}",
            system=system.name if system else None,
            screen=label.name if label else None,
            numbers=number_range(views),
            steps=tuple(views),
            tab=self._tab_place(tab) if tab else None,
        )

    def _tab_place(self, tab: Alternative) -> TabPlace:
        fact = self.context.library.facts[tab.variant]
        options = [option for option in fact.options if option.id in tab.options]
        wanted = {tab.variant: tuple([option.id for option in options])}
        return TabPlace(
            variant=tab.variant,
            question=fact.question,
            options=wanted[tab.variant],
            label=self.context.formatter.any_of(
                [self.context.formatter.plain(option.label) for option in options]
            ),
            condition=self._condition((wanted,), {}),
            number=tab.number,
        )

    def _step(self, place: _Place, scope: RenderScope) -> StepView:
        step = place.step
        ui, context, kind = self.ui, self.context, kind_of(step)
        path = f"{scope.path}{step.id}"
        number = f"{scope.number}{scope.graph.numbers[step.id]}"
        branches = self._branches(place, scope)
        instruction, each = self._instruction(step), for_each_of(step)
        performers = find_performers(context.library, place.procedure, step, scope.performers)
        if not self.has_untranslated and not context.is_source:
            self.has_untranslated = _has_untranslated(step, instruction)
        return StepView(
            anchor=make_anchor(path),
            path=path,
            number=number,
            name=ui.step.fill(number=number),
            kind=kind.name,
            symbol=kind.symbol.value,
            is_task=kind.is_task or each is not None,
            each=self._each(each) if each else None,
            is_prominent=kind.is_prominent,
            word=self._word(step, scope),
            is_named_on_sheets=kind.is_named_on_sheets,
            instruction=instruction,
            plain_text=context.formatter.plain(instruction),
            remarks=self._remarks(place) if step.warnings or step.cautions or step.notes else (),
            party=context.name_steps_of(performers.party) if performers.party and not kind.is_end else "",
            roles=context.roles(performers.roles) if step.performed_by else (),
            expect=step.expect,
            if_not=step.if_not,
            detail=step.detail,
            training_note=step.training_note,
            condition=self._condition(step.when, place.named) if step.when else "",
            own_condition=self._own_condition(place) if step.when else "",
            optional=step.optional,
            pause_point=step.pause_point,
            secret=step.secret,
            commands=self._commands(place) if step.commands else (),
            values=self._values(step) if step.values else (),
            time=context.formatter.duration(step.estimated_time) if step.estimated_time else "",
            due=describe_due(context, place.procedure.id, step.due) if step.due else "",
            date_lines=tuple([getattr(ui, name) for name in self._date_lines(step)]),
            hint=branches.hint,
            allows_many=branches.allows_many,
            choices=branches.choices,
            is_tabular=isinstance(step, Decision) and step.layout is Layout.TABLE,
            settled=branches.settled,
            links=(*branches.links, *self._links_past(place, scope)) if step.when else branches.links,
            outcomes=branches.outcomes,
            part=branches.part,
            media=build_step_media(context, step),
        )

    def _each(self, each: ForEach[LocalizedText]) -> ValueField:
        return ValueField(
            id=each.id,
            label=each.name,
            example=self.ui.value_example.fill(example=each.example) if each.example else "",
            sample=each.example or "",
            pattern="",
            is_date=False,
            is_secret=False,
        )

    def _commands(self, place: _Place) -> tuple[CommandView, ...]:
        owner = place.procedure.id.partition("/")[0]
        labels = self.context.library.value_labels.get(owner, {})
        return tuple(
            [
                CommandView(
                    shell=command.shell_name,
                    run=_split_command(command.run, labels),
                    output=_split_command(command.output or "", labels),
                )
                for command in place.step.commands
            ]
        )

    def _date_lines(self, step: Step[LocalizedText]) -> tuple[str, ...]:
        own = kind_of(step).date_lines
        return (*own[:1], "sheet_due", *own[1:]) if step.due else own

    def _values(self, step: Step[LocalizedText]) -> tuple[ValueField, ...]:
        return tuple(
            [
                ValueField(
                    id=value.id,
                    label=value.label,
                    example=self.ui.value_example.fill(example=value.example) if value.example else "",
                    sample=value.example or "",
                    pattern=value.pattern or "",
                    is_date=value.type is ValueType.DATE,
                    is_secret=value.secret,
                )
                for value in step.values
            ]
        )

    def _instruction(self, step: Step[LocalizedText]) -> LocalizedText:
        if isinstance(step, Call):
            return self.context.library.procedures[step.procedure].title
        return main_text(step)

    def _word(self, step: Step[LocalizedText], scope: RenderScope) -> str:
        kind = kind_of(step)
        key = "part_done" if scope.path and kind.is_end else kind.word
        if isinstance(step, Wait):
            return self.context.formatter.plain(self.context.library.parties[step.party].wait)
        return str(getattr(self.ui, key)) if key else ""

    def _branches(self, place: _Place, scope: RenderScope) -> _Branches:
        step = place.step
        match step:
            case Action() | Check() | Wait():
                return _Branches(links=self._links(place, scope))
            case Decision():
                return self._decision_branches(step, place, scope)
            case Compound():
                return _Branches(links=self._links(place, scope), part=self._own_part(step, place, scope))
            case Call():
                return _Branches(
                    links=self._links(place, scope),
                    outcomes=tuple(self._outcomes(step)),
                    part=self._part(step, place, scope),
                )
            case Finish():
                links = scope.return_links
                return _Branches(links=links.get(step.id) or links.get(None, ()))
            case _:
                assert_never(step)

    def _links(self, place: _Place, scope: RenderScope) -> tuple[StepLink, ...]:
        edges = scope.graph.outgoing[place.step.id]
        return tuple(
            [
                self._link(edge, scope, self.ui.go_on)
                for edge in edges
                if edge.is_unconditional and (edge.target != place.following or edge.again)
            ]
        )

    def _links_past(self, place: _Place, scope: RenderScope) -> Iterator[StepLink]:
        """Yield the link to where the procedure continues if the step is not there, unless that is below."""
        for edge in scope.graph.outgoing[place.step.id]:
            if edge.otherwise and edge.target != place.following:
                yield self._link(edge, scope, self.ui.go_otherwise)

    def _decision_branches(
        self, step: Decision[LocalizedText], place: _Place, scope: RenderScope
    ) -> _Branches:
        ui = self.ui
        edges = [edge for edge in scope.graph.outgoing[step.id] if not edge.otherwise]
        allows_many = step.choose is Choose.ANY
        if step.id in scope.answers:
            links = tuple(
                [
                    self._link(edge, scope, ui.go_on)
                    for edge in edges
                    if edge.target != place.following or edge.again or allows_many
                ]
            )
            settled = self._settled(step, scope.answers[step.id])
            return _Branches(links=links, allows_many=allows_many, settled=settled)
        message = ui.go_join if allows_many else ui.go_on
        return _Branches(
            links=tuple(
                [
                    self._link(edge, scope, message)
                    for edge in edges
                    if edge.option is None and (allows_many or edge.target != place.following)
                ]
            ),
            hint=ui.choose_any if allows_many else ui.choose_one,
            allows_many=allows_many,
            choices=self._choices(place, step, edges, scope),
        )

    def _remarks(self, place: _Place) -> tuple[Remark, ...]:
        step = place.step
        kinds: tuple[tuple[str, str, Mapping[str, StepRemark[LocalizedText]]], ...]
        kinds = (
            ("warning", self.ui.warning, step.warnings),
            ("caution", self.ui.caution, step.cautions),
            ("note", self.ui.note, step.notes),
        )
        return tuple(
            [
                Remark(
                    kind=kind,
                    word=word,
                    text=remark.text,
                    condition=self._condition(remark.when, place.named) if remark.when else "",
                )
                for kind, word, remarks in kinds
                for remark in remarks.values()
            ]
        )

    def _choices(
        self, place: _Place, step: Decision[LocalizedText], edges: Iterable[Edge], scope: RenderScope
    ) -> tuple[Choice, ...]:
        edges_by_option = {edge.option: edge for edge in edges}
        choices = []
        for option in step.options:
            edge = edges_by_option.get(option.id)
            link = self._link(edge, scope, self.ui.go_on) if edge else None
            condition = self._condition(option.when, place.named) if option.when else ""
            choices.append(
                Choice(id=option.id, label=option.label, detail=option.detail, link=link, condition=condition)
            )
            self.has_untranslated = self.has_untranslated or option.label.is_untranslated
        return tuple(choices)

    def _link(self, edge: Edge, scope: RenderScope, onward: Phrase) -> StepLink:
        ui = self.ui
        number = f"{scope.number}{scope.graph.numbers[edge.target]}"
        message = ui.go_back if edge.again else onward
        if edge.source == edge.target:
            message = ui.go_again
        href = f"#{make_anchor(scope.path + edge.target)}"
        return StepLink(text=message.fill(number=number), href=href, kind="back" if edge.again else "on")

    def _settled(self, step: Decision[LocalizedText], answer: str) -> str:
        label = next((option.label for option in step.options if option.id == answer), None)
        plain = self.context.formatter.plain(label) if label else answer
        return str(self.ui.settled.fill(answer=plain))

    def _part(self, step: Call[LocalizedText], place: _Place, scope: RenderScope) -> CalledPart:
        library = self.context.library
        called = find_part(library, place.procedure, step)
        assert called is not None  # noqa: S101  # validation sees to it
        answers = {str(key): str(value) for key, value in step.answers.items()}
        links: dict[str | None, tuple[StepLink, ...]] = {
            edge.option: (self._link(edge, scope, self.ui.go_on),)
            for edge in scope.graph.outgoing[step.id]
            if not edge.otherwise
        }
        called_scope = RenderScope(
            self.context.analyses.graph_summary(called, answers),
            f"{scope.path}{step.id}/",
            f"{scope.number}{scope.graph.numbers[step.id]}.",
            answers,
            links,
            performers=find_inner_performers(library, place.procedure, step, scope.performers),
        )
        return CalledPart(
            href=self.context.urls.guide(called), groups=self.build_groups(called, called_scope)
        )

    def _own_part(self, step: Compound[LocalizedText], place: _Place, scope: RenderScope) -> CalledPart:
        part = find_part(self.context.library, place.procedure, step)
        assert part is not None  # noqa: S101  # a compound step has one
        graph = summarize_graph(part)
        if self.context.facts:
            graph = graph.with_numbers_of(summarize_graph(self._whole_part(step, place, scope)))
        part_scope = RenderScope(
            graph,
            f"{scope.path}{step.id}/",
            f"{scope.number}{scope.graph.numbers[step.id]}.",
            outer=place.named,
            performers=find_inner_performers(self.context.library, place.procedure, step, scope.performers),
        )
        return CalledPart(href="", groups=self.build_groups(part, part_scope))

    def _whole_part(
        self, step: Compound[LocalizedText], place: _Place, scope: RenderScope
    ) -> Procedure[LocalizedText]:
        """Return the steps of a compound step with those that the context's facts rule out."""
        whole = settle(self.context.whole.procedures[place.procedure.id], scope.answers)
        found = next(other for other in whole.steps if other.id == step.id)
        part = find_part(self.context.whole, whole, found)
        assert part is not None  # noqa: S101  # a compound step has one
        return part

    def _outcomes(self, step: Call[LocalizedText]) -> Iterator[tuple[str, str]]:
        """Yield the outcomes after which a step of its own follows, each with its text."""
        for name, label in self._answers(step).items():
            if name in step.outcomes:
                yield name, label

    def _condition(self, condition: Condition, named: Mapping[str, Step[LocalizedText]]) -> str:
        """Return a condition in words: `What kind of partner are you? – Direct`."""
        formatter, facts = self.context.formatter, self.context.library.facts
        alternatives = []
        for alternative in condition:
            parts = []
            for name, wanted in alternative.items():
                asked = named.get(name) or facts[name]
                answers = self._answers(asked)
                question = asked.question if isinstance(asked, Fact) else self._instruction(asked)
                chosen = formatter.any_of([answers[answer] for answer in wanted])
                text = self.ui.condition.fill(question=formatter.plain(question), answers=chosen)
                parts.append(str(text))
            alternatives.append(formatter.all_of(parts))
        return formatter.any_of(alternatives)

    def _own_condition(self, place: _Place) -> str:
        rest = place.tab.rest if place.tab else place.step.when
        return self._condition(rest, place.named) if rest else ""

    def _answers(self, asked: Step[LocalizedText] | Fact[LocalizedText]) -> dict[str, str]:
        """Return the answers to a question, or the outcomes of a call, as plain text by id."""
        plain = self.context.formatter.plain
        match asked:
            case Decision() | Fact():
                return {option.id: plain(option.label) for option in asked.options}
            case Call():
                steps = self.context.library.procedures[asked.procedure].steps
                return {end.id: plain(end.finish) for end in steps if isinstance(end, Finish)}
            case _:
                return {}


def _split_command(lines: str, labels: Mapping[str, LocalizedText]) -> tuple[CommandPiece, ...]:
    """Return a command in pieces: characters, and the values that it names."""
    pieces = VALUE.split(lines)
    return tuple(
        [
            CommandPiece(text=str(piece), label=labels[piece] if index % 2 else None)
            for index, piece in enumerate(pieces)
            if piece
        ]
    )


def _has_untranslated(step: Step[LocalizedText], instruction: LocalizedText) -> bool:
    texts = (
        *(instruction, step.expect, step.if_not, step.detail, step.training_note, step.optional),
        *media_texts(step),
    )
    return any(text is not None and text.is_untranslated for text in texts) or any(
        remark.text.is_untranslated for remark in remarks_of(step)
    )
