"""YAML nodes to types of the model, by the shape of each type."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml

from stegvis.diagnostics import Diagnostic, Id, Location
from stegvis.model.step_kinds import StepBase
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from stegvis.schema import type_info
from stegvis.source import yaml_nodes


@dataclass(slots=True)
class FileReader:
    """One file on its way into the model."""

    path: str
    found: list[Diagnostic] = field(default_factory=list)
    first_line: int = 1
    """Line of the file in which the YAML begins."""

    def place(self, node: yaml.Node) -> Location:
        """Where a node stands."""
        mark = node.start_mark
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

    def tell(self, code: str, message: str, node: yaml.Node, hint: str = "") -> None:
        """Note an error at a node."""
        self.found.append(Diagnostic(code, message, self.place(node), hint))


def read_record(
    reading: FileReader,
    type_: type[Any],
    node: yaml.Node,
    key: str,
    given: Mapping[str, object] | None = None,
) -> Any | None:
    """Read a mapping as a value of `type_`; None, with the reasons noted, where it can't be one.

    `key` begins the translation keys of its texts; `given` are the fields that no key of the file holds.
    """
    entries = read_mapping(reading, node)
    if entries is None:
        return None
    before = len(reading.found)
    if kinds := type_info.subtypes_by_key(type_):
        kind = _kind(reading, kinds, node, entries)
        if kind is None:
            return None
        type_ = kind
    fields = [one for one in type_info.record_fields(type_) if not one.given]
    _tell_unknown(reading, entries, [one.name for one in fields])
    values: dict[str, Any] = dict(given or {})
    for one in fields:
        if entry := entries.get(one.name):
            value = _value(reading, one.type, entry[1], f"{key}.{one.name}", one.name)
            if value is not None:
                values[one.name] = value
        elif one.required:
            hint = f"Add `{one.name}:` to it."
            reading.tell("S002", f"the key `{one.name}` is missing", node, hint)
    return type_(**values) if len(reading.found) == before else None


def read_mapping(reading: FileReader, node: yaml.Node) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]] | None:
    """A mapping's keys and values, or None with the reason noted."""
    if not isinstance(node, yaml.MappingNode):
        message = f"keys with values are expected here, not {_what(node)}"
        reading.tell("S003", message, node, "Write `key: value` lines, indented below the key.")
        return None
    entries: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            reading.tell("S003", f"a key must be a word, not {_what(name)}", name)
        elif name.value in entries:
            line = reading.place(entries[name.value][0]).line
            message = f"the key `{name.value}` stands here again, after line {line}"
            reading.tell("Y007", message, name, "Keep one of the two.")
        else:
            entries[name.value] = (name, value)
    return entries


def _kind(
    reading: FileReader,
    kinds: Mapping[str, type[Any]],
    node: yaml.Node,
    entries: Mapping[str, tuple[yaml.ScalarNode, yaml.Node]],
) -> type[Any] | None:
    told = [name for name in kinds if name in entries]
    if len(told) == 1:
        return kinds[told[0]]
    if told:
        message = f"a step is one of {_list(kinds)}; this one has {_list(told, 'and')}"
        reading.tell("S007", message, entries[told[1]][0], "Make two steps of it.")
        return None
    message = f"a step needs one of {_list(kinds)}"
    known = {one.name for kind in kinds.values() for one in type_info.record_fields(kind)}
    strange = [name for name in entries if name not in known]
    guess = next((near for name in strange if (near := _near(name, kinds))), "")
    reading.tell("S007", message, node, f"Did you mean `{guess}`?" if guess else "")
    return None


def _tell_unknown(
    reading: FileReader,
    entries: Mapping[str, tuple[yaml.ScalarNode, yaml.Node]],
    known: list[str],
) -> None:
    for name, (node, _) in entries.items():
        if name not in known:
            guess = _near(name, known)
            hint = f"Did you mean `{guess}`?" if guess else f"Known here: {', '.join(known)}."
            reading.tell("S001", f"the key `{name}` is unknown", node, hint)


