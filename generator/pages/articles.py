"""Prose pages, with the lists and tables that the generator adds to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model import Article, Generated, Label, Procedure, Role, Words
from generator.pages.edition import HOME, Edition
from generator.pages.procedure_pages import hand_overs, who_may
from generator.pages.views import (
    Alternate,
    Anchor,
    ArticlePage,
    Card,
    Control,
    ControlName,
    Controls,
    Duty,
    Outline,
    Piece,
    RoleView,
    Shelf,
    Titles,
)

_HEADING = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>$')


def article_page(
    edition: Edition, article: Article[Words], editions: Mapping[str, Edition]
) -> ArticlePage:
    """A page of prose; the names of controls come from the editions of all locales."""
    wording, is_home = edition.wording, article.slug == HOME
    body, headings = _body(article)
    generated = article.generated
    shelves = _shelves(edition) if generated is Generated.PROCEDURES else ()
    duties = _duties(edition) if generated is Generated.ROLES else ()
    roles = _roles(edition) if generated in (Generated.PROCEDURES, Generated.ROLES) else ()
    controls = _controls(edition, editions) if generated is Generated.CONTROLS else ()
    added = tuple(_added(edition, generated, shelves, roles, controls))
    foreign = any(
        words.is_foreign
        for words in (article.title, article.description, *(piece.words for piece in body))
        if words is not None
    )
    head = edition.head(
        "" if is_home else f"{article.slug}/",
        wording.plain(article.title),
        article.title,
        wording.plain(article.description),
        (),
        edition.article(article.slug),
        foreign,
        edition.status("pages"),
        (*headings, *added),
    )
    show = generated.value if generated is not None else ""
    return ArticlePage(head, article.description, body, shelves, duties, roles, show, controls)


def _body(article: Article[Words]) -> tuple[tuple[Piece, ...], tuple[Outline, ...]]:
    pieces: list[Piece] = []
    headings: list[Outline] = []
    html = ""
    for part in article.body:
        if isinstance(part, str):
            html += part
            continue
        if found := _HEADING.search(html):
            headings.append(Outline(f"#{found[1]}", part))
        pieces.append(Piece(html, part))
        html = ""
    pieces.append(Piece(html, None))
    return tuple(pieces), tuple(headings)


def _added(
    edition: Edition,
    generated: Generated | None,
    shelves: tuple[Shelf, ...],
    roles: tuple[RoleView, ...],
    controls: tuple[Controls, ...],
) -> Iterator[Outline]:
    say = edition.say
    if generated is Generated.PROCEDURES:
        inner = tuple(Outline(f"#{shelf.anchor}", shelf.title) for shelf in shelves)
        yield Outline("#by-collection", say.by_collection, inner)
        yield Outline("#by-role", say.by_role)
    if generated is Generated.ROLES:
        yield Outline("#who-may-do-what", say.roles_table)
        inner = tuple(Outline(f"#{role.anchor}", role.name) for role in roles)
        yield Outline("#roles", say.roles_list, inner)
    if generated is Generated.CONTROLS:
        for index, table in enumerate(controls, 1):
            yield Outline(f"#controls-{index}", table.system)


def _shelves(edition: Edition) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(
            name,
            shelf.title,
            shelf.summary,
            tuple(_card(edition, one) for one in edition.library.shelf(name)),
        )
        for name, shelf in edition.library.collections.items()
    )


def _card(edition: Edition, procedure: Procedure[Words]) -> Card:
    duration = edition.wording.duration(procedure.estimated_time)
    return Card(
        procedure.title,
        procedure.summary,
        edition.guide(procedure),
        edition.checklist(procedure),
        edition.say.about_duration.format(duration=duration) if duration else "",
        edition.roles(procedure.roles),
    )


def _in_order(edition: Edition) -> Iterator[Procedure[Words]]:
    for name in edition.library.collections:
        yield from edition.library.shelf(name)


def _duties(edition: Edition) -> tuple[Duty, ...]:
    duties = []
    for procedure in _in_order(edition):
        page = edition.guide(procedure)
        who = who_may(edition, procedure)
        alone = edition.roles(edition.almanac.doing(procedure).alone)
        anchor = Anchor(procedure.title, page)
        duties.append(Duty(anchor, who.roles, alone, hand_overs(edition, procedure, page)))
    return tuple(duties)


def _roles(edition: Edition) -> tuple[RoleView, ...]:
    return tuple(_role(edition, name, role) for name, role in edition.library.roles.items())


def _role(edition: Edition, name: str, role: Role[Words]) -> RoleView:
    say = edition.say
    lists: dict[str, list[Anchor]] = {
        word: [] for word in (say.can_alone, say.can_part, say.can_look, say.must_hold)
    }
    for procedure in _in_order(edition):
        anchor = Anchor(procedure.title, edition.guide(procedure))
        doing = edition.almanac.doing(procedure)
        if name in doing.alone:
            lists[say.can_alone].append(anchor)
        elif name in procedure.roles:
            lists[say.can_part].append(anchor)
        elif name in procedure.read_only_roles:
            lists[say.can_look].append(anchor)
        elif any(other.role == name for other in procedure.other_roles):
            lists[say.must_hold].append(anchor)
    system = edition.library.systems[role.system]
    return RoleView(
        name,
        role.name,
        role.description,
        getattr(say, f"role_of_{role.holder.value}"),
        system.name,
        _seen_in(edition, role),
        tuple(Titles(word, tuple(anchors)) for word, anchors in lists.items() if anchors),
    )


def _seen_in(edition: Edition, entry: Role[Words] | Label[Words], code: str = "") -> str:
    source = entry.verified.get(code or edition.code)  # type: ignore[call-overload]
    known = edition.library.sources.get(source) if source else None
    if known is None:
        return ""
    return str(edition.say.verified_in.format(source=edition.wording.plain(known.title)))


def _controls(edition: Edition, editions: Mapping[str, Edition]) -> tuple[Controls, ...]:
    columns = tuple(
        Alternate(code, locale.language, locale.name, "", "", code == edition.code)
        for code, locale in edition.config.locales.items()
    )
    by_system: dict[str | None, list[Control]] = {}
    for name, label in edition.library.labels.items():
        by_system.setdefault(label.system, []).append(_control(edition, editions, name, label))
    systems = edition.library.systems
    return tuple(
        Controls(
            systems[system].name if system is not None and system in systems else edition.say.no_system,
            columns,
            tuple(rows),
        )
        for system, rows in sorted(by_system.items(), key=lambda item: item[0] is None)
    )


def _control(
    edition: Edition, editions: Mapping[str, Edition], name: str, label: Label[Words]
) -> Control:
    names = []
    for code, other in editions.items():
        words = other.library.labels[name].name
        spoken = edition.config.source if words.is_foreign else code
        names.append(
            ControlName(
                words.text,
                edition.config.locales[spoken].language,
                code in label.verified,
                _seen_in(edition, label, code),
            )
        )
    kind = str(label.kind.value).replace("-", "_")
    return Control(f"control-{name}", getattr(edition.say, f"kind_of_{kind}"), tuple(names))
