"""The cache of PDFs: what is damaged is made again, and a disk that takes nothing changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from stegvis.outputs.pdf.cache import PdfResult, read_cached, write_cached

RESULT = PdfResult("sheets/a.pdf", b"%PDF\n1.7\n...", 2, ())


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_cached(tmp_path / "cache", "key", RESULT)
    assert read_cached(tmp_path / "cache", "key", RESULT.path) == RESULT
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["key"]


@pytest.mark.parametrize("size", [0, 1, 40, 66, 80, -1])
def test_a_truncated_entry_is_missing(tmp_path: Path, size: int) -> None:
    write_cached(tmp_path, "key", RESULT)
    entry = tmp_path / "key"
    entry.write_bytes(entry.read_bytes()[:size])
    assert read_cached(tmp_path, "key", RESULT.path) is None


def test_an_entry_that_can_not_be_written_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file in the place of the folder")
    write_cached(tmp_path / "cache", "key", RESULT)
    assert read_cached(tmp_path / "cache", "key", RESULT.path) is None
    (tmp_path / "key").mkdir()
    write_cached(tmp_path, "key", RESULT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "key"]
