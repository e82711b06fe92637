"""Plans the documents of a locale, and puts each together from its sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from stegvis.model.article import Generated
from stegvis.model.procedure import Procedure
from stegvis.model.site import Direction
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.outputs.pdf.qr import render_qr_svg
from stegvis.outputs.pdf.sheet_builder import SheetBuilder, format_language_status
from stegvis.outputs.pdf.views import ContentsEntry, Cover, Document, Sheet
from stegvis.pages.editions.edition import SHEETS_FOLDER, SheetEdition, SheetScope, SheetSubject


@dataclass(frozen=True, slots=True)
class PdfJob:
    """A document that can be made."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    paper: Paper
    edition: SheetEdition
    subject: SheetSubject
    document: Callable[[], Document] = field(compare=False, repr=False)
    """Builds the document."""

    @property
    def former_paths(self) -> tuple[str, ...]:
        """The paths that the file had before its procedure was renamed or moved; none for a pack."""
        if self.edition.pack_of:
            return ()
        (procedure,) = self.subject.procedures
        name = self.path.rpartition("/")[2].removeprefix(procedure.id)
        return tuple(
            f"{self.locale}/{collection}/{former}/{SHEETS_FOLDER}{former}{name}"
            for collection, former in procedure.former_places
        )


def plan_documents(builder: SheetBuilder, options: PdfOptions) -> Iterator[PdfJob]:
    """List the documents of one locale that the options select."""
    code = builder.context.code
    for edition, subject in _subjects(builder, options):
        on_paper = _build_once(builder, edition, subject)
        words = (subject.name or subject.role or "all", edition.key, subject.name and subject.role)
        stem = "-".join(filter(None, (*words, *options.variants.values(), code)))
        for paper in options.papers:
            path = f"{subject.folder}{stem}-{paper.value}.pdf"
            yield PdfJob(path, code, paper, edition, subject, partial(on_paper, paper))


def _subjects(builder: SheetBuilder, options: PdfOptions) -> Iterable[tuple[SheetEdition, SheetSubject]]:
    """The subjects of all editions, those of one procedure together and the packs last."""
    library = builder.context.library
    available = tuple(
        procedure
        for name in library.collections
        for procedure in library.procedures_in(name)
        if procedure.id not in builder.withheld
    )
    scope = SheetScope(builder.context, available, options)
    position = {procedure.id: number for number, procedure in enumerate(available)}
    subjects = [(edition, subject) for edition in options.editions for subject in edition.subjects(scope)]

    def place(entry: tuple[SheetEdition, SheetSubject]) -> int:
        edition, subject = entry
        return len(position) if edition.pack_of else position[subject.name]

    return sorted(subjects, key=place)


def _build_once(
    builder: SheetBuilder, edition: SheetEdition, subject: SheetSubject
) -> Callable[[Paper], Document]:
    """Return a function that builds the document on the first call and changes its paper on later ones."""
    built: list[Document] = []

    def on_paper(paper: Paper) -> Document:
        if not built:
            built.append(_build(builder, edition, subject))
        return replace(built[0], paper=paper.value)

    return on_paper


def _build(builder: SheetBuilder, edition: SheetEdition, subject: SheetSubject) -> Document:
    if edition.pack_of:
        sheets = tuple(builder.sheet(procedure, edition.pack_of) for procedure in subject.procedures)
        title = edition.document_name(builder.context, edition, subject.name, subject.role)
        return _document(builder, title, subject, sheets, _cover(builder, title, edition, subject, sheets))
    (procedure,) = subject.procedures
    if edition.turns:
        turns = edition.turns(builder.context, procedure, subject.role)
        sheets = tuple(builder.turn_sheet(procedure, edition, turn) for turn in turns)
    else:
        sheets = (builder.sheet(procedure, edition),)
    return _document(builder, f"{sheets[0].edition} – {sheets[0].title}", subject, sheets, None)


def _cover(
    builder: SheetBuilder, title: str, edition: SheetEdition, subject: SheetSubject, sheets: tuple[Sheet, ...]
) -> Cover:
    context, name = builder.context, subject.name
    collection = context.library.collections.get(name)
    home = f"{context.config.url}{context.urls.procedures}" if context.config.url else ""
    is_listed = context.urls.generated(Generated.PROCEDURES) and name
    live = f"{home}#_collection-{name}" if home and is_listed else home
    return Cover(
        title=title,
        summary=builder.prose(collection.summary) if collection else [],
        trail=context.config.name,
        edition=edition.label(context),
        revision=context.formatter.date(_latest_revision(subject.procedures)),
        language_status=format_language_status(context.status(name)),
        short_url=home.partition("://")[2],
        qr_code=render_qr_svg(live),
        contents=[
            ContentsEntry(title=sheet.heading, revision=sheet.revision, sheet=index)
            for index, sheet in enumerate(sheets)
        ],
    )


def _latest_revision(procedures: Iterable[Procedure[LocalizedText]]) -> str:
    """The latest date of revision, as ISO 8601."""
    return max(procedure.revised for procedure in procedures)


def _document(
    builder: SheetBuilder,
    title: str,
    subject: SheetSubject,
    sheets: tuple[Sheet, ...],
    cover: Cover | None,
) -> Document:
    context, procedures = builder.context, subject.procedures
    language, _, region = context.locale.language.partition("-")
    year, month, day = (int(part) for part in _latest_revision(procedures).split("-"))
    ui = {key: words.text for key, words in context.library.interface.items() if key in _MESSAGES}
    return Document(
        title=title,
        author=context.config.name,
        description=builder.view(procedures[0]).summary if len(procedures) == 1 else title,
        keywords=[procedure.id for procedure in procedures],
        language=language,
        region=region or None,
        is_mirrored=context.locale.direction is Direction.RTL,
        date=(year, month, day),
        paper=Paper.A4.value,
        is_compact=False,
        ui=ui,
        cover=cover,
        sheets=list(sheets),
    )


_MESSAGES = frozenset({
    "answer_next", "command_output", "done_by", "field_detail", "field_options",
    "if_not", "only_if", "optional", "outcome", "pause_point", "prerequisites",
    "sheet_act", "sheet_box", "sheet_box_answer", "sheet_box_before", "sheet_case", "sheet_command_goes_on",
    "sheet_contents",
    "sheet_date", "sheet_done", "sheet_initials", "sheet_page", "sheet_person", "sheet_result", "steps",
})  # fmt: skip
"""Keys of the interface messages that the Typst templates set."""
