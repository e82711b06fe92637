"""Rules about references: procedures, roles, labels, links and pages exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stegvis.diagnostics import Id
from stegvis.graph.analysis import systems_by_step
from stegvis.inline.addresses import find_fault
from stegvis.inline.nodes import Link, Nodes
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import collect_literal_text, find_placeholders, find_targets, has_stray_brace, walk
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Label, Role, role_ids
from stegvis.model.step_kinds import Step, Wait
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts
from stegvis.validate.rule import RuleContext, Violation, unknown_reference


def check_roles(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Roles and parties are in the registries; `roles` are those of our own party, `other_roles` others'."""
    library = context.library
    own = [*role_ids(procedure.roles), *procedure.read_only_roles]
    performing = [role for step in procedure.all_steps for role in role_ids(step.performed_by)]
    for role in [*own, *performing, *procedure.other_roles]:
        if not context.knows(role, library.roles):
            yield unknown_reference("role", role, library.roles)
    for step in procedure.all_steps:
        if step.party and not context.knows(step.party, library.parties):
            yield unknown_reference("party", step.party, library.parties)
        yield from _check_performers(library, step)
    for roles, is_own in ((own, True), (procedure.other_roles, False)):
        for role in roles:
            if role in library.roles and (library.party_of(role) == library.our_party) is not is_own:
                party = name_party(library, library.party_of(role))
                place = "other_roles" if is_own else "roles"
                hint = f"Move it to `{place}`, or correct the `party` of the role."
                yield f"role `{role}` belongs to {party}", role.location, hint


def _check_performers(library: Library[SourceText], step: Step[SourceText]) -> Iterator[Violation]:
    """All roles that perform a step are those of one party: the one that it names."""
    party: str | None = None if isinstance(step, Wait) else step.party
    for role in role_ids(step.performed_by):
        if role not in library.roles:
            continue
        holder = library.party_of(role)
        if party is not None and holder != party:
            names = f"{name_party(library, holder)}, not {name_party(library, party)}"
            yield (
                f"role `{role}` belongs to {names}",
                role.location,
                "Correct `party`, or give the other party a step of its own.",
            )
        party = party or holder


def name_party(library: Library[SourceText], party: str | None) -> str:
    """Return what messages call a party, as part of a sentence."""
    entry = library.parties.get(party) if party else None
    return f"“{entry.name.source}”" if entry else f"`{party}`" if party else "your own company"


