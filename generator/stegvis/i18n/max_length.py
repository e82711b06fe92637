"""The length of the longest translation that fits: on a button, in a menu, in a search result."""

from __future__ import annotations

from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole

_SHORT = 24
"""Characters up to which an English word of the interface stands on a button or in a table."""
_MINIMUM = 32


def max_length(text: SourceText) -> int | None:
    """Return how many characters the translation of a text may have; None where lines may break.

    Short words of the interface may be twice as long as in English. Those with placeholders have no limit,
    because the length of their values is unknown.
    """
    if text.role is TextRole.INTERFACE:
        is_short = len(text.source) <= _SHORT and "{" not in text.source
        return max(_MINIMUM, 2 * len(text.source)) if is_short else None
    return text.role.info.max_length
