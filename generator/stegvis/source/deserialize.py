"""Reads YAML nodes into the types of the model, by the type information of each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml

from stegvis.diagnostics import Diagnostic, Id, Location
from stegvis.inline.blocks import find_block
from stegvis.inline.characters import find_harmful, name_character
from stegvis.limits import MAX_COMMAND, MAX_COMMAND_LINES, MAX_ITEMS, MAX_NAME, MAX_TEXT, measure_text
from stegvis.model.step_kinds import StepBase
from stegvis.model.text import SourceText
from stegvis.model.text_role import TAKEN_FOR_FLAGS, TextRole
from stegvis.schema import type_info

_NAMES = (TextRole.LABEL_NAME, TextRole.ROLE_NAME)
_FLAGS = ("true", "false")
_FLAG_HINTS = {
    TextRole.OPTIONAL: "Write when the step is performed: `optional: If the customer asks for it.`",
    TextRole.PAUSE_POINT: "Write what to confirm: `pause_point: Confirm that this is the right customer.`",
    TextRole.SECRET: "Write what is secret: `secret: The password is shown only once.`",
}
"""What to write in place of a flag, by the role of the text that it is taken for."""
_SPLIT_TEXT = "Split it, or say it in fewer words."
_MAX_DIGITS = 9
_SIMILAR = 0.6
"""The ratio of difflib from which on a name is suggested for a misspelt one."""


@dataclass(slots=True)
class FileReader:
    """One file while it is read."""

    path: str
    first_line: int = 1
    """The line of the file on which the YAML begins."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """The faults so far."""

    def location(self, node: yaml.Node) -> Location:
        """Return the location of a node."""
        mark = node.start_mark
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

    def report(self, code: str, message: str, node: yaml.Node, hint: str = "") -> None:
        """Add an error at a node."""
        self.diagnostics.append(Diagnostic(code, message, self.location(node), hint))


def read_record(  # noqa: PLR0913, PLR0917  # a step is a record of one of some kinds
    reader: FileReader,
    record: type[Any],
    node: yaml.Node,
    key: str,
    given: Mapping[str, object] | None = None,
    kinds: tuple[str, ...] = (),
) -> Any | None:
    """Read a mapping as a value of `record`; None, with the errors in the reader, where that fails.

    `key` is the prefix of the translation keys of its texts; `given` are the fields without a key in the
    file. With the keys of `kinds`, it is a step of one of these.
    """
    entries = read_mapping(reader, node)
    if entries is None:
        return None
    count = len(reader.diagnostics)
    if kinds:
        kind = _read_kind(reader, type_info.types_by_key(kinds), node, entries)
        if kind is None:
            return None
        record = kind
    fields = [field for field in type_info.record_fields(record) if not field.given]
    _report_unknown_keys(reader, entries, [field.name for field in fields])
    values: dict[str, Any] = dict(given or {})
    for info in fields:
        if entry := entries.get(info.name):
            own_key = key if info.is_whole else f"{key}.{info.name}"
            value = _read_value(reader, info.type, entry[1], own_key, info.name)
            if value is not None:
                values[info.name] = value
        elif info.required:
            reader.report("S002", f"the key `{info.name}` is missing", node, f"Add `{info.name}:`.")
    return record(**values) if len(reader.diagnostics) == count else None


def read_mapping(reader: FileReader, node: yaml.Node) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]] | None:
    """Return the keys of a mapping, each with its own node and its value's; None with an error for others."""
    if not isinstance(node, yaml.MappingNode):
        message = f"expected keys with values, not {_describe_node(node)}"
        reader.report("S003", message, node, "Write `key: value` lines, indented below the key.")
        return None
    entries: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            reader.report("S003", f"a key is a word, not {_describe_node(name)}", name)
        elif _has_harmful(reader, name, "the key"):
            continue
        elif name.value in entries:
            line = reader.location(entries[name.value][0]).line
            message = f"duplicate key `{name.value}`, already on line {line}"
            reader.report("Y007", message, name, "Keep one of the two.")
        else:
            entries[name.value] = (name, value)
    return entries


