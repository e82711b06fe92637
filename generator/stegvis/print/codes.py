"""Short codes of procedures, and QR codes of addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""What nobody confuses when reading or typing, and no words can be made of."""
_LENGTH = 5
_MASK = 4
"""One of the eight patterns of ISO/IEC 18004, section 7.8; trying all of them takes five times as long."""
_DARK = re.compile(b"\x01+")
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
    '<path stroke="#000" d="{lines}"/></svg>'
)


def short_codes(ids: Iterable[str]) -> dict[str, str]:
    """A code for each procedure, made of its id alone; longer where two would have the same."""
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    long = {name: _letters(name) for name in sorted(ids)}
    for code in long.values():
        taken[code[:_LENGTH]] = taken.get(code[:_LENGTH], 0) + 1
    for name, code in long.items():
        found[name] = code[:_LENGTH] if taken[code[:_LENGTH]] == 1 else code
    return found


def _letters(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    letters = ""
    for _ in range(2 * _LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters += _LETTERS[rest]
    return letters


@lru_cache(maxsize=4096)
def qr(address: str) -> str:
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
