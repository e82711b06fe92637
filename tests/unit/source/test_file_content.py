"""Files to take: documents are recognized by their parts, others by how they begin and end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.model.media import FILE_TYPES
from stegvis.source.file_content import ContentError, check_content


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP file with these parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content, compression)
    return buffer.getvalue()


def open_document(suffix: str, **parts: bytes) -> bytes:
    return zipped({"mimetype": FILE_TYPES[suffix].encode(), "content.xml": b"<x/>", **parts})


SOUND = {
    ".pdf": b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n",
    ".docx": zipped({"[Content_Types].xml": b"", "word/document.xml": b"x" * 99}, zipfile.ZIP_DEFLATED),
    ".xlsx": zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"x" * 99}, zipfile.ZIP_DEFLATED),
    ".odt": open_document(".odt"),
    ".ods": open_document(".ods"),
    ".csv": "\ufeffdoor;floor\r\nKélder;-1\r\n".encode(),
    ".txt": b"Name:\tSignature:\n",
}


def test_every_type_that_may_be_offered_has_a_sound_file() -> None:
    assert SOUND.keys() == FILE_TYPES.keys()
    for suffix, raw in SOUND.items():
        check_content(suffix, raw)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".odt", ".ods"])
def test_a_file_of_another_type_than_its_name_says_is_refused(suffix: str) -> None:
    for other, raw in SOUND.items():
        if other != suffix:
            with pytest.raises(ContentError):
                check_content(suffix, raw)


@pytest.mark.parametrize(
    ("suffix", "raw"),
    [
        (".docx", zipped({"word/document.xml": b"", "word/vbaProject.bin": b""})),
        (".xlsx", zipped({"xl/workbook.xml": b"", "xl/macrosheets/sheet1.xml": b""})),
        (".xlsx", zipped({"xl/workbook.xml": b"", "xl/activeX/activeX1.bin": b""})),
        (".odt", open_document(".odt", **{"Basic/script-lc.xml": b""})),
        (".ods", open_document(".ods", **{"Scripts/python/run.py": b""})),
    ],
)
def test_a_document_with_a_program_is_refused(suffix: str, raw: bytes) -> None:
    with pytest.raises(ContentError, match="program"):
        check_content(suffix, raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf \n<svg onload='alert(1)'/>",
        b"%PDF-1.7\n%%EOF",
        b"bell\x07",
        b"nul\0",
        "café".encode("latin-1"),
        "text".encode("utf-16"),
    ],
)
def test_a_text_that_is_not_plain_is_refused(raw: bytes) -> None:
    for suffix in (".csv", ".txt"):
        with pytest.raises(ContentError):
            check_content(suffix, raw)


@given(st.sampled_from(sorted(SOUND)), st.data())
def test_damaged_files_are_accepted_or_refused(suffix: str, data: st.DataObject) -> None:
    raw = bytearray(SOUND[suffix])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for damaged in (bytes(raw), bytes(raw[: data.draw(st.integers(0, len(raw)))])):
        with suppress(ContentError):
            check_content(suffix, damaged)