def _read_kind(
    reader: FileReader,
    kinds: Mapping[str, type[Any]],
    node: yaml.Node,
    entries: Mapping[str, tuple[yaml.ScalarNode, yaml.Node]],
) -> type[Any] | None:
    found = [name for name in kinds if name in entries]
    fitting = [name for name in found if {*found} <= {name, *type_info.record_info(kinds[name]).names}]
    if len(fitting) == 1:
        return kinds[fitting[0]]
    if found:
        message = f"a step has one of {_list_words(kinds)}, not {_list_words(found, 'and')}"
        reader.report("S007", message, entries[found[1]][0], "Split it into two steps.")
        return None
    message = f"the step has none of {_list_words(kinds)}"
    known = {field.name for kind in kinds.values() for field in type_info.record_fields(kind)}
    suggestions = (_suggest(name, kinds) for name in entries if name not in known)
    suggestion = next(filter(None, suggestions), "")
    reader.report("S007", message, node, f"Did you mean `{suggestion}`?" if suggestion else "")
    return None


def _report_unknown_keys(
    reader: FileReader,
    entries: Mapping[str, tuple[yaml.ScalarNode, yaml.Node]],
    known: list[str],
) -> None:
    for name, (node, _) in entries.items():
        if name not in known:
            suggestion = _suggest(name, known)
            hint = f"Did you mean `{suggestion}`?" if suggestion else f"Possible keys: {', '.join(known)}."
            reader.report("S001", f"unknown key `{name}`", node, hint)


def _read_value(reader: FileReader, type_: type_info.TypeInfo, node: yaml.Node, key: str, name: str) -> Any:
    match type_:
        case type_info.ListType(item, may_be_single):
            is_single = may_be_single and not isinstance(node, yaml.SequenceNode)
            return _read_list(reader, item, _as_sequence(node) if is_single else node, key, name)
        case type_info.MapType(item):
            return _read_map(reader, item, node, key)
        case type_info.RecordType(record, kinds):
            whole = type_info.record_info(record).whole
            if whole and isinstance(node, yaml.ScalarNode):
                value = _read_value(reader, whole.type, node, key, name)
                return None if value is None else record(**{whole.name: value})
            return read_record(reader, record, node, key, kinds=kinds)
    if isinstance(type_, type_info.VerbatimType):
        return _read_verbatim(reader, node, name)
    scalar = _read_scalar(reader, node, name)
    return None if scalar is None else _convert_scalar(reader, type_, scalar, node, key, name)


def _convert_scalar(  # noqa: PLR0913, PLR0917  # the value of a scalar depends on all of them
    reader: FileReader, type_: type_info.TypeInfo, scalar: str, node: yaml.Node, key: str, name: str
) -> Any:
    match type_:
        case type_info.TextType((role,)):
            return _read_text(reader, scalar, node, key, role)
        case type_info.NumberType():
            return _read_number(reader, scalar, node, name)
        case type_info.FlagType():
            return _read_choice(reader, scalar, node, name, {"true": True, "false": False})
        case type_info.EnumType(enum):
            return _read_choice(reader, scalar, node, name, {member.value: member for member in enum})
        case _:
            return Id(scalar, reader.location(node))


def _read_list(
    reader: FileReader, item: type_info.TypeInfo, node: yaml.Node, key: str, name: str
) -> tuple[Any, ...] | None:
    if not isinstance(node, yaml.SequenceNode):
        message = f"`{name}` is a list, not {_describe_node(node)}"
        reader.report("S003", message, node, "Write `- ` before each item.")
        return None
    if len(node.value) > MAX_ITEMS:
        message = f"`{name}` has {len(node.value):,} items; the maximum is {MAX_ITEMS:,}"
        reader.report("Y012", message, node, "Shorten the list, or split the file.")
        return None
    values = []
    for item_node in node.value:
        value = _read_value(reader, item, item_node, _item_key(item, item_node, key, name), name)
        if value is not None:
            values.append(value)
    return tuple(values)


def _as_sequence(node: yaml.Node) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [node], node.start_mark, node.end_mark)


def _item_key(item: type_info.TypeInfo, node: yaml.Node, key: str, name: str) -> str:
    """Return the prefix of the keys of an item's texts: `procedure/step` for steps, else `….list.item`."""
    id_ = _read_id(node)
    if not isinstance(item, type_info.RecordType) or not id_:
        return key
    return f"{key.removesuffix(f'.{name}')}/{id_}" if item.type is StepBase else f"{key}.{id_}"


def _read_map(
    reader: FileReader, item: type_info.TypeInfo, node: yaml.Node, key: str
) -> dict[Id, Any] | None:
    entries = read_mapping(reader, node)
    if entries is None:
        return None
    values = {}
    for name, (name_node, value_node) in entries.items():
        value = _read_value(reader, item, value_node, f"{key}.{name}", name)
        if value is not None:
            values[Id(name, reader.location(name_node))] = value
    return values


