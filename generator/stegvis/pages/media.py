"""Builds the views of what steps show besides their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stegvis.model.media import MediaFile, Picture
from stegvis.model.procedure import Procedure
from stegvis.model.step_kinds import Step
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.media import PictureView, StepMedia

MAX_SHOWN_WIDTH = 640
"""The width in pixels at which pages show a picture at most: that of their text."""


def build_step_media(context: LocaleContext, step: Step[LocalizedText]) -> StepMedia:
    """Build the view of what a step shows besides its texts."""
    ui, count = context.ui, len(step.pictures)
    return StepMedia(
        pictures=tuple(_picture(context, picture) for picture in step.pictures.values()),
        pictures_word=ui.media_picture if count == 1 else ui.media_pictures.fill(count=count),
        is_printed=any(picture.print for picture in step.pictures.values()),
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


def media_texts(step: Step[LocalizedText]) -> Iterator[LocalizedText]:
    """Yield the texts of what a step shows besides its own texts."""
    for picture in step.pictures.values():
        yield picture.alt


def media_files(
    context: LocaleContext, procedures: Iterable[Procedure[LocalizedText]]
) -> Iterator[MediaFile]:
    """Yield the files that procedures show to readers of a locale, without those of what they call."""
    media = context.library.media
    if media:
        for procedure in procedures:
            for step in procedure.all_steps:
                for picture in step.pictures.values():
                    yield media[picture.path(context.code)]
