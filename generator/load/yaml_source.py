"""YAML read as text: nodes that know their place, and nothing that YAML would make of them.

PyYAML's composer gives the nodes; no constructor runs, so `no`, `on` and `1.10` stay what the author
wrote. Anchors, aliases, tags, tabs and control characters are refused (YAML 1.1, sections 3.2.2.2, 5).
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Location

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same nodes
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

LARGEST = 256 * 1024
"""Bytes that one file may hold: a hundred times a long procedure."""

_REFUSED_CHARACTER = re.compile("[\t\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff]")
_REFUSED_TOKENS = {
    yaml.AnchorToken: ("Y005", "an anchor is not allowed here", "Write the value out."),
    yaml.AliasToken: ("Y005", "an alias is not allowed here", "Write the value out."),
    yaml.TagToken: ("Y006", "a tag is not allowed here", "Every value is text; leave the tag out."),
    yaml.DirectiveToken: ("Y006", "a directive is not allowed here", "Leave the line out."),
}


def text_of(path: str, raw: bytes, found: list[Diagnostic]) -> str | None:
    """Decode a file, or say in `found` why it can't be read."""
    if len(raw) > LARGEST:
        message = f"the file has {len(raw):,} bytes, more than {LARGEST:,}"
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
    refused = list(_REFUSED_CHARACTER.finditer(text))
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


def node_of(path: str, text: str, found: list[Diagnostic], first_line: int = 1) -> yaml.Node | None:
    """Compose the one document of a text, or say in `found` why there is none."""
    try:
        if any(sign in text for sign in "&*!%") and _refuses(path, text, found, first_line):
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
    for token in yaml.scan(text, Loader=_Loader):
        if reason := _REFUSED_TOKENS.get(type(token)):
            code, message, hint = reason
            place = _place(path, token.start_mark, first_line)
            found.append(Diagnostic(code, message, place, hint))
            refused = True
    return refused


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
