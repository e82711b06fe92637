"""Short links to procedures, for paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""What nobody confuses when reading or typing, and no words can be made of."""
_LENGTH = 5


def assign_short_codes(ids: Iterable[str]) -> dict[str, str]:
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
