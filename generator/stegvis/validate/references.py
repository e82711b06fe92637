"""References: whatever a source names exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stegvis.diagnostics import Id
from stegvis.graph.analysis import systems_by_step
from stegvis.inline.nodes import Link, Nodes
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import collect_literal_text, find_placeholders, find_targets, has_stray_brace, walk
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, Actor, Label, Role
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts
from stegvis.validate.rule import RuleContext, Violation, unknown_reference


def check_roles(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Roles are in the registry, and those that do steps are the partner's."""
    known = case.library.roles
    doing = [*procedure.roles, *procedure.read_only_roles]
    doing += [role for step in procedure.steps for role in step.performed_by]
    for role in [*doing, *(one.role for one in procedure.other_roles)]:
        if not case.knows(role, known):
            yield unknown_reference("role", role, known)
    for role in doing:
        if role in known and known[role].holder is not Actor.PARTNER:
            hint = "Name it in `other_roles`."
            yield f"the role `{role}` is not the reader's to hold", role.location, hint
    for one in procedure.other_roles:
        if one.role in known and known[one.role].holder is not one.actor:
            message = f"the role `{one.role}` is held by the {known[one.role].holder}"
            yield message, one.role.location, f"Not by the {one.actor}; correct one of the two."


def check_places(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Systems and screens are in the registries, and a screen belongs to its step's system."""
    library = case.library
    systems = systems_by_step(procedure)
    for step in procedure.steps:
        if step.system and not case.knows(step.system, library.systems):
            yield unknown_reference("system", step.system, library.systems)
        if step.screen and not case.knows(step.screen, library.labels):
            yield unknown_reference("label", step.screen, library.labels)
        label = library.labels.get(step.screen) if step.screen else None
        system = systems[step.id]
        if step.screen and label and label.system and label.system != system:
            message = f"`{step.screen}` belongs to {label.system}, the step happens in {system}"
            yield message, step.screen.location, "Correct the step's `system` or its `screen`."


def check_surroundings(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Audiences, links, pages and procedures around the steps exist."""
    library = case.library
    for audience in procedure.audience:
        if not case.knows(audience, library.audiences):
            yield unknown_reference("audience", audience, library.audiences)
    for before in procedure.prerequisites:
        yield from _any(case, before.procedure, before.link, None)
    for after in procedure.afterwards:
        told = [one for one in (after.procedure, after.link, after.page) if one]
        if len(told) != 1:
            hint = "One of `procedure`, `link` and `page` each."
            yield "what comes afterwards is one thing an item", procedure.procedure.location, hint
        yield from _any(case, after.procedure, after.link, after.page)


def _any(case: RuleContext, procedure: Id | None, link: Id | None, page: Id | None) -> Iterator[Violation]:
    library = case.library
    for what, name, names in (
        ("procedure", procedure, library.procedures),
        ("link", link, library.links),
        ("page", page, library.articles),
    ):
        if name and not case.knows(name, names):
            yield unknown_reference(what, name, names)


def check_procedure_texts(case: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Placeholders and links in a procedure's texts lead somewhere."""
    return check_texts(case, iter_texts(procedure))


def check_library_texts(case: RuleContext) -> Iterator[Violation]:
    """Placeholders and links in articles and registries lead somewhere."""
    library = case.library
    yield from check_texts(case, iter_texts(list(library.articles.values())))
    for registry in REGISTRIES:
        yield from check_texts(case, iter_texts(getattr(library, registry)))


def check_texts(case: RuleContext, among: Iterable[SourceText]) -> Iterator[Violation]:
    """Placeholders and links that lead nowhere."""
    for text in among:
        if not is_literal(text.source) or "}" in text.source:
            yield from _check_text(case, text, parse(text.source))


def _check_text(case: RuleContext, text: SourceText, nodes: Nodes) -> Iterator[Violation]:
    library = case.library
    for name in find_placeholders(nodes):
        if not case.knows(name, library.labels) and not case.knows(name, library.roles):
            names = [*library.labels, *library.roles]
            yield unknown_reference("label or role", Id(name, text.location), names)
    if has_stray_brace(nodes):
        hint = "Write the name of a label or a role, `{such_as_this}`, or put the braces in `code`."
        yield "a brace stands in the text that is part of no placeholder", text.location, hint
    for target in find_targets(nodes):
        yield from _link(case, Id(target, text.location))
    literal = collect_literal_text(nodes)
    if "][" in literal:
        hint = "Write `[words][link-id]`; escape brackets that are no link, `\\[`."
        yield "brackets stand in the text that make no link", text.location, hint
    if "](" in literal or any(isinstance(node, Link) and not node.is_reference for node in walk(nodes)):
        hint = "Write `[words][link-id]`, and the address in content/links.yaml."
        yield "an address stands in the text", text.location, hint


def _link(case: RuleContext, target: Id) -> Iterator[Violation]:
    library = case.library
    kind, colon, name = target.partition(":")
    name = name.partition("#")[0]
    kinds: Mapping[str, Iterable[str]] = {
        "procedure": library.procedures,
        "page": library.articles,
    }
    if not colon:
        if not case.knows(target, library.links):
            yield unknown_reference("link", target, library.links)
    elif kind not in kinds:
        yield f"`{target}` is no target of a link", target.location, "Use procedure: or page:."
    elif not case.knows(name, kinds[kind]):
        yield unknown_reference(kind, Id(name, target.location), kinds[kind])


def check_registries(case: RuleContext) -> Iterator[Violation]:
    """What the registries name exists too."""
    library = case.library
    for system in library.systems.values():
        if system.link and not case.knows(system.link, library.links):
            yield unknown_reference("link", system.link, library.links)
    entries: list[Label[SourceText] | Role[SourceText]] = [*library.labels.values(), *library.roles.values()]
    for entry in entries:
        if entry.system and not case.knows(entry.system, library.systems):
            yield unknown_reference("system", entry.system, library.systems)
        for source in entry.verified.values():
            if not case.knows(source, library.sources):
                yield unknown_reference("source", source, library.sources)
    yield from _addresses(library)


def _addresses(library: Library[SourceText]) -> Iterator[Violation]:
    for link in library.links.values():
        for url in (link.url, *link.urls.values()):
            if not url.startswith("https://"):
                yield f"`{url}` is no address with https", url.location, ""
