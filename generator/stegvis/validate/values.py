"""Rules about noted values and commands: their form, and that values are noted before they are used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stegvis.diagnostics import Id
from stegvis.graph.dominators import find_dominators
from stegvis.inline.characters import find_harmful, find_odd, name_character
from stegvis.inline.parse import parse
from stegvis.inline.phrase import VALUE
from stegvis.inline.plain import find_values
from stegvis.limits import MAX_VALUE
from stegvis.model.condition import Condition, implies, named_in
from stegvis.model.dates import is_date
from stegvis.model.noted_value import NotedValue, ValueType
from stegvis.model.procedure import Procedure
from stegvis.model.step_contents import conditions_of
from stegvis.model.step_kinds import Call, Compound, Step, for_each_of, kind_of, without_steps
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts
from stegvis.validate.patterns import find_pattern_fault, matches
from stegvis.validate.rule import RuleContext, Violation, as_id, unknown_reference

_TYPOGRAPHIC = {
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u00b4", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
}
"""Signs that word processors put in the place of others, with these."""
_LOOSE_VALUE = re.compile(r"\{\{ *([a-z][a-z0-9-]*) *\}\}")
_EXAMPLE = "Add `example:`: readers see it beside the field."


def check_values(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """The pattern of a noted value works in every browser, in bounded time; the example has this form."""
    for step in procedure.all_steps:
        if step.values and kind_of(step).is_end:
            yield (
                f"the finish step `{step.id}` notes a value",
                step.values[0].id.location,
                "Note it at an earlier step.",
            )
        for value in step.values:
            yield from _check_value(value)


def _check_value(value: NotedValue[SourceText]) -> Iterator[Violation]:
    pattern, example = value.pattern, value.example
    if value.secret and (pattern or example or value.type is not ValueType.TEXT):
        yield (
            f"the secret value `{value.id}` has a type, a pattern or an example",
            value.id.location,
            "It is never noted: remove them.",
        )
    elif value.type is ValueType.DATE:
        if pattern:
            yield f"the date `{value.id}` has a pattern", pattern.location, "Remove it."
        if example and not is_date(example):
            yield f"`{example}` is not a date", example.location, "Write it like 2026-11-21."
    elif pattern and (fault := find_pattern_fault(pattern)):
        hint = "Use characters, classes such as `[A-Z0-9]`, and counts such as `{1,20}`; quote it in YAML."
        yield f"the pattern of `{value.id}` {fault}", pattern.location, hint
    elif pattern and not example:
        yield f"the value `{value.id}` has a pattern and no example", pattern.location, _EXAMPLE
    elif pattern and example and not matches(pattern, example):
        yield f"the example `{example}` does not match the pattern of `{value.id}`", example.location, ""
    if example and (len(example) > MAX_VALUE or "\n" in example or next(find_harmful(example), None)):
        yield (
            f"the example of `{value.id}` is not a single line of at most {MAX_VALUE} characters",
            example.location,
            "",
        )


def check_value_names(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A text, a command or a due time names values that its procedure notes."""
    known = [name for name, _ in procedure.value_labels]
    for step in procedure.all_steps:
        for name in _used_in(without_steps(step)):
            if name not in known:
                yield unknown_reference("value", name, known)
    for text in _texts_around(procedure):
        for name in _values_in(text):
            hint = "Name it in the texts of steps after the one that notes it."
            yield f"the value `{name}` is named outside of the steps", name.location, hint


def check_value_names_in_library(context: RuleContext) -> Iterator[Violation]:
    """Articles and registries name no values: only procedures note some."""
    for text in context.library_texts():
        for name in _values_in(text):
            yield f"the value `{name}` is named outside of a procedure", name.location, "Remove it."


