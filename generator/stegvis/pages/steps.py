"""Steps as readers see them: grouped by screen, called procedures in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.graph.analysis import GraphSummary
from stegvis.graph.edges import Edge
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Action, Call, Check, Choose, Decision, Finish, Step, Wait
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.procedure import CalledPart, Choice, Remark, StepGroup, StepLink, StepView

_Place = tuple[str | None, str | None]
"""System and screen."""


@dataclass(frozen=True, slots=True)
class RenderScope:
    """A procedure's graph, and the call under which it is told."""

    facts: GraphSummary
    path: str = ""
    """Path of the call, ending in a slash; nothing for the page's own procedure."""
    number: str = ""
    """Number of the call, ending in a dot."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Decisions that the caller settled."""
    after: tuple[StepLink, ...] = ()
    """Where the caller goes on when the called procedure has ended."""


class StepViewBuilder:
    """Tells the steps of one procedure, and of those that it calls."""

    __slots__ = ("context", "foreign", "ui")

    def __init__(self, context: LocaleContext) -> None:
        """Tell steps in the words of an edition."""
        self.context = context
        self.ui = context.ui
        self.foreign = False
        """Whether some text met so far is English because the locale lacks it."""

    def groups(self, procedure: Procedure[LocalizedText], telling: RenderScope) -> tuple[StepGroup, ...]:
        """All steps, a group for each stretch on one screen."""
        return tuple(self._groups(procedure, telling))

    def _groups(self, procedure: Procedure[LocalizedText], telling: RenderScope) -> Iterator[StepGroup]:
        facts = telling.facts
        numbers = facts.numbers
        steps = [step for step in procedure.steps if step.id in numbers]
        place: _Place | None = None
        told: list[StepView] = []
        for index, step in enumerate(steps):
            here: _Place = (facts.systems[step.id], step.screen)
            if isinstance(step, Finish) or (place is not None and isinstance(step, Call)):
                here = place or here
            if here != place and told and place is not None:
                yield self._group(place, told)
                told = []
            place = here
            following = steps[index + 1].id if index + 1 < len(steps) else None
            told.append(self._step(step, following, telling))
        if told and place is not None:
            yield self._group(place, told)

    def _group(self, place: _Place, told: list[StepView]) -> StepGroup:
        library = self.context.library
        system = library.systems.get(place[0]) if place[0] else None
        screen = library.labels.get(place[1]) if place[1] else None
        first, last = told[0].number, told[-1].number
        return StepGroup(
            anchor=f"at.{told[0].anchor}",
            system=system.name if system else None,
            screen=screen.name if screen else None,
            numbers=first if first == last else f"{first}–{last}",
            steps=tuple(told),
        )

    def _step(self, step: Step[LocalizedText], following: str | None, telling: RenderScope) -> StepView:
        ui, context, facts = self.ui, self.context, telling.facts
        caller, answers = telling.path, telling.answers
        path = f"{caller}{step.id}"
        number = f"{telling.number}{facts.numbers[step.id]}"
        ways = facts.out[step.id]
        hint, many, settled = "", False, ""
        choices: tuple[Choice, ...] = ()
        part: CalledPart | None = None
        if isinstance(step, Action):
            kind, word, act = "action", ui.kind_action, step.action
        elif isinstance(step, Check):
            kind, word, act = "check", ui.kind_check, step.check
        elif isinstance(step, Decision):
            kind, word, act = "decision", ui.kind_decision, step.decision
            many = step.choose is Choose.ANY
            if step.id in answers:
                settled = self._settled(step, answers[step.id])
            else:
                hint = ui.choose_any if many else ui.choose_one
                choices = self._choices(step, ways, telling)
                ways = tuple(edge for edge in ways if edge.option is None)
        elif isinstance(step, Wait):
            kind, word, act = "wait", context.wording.wait_for(step.actor), step.wait
        elif isinstance(step, Call):
            kind, word = "call", ui.kind_call
            called = context.library.procedures[step.procedure]
            act = called.title
            part = self._part(step, called, telling)
        elif isinstance(step, Finish):
            kind, act = "finish", step.finish
            word = ui.part_done if caller else ui.kind_finish
        else:
            raise TypeError(f"{path}: a step of an unknown kind, {type(step).__name__}")
        if not self.foreign and not context.is_source:
            self._notice(step, act)
        return StepView(
            anchor=path.replace("/", ".") if caller else path,
            path=path,
            number=number,
            name=ui.step.format(number=number),
            kind=kind,
            word=word,
            act=act,
            plain=context.wording.plain(act),
            remarks=self._remarks(step) if step.warnings or step.cautions or step.notes else (),
            roles=context.roles(step.performed_by) if step.performed_by else (),
            expect=step.expect,
            if_not=step.if_not,
            detail=step.detail,
            training_note=step.training_note,
            optional=step.optional,
            pause_point=step.pause_point,
            secret=step.secret,
            time=context.wording.duration(step.estimated_time) if step.estimated_time else "",
            hint=hint,
            many=many,
            choices=choices,
            settled=settled,
            ways=telling.after
            if kind == "finish"
            else tuple(
                [
                    self._way(edge, telling, ui.go_join if many and not settled else ui.go_on)
                    for edge in ways
                    if edge.target != following or edge.again or many
                ]
            ),
            part=part,
        )

    def _remarks(self, step: Step[LocalizedText]) -> tuple[Remark, ...]:
        kinds = (
            ("warning", self.ui.warning, step.warnings),
            ("caution", self.ui.caution, step.cautions),
            ("note", self.ui.note, step.notes),
        )
        return tuple(
            [
                Remark(kind=kind, word=word, text=text)
                for kind, word, texts in kinds
                for text in texts.values()
            ]
        )

    def _choices(
        self, step: Decision[LocalizedText], ways: Iterable[Edge], telling: RenderScope
    ) -> tuple[Choice, ...]:
        by_option = {edge.option: edge for edge in ways}
        choices = []
        for option in step.options:
            edge = by_option.get(option.id)
            way = self._way(edge, telling, self.ui.go_on) if edge else None
            choices.append(Choice(id=option.id, label=option.label, detail=option.detail, way=way))
            self.foreign = self.foreign or option.label.is_untranslated
        return tuple(choices)

    def _way(self, edge: Edge, telling: RenderScope, onward: str) -> StepLink:
        ui = self.ui
        number = f"{telling.number}{telling.facts.numbers[edge.target]}"
        form = ui.go_back if edge.again else onward
        if edge.source == edge.target:
            form = ui.go_again
        href = f"#{telling.path}{edge.target}".replace("/", ".")
        return StepLink(text=form.format(number=number), href=href, kind="back" if edge.again else "on")

    def _settled(self, step: Decision[LocalizedText], answer: str) -> str:
        label = next((option.label for option in step.options if option.id == answer), None)
        plain = self.context.wording.plain(label) if label else answer
        return str(self.ui.settled.format(answer=plain))

    def _part(
        self, step: Call[LocalizedText], called: Procedure[LocalizedText], telling: RenderScope
    ) -> CalledPart:
        answers = {str(key): str(value) for key, value in step.answers.items()}
        inner = RenderScope(
            self.context.analyses.facts(called, answers),
            f"{telling.path}{step.id}/",
            f"{telling.number}{telling.facts.numbers[step.id]}.",
            answers,
            tuple([self._way(edge, telling, self.ui.go_on) for edge in telling.facts.out[step.id][:1]]),
        )
        return CalledPart(
            title=called.title, href=self.context.urls.guide(called), groups=self.groups(called, inner)
        )

    def _notice(self, step: Step[LocalizedText], act: LocalizedText) -> None:
        texts = (act, step.expect, step.if_not, step.detail, step.training_note, step.optional)
        self.foreign = any(text is not None and text.is_untranslated for text in texts) or any(
            text.is_untranslated
            for texts in (step.notes, step.cautions, step.warnings)
            for text in texts.values()
        )
