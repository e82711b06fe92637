"""Hand-over sheets: a procedure split into turns between people with different roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stegvis.graph.expansion import expand_steps
from stegvis.graph.parts import has_part
from stegvis.graph.roles import performing_roles
from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.names import make_anchor
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetEdition, SheetScope, SheetSubject, Turn, procedure_folder


def hand_over_roles(context: LocaleContext, procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """Return the procedure's roles that can't do all of its steps."""
    coverage = context.analyses.role_coverage(procedure)
    return tuple(str(role) for role in procedure.roles if role not in coverage.alone)


def select_hand_overs(scope: SheetScope) -> Iterator[SheetSubject]:
    """One document for each selected procedure and each role that can't finish it alone."""
    selection = scope.selection.roles
    for procedure in scope.selected:
        folder = procedure_folder(scope.context, procedure)
        for role in hand_over_roles(scope.context, procedure):
            if not selection or role in selection:
                yield SheetSubject(folder, procedure.id, role, (procedure,))


def name_hand_over(context: LocaleContext, _edition: SheetEdition, _name: str, role: str) -> str:
    """Return the edition's name with the role that begins."""
    return _name_turn(context, (role,))


def split_turns(context: LocaleContext, procedure: Procedure[LocalizedText], role: str) -> Iterator[Turn]:
    """Split a procedure into turns: that of the role that begins, then one for each set of other roles."""
    roles = _roles_by_step(context, procedure)
    own = {anchor for anchor, able in roles.items() if not able or role in able}
    yield Turn(
        _name_turn(context, (role,)), own.__contains__, lambda anchor: context.name_any_role(roles[anchor])
    )
    for able in dict.fromkeys(able for anchor, able in roles.items() if anchor not in own):
        steps = {anchor for anchor, others in roles.items() if anchor not in own and others == able}
        yield Turn(
            _name_turn(context, able),
            steps.__contains__,
            lambda anchor: context.name_any_role((role,) if anchor in own else roles[anchor]),
        )


def _name_turn(context: LocaleContext, roles: Iterable[str]) -> str:
    ui = context.ui
    return str(ui.sheet_of.fill(sheet=ui.sheet_hand_over, roles=context.name_any_role(roles)))


def _roles_by_step(
    context: LocaleContext, procedure: Procedure[LocalizedText]
) -> Mapping[str, tuple[str, ...]]:
    """The roles that may do each step, by anchor; a step that needs none stays with whoever has the sheet."""
    expanded = expand_steps(context.library, procedure)
    needed = {
        make_anchor(entry.path): tuple(map(str, performing_roles(entry.procedure, entry.step)))
        for entry in expanded
    }
    calls = {make_anchor(entry.path) for entry in expanded if has_part(entry.step)}
    holders: tuple[str, ...] = ()
    for anchor, roles in needed.items():
        if roles:
            holders = roles
        elif anchor in calls:
            inner = [able for other, able in needed.items() if other.startswith(f"{anchor}.") and able]
            holders = needed[anchor] = inner[0] if inner else holders
        else:
            needed[anchor] = holders
    return needed
