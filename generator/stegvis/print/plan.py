"""Which documents there are, and how each is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from stegvis.config import Direction
from stegvis.model import Generated, Procedure, Words
from stegvis.pages.sheets_page import doing
from stegvis.print.codes import qr
from stegvis.print.content import SheetWriter, stated, turns
from stegvis.print.options import Form, Options, Paper
from stegvis.print.views import Cover, Document, Entry, Sheet

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


def jobs(writer: SheetWriter, options: Options) -> Iterator[Job]:
    """The documents of one locale that are asked for."""
    code = writer.language.code
    for subject in _subjects(writer, options):
        on_paper = _once(writer, subject)
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


def _subjects(writer: SheetWriter, options: Options) -> Iterator[Subject]:
    library = writer.language.library
    everything = tuple(one for name in library.collections for one in _shelf(writer, name))
    for procedure in everything:
        if _is_asked(procedure, options):
            yield from _of_procedure(writer, procedure, options)
    if Form.PACK in options.forms and not options.procedures:
        yield from (pack for pack in _packs(writer, everything, options) if pack.procedures)


def _shelf(writer: SheetWriter, collection: str) -> tuple[Procedure[Words], ...]:
    shelf = writer.language.library.shelf(collection)
    return tuple(one for one in shelf if one.id not in writer.withheld)


def _is_asked(procedure: Procedure[Words], options: Options) -> bool:
    if options.procedures:
        return procedure.id in options.procedures
    return not options.collections or procedure.collection in options.collections


def _of_procedure(writer: SheetWriter, procedure: Procedure[Words], options: Options) -> Iterator[Subject]:
    folder = f"{writer.language.guide(procedure)}{_FOLDER}/"
    for form in options.forms:
        if form in (Form.CHECKLIST, Form.TRAINER) and not options.roles:
            yield Subject(folder, form, procedure.id, "", (procedure,))
        elif form is Form.HAND_OVER:
            for role in hand_over_roles(writer, procedure):
                if not options.roles or role in options.roles:
                    yield Subject(folder, form, procedure.id, role, (procedure,))


def hand_over_roles(writer: SheetWriter, procedure: Procedure[Words]) -> tuple[str, ...]:
    """The procedure's roles that can't do all of its steps."""
    doing = writer.language.almanac.doing(procedure)
    return tuple(str(role) for role in procedure.roles if role not in doing.alone)


def _packs(
    writer: SheetWriter, everything: tuple[Procedure[Words], ...], options: Options
) -> Iterator[Subject]:
    library, code = writer.language.library, writer.language.code
    folder = f"{code}/{_FOLDER}/"
    if not options.roles:
        for name in library.collections:
            if not options.collections or name in options.collections:
                yield Subject(f"{code}/{name}/{_FOLDER}/", Form.PACK, name, "", _shelf(writer, name))
    if options.collections:
        return
    if not options.roles:
        yield Subject(folder, Form.PACK, "", "", everything)
    for role in options.roles or tuple(library.roles):
        yield Subject(folder, Form.PACK, "", role, tuple(one for one in everything if role in doing(one)))


def _once(writer: SheetWriter, subject: Subject) -> Callable[[Paper], Document]:
    """Makes a document once for all papers."""
    made: list[Document] = []

    def on_paper(paper: Paper) -> Document:
        if not made:
            made.append(_pack(writer, subject) if subject.form is Form.PACK else _single(writer, subject))
        return replace(made[0], paper=paper.value)

    return on_paper


def _single(writer: SheetWriter, subject: Subject) -> Document:
    procedure = subject.procedures[0]
    if subject.form is Form.HAND_OVER:
        taken = turns(writer, procedure, subject.role)
        sheets = tuple(writer.sheet_of_turn(procedure, subject.form, turn) for turn in taken)
    else:
        sheets = (writer.sheet(procedure, subject.form),)
    title = f"{sheets[0].edition} – {sheets[0].title}"
    return _document(writer, title, subject.procedures, sheets, None)


def _pack(writer: SheetWriter, subject: Subject) -> Document:
    sheets = tuple(writer.sheet(one, Form.CHECKLIST) for one in subject.procedures)
    title = _title(writer, subject)
    return _document(writer, title, subject.procedures, sheets, _cover(writer, title, subject, sheets))


def _title(writer: SheetWriter, subject: Subject) -> str:
    if subject.role:
        return str(writer.say.sheet_role_pack.format(role=writer.either([subject.role])))
    shelf = writer.language.library.collections.get(subject.name)
    return writer.language.wording.plain(shelf.title) if shelf else str(writer.say.sheet_everything)


def _cover(writer: SheetWriter, title: str, subject: Subject, sheets: tuple[Sheet, ...]) -> Cover:
    language, collection = writer.language, subject.name
    shelf = language.library.collections.get(collection)
    home = f"{language.config.url}{language.procedures_path}" if language.config.url else ""
    is_listed = language.generated(Generated.PROCEDURES) and collection
    live = f"{home}#{collection}" if home and is_listed else home
    return Cover(
        title=title,
        summary=writer.prose(shelf.summary) if shelf else [],
        place=language.config.name,
        edition=writer.edition(Form.PACK),
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
    writer: SheetWriter,
    title: str,
    procedures: tuple[Procedure[Words], ...],
    sheets: tuple[Sheet, ...],
    cover: Cover | None,
) -> Document:
    language, _, region = writer.language.locale.language.partition("-")
    year, month, day = (int(part) for part in _latest(procedures).split("-"))
    say = {key: words.text for key, words in writer.language.library.interface.items() if key in _SAID}
    return Document(
        title=title,
        author=writer.language.config.name,
        description=writer.told(procedures[0]).summary if len(procedures) == 1 else title,
        keywords=[one.id for one in procedures],
        language=language,
        region=region or None,
        mirrored=writer.language.locale.direction is Direction.RTL,
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
