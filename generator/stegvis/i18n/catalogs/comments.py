"""The context of each text, as comments for translators: its place, role, neighbours and page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stegvis.graph.analysis import numbered_steps, systems_by_step
from stegvis.graph.facts import ask_facts
from stegvis.graph.performers import find_performers
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, render_plain
from stegvis.model.article import Article
from stegvis.model.library import Library
from stegvis.model.media import PICTURES_FOLDER
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Collection, Fact, Label, Link, Party, Role, RoleSet, Source, System, Term
from stegvis.model.step_kinds import Call, Decision, Step, Wait, main_text
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from stegvis.schema.walk import iter_texts

SHORT = 90
"""The length up to which the text of a neighbour is quoted, in characters."""

_HEADING = re.compile(r'<h[1-6][^<>]*\bid="(?P<id>[^"]+)"[^<>]*>$')


@dataclass(frozen=True, slots=True)
class CommentLines:
    """The comment lines of a text, before and after the lines with the names in it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def comment_procedure(
    library: Library[SourceText], procedure: Procedure[SourceText]
) -> Iterator[tuple[SourceText, CommentLines]]:
    """Yield every text of a procedure with its comment."""
    asked = ask_facts(library, procedure)
    steps = list(numbered_steps(asked))
    systems = systems_by_step(asked)
    mains = [None if isinstance(step, Call) else main_text(step) for _, _, step in steps]
    owners = {text.key: index for index, (_, _, step) in enumerate(steps) for text in iter_texts(step)}
    title = f"“{procedure.title.source}”"
    page = f"LOCALE/{procedure.collection}/{procedure.id}/"
    for text in iter_texts(procedure):
        what = text.role.info.comment
        if text.key not in owners:
            is_title = text.role is TextRole.PROCEDURE_TITLE
            which = "Title of a procedure" if is_title else f"{title}: {what}"
            yield text, CommentLines((which,), (page,))
            continue
        index = owners[text.key]
        path, number, step = steps[index]
        line = f"{title}, step {number} of {len(asked.steps)}: {what}"
        before = next(filter(None, reversed(mains[:index])), None)
        near = _neighbour(step, mains[index], before, text)
        where = _where(library, procedure, step, systems[step.id])
        yield text, CommentLines((line, *where, *near), (f"{page}#{path.replace('/', '.')}",))


def _where(
    library: Library[SourceText], procedure: Procedure[SourceText], step: Step[SourceText], system: str | None
) -> tuple[str, ...]:
    parts = []
    if system and system in library.systems:
        parts.append(f"in {_plain(library, library.systems[system].name)}")
    if step.screen and step.screen in library.labels:
        parts.append(f"on {library.labels[step.screen].name.source}")
    performers = find_performers(library, procedure, step)
    if isinstance(step, Wait):
        parts.append(f"by {_party(library, step.party)}")
    elif performers.roles:
        parts.append(f"by {' or '.join(_name_roles(library, roles) for roles in performers.roles)}")
    elif performers.party:
        parts.append(f"by {_party(library, performers.party)}")
    line = ", ".join(parts)
    return (line[0].upper() + line[1:],) if line else ()


def _plain(library: Library[SourceText], text: SourceText) -> str:
    """A text's English with the names of its labels and roles filled in."""
    nodes = parse(text.source)
    entries = {name: library.labels.get(name) or library.roles.get(name) for name in find_placeholders(nodes)}
    return render_plain(nodes, {name: entry.name.source for name, entry in entries.items() if entry})


def _neighbour(  # noqa: PLR0911  # one a role
    step: Step[SourceText], own: SourceText | None, before: SourceText | None, text: SourceText
) -> tuple[str, ...]:
    """Return a quotation of the text that explains this one, if it is short."""
    if own is text:
        return _quote_texts("After", before)
    if text.role is TextRole.OPTION_DETAIL:
        return _quote_texts("To the question", own)
    if text.role is TextRole.OPTION_LABEL and isinstance(step, Decision):
        others = [option.label for option in step.options if option.label is not text]
        return (*_quote_texts("To the question", own), *_quote_texts("Beside", *others))
    if text.role is TextRole.IF_NOT and step.expect is not None:
        return _quote_texts("If one does not see", step.expect)
    if text.role is TextRole.PICTURE_ALT:
        files = (picture.file for picture in step.pictures.values() if picture.alt is text)
        return tuple(f"Picture {PICTURES_FOLDER}/{file}" for file in files)
    if text.role is TextRole.TABLE_CELL:
        return _quote_texts("In the column and row of", *_headings(step, text))
    return _quote_texts("With", own)