def _read_id(node: yaml.Node) -> str:
    """Return the value of a mapping's `id`, or nothing."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == "id" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""


def _read_scalar(reader: FileReader, node: yaml.Node, name: str) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        reader.report("S003", f"`{name}` is text, not {_describe_node(node)}", node)
        return None
    if _has_harmful(reader, node, f"`{name}`"):
        return None
    scalar = str(node.value).strip()
    if len(scalar) > MAX_TEXT:
        reader.report("Y011", describe_size(f"`{name}`", len(scalar), MAX_TEXT), node, _SPLIT_TEXT)
        return None
    if not scalar:
        reader.report("S004", f"`{name}` is empty", node, "Fill it in, or remove the key.")
        return None
    return scalar


def _read_verbatim(reader: FileReader, node: yaml.Node, name: str) -> Id | None:
    """Read text as it is written, without the line breaks that end it."""
    if not isinstance(node, yaml.ScalarNode):
        reader.report("S003", f"`{name}` is text, not {_describe_node(node)}", node)
        return None
    if _has_harmful(reader, node, f"`{name}`"):
        return None
    lines = str(node.value).rstrip("\n")
    if not lines.strip():
        reader.report("S004", f"`{name}` is empty", node, "Fill it in, or remove the key.")
        return None
    if len(lines) > MAX_COMMAND or lines.count("\n") >= MAX_COMMAND_LINES:
        limit = f"{MAX_COMMAND:,} characters or {MAX_COMMAND_LINES} lines"
        reader.report(
            "Y011", f"`{name}` has more than {limit}", node, "Put it in a file that the reader runs."
        )
        return None
    return Id(lines, reader.location(node))


def _has_harmful(reader: FileReader, node: yaml.ScalarNode, subject: str) -> bool:
    """Report an escaped character that a file must not have; return whether there is one."""
    index = next(find_harmful(node.value), None)
    if index is not None:
        message = f"{subject} contains the character {name_character(node.value[index])}"
        reader.report("Y008", message, node, "Remove the escape.")
    return index is not None


def _read_text(
    reader: FileReader, scalar: str, node: yaml.Node, key: str, role: TextRole
) -> SourceText | None:
    limit = MAX_NAME if role in _NAMES else MAX_TEXT
    if (size := measure_text(scalar)) > limit:
        reader.report("Y011", describe_size("the text", size, limit), node, _SPLIT_TEXT)
        return None
    if "\n" in scalar:
        block = find_block(scalar)
        message = f"a text is one paragraph; this one has {block.name if block else 'line breaks'}"
        hint = block.hint if block else "Use `>-` instead of `|`, or split it into several notes."
        reader.report("S008", message, node, hint)
        return None
    if scalar.lower() in _FLAGS and role in TAKEN_FOR_FLAGS:
        message = f"`{key.rpartition('.')[2]}` is a text, not `{scalar}`"
        reader.report("S003", message, node, _FLAG_HINTS[role])
        return None
    return SourceText(key, scalar, reader.location(node), role)


def describe_size(subject: str, size: int, limit: int) -> str:
    """Return the message of a text that exceeds a limit."""
    return f"{subject} has {size:,} characters; the maximum is {limit:,}"


def _read_number(reader: FileReader, scalar: str, node: yaml.Node, name: str) -> int | None:
    if not (scalar.isascii() and scalar.isdigit() and len(scalar) <= _MAX_DIGITS):
        reader.report("S005", f"`{name}` is a whole number, not `{scalar}`", node)
        return None
    return int(scalar)


def _read_choice(
    reader: FileReader, scalar: str, node: yaml.Node, name: str, choices: Mapping[str, bool | StrEnum]
) -> bool | StrEnum | None:
    if scalar not in choices:
        suggestion = _suggest(scalar, choices)
        hint = f"Did you mean `{suggestion}`?" if suggestion else ""
        reader.report("S006", f"`{name}` is one of {_list_words(choices)}, not `{scalar}`", node, hint)
        return None
    return choices[scalar]


def _describe_node(node: yaml.Node) -> str:
    match node:
        case yaml.MappingNode():
            return "keys with values"
        case yaml.SequenceNode():
            return "a list"
        case _:
            return f"`{node.value}`" if node.value else "nothing"


def _suggest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a misspelt one, or nothing."""
    return next(iter(difflib.get_close_matches(word[:MAX_NAME], list(known), 1, _SIMILAR)), "")


def _list_words(words: Iterable[str], link: str = "or") -> str:
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} {link} {last}" if most else last
