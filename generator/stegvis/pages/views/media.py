"""The views of what steps show besides their texts."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.model.media import MediaFile
from stegvis.model.text import LocalizedText


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
class TableView:
    """A table at a step."""

    name: str
    """What it is called, as plain text: its title, or that it is a table."""
    title: LocalizedText | None
    columns: tuple[LocalizedText, ...]
    rows: tuple[tuple[LocalizedText | None, ...], ...]
    """Per row, a cell for each column: None if it is empty. The first names the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file to take."""

    href: str
    """The path of the file below the site's root."""
    name: str
    """What a browser calls the file that it saves."""
    type: str
    """The media type."""
    title: LocalizedText
    extent: str
    """Its type and size, in the reader's language."""
    fill_in: LocalizedText | None
    signers: str
    """Who has to sign it, as plain text; empty if nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMedia:
    """What a step shows besides its texts."""

    pictures: tuple[PictureView, ...]
    pictures_word: str
    """What the fold with the pictures is called."""
    is_printed: bool
    """Whether a picture among them is printed."""
    tables: tuple[TableView, ...]
    files: tuple[FileView, ...]
