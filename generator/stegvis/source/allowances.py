"""Comments in YAML files that allow a diagnostic: `# allow CODE: reason`.

A comment allows what is reported on its line, or on the next line that is not a comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from stegvis.diagnostics import Diagnostic, Location, Severity
from stegvis.source.yaml_nodes import decode_source, scan_tokens

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*allow\b(?P<rest>.*)", re.IGNORECASE)
_CONTENT = re.compile(r"\s+(?P<code>[A-Z]\d{3})\s*:\s*(?P<reason>\S.*)")
_COMMENT_LINE = re.compile(r"\s*#")
_BLOCK_STYLES = ("|", ">")
"""The styles of scalars that begin on the line below; after the indicator, a comment may stand."""
_HINT = "Write `# allow CODE: reason`."

MALFORMED = "V701"
UNUSED = "V702"
CODE_DESCRIPTIONS: Mapping[str, str] = {
    MALFORMED: "A comment `# allow CODE: reason` in a YAML file allows a diagnostic on its line or on the "
    "next one. It names a code that can be allowed, and a reason. What could harm readers can't be allowed.",
    UNUSED: "A comment allows a diagnostic that does not occur. Delete it, so that it hides nothing later.",
}
"""The codes of the comments themselves."""


@dataclass(frozen=True, slots=True)
class _Allowance:
    """One comment."""

    location: Location
    code: str
    """Empty if the comment is malformed."""
    line: int
    """The line on which the diagnostic is allowed."""


def apply_allowances(
    files: Mapping[str, bytes], diagnostics: Iterable[Diagnostic], allowable: Collection[str]
) -> list[Diagnostic]:
    """Return the diagnostics without those that comments allow, with those of the comments.

    `allowable` are the codes that can be allowed. In a file with errors, nothing is said of comments that
    allow nothing: it may not have been examined as a whole.
    """
    allowances = {
        (comment.location.path, comment.line, comment.code): comment
        for path, raw in files.items()
        if path.endswith(".yaml") and b"allow" in raw.lower()
        for comment in _read_allowances(path, raw)
    }
    if not allowances:
        return list(diagnostics)
    kept: list[Diagnostic] = []
    used: set[tuple[str, int, str]] = set()
    for found in diagnostics:
        key = (found.location.path, found.location.line, found.code)
        if key in allowances and found.code in allowable:
            used.add(key)
        else:
            kept.append(found)
    faulty = {found.location.path for found in kept if found.severity is Severity.ERROR}
    for key, comment in allowances.items():
        if comment.code not in allowable:
            kept.append(_describe_malformed(comment, allowable))
        elif key not in used and comment.location.path not in faulty:
            message = f"the comment allows {comment.code}, which does not occur here"
            kept.append(Diagnostic(UNUSED, message, comment.location, "Delete it.", Severity.WARNING))
    return kept


def _describe_malformed(comment: _Allowance, allowable: Collection[str]) -> Diagnostic:
    if not comment.code:
        return Diagnostic(MALFORMED, "the comment lacks a code or a reason", comment.location, _HINT)
    hint = f"Correct what it reports; these can be allowed: {', '.join(sorted(allowable))}."
    return Diagnostic(MALFORMED, f"{comment.code} can't be allowed", comment.location, hint)


@lru_cache(256)
def _read_allowances(path: str, raw: bytes) -> tuple[_Allowance, ...]:
    text = decode_source(path, raw).value
    return () if text is None else tuple(_find_allowances(path, text))


def _find_allowances(path: str, text: str) -> Iterator[_Allowance]:
    lines = text.split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := _COMMENT.search(line))]
    if not found:
        return
    inside = _scalar_spans(text)
    for number, match in found:
        position = (number, match.start())
        if any(start <= position < end for start, end in inside):
            continue
        line = number
        while line + 1 < len(lines) and _COMMENT_LINE.match(lines[line]):
            line += 1
        content = _CONTENT.fullmatch(match["rest"].rstrip())
        code = content["code"] if content else ""
        yield _Allowance(Location(path, number + 1, match.start() + 1), code, line + 1)


def _scalar_spans(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the scalars of a YAML text begin and end; none from a syntax error on."""
    spans = []
    try:
        for token in scan_tokens(text):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark, token.end_mark
                begins = (start.line + 1, 0) if token.style in _BLOCK_STYLES else (start.line, start.column)
                spans.append((begins, (end.line, end.column)))
    except yaml.YAMLError:
        pass  # reported where the file is read
    return spans
