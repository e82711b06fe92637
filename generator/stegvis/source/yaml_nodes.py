"""Reads YAML as text: nodes with their locations, without the types that YAML gives to scalars.

PyYAML's composer gives the nodes; no constructor runs, so `no`, `on` and `1.10` stay what the author
wrote. Anchors, aliases, tags, tabs and control characters are refused (YAML 1.1, sections 3.2.2.2, 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.inline.characters import find_harmful, has_suspect, name_character
from stegvis.limits import MAX_REPORTED, MAX_SOURCE_BYTES, MAX_YAML_DEPTH

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same nodes
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_SUSPICIOUS = re.compile(r"^%|(?:^|[\s\[{,:-])(?:&\S|!(?!=)|\*\w)", re.MULTILINE)
"""Where an anchor, a tag, an alias or a directive may begin; the tokens decide whether one does."""

_BRACKET = re.compile(r"[\[\]{}]")
_DASHES = re.compile(r"(?:[-?] +){8}")
_START_TOKENS = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_END_TOKENS = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_REFUSED_TOKENS = {
    yaml.AnchorToken: ("Y005", "anchors are not allowed", "Repeat the value."),
    yaml.AliasToken: ("Y005", "aliases are not allowed", "Repeat the value."),
    yaml.TagToken: ("Y006", "tags are not allowed", "Remove the tag: every value is text."),
    yaml.DirectiveToken: ("Y006", "directives are not allowed", "Remove the line."),
}


def decode_source(path: str, raw: bytes) -> Result[str | None]:
    """Decode a file as UTF-8, with LF line endings; None with diagnostics where it can't be read."""
    if len(raw) > MAX_SOURCE_BYTES:
        message = f"the file has {len(raw):,} bytes; the maximum is {MAX_SOURCE_BYTES:,}"
        return Result(None, (Diagnostic("Y002", message, Location(path), "Split it into smaller files."),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{raw[error.start]:02X} is not valid UTF-8"
        hint = "Save the file as UTF-8."
        return Result(None, (Diagnostic("Y001", message, Location(path, line, column), hint),))
    text = text.replace("\r\n", "\n")
    refused = tuple(islice(_refused_characters(path, text), MAX_REPORTED))
    return Result(None, refused) if refused else Result(text)


def _refused_characters(path: str, text: str) -> Iterator[Diagnostic]:
    if not has_suspect(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for index in find_harmful(line):
            location = Location(path, number, index + 1)
            if line[index] == "\t":
                yield Diagnostic("Y003", "tabs are not allowed", location, "Use spaces.")
            else:
                message = f"the character {name_character(line[index])} is not allowed"
                yield Diagnostic("Y008", message, location, "Delete it.")


def compose_node(path: str, text: str, first_line: int = 1) -> Result[yaml.Node | None]:
    """Compose the single document of a text; None with diagnostics where there is none.

    `first_line` is the line of the file on which the text begins.
    """
    refused: list[Diagnostic] = []
    try:
        if _SUSPICIOUS.search(text) is not None or _may_be_deep(text):
            refused.extend(_refused_tokens(path, text, first_line))
        if refused:
            return Result(None, tuple(refused))
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        location = _location(path, error.problem_mark or error.context_mark, first_line)
        context = f" {error.context}" if error.context else ""
        message = f"invalid YAML: {error.problem}{context}"
        return Result(None, (*refused, Diagnostic("Y004", message, location, _remedy(error))))
    if root is None:
        return Result(None, (Diagnostic("Y009", "the file is empty", Location(path, first_line)),))
    return Result(root)


def read_node(path: str, raw: bytes) -> Result[yaml.Node | None]:
    """Decode a YAML file and compose its document; None with diagnostics where it can't be read."""
    text = decode_source(path, raw)
    return Result(None, text.diagnostics) if text.value is None else compose_node(path, text.value)


def scan_tokens(text: str) -> list[yaml.Token]:
    """Return the tokens of a readable document with exact marks; raises YAMLError where it is not YAML.

    libyaml's marks of block scalars are not exact, but it reads `{name: Really?, kind: button}`, which
    PyYAML's own scanner does not.
    """
    try:
        return list(yaml.scan(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return list(yaml.scan(text, Loader=_Loader))


def compose_document(text: str) -> yaml.Node | None:
    """Return the root node of a text; raises YAMLError where it is not YAML."""
    root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return root


def _refused_tokens(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    depth = 0
    for token in yaml.scan(text, Loader=_Loader):
        depth += isinstance(token, _START_TOKENS) - isinstance(token, _END_TOKENS)
        location = _location(path, token.start_mark, first_line)
        if depth > MAX_YAML_DEPTH:
            message = f"the nesting is deeper than {MAX_YAML_DEPTH} levels"
            yield Diagnostic("Y010", message, location, "No source needs so many levels.")
            return
        if refused := _REFUSED_TOKENS.get(type(token)):
            code, message, hint = refused
            yield Diagnostic(code, message, location, hint)


def _may_be_deep(text: str) -> bool:
    """Return whether levels must be counted: brackets stay open, or many dashes follow each other.

    Indentation alone nests a file of the maximum size some 700 levels deep, which PyYAML can bear.
    """
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        depth += 1 if match[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > MAX_YAML_DEPTH // 2 or _DASHES.search(text) is not None


def _location(path: str, mark: Any, first_line: int) -> Location:
    if mark is None:
        return Location(path, first_line)
    return Location(path, mark.line + first_line, mark.column + 1)


def _remedy(error: yaml.MarkedYAMLError) -> str:
    if "mapping values are not allowed" in str(error.problem):
        return "Put the text in double quotes: it contains a colon followed by a space."
    if "single document" in str(error.context):
        return "Remove the line with ---: a file is one document."
    return "Check the quotes and the indentation here."
