"""Codes of short URLs, for paper."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
"""Characters that aren't confused in reading or typing; without vowels, so that no code is a word."""
_LENGTH = 5


def assign_short_codes(ids: Iterable[str]) -> dict[str, str]:
    """Assign each id a code that depends on it alone: 5 characters, or 10 where two collide."""
    long_codes = {name: _hash_letters(name) for name in sorted(ids)}
    uses = Counter(code[:_LENGTH] for code in long_codes.values())
    return {name: code[:_LENGTH] if uses[code[:_LENGTH]] == 1 else code for name, code in long_codes.items()}


def assign_former_codes(former_ids: Iterable[str], codes: Mapping[str, str]) -> dict[str, str]:
    """Return the codes that procedures had under their former ids; `codes` are the present ones, and stay."""
    taken = set(codes.values())
    long_codes = {name: _hash_letters(name) for name in former_ids}
    return {name: code if code[:_LENGTH] in taken else code[:_LENGTH] for name, code in long_codes.items()}


def _hash_letters(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    letters = ""
    for _ in range(2 * _LENGTH):
        number, remainder = divmod(number, len(_LETTERS))
        letters += _LETTERS[remainder]
    return letters
