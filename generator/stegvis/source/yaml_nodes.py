"""YAML read as text: nodes that know their place, and nothing that YAML would make of them.

PyYAML's composer gives the nodes; no constructor runs, so `no`, `on` and `1.10` stay what the author
wrote. Anchors, aliases, tags, tabs and control characters are refused (YAML 1.1, sections 3.2.2.2, 5).
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from stegvis.diagnostics import Diagnostic, Location

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same nodes
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 256 * 1024
"""Bytes that one file may hold: a hundred times a long procedure."""

MAX_DEPTH = 40
"""Levels that a file may nest: twice what a procedure needs, and far from what PyYAML's recursion bears."""

REFUSED_CHARACTER = re.compile("[\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What nobody sees, and YAML or a tool breaks on; a carriage return is none where a line feed follows."""

_SIGN = re.compile(r"^%|(?:^|[\s\[{,:-])(?:&\S|!(?!=)|\*\w)", re.MULTILINE)
"""Where an anchor, a tag, an alias or a directive may begin; the tokens tell whether one does."""

_BRACKET = re.compile(r"[\[\]{}]")
_DASHES = re.compile(r"(?:[-?] +){8}")
_BEGINNING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_ENDING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_REFUSED_TOKENS = {
    yaml.AnchorToken: ("Y005", "an anchor is not allowed here", "Write the value out."),
    yaml.AliasToken: ("Y005", "an alias is not allowed here", "Write the value out."),
    yaml.TagToken: ("Y006", "a tag is not allowed here", "Every value is text; leave the tag out."),
    yaml.DirectiveToken: ("Y006", "a directive is not allowed here", "Leave the line out."),
}


def decode_source(path: str, raw: bytes, found: list[Diagnostic]) -> str | None:
    """Decode a file, or say in `found` why it can't be read."""
    if len(raw) > MAX_BYTES:
        message = f"the file has {len(raw):,} bytes, more than {MAX_BYTES:,}"
        found.append(Diagnostic("Y002", message, Location(path), "Split it into smaller ones."))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        hint = "Save the file as UTF-8."
        found.append(Diagnostic("Y001", message, Location(path, line, column), hint))
        return None
    text = text.replace("\r\n", "\n")
    refused = list(REFUSED_CHARACTER.finditer(text))
    for match in refused:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        place = Location(path, line, column)
        if match[0] == "\t":
            found.append(Diagnostic("Y003", "a tab stands here", place, "Use spaces."))
        else:
            message = f"the control character U+{ord(match[0]):04X} stands here"
            found.append(Diagnostic("Y008", message, place, "Delete it."))
    return None if refused else text


def compose_node(path: str, text: str, found: list[Diagnostic], first_line: int = 1) -> yaml.Node | None:
    """Compose the one document of a text, or say in `found` why there is none."""
    try:
        suspicious = _SIGN.search(text) is not None or _may_be_deep(text)
        if suspicious and _refuses(path, text, found, first_line):
            return None
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        place = _place(path, error.problem_mark or error.context_mark, first_line)
        context = f" {error.context}" if error.context else ""
        message = f"this is not YAML: {error.problem}{context}"
        found.append(Diagnostic("Y004", message, place, _cure(error)))
        return None
    if root is None:
        found.append(Diagnostic("Y009", "the file is empty", Location(path, first_line)))
    return root


def _refuses(path: str, text: str, found: list[Diagnostic], first_line: int) -> bool:
    refused = False
    depth = 0
    for token in yaml.scan(text, Loader=_Loader):
        depth += isinstance(token, _BEGINNING) - isinstance(token, _ENDING)
        if depth > MAX_DEPTH:
            message = f"this is nested more than {MAX_DEPTH} levels deep"
            place = _place(path, token.start_mark, first_line)
            found.append(Diagnostic("Y010", message, place, "Nothing here needs so many levels."))
            return True
        if reason := _REFUSED_TOKENS.get(type(token)):
            code, message, hint = reason
            place = _place(path, token.start_mark, first_line)
            found.append(Diagnostic(code, message, place, hint))
            refused = True
    return refused


def _may_be_deep(text: str) -> bool:
    """Whether levels must be counted: brackets are left open, or dashes stand in a row.

    Indentation alone nests a file of this size some 700 levels deep, which PyYAML bears.
    """
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        depth += 1 if match[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > MAX_DEPTH // 2 or _DASHES.search(text) is not None


def _place(path: str, mark: Any, first_line: int) -> Location:
    if mark is None:
        return Location(path, first_line)
    return Location(path, mark.line + first_line, mark.column + 1)


def _cure(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return "Put the text in double quotes: it holds a colon followed by a space."
    if "single document" in str(error.context):
        return "Leave out the line with ---: a file is one document."
    return "Look at the quotes and the indentation around this place."
