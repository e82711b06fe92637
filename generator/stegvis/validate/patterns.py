"""The patterns of noted values: what Python and browsers match alike, in bounded time.

A pattern is a sequence of characters, classes and groups. Browsers compile it as the `pattern` attribute of a
field, with the flag `v` or `u`; Python with `re.ASCII`. Whatever the text is, a match tries at most
`MAX_WAYS` ways.
"""

from __future__ import annotations

import re
from math import prod

from stegvis.limits import MAX_VALUE

MAX_WAYS = 10_000
"""The most ways in which a pattern may match: the product of the choices at its quantifiers and bars."""

_ESCAPE = r"\\[\\^$.*+?()\[\]{}|/dw]"
_MEMBER = r"(?:[A-Za-z0-9 _'\"]|(?P<sign>[.,:;@%=?*<>+])(?!(?P=sign))|\\[\\^$.*+?()\[\]{}|/\-dw])"
_CLASS = rf"\[\^?(?:[A-Za-z]-[A-Za-z]|[0-9]-[0-9]|{_MEMBER})+\]"
"""A character class. With the flag `v`, doubled signs such as `&&` are reserved."""
_TOKEN = re.compile(
    rf"(?P<atom>{_ESCAPE}|{_CLASS}|[^\\^$.*+?()\[\]{{}}|/\n]|\.)"
    r"(?:(?P<count>[?*+])|\{(?P<least>[0-9]{1,3})(?:,(?P<most>[0-9]{1,3}))?\})?"
    r"|(?P<open>\((?:\?:)?)|(?P<bar>\|)|(?P<close>\)\??)"
)


def find_pattern_fault(pattern: str) -> str:
    """Return why a pattern can't be used, as the end of a sentence; empty if it can."""
    ways, depth, position = [1], 0, 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return f"has `{pattern[position : position + 12]}`, which not all browsers read as Stegvis does"
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth not in {0, 1}:
            return "has unbalanced or nested parentheses"
        ways.append(_ways(token))
        position = token.end()
    if depth:
        return "has unbalanced or nested parentheses"
    if prod(ways) > MAX_WAYS:
        return "matches in too many ways"
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        return f"is not a regular expression: {error.msg}"
    return ""


def _ways(token: re.Match[str]) -> int:
    """Return among how many ways of going on a match chooses at a token."""
    if token["count"] in {"*", "+"}:
        return MAX_VALUE
    if token["count"] == "?" or token["bar"] or (token["close"] or "").endswith("?"):
        return 2
    if token["most"]:
        return max(1, int(token["most"]) - int(token["least"]) + 1)
    return 1


def matches(pattern: str, text: str) -> bool:
    """Return whether a text has the form of a valid pattern as a whole."""
    return re.fullmatch(pattern, text, re.ASCII) is not None
