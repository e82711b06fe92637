"""What a step shows besides its texts: pictures, tables, and files to take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Generic

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect
from stegvis.model.text import T
from stegvis.model.text_role import TextRole

if TYPE_CHECKING:
    from stegvis.model.step_kinds import StepBase

PICTURES_FOLDER = "content/pictures"
"""The folder of a project that holds its pictures."""

PICTURE_TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
"""The media types of pictures by suffix. SVG is none of them: it can hold scripts and outside references."""

MEDIA_FOLDERS: Mapping[str, Mapping[str, str]] = {PICTURES_FOLDER: PICTURE_TYPES}
"""By folder of a project, the media types of what it may hold, by suffix."""


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


def media_references(step: StepBase[Any]) -> Iterator[tuple[str, Id]]:
    """Yield the files that a step names for any locale, each with the folder below which it is."""
    for picture in step.pictures.values():
        yield from ((PICTURES_FOLDER, name) for name in (picture.file, *picture.files.values()))
