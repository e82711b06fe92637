"""Pictures: their size is that which Pillow reads, and what is not a whole, still picture is refused."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stegvis.limits import MAX_FILE_BYTES
from stegvis.source.media import read_media_file
from stegvis.source.picture_headers import PICTURE_READERS, PictureError
from stegvis.source.project import read_project

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP"}


def picture(suffix: str, size: tuple[int, int] = (7, 5), **options: object) -> bytes:
    """A small picture, as Pillow writes it."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, FORMATS[suffix], **options)
    return buffer.getvalue()


KINDS = [
    (".png", {}),
    (".jpg", {}),
    (".jpg", {"progressive": True, "comment": b"\xff\xc0\0\x11\x08\x7f\xff\x7f\xff"}),
    (".webp", {}),
    (".webp", {"lossless": True}),
    (".webp", {"exif": Image.Exif().tobytes()}),
]


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (257, 2)])
@pytest.mark.parametrize(("suffix", "options"), KINDS)
def test_the_size_is_that_of_the_picture(
    suffix: str, options: dict[str, object], size: tuple[int, int]
) -> None:
    assert PICTURE_READERS[suffix](picture(suffix, size, **options)) == size


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (7, 5)), (3, (7, 5)), (6, (5, 7)), (8, (5, 7))])
def test_a_turned_picture_has_the_size_that_browsers_show(
    orientation: int, size: tuple[int, int], order: str
) -> None:
    width, turned = (0x0100, 3, 1, 7, 0), (0x0112, 3, 1, orientation, 0)  # tag, type, count, value, padding
    mark = {"<": b"II", ">": b"MM"}[order]
    directory = struct.pack(f"{order}2sHLH" + "HHLHH" * 2 + "L", mark, 42, 8, 2, *width, *turned, 0)
    exif = b"Exif\0\0" + directory
    assert PICTURE_READERS[".jpg"](picture(".jpg", exif=exif)) == size


@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_damaged_pictures_are_read_or_refused(suffix: str, data: st.DataObject) -> None:
    raw = bytearray(picture(suffix))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    start, end = (data.draw(st.integers(0, len(raw))) for _ in range(2))
    for damaged in (bytes(raw), bytes(raw[start:]), bytes(raw[:end]), bytes(raw[:start] + raw[end:])):
        try:
            width, height = PICTURE_READERS[suffix](damaged)
        except PictureError:
            continue
        assert width > 0
        assert height > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_picture_that_is_cut_short_is_refused_wherever_that_is(suffix: str) -> None:
    raw = picture(suffix)
    for length in range(len(raw) - 1):
        with pytest.raises(PictureError):
            PICTURE_READERS[suffix](raw[:length])


@pytest.mark.parametrize(("name", "other"), [("png", ".jpg"), ("jpg", ".webp"), ("webp", ".png")])
def test_a_picture_of_another_kind_than_its_name_says_is_refused(name: str, other: str) -> None:
    result = read_media_file(f"content/pictures/page.{name}", picture(other))
    assert result.value is None
    assert [found.code for found in result.diagnostics] == ["S031"]


def test_moving_pictures_are_refused() -> None:
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    for suffix, kind in ((".png", "PNG"), (".webp", "WEBP")):
        buffer = io.BytesIO()
        frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
        with pytest.raises(PictureError, match="animated"):
            PICTURE_READERS[suffix](buffer.getvalue())


def test_the_address_of_a_picture_changes_with_its_content() -> None:
    paths = set()
    for size in ((4, 4), (5, 5)):
        file = read_media_file("content/pictures/office/page.png", picture(".png", size)).value
        assert file
        paths.add(file.site_path)
    assert len(paths) == 2
    assert all(path.startswith("assets/media/page-") and path.endswith(".png") for path in paths)


def test_links_that_lead_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture(".png"))
    folder = tmp_path / "project" / "content" / "pictures"
    folder.mkdir(parents=True)
    (folder / "own.png").write_bytes(picture(".png"))
    (folder / "secret.png").symlink_to(tmp_path / "secret.png")
    project = read_project(tmp_path / "project")
    assert "content/pictures/own.png" in project.files
    assert "content/pictures/secret.png" not in project.files
    assert [found.code for found in project.diagnostics] == ["S013"]


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "content" / "pictures" / "huge.png"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(3 * MAX_FILE_BYTES)
    raw = read_project(tmp_path).files["content/pictures/huge.png"]
    assert len(raw) == MAX_FILE_BYTES + 1
    assert [found.code for found in read_media_file("content/pictures/huge.png", raw).diagnostics] == ["S032"]
