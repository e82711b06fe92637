"""The views of what steps show besides their texts."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.media import MediaFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture at a step."""

    href: str
    """The path of the file below the site's root."""
    alt: str
    """What it shows, as plain text."""
    language: str
    """The language of `alt` as a BCP 47 tag, if it is not the page's."""
    width: int
    height: int
    is_reduced: bool
    """Whether pages show it smaller than it is, with a link to the whole."""
    is_printed: bool
    file: MediaFile


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMedia:
    """What a step shows besides its texts."""

    pictures: tuple[PictureView, ...]
    pictures_word: str
    """What the fold with the pictures is called."""
    is_printed: bool
    """Whether a picture among them is printed."""
