"""What a step shows besides its texts: pictures, tables, and files to take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Generic

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.text import T
from stegvis.model.text_role import TextRole

PICTURES_FOLDER = "content/pictures"
"""The folder of a project that holds its pictures."""

PICTURE_TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""The media types of pictures by suffix. SVG is none of them: it can hold scripts and outside references."""

FILES_FOLDER = "content/files"
"""The folder of a project that holds the files that its steps offer."""

FILE_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
}
"""The media types of files by suffix: no HTML, SVG or XML, which would run in the name of the site."""

MEDIA_FOLDERS: Mapping[str, Mapping[str, str]] = {PICTURES_FOLDER: PICTURE_TYPES, FILES_FOLDER: FILE_TYPES}
"""By folder of a project, the media types of what it may hold, by suffix."""


def suffix_of(path: str) -> str:
    """Return the suffix of a path in lower case, with its dot."""
    return "." + path.rpartition(".")[2].lower()


def is_media(path: str) -> bool:
    """Return whether a path in a project is that of a file that is published as it is."""
    return "/".join(path.split("/")[:2]) in MEDIA_FOLDERS


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that is published as it is."""

    path: str
    """Its path in the project."""
    content: bytes = field(compare=False, repr=False)
    digest: str
    """The first twelve hexadecimal digits of the SHA-256 of the content."""
    width: int = 0
    """Of a picture, in pixels."""
    height: int = 0
    """Of a picture, in pixels."""

    @property
    def name(self) -> str:
        """The name of the file, without folders."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with its dot."""
        return suffix_of(self.path)

    @property
    def site_path(self) -> str:
        """Its path below the site's root, which changes with the content as those of all assets do."""
        stem, dot, suffix = self.name.rpartition(".")
        return f"assets/media/{stem}-{self.digest}{dot}{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Generic[T]):
    """A picture of what the reader sees at a step."""

    file: Annotated[Id, Aspect.IGNORED]
    """The path of the file below content/pictures/: PNG, JPEG or WebP."""
    files: Annotated[Mapping[str, Id], Aspect.IGNORED] = field(default_factory=dict)
    """Per locale, its own file, where it has one."""
    alt: Annotated[T, TextRole.PICTURE_ALT]
    """What the picture shows, for readers who can't see it."""
    print: Annotated[bool, Aspect.IGNORED] = False
    """Whether printed sheets show the picture too."""

    def path(self, locale: str) -> str:
        """Return the path in the project of the file that readers of a locale get."""
        return f"{PICTURES_FOLDER}/{self.files.get(locale, self.file)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[T]):
    """A table at a step: what to enter, to compare or to look up."""

    title: Annotated[T, TextRole.TABLE_TITLE] | None = None
    """The title above the table."""
    columns: Mapping[str, Annotated[T, TextRole.TABLE_COLUMN]]
    """The headings of the columns, by id. The first column names the rows."""
    rows: Mapping[str, Mapping[str, Annotated[T, TextRole.TABLE_CELL]]]
    """The cells by id of the row and of the column; a cell that is left out is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFile(Generic[T]):
    """A file that a step offers, such as a form."""

    file: Annotated[Id, Aspect.TARGETS]
    """The path of the file below content/files/: PDF, DOCX, XLSX, ODT, ODS, CSV or TXT."""
    files: Annotated[Mapping[str, Id], Aspect.IGNORED] = field(default_factory=dict)
    """Per locale, its own file, where it has one."""
    title: Annotated[T, TextRole.FILE_TITLE]
    """What the file is called."""
    fill_in: Annotated[T, TextRole.FILE_FILL_IN] | None = None
    """What has to be filled in."""
    signed_by: Annotated[tuple[Id, ...], Aspect.ROLES] = ()
    """The parties and roles that have to sign it."""

    def path(self, locale: str) -> str:
        """Return the path in the project of the file that readers of a locale get."""
        return f"{FILES_FOLDER}/{self.files.get(locale, self.file)}"