def check_places(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Systems and screens are in the registries; the screen of a step belongs to its system."""
    library = context.library
    systems = systems_by_step(procedure)
    for step in procedure.all_steps:
        if step.system and not context.knows(step.system, library.systems):
            yield unknown_reference("system", step.system, library.systems)
        if step.screen and not context.knows(step.screen, library.labels):
            yield unknown_reference("label", step.screen, library.labels)
        label = library.labels.get(step.screen) if step.screen else None
        system = systems[step.id]
        if step.screen and label and label.system and label.system != system:
            message = f"screen `{step.screen}` belongs to {label.system}, the step to {system}"
            yield message, step.screen.location, "Correct the step's `system` or its `screen`."


def check_surroundings(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Audiences, prerequisites and `afterwards` refer to what exists."""
    library = context.library
    for audience in procedure.audience:
        if not context.knows(audience, library.audiences):
            yield unknown_reference("audience", audience, library.audiences)
    for before in procedure.prerequisites:
        yield from _check_targets(context, before.procedure, before.link, None)
    for after in procedure.afterwards:
        count = sum(bool(target) for target in (after.procedure, after.link, after.page))
        if count != 1:
            hint = "Write one of `procedure`, `link` and `page` in each item."
            yield f"an item of `afterwards` has {count} targets", procedure.procedure.location, hint
        yield from _check_targets(context, after.procedure, after.link, after.page)


def _check_targets(
    context: RuleContext, procedure: Id | None, link: Id | None, page: Id | None
) -> Iterator[Violation]:
    library = context.library
    for kind, name, names in (
        ("procedure", procedure, library.procedures),
        ("link", link, library.links),
        ("page", page, library.articles),
    ):
        if name and not context.knows(name, names):
            yield unknown_reference(kind, name, names)


def check_procedure_texts(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Placeholders and links in the texts of a procedure refer to what exists."""
    texts = iter_texts(procedure)
    return _check_texts(context, (text for text in texts if "![" not in text.source))  # V506 reports images


def check_library_texts(context: RuleContext) -> Iterator[Violation]:
    """Placeholders and links in articles and registries refer to what exists."""
    return _check_texts(context, context.library_texts())


def _check_texts(context: RuleContext, texts: Iterable[SourceText]) -> Iterator[Violation]:
    for text in texts:
        if not is_literal(text.source) or "}" in text.source:
            yield from _check_text(context, text, parse(text.source))


def _check_text(context: RuleContext, text: SourceText, nodes: Nodes) -> Iterator[Violation]:
    library = context.library
    for name in find_placeholders(nodes):
        if not context.knows(name, library.labels) and not context.knows(name, library.roles):
            names = [*library.labels, *library.roles]
            yield unknown_reference("label or role", Id(name, text.location), names)
    if has_stray_brace(nodes):
        hint = "Write the id of a label or a role, `{such_as_this}`, or put the braces in `code`."
        yield "the text has a brace outside of a placeholder", text.location, hint
    literal = collect_literal_text(nodes)
    for target in find_targets(nodes):
        yield from _check_link(context, Id(target, text.location))
    if "][" in literal:
        hint = "Write `[words][link-id]`; escape brackets that are not a link, `\\[`."
        yield "the text has brackets that are not a link", text.location, hint
    if "](" in literal or any(isinstance(node, Link) and not node.is_reference for node in walk(nodes)):
        hint = (
            "Write `[words][link-id]`, and the address in content/links.yaml; "
            "`[words][page:slug#heading]` leads to a heading."
        )
        yield "the text contains an address", text.location, hint


def _check_link(context: RuleContext, target: Id) -> Iterator[Violation]:
    library = context.library
    kind, colon, name = target.partition(":")
    name = name.partition("#")[0]
    kinds: Mapping[str, Iterable[str]] = {
        "procedure": {**library.present_ids, **library.procedures},
        "page": library.articles,
    }
    if not colon:
        if not context.knows(target, library.links):
            yield unknown_reference("link", target, library.links)
    elif kind not in kinds:
        yield f"`{target}` is not a link target", target.location, "Use procedure: or page:."
    elif not context.knows(name, kinds[kind]):
        yield unknown_reference(kind, Id(name, target.location), kinds[kind])


def check_links_of_procedure(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A procedure is named by its present id; a former id, in a text or elsewhere, still leads to it."""
    return _check_former_ids(context, iter_texts(procedure))


def check_links_of_library(context: RuleContext) -> Iterator[Violation]:
    """Links in articles and registries name procedures by their present ids."""
    return _check_former_ids(context, context.library_texts())


def _check_former_ids(context: RuleContext, texts: Iterable[SourceText]) -> Iterator[Violation]:
    present = context.library.present_ids
    if not present:
        return
    for text in texts:
        if "procedure:" not in text.source:
            continue
        for target in find_targets(parse(text.source)):
            kind, _, page = target.partition(":")
            name, number_sign, anchor = page.partition("#")
            if kind == "procedure" and name in present and name not in context.library.procedures:
                hint = f"Write `procedure:{present[name]}{number_sign}{anchor}`."
                yield f"the procedure `{name}` is called `{present[name]}` now", text.location, hint


def check_registries(context: RuleContext) -> Iterator[Violation]:
    """References in the registries exist, and links have `https:`, `http:`, `mailto:` or `tel:` addresses."""
    library = context.library
    for system in library.systems.values():
        if system.link and not context.knows(system.link, library.links):
            yield unknown_reference("link", system.link, library.links)
    entries: list[Label[SourceText] | Role[SourceText]] = [*library.labels.values(), *library.roles.values()]
    for entry in entries:
        if entry.system and not context.knows(entry.system, library.systems):
            yield unknown_reference("system", entry.system, library.systems)
        for source in entry.verified.values():
            if not context.knows(source, library.sources):
                yield unknown_reference("source", source, library.sources)
    for role in library.roles.values():
        if role.party and not context.knows(role.party, library.parties):
            yield unknown_reference("party", role.party, library.parties)
    yield from _check_addresses(library)


def check_our_party(context: RuleContext) -> Iterator[Violation]:
    """If there are parties, the readers belong to one of them: exactly one has `ours: true`."""
    parties = context.library.parties
    ours = [party for party in parties.values() if party.ours]
    if parties and not ours:
        hint = "Add `ours: true` to the party to which the readers belong."
        yield "no party is ours", next(iter(parties.values())).name.location, hint
    for party in ours[1:]:
        message = f"“{ours[0].name.source}” and “{party.name.source}” are both ours"
        yield message, party.name.location, "Keep `ours: true` in one of them."


def _check_addresses(library: Library[SourceText]) -> Iterator[Violation]:
    for link in library.links.values():
        for url in (link.url, *link.urls.values()):
            if fault := find_fault(url):
                hint = "Use a form such as `https://…`, `mailto:name@example.org` or `tel:+31…`."
                yield f"the address `{url}` {fault}", url.location, hint