def _headings(step: Step[SourceText], cell: SourceText) -> Iterator[SourceText | None]:
    """Yield the heading of a cell's column, and the cell that names its row."""
    for table in step.tables.values():
        first = next(iter(table.columns), "")
        for cells in table.rows.values():
            for column, other in cells.items():
                if other is cell:
                    yield table.columns.get(column)
                    yield cells.get(first) if column != first else None


def _quote_texts(word: str, *texts: SourceText | None) -> tuple[str, ...]:
    quotations = ", ".join(f"“{text.source}”" for text in texts if text is not None)
    return (f"{word} {quotations}",) if quotations and len(quotations) <= SHORT else ()


def comment_article(article: Article[SourceText]) -> Iterator[tuple[SourceText, CommentLines]]:
    """Yield every text of an article with its comment."""
    address = "" if article.slug == "index" else f"{article.slug}/"
    page = f"LOCALE/{address}"
    title = f"Page “{article.title.source}”"
    yield article.title, CommentLines(("Title of a page",), (page,))
    what = article.description.role.info.comment
    yield article.description, CommentLines((f"{title}: {what}",), (page,))
    section, where, html = "", page, ""
    for piece in article.body:
        if isinstance(piece, str):
            html = piece
            continue
        is_heading = piece.role is TextRole.ARTICLE_HEADING
        if is_heading:
            section, where = "", f"{page}{_anchor(html)}"
        yield piece, CommentLines((f"{title}{section}: {piece.role.info.comment}",), (where,))
        if is_heading:
            section = f", under “{piece.source}”"


def _anchor(html: str) -> str:
    """Return the fragment of the heading that ends a piece of HTML, such as `#what-it-means`."""
    tag = _HEADING.search(html)
    return f"#{tag['id']}" if tag else ""


def comment_registry_entry(
    library: Library[SourceText], entry: Any, used: list[str]
) -> Iterator[tuple[SourceText, CommentLines]]:
    """Yield every text of an entry with its comment; `used` are the places in which its name occurs."""
    what = _entry(library, entry)
    for text in iter_texts(entry):
        name, is_name = text.role.info.comment, text.role.info.is_name
        after = tuple(used[:2]) if is_name else ()
        more = (f"and in {len(used) - 2} more texts",) if is_name and len(used) > 2 else ()  # noqa: PLR2004
        yield text, CommentLines((f"{what}: {name}" if what else name,), (*after, *more))


def _entry(library: Library[SourceText], entry: Any) -> str:
    if isinstance(entry, Label | Role):
        where = f" in {_system(library, entry.system)}" if entry.system in library.systems else ""
        what = "Role" if isinstance(entry, Role) else entry.kind.value.replace("-", " ").capitalize()
        holder = f" of {_party(library, entry.party)}" if isinstance(entry, Role) and entry.party else ""
        return f"{what}{holder}{where}, as the screen shows it"
    if isinstance(entry, Link):
        return f"Link to {entry.url}"
    return _ENTRIES.get(type(entry), type(entry).__name__)


_ENTRIES: Mapping[type[Any], str] = {
    System: "Portal or program",
    Source: "Source in which names were looked up",
    Collection: "Collection of procedures",
    Party: "Party that takes part in procedures",
    Term: "Term of the glossary",
    Fact: "Fact, for which a run asks once",
}


def _name_roles(library: Library[SourceText], roles: RoleSet) -> str:
    return " and ".join(library.roles[role].name.source for role in roles.all if role in library.roles)


def _party(library: Library[SourceText], party: str) -> str:
    """The party's name as part of a sentence."""
    return f"“{_plain(library, library.parties[party].name)}”" if party in library.parties else party


def _system(library: Library[SourceText], system: str | None) -> str:
    return _plain(library, library.systems[system].name) if system else ""


def find_uses(library: Library[SourceText]) -> dict[str, list[str]]:
    """Return the steps in which the names of labels and roles occur, by the key of the name."""
    entries: dict[str, Label[SourceText] | Role[SourceText]] = {**library.labels, **library.roles}
    keys = {id_: entry.name.key for id_, entry in entries.items()}
    uses: dict[str, list[str]] = {}
    for procedure in library.procedures.values():
        for _, number, step in numbered_steps(ask_facts(library, procedure)):
            place = f"In “{procedure.title.source}”, step {number}"
            for name in dict.fromkeys(_placeholders(iter_texts(step))):
                if name in keys:
                    uses.setdefault(keys[name], []).append(place)
    return uses


def _placeholders(texts: Iterable[SourceText]) -> Iterator[str]:
    return (name for text in texts for name in find_placeholders(parse(text.source)))
