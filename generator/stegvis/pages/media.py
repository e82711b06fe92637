"""Builds the views of what steps show besides their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stegvis.model.media import FILE_TYPES, MediaFile, Picture, StepFile, Table
from stegvis.model.procedure import Procedure
from stegvis.model.step_contents import media_of
from stegvis.model.step_kinds import Step
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.media import FileView, PictureView, StepMedia, TableView

MAX_SHOWN_WIDTH = 640
"""The width in pixels at which pages show a picture at most: that of their text."""


def build_step_media(context: LocaleContext, step: Step[LocalizedText]) -> StepMedia | None:
    """Build the view of what a step shows besides its texts; None if there is nothing."""
    if not (step.pictures or step.tables or step.files):
        return None
    ui, count = context.ui, len(step.pictures)
    return StepMedia(
        pictures=tuple(_picture(context, picture) for picture in step.pictures.values()),
        pictures_word=ui.media_picture if count == 1 else ui.media_pictures.fill(count=count),
        is_printed=any(picture.print for picture in step.pictures.values()),
        tables=tuple(_table(context, table) for table in step.tables.values()),
        files=tuple(_file(context, file) for file in step.files.values()),
    )


def _picture(context: LocaleContext, picture: Picture[LocalizedText]) -> PictureView:
    file = context.library.media[picture.path(context.code)]
    source = context.config.locales[context.config.source].language
    return PictureView(
        href=file.site_path,
        alt=context.formatter.plain(picture.alt),
        language=source if picture.alt.is_untranslated else "",
        width=file.width,
        height=file.height,
        is_reduced=file.width > MAX_SHOWN_WIDTH,
        is_printed=picture.print,
        file=file,
    )


def _table(context: LocaleContext, table: Table[LocalizedText]) -> TableView:
    return TableView(
        name=context.formatter.plain(table.title) if table.title else context.ui.media_table,
        title=table.title,
        columns=tuple(table.columns.values()),
        rows=tuple(tuple(cells.get(column) for column in table.columns) for cells in table.rows.values()),
    )


def _file(context: LocaleContext, entry: StepFile[LocalizedText]) -> FileView:
    library, formatter = context.library, context.formatter
    file = library.media[entry.path(context.code)]
    signers = [(library.parties.get(name) or library.roles[name]).name for name in entry.signed_by]
    return FileView(
        href=file.site_path,
        name=file.name,
        type=FILE_TYPES[file.suffix],
        title=entry.title,
        extent=f"{file.suffix[1:].upper()} · {formatter.size(len(file.content))}",
        fill_in=entry.fill_in,
        signers=formatter.all_of([formatter.plain(name) for name in signers]),
    )


def media_texts(step: Step[LocalizedText]) -> Iterator[LocalizedText]:
    """Yield the texts of what a step shows besides its own texts."""
    for picture in step.pictures.values():
        yield picture.alt
    for table in step.tables.values():
        yield from (table.title,) if table.title else ()
        yield from table.columns.values()
        for cells in table.rows.values():
            yield from cells.values()
    for file in step.files.values():
        yield file.title
        yield from (file.fill_in,) if file.fill_in else ()


def media_files(
    context: LocaleContext, procedures: Iterable[Procedure[LocalizedText]]
) -> Iterator[MediaFile]:
    """Yield the files that procedures show to readers of a locale, without those of what they call."""
    media = context.library.media
    if media:
        for procedure in procedures:
            for step in procedure.all_steps:
                for entry in media_of(step):
                    yield media[entry.path(context.code)]