def check_repetition(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A repeated step has no `outcomes`, and only its own steps name its items."""
    for step in procedure.all_steps:
        each = for_each_of(step)
        if each is None:
            continue
        if isinstance(step, Call) and step.outcomes:
            hint = "Remove `outcomes`: each item has its own."
            yield f"the repeated step `{step.id}` has outcomes", step.id.location, hint
        parts = step.steps if isinstance(step, Compound) else ()
        inner = {str(part.id) for part in parts}
        named = {str(each.id), *(str(value.id) for part in parts for value in part.values)}
        for other in procedure.all_steps:
            if other.id in inner:
                continue
            for name in _used_in(without_steps(other)):
                if name in named:
                    message = f"`{name}` is named at `{other.id}`, outside of the steps that are repeated"
                    yield message, name.location, "Name it in the steps of the repeated step."
            for asked in map(as_id, _named_in_conditions(other)):
                if asked == step.id:
                    message = f"a condition of `{other.id}` names `{asked}`, which is done once for each item"
                    yield message, asked.location, "Ask before the repeated step."


def _named_in_conditions(step: Step[SourceText]) -> Iterator[str]:
    """Yield the facts and steps that the conditions of a step name."""
    return (name for condition in conditions_of(step) for name in named_in(condition))


def check_values_noted(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A value is noted on every path before it is used, or at the same step."""
    noting = {value.id: placed for placed in _placed_steps(procedure) for value in placed.step.values}
    if not noting:
        return
    dominators = find_dominators(procedure)
    for use in _placed_steps(procedure):
        for name in _used_in(without_steps(use.step)):
            noted = noting.get(name)
            if noted is None or use.outer.id not in dominators.order:
                continue
            if noted.outer.id == use.outer.id:
                is_before = noted.index <= use.index
            else:
                is_before = dominators.dominates(noted.outer.id, use.outer.id)
            if not is_before:
                message = f"`{name}` is not noted before `{use.step.id}` on every path"
                yield message, name.location, "Note it before the paths part."
            elif not all(any(implies(own, needed) for own in use.conditions) for needed in noted.conditions):
                message = (
                    f"`{name}` is used at `{use.step.id}` where `{noted.step.id}` may have been passed over"
                )
                yield message, name.location, "Give both steps the same condition."


@dataclass(frozen=True, slots=True)
class _PlacedStep:
    """A step with its place in the procedure."""

    step: Step[SourceText]
    outer: Step[SourceText]
    """The compound step around it; the step itself if there is none."""
    index: int
    """The position within the compound step; 0 is that step itself."""

    @property
    def conditions(self) -> list[Condition]:
        """The conditions of both steps, without empty ones."""
        return [when for when in (self.outer.when, self.step.when) if when]


def _placed_steps(procedure: Procedure[SourceText]) -> Iterator[_PlacedStep]:
    for step in procedure.steps:
        yield _PlacedStep(step, step, 0)
        if isinstance(step, Compound):
            for index, part in enumerate(step.steps, 1):
                yield _PlacedStep(part, step, index)


def _texts_around(procedure: Procedure[SourceText]) -> Iterable[SourceText]:
    of_steps = {text.key for text in iter_texts(procedure.steps)}
    return (text for text in iter_texts(procedure) if text.key not in of_steps)


def check_commands(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A command has straight quotes, plain hyphens and plain spaces, and no spaces at the end of a line."""
    commands = (command for step in procedure.all_steps for command in step.commands)
    for lines in (command.run for command in commands):
        yield from _check_characters(lines)
        for number, line in enumerate(lines.split("\n"), 1):
            if line != line.rstrip():
                yield f"line {number} of the command ends with a space", lines.location, "Remove it."


def _check_characters(lines: Id) -> Iterator[Violation]:
    odd = {lines[index] for index in find_odd(lines)}
    for character in dict.fromkeys(lines):
        if character in _TYPOGRAPHIC or (unicodedata.category(character) == "Zs" and character != " "):
            sign = f"`{_TYPOGRAPHIC[character]}`" if character in _TYPOGRAPHIC else "a plain space"
            hint = f"Write {sign}; a word processor may have replaced it."
            yield f"the command contains {name_character(character)}", lines.location, hint
        elif character in odd:
            yield f"the command contains {name_character(character)}", lines.location, "Retype it."


def check_values_in_commands(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A value in a command is a date, is secret, or has a pattern: nothing else is filled in there."""
    values = {str(value.id): value for value in procedure.values}
    for lines in _command_lines(procedure):
        for match in _LOOSE_VALUE.finditer(lines):
            value, placeholder = values.get(match[1]), f"{{{{{match[1]}}}}}"
            if value is None:
                continue
            if match[0] != placeholder:
                yield f"`{match[0]}` is not filled in", lines.location, f"Write `{placeholder}`."
            if not (value.pattern or value.secret or value.type is ValueType.DATE):
                hint = "Add `pattern:` and `example:`: only what matches is filled in."
                yield f"`{value.id}` is used in a command and has no pattern", value.id.location, hint


def _command_lines(procedure: Procedure[SourceText]) -> Iterator[Id]:
    for step in procedure.all_steps:
        for command in step.commands:
            yield command.run
            if command.output:
                yield command.output


def _used_in(step: Step[SourceText]) -> Iterator[Id]:
    if step.due and step.due.date is not None:
        yield step.due.date
    for text in iter_texts(step):
        yield from _values_in(text)
    for command in step.commands:
        for lines in (command.run, command.output):
            if lines:
                yield from (Id(name, lines.location) for name in dict.fromkeys(VALUE.findall(lines)))


def _values_in(text: SourceText) -> Iterator[Id]:
    if "{{" in text.source:
        yield from (Id(name, text.location) for name in find_values(parse(text.source)))
