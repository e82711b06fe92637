"""Rewordings: texts whose wording changed while their meaning did not."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

from stegvis.diagnostics import Id

REWORDINGS_PATH = "content/rewordings.yaml"
"""The file of a project's rewordings, by translation key, which `stegvis catalog update` writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A text that means what it meant under an earlier wording; void once it has changed again."""

    now: Id
    """The hash of the wording that was declared to mean the same."""
    meaning: Id
    """The hash of the first wording with this meaning."""


def short_hash(value: str, length: int) -> str:
    """Return a hash of a text: lower-case letters and digits, 5 bits each."""
    digest = sha256(value.encode()).digest()[: 5 * -(-length // 8)]  # 5 bytes are 8 characters
    return b32encode(digest).decode().lower()[:length]


def hash_wording(source: str) -> str:
    """Return the hash of a text as its author wrote it, as `Rewording` has it."""
    return short_hash(source, 16)
