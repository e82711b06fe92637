"""Reads the files that are published as they are, and refuses what is not what its name says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.limits import MAX_FILE_BYTES, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE
from stegvis.model.media import MEDIA_FOLDERS, PICTURES_FOLDER, MediaFile, suffix_of
from stegvis.source.file_content import ContentError, check_content
from stegvis.source.picture_headers import PICTURE_READERS, PictureError

_NAME = re.compile(r"[A-Za-z0-9]+([._-]+[A-Za-z0-9]+)*")
_DIGITS = 12

Fault = tuple[str, str, str]
"""A code, a message and the likely remedy."""


def read_media_file(path: str, raw: bytes) -> Result[MediaFile | None]:
    """Read a file below one of `MEDIA_FOLDERS`; None with a diagnostic if it must not be published."""
    file, faults = _read(path, raw)
    diagnostics = tuple(Diagnostic(code, message, Location(path), hint) for code, message, hint in faults)
    return Result(None if diagnostics else file, diagnostics)


def _read(path: str, raw: bytes) -> tuple[MediaFile | None, tuple[Fault, ...]]:
    fault = next(_find_faults(path, len(raw)), None)
    if fault:
        return None, (fault,)
    width = height = 0
    try:
        if path.startswith(f"{PICTURES_FOLDER}/"):
            width, height = PICTURE_READERS[suffix_of(path)](raw)
        else:
            check_content(suffix_of(path), raw)
    except PictureError as error:
        return None, (("S031", str(error), "Save it in the format that its name says, or rename it."),)
    except ContentError as error:
        return None, (("S031", str(error), "Save it in the format that its name says, without macros."),)
    if max(width, height) > MAX_PICTURE_SIDE or width * height > MAX_PICTURE_PIXELS:
        message = (
            f"the picture has {width:,} × {height:,} pixels; the maximum is {MAX_PICTURE_PIXELS:,} in all, "
            f"{MAX_PICTURE_SIDE:,} on a side"
        )
        return None, (("S032", message, "Make it smaller, or cut out what matters."),)
    return MediaFile(path, raw, sha256(raw).hexdigest()[:_DIGITS], width, height), ()


def _find_faults(path: str, size: int) -> Iterator[Fault]:
    folder, name = "/".join(path.split("/")[:2]), path.rpartition("/")[2]
    types, max_size, cure = MEDIA_FOLDERS[folder], MAX_FILE_BYTES, "Reduce its size, or offer it elsewhere."
    if folder == PICTURES_FOLDER:
        max_size, cure = MAX_PICTURE_BYTES, "Reduce its size: fewer pixels, fewer colours, or WebP."
    if suffix_of(path) not in types:
        known = ", ".join(types)
        yield "S030", f"`{name}` is not of a type that {folder}/ may hold", f"Its files end in {known}."
    if not _NAME.fullmatch(name):
        hint = "Use letters, digits, hyphens, underscores and dots: the name becomes part of an address."
        yield "S033", f"the name `{name}` is not valid", hint
    if size > max_size:
        yield "S032", f"the file has more than {max_size:,} bytes", cure
