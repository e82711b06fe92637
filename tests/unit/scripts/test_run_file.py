"""The file of runs: its published schema and the scripts' reader say the same of any file."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.required_programs import need

VERDICTS = Path(__file__).parent / "read_files.js"
TYPESCRIPT = VERDICTS.with_name("typescript.js").as_uri()
NOW = 1_800_000_000_000
LATEST = NOW + 86_400_000
"""A run's times may be a day ahead, as clocks differ; this is no matter of the format."""
Place = tuple[str | int, ...]

SAMPLE: dict[str, Any] = {
    "format": "stegvis-runs",
    "version": 1,
    "runs": [
        {
            "id": "run-00000001",
            "procedure": "set-customer-purchase-permission",
            "made": 1_700_000_000_000,
            "seen": {
                "revision": 3,
                "locale": "pt-BR",
                "steps": [["sign-in", 1, "Sign in"], ["give-role/select-role", 2, ""]],
            },
            "entries": [
                {"at": 1_700_000_000_000, "by": "AB", "step": "sign-in", "state": "done", "reason": "why"},
                {"at": 1_700_000_000_001, "step": "direction", "answer": ["turn-on", "turn-off"]},
                {"at": 1_700_000_000_002, "step": "give-role/select-role", "note": "a note 🙂"},
                {"at": 1_700_000_000_003, "clear": ["sign-in"], "round": "sign-in"},
                {"at": 1_700_000_000_004, "name": "Contoso", "kept": "archived", "finished": "sign-in"},
            ],
        }
    ],
}
"""A file that has every property of the format."""

LIMITS = (12, 20, 64, 100, 200, 400, 500, 2000, 4000)
"""The greatest lengths of texts in the format."""
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 1.0, 1.5, 1_000_000, 1_000_001, LATEST, LATEST + 1, 2**53, 2**64, 1e300,
    "", "a", "A", "-", "a-", "a--b", "a/b", "/a", "a/", "a\n", " a", "å", "__proto__", "1", "open", "removed",
    "doing", "stegvis-runs", "nl", "nl_NL", "\ud800", "abcdefgh", "ABCD_efg-1", [], ["a"], [1], ["a", 1, ""],
    ["a", 1], {}, {"at": 1}, [[]], [{}],
    *(character * length for limit in LIMITS for length in (limit, limit + 1) for character in ("a", "🙂")),
]  # fmt: skip
"""What a mutation puts in the place of a value."""


def published_schema(root: Path) -> dict[str, Any]:
    """The schema, with the reader's own limit of times."""
    schema: dict[str, Any] = json.loads((root / "generator/stegvis/theme/run-1.schema.json").read_text())
    schema["$defs"]["time"]["maximum"] = LATEST
    return schema


def _pattern(_: Any, pattern: str, value: object, __: Any) -> Iterator[jsonschema.ValidationError]:
    """As ECMA-262 has it: `$` is the very end, where Python's may stand before a last line break."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


Validator = jsonschema.validators.extend(  # type: ignore[no-untyped-call]  # the stubs lack it
    jsonschema.Draft202012Validator, {"pattern": _pattern}
)


@pytest.fixture(scope="module")
def schema(root: Path) -> Any:
    return Validator(published_schema(root))


def verdicts(files: Sequence[Any]) -> list[str]:
    """What the reader says of each file: its problem and place, or nothing."""
    need("packages")
    lines = "".join(f"{json.dumps(json.dumps(file))}\n" for file in files)
    command = [str(need("node")), "--import", TYPESCRIPT, str(VERDICTS), str(NOW)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return [f"{result['problem']} {result['place']}".strip() for result in results]


def disagreements(schema: Any, files: Sequence[Any]) -> list[str]:
    """The files of which schema and reader don't say the same."""
    return [
        f"{json.dumps(file)[:300]}: the reader says {verdict or 'nothing'!r}"
        for file, verdict in zip(files, verdicts(files), strict=True)
        if schema.is_valid(file) == bool(verdict)
    ]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """The places of all values in a file."""
    yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*place, key))


def replaced(file: Any, place: Place, value: Any) -> Any:
    """A file with another value in a place; with none in it where the value is `...`."""
    if not place:
        return value
    changed = copy.deepcopy(file)
    holder = changed
    for key in place[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return changed


PLACES = list(places(SAMPLE))


def test_a_file_with_every_property_is_read(schema: Any) -> None:
    assert schema.is_valid(SAMPLE)
    assert verdicts([SAMPLE]) == [""]


def test_one_other_value_anywhere(schema: Any) -> None:
    files = [replaced(SAMPLE, place, value) for place in PLACES for value in VALUES]
    assert not disagreements(schema, files)


def test_a_property_or_an_item_less(schema: Any) -> None:
    files = [replaced(SAMPLE, place, ...) for place in PLACES if place]
    assert not disagreements(schema, files)


def test_a_property_more(schema: Any) -> None:
    objects = [place for place in PLACES if isinstance(value_at(SAMPLE, place), dict)]
    names = ("more", "__proto__", "constructor", "toString", "At")
    files = [replaced(SAMPLE, (*place, name), "a") for place in objects for name in names]
    assert len(files) > 30
    assert not disagreements(schema, files)


def value_at(file: Any, place: Place) -> Any:
    """The value in a place of a file."""
    for key in place:
        file = file[key]
    return file


@pytest.mark.parametrize(
    ("place", "limit"),
    [
        (("runs",), 5000),
        (("runs", 0, "seen", "steps"), 2000),
        (("runs", 0, "entries"), 20_000),
        (("runs", 0, "entries", 1, "answer"), 50),
        (("runs", 0, "entries", 3, "clear"), 2000),
    ],
)
def test_as_many_items_as_there_may_be(schema: Any, place: Place, limit: int) -> None:
    item = value_at(SAMPLE, place)[0]
    if place == ("runs",):
        item = {**item, "seen": {**item["seen"], "steps": []}, "entries": []}
    files = [replaced(SAMPLE, place, [item] * length) for length in (limit, limit + 1)]
    assert [schema.is_valid(file) for file in files] == [True, False]
    assert not disagreements(schema, files)


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """The sample with some other values, some of which may be gone."""
    file = SAMPLE
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(places(file))))
        file = replaced(file, place, draw(st.sampled_from(VALUES + ([...] if place else []))))
    return file


@settings(max_examples=10, deadline=None)
@given(st.lists(mutated(), min_size=50, max_size=200))
def test_any_mutation(root: Path, files: list[Any]) -> None:
    assert not disagreements(Validator(published_schema(root)), files)
