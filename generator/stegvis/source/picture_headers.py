"""The width and height of pictures, from the headers of PNG, JPEG and WebP.

Nothing is decoded. A file that is cut short, or that is another kind of file than its name says, is refused;
so is one that moves, as readers can't stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Size = tuple[int, int]
"""Width and height in pixels."""


class PictureError(ValueError):
    """A file is not a whole, still picture of the kind that its name says; the message says why."""


_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"


def read_png(raw: bytes) -> Size:
    """Return the size of a PNG picture (W3C PNG, section 5); raises PictureError."""
    if not raw.startswith(_PNG_START) or raw[12:16] != b"IHDR":
        raise PictureError("the file is not a PNG picture")
    if not raw.endswith(_PNG_END):
        raise PictureError("the PNG picture is cut short, or something follows it")
    if b"acTL" in raw[: raw.find(b"IDAT")]:
        raise PictureError("the PNG picture is animated")
    return _positive(int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24]), "PNG")


_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of segments that hold the size."""
_JPEG_EXIF, _JPEG_SCAN = 0xE1, 0xDA
_TURNED = (5, 6, 7, 8)
"""The orientations that swap width and height."""


def read_jpeg(raw: bytes) -> Size:
    """Return the size of a JPEG picture as it is shown (ITU T.81, annex B); raises PictureError."""
    if not raw.startswith(b"\xff\xd8\xff"):
        raise PictureError("the file is not a JPEG picture")
    if not raw.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise PictureError("the JPEG picture is cut short, or something follows it")
    orientation = 1
    for marker, content in _jpeg_segments(raw):
        if marker == _JPEG_EXIF and content.startswith(b"Exif\0\0"):
            orientation = _exif_orientation(content[6:])
        elif marker in _JPEG_SIZES:
            height, width = int.from_bytes(content[1:3]), int.from_bytes(content[3:5])
            return _positive(*((height, width) if orientation in _TURNED else (width, height)), "JPEG")
    raise PictureError("the JPEG picture has no size")


def _jpeg_segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments before the picture's data, each with its marker."""
    start = 2
    while start + 4 <= len(raw) and raw[start] == 0xFF:  # noqa: PLR2004  # each marker begins with it
        marker = raw[start + 1]
        if marker == 0xFF:  # noqa: PLR2004  # a fill byte
            start += 1
            continue
        length = int.from_bytes(raw[start + 2 : start + 4])
        if marker == _JPEG_SCAN or length < 2:  # noqa: PLR2004  # a length counts its own two bytes
            return
        yield marker, raw[start + 4 : start + 2 + length]
        start += 2 + length


def _exif_orientation(exif: bytes) -> int:
    """Return the orientation in Exif data, of which the first directory may hold it; 1 if nothing says so."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(exif[:4])
    if order is None:
        return 1

    def number(start: int, length: int) -> int:
        return int.from_bytes(exif[start : start + length], "little" if order == "little" else "big")

    directory = number(4, 4)
    for start in range(directory + 2, directory + 2 + 12 * number(directory, 2), 12):
        if number(start, 2) == 0x0112:  # noqa: PLR2004  # the tag Orientation
            return number(start + 8, 2)
    return 1


def read_webp(raw: bytes) -> Size:
    """Return the size of a WebP picture (RFC 9649, section 2); raises PictureError."""
    if raw[:4] != b"RIFF" or raw[8:12] != b"WEBP":
        raise PictureError("the file is not a WebP picture")
    if int.from_bytes(raw[4:8], "little") + 8 != len(raw):
        raise PictureError("the WebP picture is cut short, or something follows it")
    if len(raw) < 30:  # noqa: PLR2004  # the longest of the three headers
        raise PictureError("the WebP picture is cut short")
    match raw[12:16]:
        case b"VP8X":
            if raw[20] & 0x02:
                raise PictureError("the WebP picture is animated")
            width, height = (int.from_bytes(raw[start : start + 3], "little") + 1 for start in (24, 27))
        case b"VP8L":
            bits = int.from_bytes(raw[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (int.from_bytes(raw[start : start + 2], "little") & 0x3FFF for start in (26, 28))
        case _:
            raise PictureError("the WebP picture has no size")
    return _positive(width, height, "WebP")


def _positive(width: int, height: int, name: str) -> Size:
    if not (width and height):
        message = f"the {name} picture has no width or no height"
        raise PictureError(message)
    return width, height


PICTURE_READERS: Mapping[str, Callable[[bytes], Size]] = {
    ".png": read_png,
    ".jpg": read_jpeg,
    ".jpeg": read_jpeg,
    ".webp": read_webp,
}
"""By suffix, the function that returns the size of a picture and raises PictureError."""
