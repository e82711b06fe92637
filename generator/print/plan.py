"""Which documents there are, and how each is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from generator.model import Procedure, Words
from generator.print.codes import qr
from generator.print.content import Desk, turns
from generator.print.options import Form, Options, Paper
from generator.print.views import Cover, Document, Entry, Sheet

_FOLDER = "sheets"


@dataclass(frozen=True, slots=True)
class Job:
    """A document that can be made."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    form: Form
    paper: Paper
    name: str
    """The procedure's id; of a pack the collection's, the role's, or nothing where it is of all."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    procedures: tuple[Procedure[Words], ...]
    document: Callable[[], Document] = field(compare=False, repr=False)


def jobs(desk: Desk, options: Options) -> Iterator[Job]:
    """The documents of one locale that are asked for."""
    library = desk.language.library
    shelves = [tuple(library.shelf(name)) for name in library.collections]
    everything = tuple(one for shelf in shelves for one in shelf)
    for procedure in everything:
        if _is_asked(procedure, options):
            for form in options.forms:
                yield from _of_procedure(desk, procedure, form, options)
    if Form.PACK in options.forms and not options.procedures:
        yield from _packs(desk, everything, options)


def _is_asked(procedure: Procedure[Words], options: Options) -> bool:
    if options.procedures:
        return procedure.id in options.procedures
    return not options.collections or procedure.collection in options.collections


def _of_procedure(
    desk: Desk, procedure: Procedure[Words], form: Form, options: Options
) -> Iterator[Job]:
    if form is Form.PACK:
        return
    folder = f"{desk.language.guide(procedure)}{_FOLDER}/"
    if form is not Form.HAND_OVER:
        if options.roles:
            return
        yield from _on_papers(
            desk, folder, procedure.id, form, "", (procedure,), options,
            lambda: _titled(desk, procedure, form, (desk.sheet(procedure, form),)),
        )  # fmt: skip
        return
    for role in hand_over_roles(desk, procedure):
        if options.roles and role not in options.roles:
            continue
        yield from _on_papers(
            desk, folder, procedure.id, form, role, (procedure,), options,
            lambda role=role: _titled(  # type: ignore[misc]  # a default binds the loop's value
                desk, procedure, form,
                tuple(desk.sheet(procedure, form, turn) for turn in turns(desk, procedure, role)),
            ),
        )  # fmt: skip


def hand_over_roles(desk: Desk, procedure: Procedure[Words]) -> tuple[str, ...]:
    """The procedure's roles that can't do all of its steps."""
    doing = desk.language.almanac.doing(procedure)
    return tuple(str(role) for role in procedure.roles if role not in doing.alone)


def _packs(desk: Desk, everything: tuple[Procedure[Words], ...], options: Options) -> Iterator[Job]:
    library, say, code = desk.language.library, desk.say, desk.language.code
    wanted = not options.roles
    for name, shelf in library.collections.items():
        if wanted and (not options.collections or name in options.collections):
            title = desk.language.wording.plain(shelf.title)
            yield from _pack(desk, f"{code}/{name}/{_FOLDER}/", name, "", title, tuple(library.shelf(name)), options)
    if wanted and not options.collections:
        yield from _pack(desk, f"{code}/{_FOLDER}/", "", "", say.sheet_everything, everything, options)
    for role in options.roles or tuple(library.roles):
        held = tuple(one for one in everything if _does(desk, one, role))
        if held and not options.collections:
            title = say.sheet_role_pack.format(role=desk.either([role]))
            yield from _pack(desk, f"{code}/{_FOLDER}/", "", role, title, held, options)


def _does(desk: Desk, procedure: Procedure[Words], role: str) -> bool:
    return role in procedure.roles or any(role in step.performed_by for step in procedure.steps)


def _pack(
    desk: Desk,
    folder: str,
    name: str,
    role: str,
    title: str,
    procedures: tuple[Procedure[Words], ...],
    options: Options,
) -> Iterator[Job]:
    if not procedures:
        return

    def document() -> Document:
        sheets = tuple(desk.sheet(one, Form.CHECKLIST) for one in procedures)
        return _document(desk, title, procedures, sheets, _cover(desk, title, name, sheets))

    yield from _on_papers(desk, folder, name or role or "all", Form.PACK, role, procedures, options, document)


def _cover(desk: Desk, title: str, collection: str, sheets: tuple[Sheet, ...]) -> Cover:
    language = desk.language
    shelf = language.library.collections.get(collection)
    home = f"{language.config.url}{language.procedures_path}" if language.config.url else ""
    live = f"{home}#{collection}" if home and collection else home
    return Cover(
        heading=title,
        summary=desk.prose(shelf.summary) if shelf else [],
        said=[f"{desk.edition(Form.PACK)} · {language.config.name}", language.status(collection).completeness],
        address=home.partition("://")[2],
        code=qr(live),
        contents=[Entry(sheet.heading, index) for index, sheet in enumerate(sheets)],
    )


def _on_papers(
    desk: Desk,
    folder: str,
    name: str,
    form: Form,
    role: str,
    procedures: tuple[Procedure[Words], ...],
    options: Options,
    document: Callable[[], Document],
) -> Iterator[Job]:
    made: list[Document] = []

    def once() -> Document:
        if not made:
            made.append(document())
        return made[0]

    code = desk.language.code
    stem = "-".join(filter(None, (name, form.value, "" if role == name else role, code)))
    for paper in options.papers:
        yield Job(
            f"{folder}{stem}-{paper.value}.pdf", code, form, paper,
            "" if form is Form.PACK and name == "all" else name, role, procedures,
            lambda paper=paper: replace(once(), paper=paper.value),  # type: ignore[misc]  # likewise
        )  # fmt: skip


def _titled(
    desk: Desk, procedure: Procedure[Words], form: Form, sheets: tuple[Sheet, ...]
) -> Document:
    title = f"{desk.edition(form)}: {sheets[0].title}" if form is not Form.HAND_OVER else (
        f"{sheets[0].edition} – {sheets[0].title}"
    )
    return _document(desk, title, (procedure,), sheets, None)


def _document(
    desk: Desk,
    title: str,
    procedures: tuple[Procedure[Words], ...],
    sheets: tuple[Sheet, ...],
    cover: Cover | None,
) -> Document:
    language, _, region = desk.language.locale.language.partition("-")
    year, month, day = (int(part) for part in max(one.revised for one in procedures).split("-"))
    say = {key: words.text for key, words in desk.language.library.interface.items() if key in _SAID}
    return Document(
        title=title,
        author=desk.language.config.name,
        description=desk.told(procedures[0]).summary if len(procedures) == 1 else title,
        keywords=[one.id for one in procedures],
        language=language,
        region=region or None,
        date=(year, month, day),
        paper=Paper.A4.value,
        tight=False,
        say=say,
        cover=cover,
        sheets=list(sheets),
    )


_SAID = frozenset({
    "done_by", "if_not", "optional", "outcome", "pause_point", "prerequisites", "sheet_act", "sheet_answered",
    "sheet_asked", "sheet_box", "sheet_box_answer", "sheet_box_before", "sheet_case", "sheet_contents", "sheet_date",
    "sheet_done", "sheet_initials", "sheet_page", "sheet_person", "sheet_result", "steps",
})  # fmt: skip
"""The interface's words that the templates use."""
