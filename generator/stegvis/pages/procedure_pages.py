"""The guide and the checklist of a procedure."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model import Afterwards, Generated, Prerequisite, Procedure, Words
from stegvis.pages.edition import HOME, Edition, Subject
from stegvis.pages.facts import Facts
from stegvis.pages.printouts import Printout, of_procedure
from stegvis.pages.steps import Steps, Telling
from stegvis.pages.views import (
    Able,
    Anchor,
    Checklist,
    Condition,
    Group,
    Guide,
    HandOver,
    Held,
    Line,
    Neighbours,
    Outline,
    StepView,
    ToPrint,
    WhoMay,
)
from stegvis.picture import Box, picture

_NO_NEIGHBOURS = Neighbours(None, None)


@dataclass(frozen=True, slots=True)
class Told:
    """What guide and checklist of one procedure share."""

    procedure: Procedure[Words]
    facts: Facts
    groups: tuple[Group, ...]
    who: WhoMay
    prerequisites: tuple[Condition, ...]
    time: str
    title: str
    summary: str
    foreign: bool


def told(edition: Edition, procedure: Procedure[Words]) -> Told:
    """Tell a procedure in the words of an edition."""
    facts = edition.almanac.facts(procedure, {})
    steps = Steps(edition)
    groups = steps.groups(procedure, Telling(facts))
    around = (procedure.title, procedure.summary, procedure.outcome)
    foreign = steps.foreign or any(words.is_foreign for words in around)
    duration = edition.wording.duration(procedure.estimated_time)
    return Told(
        procedure,
        facts,
        groups,
        who_may(edition, procedure),
        tuple([_condition(edition, one) for one in procedure.prerequisites]),
        edition.say.about_duration.format(duration=duration) if duration else "",
        edition.wording.plain(procedure.title),
        edition.wording.plain(procedure.summary),
        foreign or any(one.text.is_foreign for one in procedure.prerequisites),
    )


def guide(
    edition: Edition,
    one: Told,
    neighbours: Neighbours = _NO_NEIGHBOURS,
    printouts: tuple[Printout, ...] = (),
) -> Guide:
    """The page on which a procedure is read."""
    procedure = one.procedure
    afterwards = tuple(anchor for after in procedure.afterwards if (anchor := _afterwards(edition, after)))
    head = edition.head(
        Subject(
            f"{procedure.collection}/{procedure.id}/",
            one.title,
            procedure.title,
            one.summary,
            _crumbs(edition, procedure),
            edition.procedures_path,
            one.foreign,
            edition.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
            _outline(edition, one, afterwards),
        )
    )
    boxes = [
        Box(
            step.path,
            step.kind,
            step.number,
            step.plain,
            tuple([(choice.id, edition.wording.plain(choice.label)) for choice in step.choices]),
        )
        for group in one.groups
        for step in group.steps
    ]
    audiences = edition.library.audiences
    return Guide(
        head,
        procedure.id,
        procedure.summary,
        tuple([audiences[name].name for name in procedure.audience if name in audiences]),
        one.time,
        procedure.estimated_time,
        one.who,
        one.prerequisites,
        one.groups,
        procedure.outcome,
        afterwards,
        picture(boxes, one.facts.out),
        edition.say.picture_title.format(title=one.title),
        tuple([_line(edition, one.facts, step) for group in one.groups for step in group.steps]),
        edition.guide(procedure),
        edition.checklist(procedure),
        neighbours,
        one.title,
        _to_print(edition, procedure, printouts),
    )


def checklist(edition: Edition, one: Told, printouts: tuple[Printout, ...] = ()) -> Checklist:
    """The page on which a procedure is ticked."""
    procedure = one.procedure
    title = edition.say.checklist_title.format(title=one.title)
    head = edition.head(
        Subject(
            f"{procedure.collection}/{procedure.id}/checklist/",
            title,
            procedure.title,
            one.summary,
            (*_crumbs(edition, procedure), Anchor(procedure.title, edition.guide(procedure))),
            edition.procedures_path,
            one.foreign,
            edition.status(f"procedures/{procedure.id}", procedure.revision, procedure.revised),
        )
    )
    graph, roles = edition.almanac.graph(procedure.id)
    return Checklist(
        head,
        procedure.id,
        procedure.revision,
        procedure.summary,
        one.time,
        one.who,
        one.prerequisites,
        one.groups,
        procedure.outcome,
        edition.guide(procedure),
        edition.checklist(procedure),
        graph,
        tuple(Able(name, edition.library.roles[name].name) for name in roles),
        edition.runs_path,
        _to_print(edition, procedure, printouts),
    )


def _to_print(edition: Edition, procedure: Procedure[Words], printouts: tuple[Printout, ...]) -> ToPrint:
    listed = f"{edition.sheets_path}#sheets-{procedure.id}" if edition.sheets_path else ""
    return ToPrint(of_procedure(edition, printouts) if printouts else (), listed)


def who_may(edition: Edition, procedure: Procedure[Words]) -> WhoMay:
    """Who may do a procedure, who can finish it, and who else must hold a role."""
    doing, say = edition.almanac.doing(procedure), edition.say
    if not procedure.roles:
        verdict = ""
    elif len(doing.alone) == len(procedure.roles):
        verdict = say.alone_all if len(procedure.roles) > 1 else ""
    else:
        verdict = "" if doing.alone else say.alone_none
    some = 0 < len(doing.alone) < len(procedure.roles)
    held = tuple(
        Held(getattr(say, f"held_by_{other.actor.value}"), tag)
        for other in procedure.other_roles
        for tag in edition.roles((other.role,))
    )
    return WhoMay(
        edition.roles(procedure.roles),
        verdict,
        edition.roles(doing.alone) if some else (),
        hand_overs(edition, procedure),
        edition.roles(procedure.read_only_roles),
        held,
    )


def hand_overs(edition: Edition, procedure: Procedure[Words], page: str = "") -> tuple[HandOver, ...]:
    """The steps that need a role which some of the procedure's roles lack; `page` is their page."""
    return tuple(
        HandOver(
            edition.say.step.format(number=fact.number),
            f"{page}#{fact.path.replace('/', '.')}",
            edition.roles(fact.roles),
        )
        for fact in edition.almanac.doing(procedure).hand_overs
    )


