"""Steps as readers see them: grouped by screen, called procedures in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from stegvis.graph import Edge
from stegvis.model import (
    Action,
    Call,
    Check,
    Choose,
    Decision,
    Finish,
    Procedure,
    Step,
    Wait,
    Words,
)
from stegvis.pages.edition import Edition
from stegvis.pages.facts import Facts
from stegvis.pages.views import Choice, Group, Part, Remark, StepView, Way

_Place = tuple[str | None, str | None]
"""System and screen."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A procedure's graph, and the call under which it is told."""

    facts: Facts
    path: str = ""
    """Path of the call, ending in a slash; nothing for the page's own procedure."""
    number: str = ""
    """Number of the call, ending in a dot."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Decisions that the caller settled."""
    after: tuple[Way, ...] = ()
    """Where the caller goes on when the called procedure has ended."""


class Steps:
    """Tells the steps of one procedure, and of those that it calls."""

    __slots__ = ("edition", "foreign", "say")

    def __init__(self, edition: Edition) -> None:
        """Tell steps in the words of an edition."""
        self.edition = edition
        self.say = edition.say
        self.foreign = False
        """Whether some text met so far is English because the locale lacks it."""

    def groups(self, procedure: Procedure[Words], telling: Telling) -> tuple[Group, ...]:
        """All steps, a group for each stretch on one screen."""
        return tuple(self._groups(procedure, telling))

    def _groups(self, procedure: Procedure[Words], telling: Telling) -> Iterator[Group]:
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

    def _group(self, place: _Place, told: list[StepView]) -> Group:
        library = self.edition.library
        system = library.systems.get(place[0]) if place[0] else None
        screen = library.labels.get(place[1]) if place[1] else None
        first, last = told[0].number, told[-1].number
        return Group(
            f"at.{told[0].anchor}",
            system.name if system else None,
            screen.name if screen else None,
            first if first == last else f"{first}–{last}",
            tuple(told),
        )

    def _step(self, step: Step[Words], following: str | None, telling: Telling) -> StepView:
        say, edition, facts = self.say, self.edition, telling.facts
        caller, answers = telling.path, telling.answers
        path = f"{caller}{step.id}"
        number = f"{telling.number}{facts.numbers[step.id]}"
        ways = facts.out[step.id]
        hint, many, settled = "", False, ""
        choices: tuple[Choice, ...] = ()
        part: Part | None = None
        if isinstance(step, Action):
            kind, word, act = "action", say.kind_action, step.action
        elif isinstance(step, Check):
            kind, word, act = "check", say.kind_check, step.check
        elif isinstance(step, Decision):
            kind, word, act = "decision", say.kind_decision, step.decision
            many = step.choose is Choose.ANY
            if step.id in answers:
                settled = self._settled(step, answers[step.id])
            else:
                hint = say.choose_any if many else say.choose_one
                choices = self._choices(step, ways, telling)
                ways = tuple(edge for edge in ways if edge.option is None)
        elif isinstance(step, Wait):
            kind, word, act = "wait", edition.wording.wait_for(step.actor), step.wait
        elif isinstance(step, Call):
            kind, word = "call", say.kind_call
            called = edition.library.procedures[step.procedure]
            act = called.title
            part = self._part(step, called, telling)
        elif isinstance(step, Finish):
            kind, act = "finish", step.finish
            word = say.part_done if caller else say.kind_finish
        else:
            raise TypeError(f"{path}: a step of an unknown kind, {type(step).__name__}")
        if not self.foreign and not edition.is_source:
            self._notice(step, act)
        return StepView(
            path.replace("/", ".") if caller else path,
            path,
            number,
            say.step.format(number=number),
            kind,
            word,
            act,
            edition.wording.plain(act),
            self._remarks(step) if step.warnings or step.cautions or step.notes else (),
            edition.roles(step.performed_by) if step.performed_by else (),
            step.expect,
            step.if_not,
            step.detail,
            step.training_note,
            step.optional,
            step.pause_point,
            step.secret,
            edition.wording.duration(step.estimated_time) if step.estimated_time else "",
            hint,
            many,
            choices,
            settled,
            telling.after
            if kind == "finish"
            else tuple(
                [
                    self._way(edge, telling, say.go_join if many and not settled else say.go_on)
                    for edge in ways
                    if edge.target != following or edge.again or many
                ]
            ),
            part,
        )

    def _remarks(self, step: Step[Words]) -> tuple[Remark, ...]:
        kinds = (
            ("warning", self.say.warning, step.warnings),
            ("caution", self.say.caution, step.cautions),
            ("note", self.say.note, step.notes),
        )
        return tuple([Remark(kind, word, text) for kind, word, texts in kinds for text in texts.values()])

    def _choices(self, step: Decision[Words], ways: Iterable[Edge], telling: Telling) -> tuple[Choice, ...]:
        by_option = {edge.option: edge for edge in ways}
        choices = []
        for option in step.options:
            edge = by_option.get(option.id)
            way = self._way(edge, telling, self.say.go_on) if edge else None
            choices.append(Choice(option.id, option.label, option.detail, way))
            self.foreign = self.foreign or option.label.is_foreign
        return tuple(choices)

    def _way(self, edge: Edge, telling: Telling, onward: str) -> Way:
        say = self.say
        number = f"{telling.number}{telling.facts.numbers[edge.target]}"
        form = say.go_back if edge.again else onward
        if edge.source == edge.target:
            form = say.go_again
        href = f"#{telling.path}{edge.target}".replace("/", ".")
        return Way(form.format(number=number), href, "back" if edge.again else "on")

    def _settled(self, step: Decision[Words], answer: str) -> str:
        label = next((option.label for option in step.options if option.id == answer), None)
        plain = self.edition.wording.plain(label) if label else answer
        return str(self.say.settled.format(answer=plain))

    def _part(self, step: Call[Words], called: Procedure[Words], telling: Telling) -> Part:
        answers = {str(key): str(value) for key, value in step.answers.items()}
        inner = Telling(
            self.edition.almanac.facts(called, answers),
            f"{telling.path}{step.id}/",
            f"{telling.number}{telling.facts.numbers[step.id]}.",
            answers,
            tuple([self._way(edge, telling, self.say.go_on) for edge in telling.facts.out[step.id][:1]]),
        )
        return Part(called.title, self.edition.guide(called), self.groups(called, inner))

    def _notice(self, step: Step[Words], act: Words) -> None:
        texts = (act, step.expect, step.if_not, step.detail, step.training_note, step.optional)
        self.foreign = any(text is not None and text.is_foreign for text in texts) or any(
            text.is_foreign for texts in (step.notes, step.cautions, step.warnings) for text in texts.values()
        )
