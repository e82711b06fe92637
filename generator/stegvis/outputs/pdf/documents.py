"""Which documents there are, and how each is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from stegvis.model.article import Generated
from stegvis.model.procedure import Procedure
from stegvis.model.site import Direction
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.options import Paper, PdfOptions, SheetEdition
from stegvis.outputs.pdf.qr import render_qr_svg
from stegvis.outputs.pdf.sheet_builder import SheetBuilder, format_state, split_turns
from stegvis.outputs.pdf.views import Cover, Document, Entry, Sheet
from stegvis.pages.pdf_page import acting_roles

_FOLDER = "sheets"


@dataclass(frozen=True, slots=True)
class DocumentSubject:
    """What a document is about, on whatever paper."""

    folder: str
    """Below the site's root."""
    form: SheetEdition
    name: str
    """The procedure's id, or the collection's; nothing for a pack of all or of a role."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    procedures: tuple[Procedure[LocalizedText], ...]


@dataclass(frozen=True, slots=True)
class PdfJob:
    """A document that can be made."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    paper: Paper
    subject: DocumentSubject
    document: Callable[[], Document] = field(compare=False, repr=False)


def plan_documents(writer: SheetBuilder, options: PdfOptions) -> Iterator[PdfJob]:
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
            yield PdfJob(path, code, paper, subject, partial(on_paper, paper))


def _subjects(writer: SheetBuilder, options: PdfOptions) -> Iterator[DocumentSubject]:
    library = writer.language.library
    everything = tuple(one for name in library.collections for one in _shelf(writer, name))
    for procedure in everything:
        if _is_asked(procedure, options):
            yield from _of_procedure(writer, procedure, options)
    if SheetEdition.PACK in options.forms and not options.procedures:
        yield from (pack for pack in _packs(writer, everything, options) if pack.procedures)


def _shelf(writer: SheetBuilder, collection: str) -> tuple[Procedure[LocalizedText], ...]:
    shelf = writer.language.library.shelf(collection)
    return tuple(one for one in shelf if one.id not in writer.withheld)


def _is_asked(procedure: Procedure[LocalizedText], options: PdfOptions) -> bool:
    if options.procedures:
        return procedure.id in options.procedures
    return not options.collections or procedure.collection in options.collections


def _of_procedure(
    writer: SheetBuilder, procedure: Procedure[LocalizedText], options: PdfOptions
) -> Iterator[DocumentSubject]:
    folder = f"{writer.language.guide(procedure)}{_FOLDER}/"
    for form in options.forms:
        if form in (SheetEdition.CHECKLIST, SheetEdition.TRAINER) and not options.roles:
            yield DocumentSubject(folder, form, procedure.id, "", (procedure,))
        elif form is SheetEdition.HAND_OVER:
            for role in hand_over_roles(writer, procedure):
                if not options.roles or role in options.roles:
                    yield DocumentSubject(folder, form, procedure.id, role, (procedure,))


def hand_over_roles(writer: SheetBuilder, procedure: Procedure[LocalizedText]) -> tuple[str, ...]:
    """The procedure's roles that can't do all of its steps."""
    doing = writer.language.analyses.doing(procedure)
    return tuple(str(role) for role in procedure.roles if role not in doing.alone)


def _packs(
    writer: SheetBuilder, everything: tuple[Procedure[LocalizedText], ...], options: PdfOptions
) -> Iterator[DocumentSubject]:
    library, code = writer.language.library, writer.language.code
    folder = f"{code}/{_FOLDER}/"
    if not options.roles:
        for name in library.collections:
            if not options.collections or name in options.collections:
                yield DocumentSubject(
                    f"{code}/{name}/{_FOLDER}/", SheetEdition.PACK, name, "", _shelf(writer, name)
                )
    if options.collections:
        return
    if not options.roles:
        yield DocumentSubject(folder, SheetEdition.PACK, "", "", everything)
    for role in options.roles or tuple(library.roles):
        yield DocumentSubject(
            folder, SheetEdition.PACK, "", role, tuple(one for one in everything if role in acting_roles(one))
        )


def _once(writer: SheetBuilder, subject: DocumentSubject) -> Callable[[Paper], Document]:
    """Makes a document once for all papers."""
    made: list[Document] = []

    def on_paper(paper: Paper) -> Document:
        if not made:
            made.append(
                _pack(writer, subject) if subject.form is SheetEdition.PACK else _single(writer, subject)
            )
        return replace(made[0], paper=paper.value)

    return on_paper


def _single(writer: SheetBuilder, subject: DocumentSubject) -> Document:
    procedure = subject.procedures[0]
    if subject.form is SheetEdition.HAND_OVER:
        taken = split_turns(writer, procedure, subject.role)
        sheets = tuple(writer.sheet_of_turn(procedure, subject.form, turn) for turn in taken)
    else:
        sheets = (writer.sheet(procedure, subject.form),)
    title = f"{sheets[0].edition} – {sheets[0].title}"
    return _document(writer, title, subject.procedures, sheets, None)


def _pack(writer: SheetBuilder, subject: DocumentSubject) -> Document:
    sheets = tuple(writer.sheet(one, SheetEdition.CHECKLIST) for one in subject.procedures)
    title = _title(writer, subject)
    return _document(writer, title, subject.procedures, sheets, _cover(writer, title, subject, sheets))


def _title(writer: SheetBuilder, subject: DocumentSubject) -> str:
    if subject.role:
        return str(writer.ui.sheet_role_pack.format(role=writer.either([subject.role])))
    shelf = writer.language.library.collections.get(subject.name)
    return writer.language.wording.plain(shelf.title) if shelf else str(writer.ui.sheet_everything)


def _cover(writer: SheetBuilder, title: str, subject: DocumentSubject, sheets: tuple[Sheet, ...]) -> Cover:
    language, collection = writer.language, subject.name
    shelf = language.library.collections.get(collection)
    home = f"{language.config.url}{language.procedures_path}" if language.config.url else ""
    is_listed = language.generated(Generated.PROCEDURES) and collection
    live = f"{home}#{collection}" if home and is_listed else home
    return Cover(
        title=title,
        summary=writer.prose(shelf.summary) if shelf else [],
        place=language.config.name,
        edition=writer.edition(SheetEdition.PACK),
        revision=language.wording.date(_latest(subject.procedures)),
        state=format_state(language.status(collection)),
        address=home.partition("://")[2],
        code=render_qr_svg(live),
        contents=[
            Entry(title=sheet.heading, revision=sheet.revision, sheet=index)
            for index, sheet in enumerate(sheets)
        ],
    )


def _latest(procedures: Iterable[Procedure[LocalizedText]]) -> str:
    """The day of the latest revision."""
    return max(one.revised for one in procedures)


def _document(
    writer: SheetBuilder,
    title: str,
    procedures: tuple[Procedure[LocalizedText], ...],
    sheets: tuple[Sheet, ...],
    cover: Cover | None,
) -> Document:
    language, _, region = writer.language.locale.language.partition("-")
    year, month, day = (int(part) for part in _latest(procedures).split("-"))
    ui = {key: words.text for key, words in writer.language.library.interface.items() if key in _SAID}
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
        ui=ui,
        cover=cover,
        sheets=list(sheets),
    )


_SAID = frozenset({
    "done_by", "if_not", "optional", "outcome", "pause_point", "prerequisites", "sheet_act",
    "sheet_box", "sheet_box_answer", "sheet_box_before", "sheet_case", "sheet_contents",
    "sheet_date", "sheet_done", "sheet_initials", "sheet_page", "sheet_person", "sheet_result", "steps",
})  # fmt: skip
"""The interface's words that the templates use."""
