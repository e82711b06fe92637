"""Finds block markup in a text, where it is not markup: a text is one paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_FENCE = 3
"""The fewest backticks of a code block."""


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of block markup."""

    name: str
    """What it is, with its article."""
    pattern: re.Pattern[str]
    """Matches where it occurs in a text without its code spans."""
    hint: str
    """Where its content belongs."""


_LIST_ITEM = r"(?:[-*+•]|\d{1,2}[.)])[ ]+(?=\S)"

BLOCKS = (
    Block(
        "a code block", re.compile(r"```|^~~~", re.MULTILINE), "Put the lines into `commands:` of the step."
    ),
    Block("an image", re.compile(r"!\[[^\]]*\][\[(]"), "Put it into `pictures:` of the step."),
    Block(
        "a table",
        re.compile(r"^[ ]*\|.*\|[ ]*$|\|[ ]*:?-{3,}:?[ ]*\|", re.MULTILINE),
        "Put it into `tables:` of the step.",
    ),
    Block(
        "a list",
        re.compile(
            rf"^[ ]*{_LIST_ITEM}|:[ ]+[-*+•][ ]+\S.*[ ][-*+•][ ]+\S|:[ ]+1[.)][ ].*[ ]2[.)][ ]", re.MULTILINE
        ),
        "Put acts into `steps:` of the step, and each remark into an entry of its `notes:`.",
    ),
    Block("a heading", re.compile(r"^#{1,6}[ ]+\S", re.MULTILINE), "Remove the `#`."),
    Block("a quotation", re.compile(r"^>[ ]*\S", re.MULTILINE), "Remove the `>`."),
)
"""The kinds, each before those with which it could be confused."""


def find_block(text: str) -> Block | None:
    """Return the first kind of block markup that occurs in a text outside of code spans."""
    words = _CODE_SPAN.sub(_drop_span, text) if "`" in text else text
    return next((block for block in BLOCKS if block.pattern.search(words)), None)


def _drop_span(span: re.Match[str]) -> str:
    """Return nothing for a code span, but what has more backticks than it needs: a code block."""
    is_block = len(span[1]) >= _FENCE and "`" not in span[2]
    return span[0] if is_block else ""
