"""Prose pages, with the lists and tables that the generator adds to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from stegvis.model.article import Article, Generated
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Label, Role
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, PageSubject, list_languages
from stegvis.pages.glossary import build_glossary
from stegvis.pages.procedure_view import build_hand_overs
from stegvis.pages.translation_status import NO_TRANSLATION_STATUS, TranslationStatus, build_status_tables
from stegvis.pages.views.article import (
    ArticlePage,
    ArticlePiece,
    CollectionView,
    ControlName,
    ControlRow,
    ControlTable,
    Permission,
    PermissionRow,
    PermissionTable,
    ProcedureCard,
    ProcedureLinks,
    RoleView,
)
from stegvis.pages.views.frame import Anchor, Head, OutlineEntry
from stegvis.pages.views.status import StatusTable

_HEADING = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>$')


def build_article_page(
    context: LocaleContext,
    article: Article[LocalizedText],
    contexts: Mapping[str, LocaleContext],
    desk: TranslationStatus = NO_TRANSLATION_STATUS,
) -> ArticlePage:
    """A page of prose; the names of controls come from the editions of all locales."""
    plain, generated = context.wording.plain, article.generated
    shelves = _shelves(context) if generated is Generated.PROCEDURES else ()
    duties = _duties(context) if generated is Generated.ROLES else None
    roles = _roles(context) if generated in (Generated.PROCEDURES, Generated.ROLES) else ()
    controls = _controls(context, contexts) if generated is Generated.CONTROLS else ()
    glossary = build_glossary(context) if generated is Generated.GLOSSARY else None
    standing = tuple(build_status_tables(context, desk)) if generated is Generated.STATUS else ()
    added = (*_added(context, generated, shelves, roles, controls), *_headings(standing, plain))
    head, body = build_article_frame(context, article, added)
    show = generated.value if generated is not None else ""
    return ArticlePage(
        head=head,
        description=article.description,
        body=body,
        shelves=shelves,
        duties=duties,
        roles=roles,
        show_roles=show,
        controls=controls,
        glossary=glossary,
        standing=standing,
    )


def build_article_frame(
    context: LocaleContext, article: Article[LocalizedText], added: Iterable[OutlineEntry]
) -> tuple[Head, tuple[ArticlePiece, ...]]:
    """What a page of prose has around its content, and its body; `added` to the outline by the generator."""
    wording, path = context.wording, context.urls.article(article.slug)
    body, headings = _body(article, wording.plain)
    foreign = any(
        words.is_untranslated
        for words in (article.title, article.description, *(piece.words for piece in body))
        if words is not None
    )
    head = context.head(
        PageSubject(
            path=path,
            title=wording.plain(article.title),
            heading=article.title,
            description=wording.plain(article.description),
            section=path,
            foreign=foreign,
            status=context.status(f"articles/{article.slug}"),
            outline=(*headings, *added),
        )
    )
    return head, body


def _headings(tables: Iterable[StatusTable], plain: Callable[[LocalizedText], str]) -> Iterator[OutlineEntry]:
    for table in tables:
        title = table.title
        yield OutlineEntry(href=f"#{table.anchor}", text=title if isinstance(title, str) else plain(title))


def _body(
    article: Article[LocalizedText], plain: Callable[[LocalizedText], str]
) -> tuple[tuple[ArticlePiece, ...], tuple[OutlineEntry, ...]]:
    pieces: list[ArticlePiece] = []
    headings: list[OutlineEntry] = []
    html = ""
    for part in article.body:
        if isinstance(part, str):
            html += part
            continue
        if found := _HEADING.search(html):
            headings.append(OutlineEntry(href=f"#{found[1]}", text=plain(part)))
        pieces.append(ArticlePiece(html=html, words=part))
        html = ""
    pieces.append(ArticlePiece(html=html, words=None))
    return tuple(pieces), tuple(headings)


def _added(
    context: LocaleContext,
    generated: Generated | None,
    shelves: tuple[CollectionView, ...],
    roles: tuple[RoleView, ...],
    controls: tuple[ControlTable, ...],
) -> Iterator[OutlineEntry]:
    ui, plain = context.ui, context.wording.plain
    if generated is Generated.PROCEDURES:
        inner = tuple(OutlineEntry(href=f"#{shelf.anchor}", text=plain(shelf.title)) for shelf in shelves)
        yield OutlineEntry(href="#by-collection", text=ui.by_collection, inner=inner)
        yield OutlineEntry(href="#by-role", text=ui.by_role)
    if generated is Generated.ROLES:
        yield OutlineEntry(href="#who-may-do-what", text=ui.roles_table)
        inner = tuple(OutlineEntry(href=f"#{role.anchor}", text=plain(role.name)) for role in roles)
        yield OutlineEntry(href="#roles", text=ui.roles_list, inner=inner)
    if generated is Generated.CONTROLS:
        for index, table in enumerate(controls, 1):
            name = table.system
            yield OutlineEntry(href=f"#controls-{index}", text=name if isinstance(name, str) else plain(name))


def _shelves(context: LocaleContext) -> tuple[CollectionView, ...]:
    return tuple(
        CollectionView(
            anchor=name,
            title=shelf.title,
            summary=shelf.summary,
            cards=tuple(_card(context, one) for one in context.library.shelf(name)),
        )
        for name, shelf in context.library.collections.items()
    )


def _card(context: LocaleContext, procedure: Procedure[LocalizedText]) -> ProcedureCard:
    duration = context.wording.duration(procedure.estimated_time)
    return ProcedureCard(
        title=procedure.title,
        summary=procedure.summary,
        guide=context.urls.guide(procedure),
        checklist=context.urls.checklist(procedure),
        time=context.ui.about_duration.format(duration=duration) if duration else "",
        roles=context.roles(procedure.roles),
    )


def _in_order(context: LocaleContext) -> Iterator[Procedure[LocalizedText]]:
    for name in context.library.collections:
        yield from context.library.shelf(name)


def _duties(context: LocaleContext) -> PermissionTable:
    kinds = _kinds(context)
    ids = tuple(context.library.roles)
    rows = []
    for procedure in _in_order(context):
        page = context.urls.guide(procedure)
        may = tuple(kinds[_kind(context, procedure, name)] for name in ids)
        over = build_hand_overs(context, procedure, page)
        rows.append(
            PermissionRow(procedure=Anchor(text=procedure.title, href=page), may=may, hand_overs=over)
        )
    legend = tuple(may for kind, may in kinds.items() if kind != "none")
    return PermissionTable(roles=context.roles(ids), legend=legend, rows=tuple(rows))


def _kinds(context: LocaleContext) -> dict[str, Permission]:
    ui = context.ui
    return {
        "alone": Permission(kind="alone", word=ui.can_alone),
        "part": Permission(kind="part", word=ui.can_part),
        "look": Permission(kind="look", word=ui.can_look),
        "held": Permission(kind="held", word=ui.must_hold),
        "none": Permission(kind="none", word=ui.no_hand_overs),
    }


def _kind(context: LocaleContext, procedure: Procedure[LocalizedText], role: str) -> str:
    """What a role can do with a procedure."""
    if role in context.analyses.doing(procedure).alone:
        return "alone"
    if role in procedure.roles:
        return "part"
    if role in procedure.read_only_roles:
        return "look"
    return "held" if any(other.role == role for other in procedure.other_roles) else "none"


def _roles(context: LocaleContext) -> tuple[RoleView, ...]:
    return tuple(_role(context, name, role) for name, role in context.library.roles.items())


def _role(context: LocaleContext, name: str, role: Role[LocalizedText]) -> RoleView:
    ui, kinds = context.ui, _kinds(context)
    lists: dict[str, list[Anchor]] = {kind: [] for kind in kinds}
    for procedure in _in_order(context):
        anchor = Anchor(text=procedure.title, href=context.urls.guide(procedure))
        lists[_kind(context, procedure, name)].append(anchor)
    system = context.library.systems[role.system].name
    place = ui.role_in.format(system=context.wording.plain(system))
    return RoleView(
        anchor=name,
        name=role.name,
        description=role.description,
        holder=f"{getattr(ui, f'role_of_{role.holder.value}')} {place}",
        verified=_seen_in(context, role),
        lists=tuple(
            ProcedureLinks(word=kinds[kind].word, procedures=tuple(anchors))
            for kind, anchors in lists.items()
            if anchors and kind != "none"
        ),
    )


def _seen_in(
    context: LocaleContext, entry: Role[LocalizedText] | Label[LocalizedText], code: str = ""
) -> str:
    source = entry.verified.get(code or context.code)
    known = context.library.sources.get(source) if source else None
    if known is None:
        return ""
    return str(context.ui.verified_in.format(source=context.wording.plain(known.title)))


def _controls(context: LocaleContext, contexts: Mapping[str, LocaleContext]) -> tuple[ControlTable, ...]:
    columns = list_languages(context.config)
    by_system: dict[str | None, list[ControlRow]] = {}
    for name, label in context.library.labels.items():
        by_system.setdefault(label.system, []).append(_control(context, contexts, name, label))
    systems = context.library.systems
    return tuple(
        ControlTable(
            system=systems[system].name if system is not None and system in systems else context.ui.no_system,
            columns=columns,
            rows=tuple(rows),
        )
        for system, rows in sorted(by_system.items(), key=lambda item: item[0] is None)
    )


def _control(
    context: LocaleContext, contexts: Mapping[str, LocaleContext], name: str, label: Label[LocalizedText]
) -> ControlRow:
    names = []
    for code, other in contexts.items():
        words = other.library.labels[name].name
        spoken = context.config.source if words.is_untranslated else code
        names.append(
            ControlName(
                text=words.text,
                language=context.config.locales[spoken].language,
                verified=code in label.verified,
                source=_seen_in(context, label, code),
            )
        )
    kind = str(label.kind.value).replace("-", "_")
    return ControlRow(
        anchor=f"control-{name}", kind=getattr(context.ui, f"kind_of_{kind}"), names=tuple(names)
    )
