"""Puts YAML files in one form, and keeps their comments, their order and their meaning.

The form: lists indented by two spaces; values without quotes unless they need them, then in double quotes;
what does not fit a line of 120 characters folded (`>-`), or below its key in place of braces.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    PlainScalarString,
    ScalarString,
)
from ruamel.yaml.tokens import CommentToken

from stegvis.source.yaml_nodes import compose_document, scan_tokens

LINE_LENGTH = 120
_INDENT = 2
_UNLIMITED = 1_000_000
"""A width at which ruamel.yaml breaks no line by itself."""
_FOLD = re.compile(r"(?<=\S) (?=\S)")
"""A space at which a text can be folded."""


class _TextResolver(VersionedResolver):  # type: ignore[misc]  # read without types, see pyproject.toml
    """Resolves every scalar to text, which stays as its author wrote it."""

    @property
    def versioned_resolver(self) -> Any:
        """The implicit resolvers, of which there are none."""
        return {}


class FormatError(Exception):
    """A file can't be put in the one form without changing more than that; the message says why."""


def format_yaml(text: str) -> str:
    """Return a YAML document in the one form; raises FormatError where its data or comments would change."""
    parser = YAML()
    parser.Resolver = _TextResolver
    parser.width = _UNLIMITED
    parser.preserve_quotes = True
    parser.indent(mapping=_INDENT, sequence=2 * _INDENT, offset=_INDENT)
    try:
        document = parser.load(text)
        _format_node(document, 0)
        output = io.StringIO()
        parser.dump(document, output)
        formatted = _trim_lines(output.getvalue())
        has_same_data = _read_data(text) == _read_data(formatted)
        has_same_comments = list(find_comments(text)) == list(find_comments(formatted))
    except Exception as error:  # whatever the library can't do, the file stays as it is
        raise FormatError(str(error)) from error
    if not has_same_data:
        message = "its data would change"
        raise FormatError(message)
    if not has_same_comments:
        message = "its comments would change"
        raise FormatError(message)
    return formatted


def _format_node(node: Any, indent: int) -> None:
    """Format what a collection contains; `indent` is the column of its keys or dashes."""
    if isinstance(node, CommentedMap):
        is_flow = bool(node.fa.flow_style())
        for key in list(node):
            begins = indent + len(str(key)) + 2
            may_break = not is_flow and not _has_comment(node, key)
            node[key] = _format_value(
                node[key], begins, indent + _INDENT, is_flow=is_flow, may_break=may_break
            )
    elif isinstance(node, CommentedSeq):
        is_flow = bool(node.fa.flow_style())
        for index in range(len(node)):
            begins = indent + _INDENT
            may_break = not is_flow and not _has_comment(node, index)
            node[index] = _format_value(node[index], begins, begins, is_flow=is_flow, may_break=may_break)


def _has_comment(node: Any, key: Any) -> bool:
    """Return whether a comment stands behind a value, on its line: ruamel.yaml would put it below others."""
    tokens = [token for token in node.ca.items.get(key) or () if isinstance(token, CommentToken)]
    return any(token.value.startswith("#") for token in tokens)


def _format_value(value: Any, begins: int, indent: int, *, is_flow: bool, may_break: bool) -> Any:
    """Return a value in the one form; it begins at a column, and its further lines at `indent`."""
    if isinstance(value, CommentedMap | CommentedSeq):
        if value.fa.flow_style() and may_break and begins + _measure_flow(value) > LINE_LENGTH:
            value.fa.set_block_style()
        _format_node(value, indent)
        return value
    if not isinstance(value, str) or "\n" in value:
        return value
    is_plain = not isinstance(value, ScalarString) or _reads_plain(value, is_flow=is_flow)
    if may_break and begins + _measure(value, is_plain=is_plain) > LINE_LENGTH:
        folds = _find_folds(value, indent)
        if folds:
            folded = FoldedScalarString(value)
            folded.fold_pos = folds
            return folded
    return PlainScalarString(value) if is_plain else DoubleQuotedScalarString(value)


def _measure(value: str, *, is_plain: bool) -> int:
    return len(value) + (0 if is_plain else 2 + value.count('"') + value.count("\\"))


def _measure_flow(value: Any) -> int:
    """Return the length of a value within braces or brackets."""
    match value:
        case CommentedMap():
            entries = [len(str(key)) + 2 + _measure_flow(item) for key, item in value.items()]
        case CommentedSeq():
            entries = [_measure_flow(item) for item in value]
        case str():
            return _measure(
                value, is_plain=not isinstance(value, ScalarString) or _reads_plain(value, is_flow=True)
            )
        case _:
            return 0
    return 2 + sum(entries) + 2 * max(len(entries) - 1, 0)


def _reads_plain(value: str, *, is_flow: bool) -> bool:
    """Return whether a text without quotes is the same text for every reader of YAML."""
    try:
        root: yaml.Node | None = yaml.compose(
            f"[{value}]" if is_flow else f"- {value}", Loader=yaml.SafeLoader
        )
    except (yaml.YAMLError, ValueError):
        return False
    if not isinstance(root, yaml.SequenceNode) or len(root.value) != 1:
        return False
    (node,) = root.value
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str") and bool(node.value == value)


def _find_folds(value: str, indent: int) -> list[int]:
    """Return the positions at which a text is folded, so that its lines fit; none where it can't be."""
    if value != value.strip():
        return []
    folds: list[int] = []
    begin, last = 0, None
    for space in [match.start() for match in _FOLD.finditer(value)] + [len(value)]:
        if indent + space - begin > LINE_LENGTH and last is not None:
            folds.append(last)
            begin = last + 1
        last = space
    return folds or [fold for fold in [last] if fold is not None and fold < len(value)]


def _trim_lines(text: str) -> str:
    """Return a text without blank space at the ends of its lines and without blank lines at its end."""
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).rstrip("\n") + "\n"


def _read_data(text: str) -> Any:
    return _data_of(compose_document(text))


def _data_of(node: yaml.Node | None) -> Any:
    """Return the data of a node as the reader of sources sees them: every scalar is text."""
    match node:
        case yaml.MappingNode():
            return [(_data_of(key), _data_of(value)) for key, value in node.value]
        case yaml.SequenceNode():
            return [[_data_of(item)] for item in node.value]
        case yaml.ScalarNode():
            return node.value
        case _:
            return None


def find_comments(text: str) -> Iterator[tuple[int, bool, str]]:
    """Yield the comments of a YAML document: after how many scalars, whether on a line of its own, the text.

    A comment that keeps its place allows the same as before.
    """
    lines = text.split("\n")
    count, row, column = 0, 0, 0

    def between(end_row: int, end_column: int) -> Iterator[tuple[int, bool, str]]:
        for number in range(row, min(end_row, len(lines) - 1) + 1):
            first = column if number == row else 0
            last = end_column if number == end_row else None
            before, sign, comment = lines[number][first:last].partition("#")
            if sign:
                yield count, not (lines[number][:first] + before).strip(), comment.strip()

    for token in scan_tokens(text):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            yield from between(start.line, start.column)
            count, row, column = count + 1, end.line, end.column
            if token.style in ("|", ">"):
                _, sign, comment = lines[start.line][start.column :].partition("#")
                if sign:
                    yield count, False, comment.strip()
    yield from between(len(lines) - 1, len(lines[-1]))