def _condition(edition: Edition, one: Prerequisite[Words]) -> Condition:
    links = []
    if one.procedure and (called := edition.library.procedures.get(one.procedure)):
        links.append(Anchor(called.title, edition.guide(called)))
    if one.link and (link := edition.link(one.link)):
        links.append(link)
    return Condition(one.text, tuple(links))


def _afterwards(edition: Edition, after: Afterwards) -> Anchor | None:
    library = edition.library
    if after.procedure and (procedure := library.procedures.get(after.procedure)):
        return Anchor(procedure.title, edition.guide(procedure))
    if after.page and (article := library.articles.get(after.page)):
        return Anchor(article.title, edition.article(article.slug))
    return edition.link(after.link) if after.link else None


def _crumbs(edition: Edition, procedure: Procedure[Words]) -> tuple[Anchor, ...]:
    shelf = edition.library.collections.get(procedure.collection)
    if shelf is None:
        return ()
    listed = edition.generated(Generated.PROCEDURES)
    path = f"{listed}#{procedure.collection}" if listed else edition.article(HOME)
    return (Anchor(shelf.title, path),)


def _outline(edition: Edition, one: Told, afterwards: tuple[Anchor, ...]) -> tuple[Outline, ...]:
    say, plain = edition.say, edition.wording.plain
    screens = tuple(
        [
            Outline(f"#{group.anchor}", plain(name), (), group.numbers)
            for group in one.groups
            if (name := group.screen or group.system)
        ]
    )
    parts = [Outline("#who-may", say.who_may)]
    if one.prerequisites:
        parts.append(Outline("#prerequisites", say.prerequisites))
    parts.append(Outline("#steps", say.steps, screens if len(screens) > 1 else ()))
    parts.append(Outline("#outcome", say.outcome))
    if afterwards:
        parts.append(Outline("#afterwards", say.afterwards))
    parts.append(Outline("#picture", say.picture))
    return tuple(parts)


def _line(edition: Edition, facts: Facts, step: StepView) -> Line:
    say, numbers = edition.say, facts.numbers
    labels = {choice.id: edition.wording.plain(choice.label) for choice in step.choices}
    said = []
    for edge in facts.out[step.path]:
        number = numbers[edge.target]
        if edge.option is not None:
            form = say.picture_if_again if edge.again else say.picture_if
            said.append(form.format(answer=labels.get(edge.option, edge.option), number=number))
        elif step.many:
            said.append(say.picture_join.format(number=number))
        else:
            form = say.picture_again if edge.again else say.picture_then
            said.append(form.format(number=number))
    return Line(step.name, step.plain, f"#{step.anchor}", tuple(said))
