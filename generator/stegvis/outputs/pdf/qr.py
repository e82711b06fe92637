"""QR codes as SVG."""

from __future__ import annotations

import re
from functools import lru_cache

_MASK = 4
"""One of the eight mask patterns of ISO/IEC 18004, section 7.8; trying all takes five times as long."""
_DARK = re.compile(b"\x01+")


@lru_cache(maxsize=4096)
def render_qr_svg(url: str) -> str:
    """Render the QR code of a URL as SVG, without the quiet zone; empty for an empty URL.

    Error correction level M of ISO/IEC 18004: 15 % of it may be damaged.
    """
    if not url:
        return ""
    import segno  # noqa: PLC0415  # slow to import, and most commands print nothing

    code = segno.make(url, error="m", mask=_MASK, boost_error=False, micro=False)
    size = len(code.matrix)
    lines = "".join(
        f"M{run.start()} {y}.5h{len(run[0])}"
        for y, row in enumerate(code.matrix)
        for run in _DARK.finditer(bytes(row))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<path stroke="#000" d="{lines}"/></svg>'
    )
