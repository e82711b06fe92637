"""Hand-over sheets: a procedure split into turns between people with different roles, or of other parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stegvis.graph.expansion import expand_steps
from stegvis.graph.parts import has_part
from stegvis.graph.performers import US, Performers
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.names import make_anchor
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetEdition, SheetScope, SheetSubject, Turn, procedure_folder
from stegvis.pages.roles import acting_parties


def select_hand_overs(scope: SheetScope) -> Iterator[SheetSubject]:
    """One document for each selected procedure and each role that can't finish it alone, or other party."""
    wanted = scope.selection.roles
    for procedure in scope.selected:
        folder = procedure_folder(scope.context, procedure)
        for key, performers in _beginners(scope.context, procedure).items():
            names = (performers.party,) if performers.party else performers.roles[0].all
            if not wanted or any(name in wanted for name in names):
                yield SheetSubject(folder, procedure.id, key, (procedure,))


def _beginners(context: LocaleContext, procedure: Procedure[LocalizedText]) -> dict[str, Performers]:
    """Return those who have a document, by its key: the roles joined by hyphens, or the party."""
    coverage = context.analyses.role_coverage(procedure)
    parties = acting_parties(context, procedure)
    roles = [roles for roles in procedure.roles if parties or roles not in coverage.alone]
    return {
        **{"-".join(each.all): Performers(roles=(each,)) for each in roles},
        **{party: Performers(party) for party in parties},
    }


def name_hand_over(context: LocaleContext, _edition: SheetEdition, name: str, role: str) -> str:
    """Return the edition's name with the role that begins, or the party."""
    return _name_turn(context, _beginners(context, context.library.procedures[name])[role])


def split_turns(context: LocaleContext, procedure: Procedure[LocalizedText], role: str) -> Iterator[Turn]:
    """Split a procedure into turns: that of the role that begins, then one for each that goes on with it.

    For another party there is its own turn only.
    """
    beginner = _beginners(context, procedure)[role]
    by_step = _performers_by_step(context, procedure)
    own = {anchor for anchor, performers in by_step.items() if _may_perform(beginner, performers)}

    def name_others(anchor: str) -> str:
        performers = by_step[anchor]
        is_foreign = beginner.party and not performers.party
        return context.name_our_party() if is_foreign else context.name_performers(performers)

    yield Turn(_name_turn(context, beginner), own.__contains__, name_others)
    if beginner.party:
        return
    for able in dict.fromkeys(able for anchor, able in by_step.items() if anchor not in own):
        steps = {anchor for anchor, others in by_step.items() if anchor not in own and others == able}
        yield Turn(
            _name_turn(context, able),
            steps.__contains__,
            lambda anchor: context.name_performers(beginner if anchor in own else by_step[anchor]),
        )


def _may_perform(beginner: Performers, performers: Performers) -> bool:
    if beginner.party or performers.party:
        return beginner.party == performers.party
    return performers.admit(beginner.roles[0].all)


def _name_turn(context: LocaleContext, performers: Performers) -> str:
    ui = context.ui
    return str(ui.sheet_of.fill(sheet=ui.sheet_hand_over, roles=context.name_performers(performers)))


def _performers_by_step(
    context: LocaleContext, procedure: Procedure[LocalizedText]
) -> Mapping[str, Performers]:
    """Who performs each step, by anchor; one of ours that needs no role stays with whoever has the sheet."""
    expanded = expand_steps(context.library, procedure)
    needed = {make_anchor(entry.path): entry.performers for entry in expanded}
    calls = {make_anchor(entry.path) for entry in expanded if has_part(entry.step)}
    holders = US
    for anchor, performers in needed.items():
        if performers.party:
            continue
        if performers.roles:
            holders = performers
        elif anchor in calls:
            inner = [able for other, able in needed.items() if other.startswith(f"{anchor}.") and able != US]
            holders = needed[anchor] = inner[0] if inner else holders
        else:
            needed[anchor] = holders
    return needed
