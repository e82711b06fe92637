"""QR codes as SVG."""

from __future__ import annotations

import re
from functools import lru_cache

_MASK = 4
"""One of the eight patterns of ISO/IEC 18004, section 7.8; trying all of them takes five times as long."""
_DARK = re.compile(b"\x01+")
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
    '<path stroke="#000" d="{lines}"/></svg>'
)


@lru_cache(maxsize=4096)
def render_qr_svg(address: str) -> str:
    """The QR code of an address as SVG, without the quiet zone; nothing for no address.

    Error correction M of ISO/IEC 18004: 15 % of it may be smudged.
    """
    if not address:
        return ""
    import segno  # noqa: PLC0415  # most commands print nothing, and it reads half of the network's library

    made = segno.make(address, error="m", mask=_MASK, boost_error=False, micro=False)
    lines = (
        f"M{run.start()} {y}.5h{len(run[0])}"
        for y, row in enumerate(made.matrix)
        for run in _DARK.finditer(bytes(row))
    )
    return _SVG.format(size=len(made.matrix), lines="".join(lines))
