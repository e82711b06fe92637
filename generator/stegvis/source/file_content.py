"""Whether the files that steps offer are what their names say, and contain no program.

Browsers and other programs decide by the name or by the content what they open; a file of which the two
differ may do what nobody expects of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from stegvis.model.media import FILE_TYPES


class ContentError(ValueError):
    """A file is not of the type that its name says, or contains a program; the message says which."""


def check_content(suffix: str, raw: bytes) -> None:
    """Check a file of one of `FILE_TYPES`; raises ContentError."""
    _CHECKS[suffix](suffix, raw)


def _check_pdf(_: str, raw: bytes) -> None:
    if not raw.startswith(b"%PDF-"):
        raise ContentError("the file is not a PDF")
    if b"%%EOF" not in raw[-1024:]:
        raise ContentError("the PDF is cut short, or something follows it")


_MAIN_PARTS: Mapping[str, str] = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
"""The part of a document that all of its kind have."""
_PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", "macrosheets/", "activex/")
"""Names of parts that hold programs, or parts of such names (ECMA-376 and ODF 1.3)."""


def _check_office(suffix: str, raw: bytes) -> None:
    """Check a document of an office: a ZIP file with certain parts; nothing of it is unpacked."""
    name = suffix[1:].upper()
    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).namelist() if raw.startswith(b"PK\x03\x04") else []
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        message = f"the {name} file is damaged"
        raise ContentError(message) from error
    # The first part of an OpenDocument file is its media type, at this place (ODF 1.3, part 2, 3.3).
    is_other = suffix.startswith(".od") and not raw.startswith(FILE_TYPES[suffix].encode(), 38)
    if _MAIN_PARTS[suffix] not in names or is_other:
        message = f"the file is not of the type {name}"
        raise ContentError(message)
    if any(program in part.lower() for part in names for program in _PROGRAMS):
        message = f"the {name} file contains a program"
        raise ContentError(message)


def _check_text(_: str, raw: bytes) -> None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError("the text is not UTF-8") from error
    if any(character < " " and character not in "\t\n\r" for character in text):
        raise ContentError("the text contains control characters")
    if text.lstrip().startswith(("<", "%PDF")):
        raise ContentError("the text begins like a web page or another document")


_CHECKS: Mapping[str, Callable[[str, bytes], None]] = {
    ".pdf": _check_pdf,
    ".docx": _check_office,
    ".xlsx": _check_office,
    ".odt": _check_office,
    ".ods": _check_office,
    ".csv": _check_text,
    ".txt": _check_text,
}
"""By suffix, the function that raises ContentError for another type of file."""