def _value(reading: FileReader, form: type_info.TypeInfo, node: yaml.Node, key: str, name: str) -> Any:
    match form:
        case type_info.ListType(item):
            return _list_of(reading, item, node, key, name)
        case type_info.MapType(item):
            return _map_of(reading, item, node, key)
        case type_info.RecordType(type_):
            return read_record(reading, type_, node, key)
    words = _scalar(reading, node, name)
    return None if words is None else _word(reading, form, words, node, key, name)


def _word(  # noqa: PLR0913, PLR0917  # what a scalar becomes depends on all of them
    reading: FileReader, form: type_info.TypeInfo, words: str, node: yaml.Node, key: str, name: str
) -> Any:
    match form:
        case type_info.TextType((role,)):
            return _text(reading, words, node, key, role)
        case type_info.NumberType():
            return _number(reading, words, node, name)
        case type_info.FlagType():
            return _choice(reading, words, node, name, {"true": True, "false": False})
        case type_info.EnumType(choices):
            return _choice(reading, words, node, name, {one.value: one for one in choices})
        case _:
            return Id(words, reading.place(node))


def _list_of(
    reading: FileReader, item: type_info.TypeInfo, node: yaml.Node, key: str, name: str
) -> tuple[Any, ...] | None:
    if not isinstance(node, yaml.SequenceNode):
        message = f"`{name}` is a list, not {_what(node)}"
        reading.tell("S003", message, node, "Write `- ` before each of its items.")
        return None
    values = []
    for one in node.value:
        inner = key
        if isinstance(item, type_info.RecordType) and (own := _id_in(one)):
            is_step = item.type is StepBase
            inner = f"{key.rpartition('.')[0]}/{own}" if is_step else f"{key}.{own}"
        value = _value(reading, item, one, inner, name)
        if value is not None:
            values.append(value)
    return tuple(values)


def _map_of(reading: FileReader, item: type_info.TypeInfo, node: yaml.Node, key: str) -> dict[Id, Any] | None:
    entries = read_mapping(reading, node)
    if entries is None:
        return None
    values = {}
    for name, (written, one) in entries.items():
        value = _value(reading, item, one, f"{key}.{name}", name)
        if value is not None:
            values[Id(name, reading.place(written))] = value
    return values


def _id_in(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == "id" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""


def _scalar(reading: FileReader, node: yaml.Node, name: str) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        reading.tell("S003", f"`{name}` is text, not {_what(node)}", node)
        return None
    if refused := yaml_nodes.REFUSED_CHARACTER.search(node.value):
        message = f"the control character U+{ord(refused[0]):04X} stands in `{name}`"
        reading.tell("Y008", message, node, "Leave the escape out.")
        return None
    words = str(node.value).strip()
    if not words:
        reading.tell("S004", f"`{name}` is empty", node, "Fill it in, or leave the key out.")
        return None
    return words


def _text(reading: FileReader, words: str, node: yaml.Node, key: str, role: TextRole) -> SourceText | None:
    if "\n" in words:
        hint = "Use `>-` instead of `|`, or make several notes of it."
        reading.tell("S008", "a text is one paragraph; this one has line breaks", node, hint)
        return None
    return SourceText(key, words, reading.place(node), role)


_MOST_DIGITS = 9


def _number(reading: FileReader, words: str, node: yaml.Node, name: str) -> int | None:
    if not (words.isascii() and words.isdigit() and len(words) <= _MOST_DIGITS):
        reading.tell("S005", f"`{name}` is a whole number, not `{words}`", node)
        return None
    return int(words)


def _choice(
    reading: FileReader, words: str, node: yaml.Node, name: str, values: Mapping[str, bool | StrEnum]
) -> bool | StrEnum | None:
    if words not in values:
        guess = _near(words, values)
        hint = f"Did you mean `{guess}`?" if guess else ""
        reading.tell("S006", f"`{name}` is one of {_list(values)}, not `{words}`", node, hint)
        return None
    return values[words]


def _what(node: yaml.Node) -> str:
    match node:
        case yaml.MappingNode():
            return "keys with values"
        case yaml.SequenceNode():
            return "a list"
        case _:
            return f"`{node.value}`" if node.value else "nothing"


def _near(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "")


def _list(words: Iterable[str], link: str = "or") -> str:
    *most, last = (f"`{word}`" for word in words)
    return f"{', '.join(most)} {link} {last}" if most else last
