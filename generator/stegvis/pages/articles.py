"""Prose pages, with the lists and tables that the generator adds to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from stegvis.model import Article, Generated, Label, Procedure, Role, Words
from stegvis.pages.article_views import (
    ArticlePage,
    Card,
    Control,
    ControlName,
    Controls,
    Duties,
    Duty,
    May,
    Piece,
    RoleView,
    Shelf,
    StatusTable,
    Titles,
)
from stegvis.pages.desk import NO_DESK, Desk, glossary_of, status_tables
from stegvis.pages.edition import HOME, Edition, Subject, languages
from stegvis.pages.procedure_pages import hand_overs
from stegvis.pages.views import Anchor, Head, Outline

_HEADING = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>$')


def article_page(
    edition: Edition, article: Article[Words], editions: Mapping[str, Edition], desk: Desk = NO_DESK
) -> ArticlePage:
    """A page of prose; the names of controls come from the editions of all locales."""
    plain, generated = edition.wording.plain, article.generated
    shelves = _shelves(edition) if generated is Generated.PROCEDURES else ()
    duties = _duties(edition) if generated is Generated.ROLES else None
    roles = _roles(edition) if generated in (Generated.PROCEDURES, Generated.ROLES) else ()
    controls = _controls(edition, editions) if generated is Generated.CONTROLS else ()
    glossary = glossary_of(edition) if generated is Generated.GLOSSARY else None
    standing = tuple(status_tables(edition, desk)) if generated is Generated.STATUS else ()
    added = (*_added(edition, generated, shelves, roles, controls), *_headings(standing, plain))
    head, body = article_parts(edition, article, added)
    show = generated.value if generated is not None else ""
    return ArticlePage(
        head, article.description, body, shelves, duties, roles, show, controls, glossary, standing
    )


def article_parts(
    edition: Edition, article: Article[Words], added: Iterable[Outline]
) -> tuple[Head, tuple[Piece, ...]]:
    """What a page of prose has around its content, and its body; `added` to the outline by the generator."""
    wording, is_home = edition.wording, article.slug == HOME
    body, headings = _body(article, wording.plain)
    foreign = any(
        words.is_foreign
        for words in (article.title, article.description, *(piece.words for piece in body))
        if words is not None
    )
    head = edition.head(
        Subject(
            "" if is_home else f"{article.slug}/",
            wording.plain(article.title),
            article.title,
            wording.plain(article.description),
            (),
            edition.article(article.slug),
            foreign,
            edition.status(f"articles/{article.slug}"),
            (*headings, *added),
        )
    )
    return head, body


def _headings(tables: Iterable[StatusTable], plain: Callable[[Words], str]) -> Iterator[Outline]:
    for table in tables:
        title = table.title
        yield Outline(f"#{table.anchor}", title if isinstance(title, str) else plain(title))


def _body(
    article: Article[Words], plain: Callable[[Words], str]
) -> tuple[tuple[Piece, ...], tuple[Outline, ...]]:
    pieces: list[Piece] = []
    headings: list[Outline] = []
    html = ""
    for part in article.body:
        if isinstance(part, str):
            html += part
            continue
        if found := _HEADING.search(html):
            headings.append(Outline(f"#{found[1]}", plain(part)))
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
    say, plain = edition.say, edition.wording.plain
    if generated is Generated.PROCEDURES:
        inner = tuple(Outline(f"#{shelf.anchor}", plain(shelf.title)) for shelf in shelves)
        yield Outline("#by-collection", say.by_collection, inner)
        yield Outline("#by-role", say.by_role)
    if generated is Generated.ROLES:
        yield Outline("#who-may-do-what", say.roles_table)
        inner = tuple(Outline(f"#{role.anchor}", plain(role.name)) for role in roles)
        yield Outline("#roles", say.roles_list, inner)
    if generated is Generated.CONTROLS:
        for index, table in enumerate(controls, 1):
            name = table.system
            yield Outline(f"#controls-{index}", name if isinstance(name, str) else plain(name))


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


def _duties(edition: Edition) -> Duties:
    kinds = _kinds(edition)
    ids = tuple(edition.library.roles)
    rows = []
    for procedure in _in_order(edition):
        page = edition.guide(procedure)
        may = tuple(kinds[_kind(edition, procedure, name)] for name in ids)
        over = hand_overs(edition, procedure, page)
        rows.append(Duty(Anchor(procedure.title, page), may, over))
    legend = tuple(may for kind, may in kinds.items() if kind != "none")
    return Duties(edition.roles(ids), legend, tuple(rows))


def _kinds(edition: Edition) -> dict[str, May]:
    say = edition.say
    return {
        "alone": May("alone", say.can_alone),
        "part": May("part", say.can_part),
        "look": May("look", say.can_look),
        "held": May("held", say.must_hold),
        "none": May("none", say.no_hand_overs),
    }


def _kind(edition: Edition, procedure: Procedure[Words], role: str) -> str:
    """What a role can do with a procedure."""
    if role in edition.almanac.doing(procedure).alone:
        return "alone"
    if role in procedure.roles:
        return "part"
    if role in procedure.read_only_roles:
        return "look"
    return "held" if any(other.role == role for other in procedure.other_roles) else "none"


def _roles(edition: Edition) -> tuple[RoleView, ...]:
    return tuple(_role(edition, name, role) for name, role in edition.library.roles.items())


def _role(edition: Edition, name: str, role: Role[Words]) -> RoleView:
    say, kinds = edition.say, _kinds(edition)
    lists: dict[str, list[Anchor]] = {kind: [] for kind in kinds}
    for procedure in _in_order(edition):
        anchor = Anchor(procedure.title, edition.guide(procedure))
        lists[_kind(edition, procedure, name)].append(anchor)
    system = edition.library.systems[role.system].name
    place = say.role_in.format(system=edition.wording.plain(system))
    return RoleView(
        name,
        role.name,
        role.description,
        f"{getattr(say, f'role_of_{role.holder.value}')} {place}",
        _seen_in(edition, role),
        tuple(
            Titles(kinds[kind].word, tuple(anchors))
            for kind, anchors in lists.items()
            if anchors and kind != "none"
        ),
    )


def _seen_in(edition: Edition, entry: Role[Words] | Label[Words], code: str = "") -> str:
    source = entry.verified.get(code or edition.code)
    known = edition.library.sources.get(source) if source else None
    if known is None:
        return ""
    return str(edition.say.verified_in.format(source=edition.wording.plain(known.title)))


def _controls(edition: Edition, editions: Mapping[str, Edition]) -> tuple[Controls, ...]:
    columns = languages(edition.config)
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


def _control(edition: Edition, editions: Mapping[str, Edition], name: str, label: Label[Words]) -> Control:
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
