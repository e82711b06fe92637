"""Which documents there are, and how each is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from generator.config import Direction
from generator.model import Generated, Procedure, Words
from generator.pages.sheets_page import doing
from generator.print.codes import qr
from generator.print.content import Desk, stated, turns
from generator.print.options import Form, Options, Paper
from generator.print.views import Cover, Document, Entry, Sheet

_FOLDER = "sheets"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about, on whatever paper."""

    folder: str
    """Below the site's root."""
    form: Form
    name: str
    """The procedure's id, or the collection's; nothing for a pack of all or of a role."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    procedures: tuple[Procedure[Words], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """A document that can be made."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    paper: Paper
    subject: Subject
    document: Callable[[], Document] = field(compare=False, repr=False)


def jobs(desk: Desk, options: Options) -> Iterator[Job]:
    """The documents of one locale that are asked for."""
    code = desk.language.code
    for subject in _subjects(desk, options):
        on_paper = _once(desk, subject)
        named = (
            subject.name or subject.role or "all",
            subject.form.value,
            subject.name and subject.role,
            code,
        )
        stem = "-".join(filter(None, named))
        for paper in options.papers:
            path = f"{subject.folder}{stem}-{paper.value}.pdf"
            yield Job(path, code, paper, subject, partial(on_paper, paper))


def _subjects(desk: Desk, options: Options) -> Iterator[Subject]:
    library = desk.language.library
    everything = tuple(one for name in library.collections for one in _shelf(desk, name))
    for procedure in everything:
        if _is_asked(procedure, options):
            yield from _of_procedure(desk, procedure, options)
    if Form.PACK in options.forms and not options.procedures:
        yield from (pack for pack in _packs(desk, everything, options) if pack.procedures)


def _shelf(desk: Desk, collection: str) -> tuple[Procedure[Words], ...]:
    shelf = desk.language.library.shelf(collection)
    return tuple(one for one in shelf if one.id not in desk.withheld)


def _is_asked(procedure: Procedure[Words], options: Options) -> bool:
    if options.procedures:
        return procedure.id in options.procedures
    return not options.collections or procedure.collection in options.collections


def _of_procedure(desk: Desk, procedure: Procedure[Words], options: Options) -> Iterator[Subject]:
    folder = f"{desk.language.guide(procedure)}{_FOLDER}/"
    for form in options.forms:
        if form in (Form.CHECKLIST, Form.TRAINER) and not options.roles:
            yield Subject(folder, form, procedure.id, "", (procedure,))
        elif form is Form.HAND_OVER:
            for role in hand_over_roles(desk, procedure):
                if not options.roles or role in options.roles:
                    yield Subject(folder, form, procedure.id, role, (procedure,))


def hand_over_roles(desk: Desk, procedure: Procedure[Words]) -> tuple[str, ...]:
    """The procedure's roles that can't do all of its steps."""
    doing = desk.language.almanac.doing(procedure)
    return tuple(str(role) for role in procedure.roles if role not in doing.alone)


def _packs(desk: Desk, everything: tuple[Procedure[Words], ...], options: Options) -> Iterator[Subject]:
    library, code = desk.language.library, desk.language.code
    folder = f"{code}/{_FOLDER}/"
    if not options.roles:
        for name in library.collections:
            if not options.collections or name in options.collections:
                yield Subject(f"{code}/{name}/{_FOLDER}/", Form.PACK, name, "", _shelf(desk, name))
    if options.collections:
        return
    if not options.roles:
        yield Subject(folder, Form.PACK, "", "", everything)
    for role in options.roles or tuple(library.roles):
        yield Subject(folder, Form.PACK, "", role, tuple(one for one in everything if role in doing(one)))


def _once(desk: Desk, subject: Subject) -> Callable[[Paper], Document]:
    """Makes a document once for all papers."""
    made: list[Document] = []

    def on_paper(paper: Paper) -> Document:
        if not made:
            made.append(_pack(desk, subject) if subject.form is Form.PACK else _single(desk, subject))
        return replace(made[0], paper=paper.value)

    return on_paper


def _single(desk: Desk, subject: Subject) -> Document:
    procedure = subject.procedures[0]
    if subject.form is Form.HAND_OVER:
        taken = turns(desk, procedure, subject.role)
        sheets = tuple(desk.sheet_of_turn(procedure, subject.form, turn) for turn in taken)
    else:
        sheets = (desk.sheet(procedure, subject.form),)
    title = f"{sheets[0].edition} – {sheets[0].title}"
    return _document(desk, title, subject.procedures, sheets, None)


def _pack(desk: Desk, subject: Subject) -> Document:
    sheets = tuple(desk.sheet(one, Form.CHECKLIST) for one in subject.procedures)
    title = _title(desk, subject)
    return _document(desk, title, subject.procedures, sheets, _cover(desk, title, subject, sheets))


def _title(desk: Desk, subject: Subject) -> str:
    if subject.role:
        return str(desk.say.sheet_role_pack.format(role=desk.either([subject.role])))
    shelf = desk.language.library.collections.get(subject.name)
    return desk.language.wording.plain(shelf.title) if shelf else str(desk.say.sheet_everything)


def _cover(desk: Desk, title: str, subject: Subject, sheets: tuple[Sheet, ...]) -> Cover:
    language, collection = desk.language, subject.name
    shelf = language.library.collections.get(collection)
    home = f"{language.config.url}{language.procedures_path}" if language.config.url else ""
    is_listed = language.generated(Generated.PROCEDURES) and collection
    live = f"{home}#{collection}" if home and is_listed else home
    return Cover(
        title=title,
        summary=desk.prose(shelf.summary) if shelf else [],
        place=language.config.name,
        edition=desk.edition(Form.PACK),
        revision=language.wording.date(_latest(subject.procedures)),
        state=stated(language.status(collection)),
        address=home.partition("://")[2],
        code=qr(live),
        contents=[Entry(sheet.heading, sheet.revision, index) for index, sheet in enumerate(sheets)],
    )


def _latest(procedures: Iterable[Procedure[Words]]) -> str:
    """The day of the latest revision."""
    return max(one.revised for one in procedures)


def _document(
    desk: Desk,
    title: str,
    procedures: tuple[Procedure[Words], ...],
    sheets: tuple[Sheet, ...],
    cover: Cover | None,
) -> Document:
    language, _, region = desk.language.locale.language.partition("-")
    year, month, day = (int(part) for part in _latest(procedures).split("-"))
    say = {key: words.text for key, words in desk.language.library.interface.items() if key in _SAID}
    return Document(
        title=title,
        author=desk.language.config.name,
        description=desk.told(procedures[0]).summary if len(procedures) == 1 else title,
        keywords=[one.id for one in procedures],
        language=language,
        region=region or None,
        mirrored=desk.language.locale.direction is Direction.RTL,
        date=(year, month, day),
        paper=Paper.A4.value,
        tight=False,
        say=say,
        cover=cover,
        sheets=list(sheets),
    )


_SAID = frozenset({
    "done_by", "if_not", "optional", "outcome", "pause_point", "prerequisites", "sheet_act",
    "sheet_box", "sheet_box_answer", "sheet_box_before", "sheet_case", "sheet_contents",
    "sheet_date", "sheet_done", "sheet_initials", "sheet_page", "sheet_person", "sheet_result", "steps",
})  # fmt: skip
"""The interface's words that the templates use."""
