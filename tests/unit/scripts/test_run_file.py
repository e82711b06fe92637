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

from tests.support.required_programs import need

VERDICTS = Path(__file__).parent / "read_files.js"
TYPESCRIPT = VERDICTS.with_name("typescript.js").as_uri()
LAST_TIME = 253_402_300_799_999
"""The end of the year 9999."""
Place = tuple[str | int, ...]

ENTRIES: list[dict[str, Any]] = [
    {"at": 1_700_000_000_000, "by": "AB", "step": "sign-in", "state": "done", "reason": "why"},
    {"at": 1_700_000_000_001, "step": "direction", "answer": ["turn-on", "turn-off"]},
    {"at": 1_700_000_000_002, "step": "give-role/select-role", "note": "a note 🙂"},
    {"at": 1_700_000_000_003, "clear": ["sign-in"], "round": "sign-in"},
    {"at": 1_700_000_000_004, "name": "Contoso", "kept": "archived", "finished": "sign-in"},
]
RUN = {"id": "run-00000001", "procedure": "set-customer-purchase-permission", "made": 1_700_000_000_000}
SEEN = {
    "revision": 3,
    "locale": "pt-BR",
    "steps": [["sign-in", 1, "Sign in"], ["give-role/select-role", 2, ""]],
}
SNAPSHOT = {
    "key": "1a2b3c",
    "revision": 20261121,
    "locale": "es-419",
    "title": "Set the permission",
    "fingerprint": "0a1b2",
    "steps": [
        {"path": "sign-in", "text": "Sign in", "fingerprint": "a.b.c.d", "revision": 2, "number": "1"},
        {
            "path": "direction",
            "text": "",
            "options": [["turn-on", "Turn it on"]],
            "values": [["order-number", "Order number"]],
        },
    ],
}
LATER = {
    "at": 1_700_000_000_005,
    "clock": 1_600_000_000_000,
    "under": "1a2b3c",
    "step": "sign-in",
    "value": ["order-number", "0012345678 ä 🙂"],
    "confirmed": True,
    "adopted": False,
}
SUMMARY = {"case": "Contoso", "title": "Set it", "revisions": [20261121], "outcome": "Finished"}
SAMPLES: dict[int, dict[str, Any]] = {
    1: {"format": "stegvis-runs", "version": 1, "runs": [{**RUN, "seen": SEEN, "entries": ENTRIES}]},
    2: {
        "format": "stegvis-runs",
        "version": 2,
        "runs": [
            {
                **RUN,
                "summary": SUMMARY,
                "snapshots": [SNAPSHOT],
                "entries": [*ENTRIES, LATER],
            }
        ],
    },
}
"""For each version a file that has every property of the format."""
VERSIONS = pytest.mark.parametrize("version", SAMPLES)

LIMITS = (12, 64, 100, 400, 500, 4000, 20_000)
"""The greatest lengths of texts in the format."""
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 1.0, 1.5, 1_000_001, LAST_TIME, LAST_TIME + 1, 2**53 - 1,
    2**53, 2**64, 1e300,
    "", "a", "A", "-", "a-", "a--b", "a/b", "/a", "a/", "a\n", " a", "å", "__proto__", "1", "open", "removed",
    "doing", "stegvis-runs", "nl", "nl_NL", "es-419", "\ud800", "abcdefgh", "ABCD_efg-1", [],
    "a\u0007", "a\u0085", "a\u202e", "a\u2028", "a\u200db",
    ["a"], [1], ["a", 1, ""],
    ["a", 1], ["a", "b"], {}, {"at": 1}, {"path": "a", "text": "b"}, [[]], [{}],
    *(character * length for limit in LIMITS for length in (limit, limit + 1) for character in ("a", "🙂")),
]  # fmt: skip
"""What a mutation puts in the place of a value."""


def published_schema(root: Path, version: int) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(
        (root / f"generator/stegvis/theme/run-{version}.schema.json").read_text()
    )
    return schema


def _pattern(_: Any, pattern: str, value: object, __: Any) -> Iterator[jsonschema.ValidationError]:
    """As ECMA-262 has it: `$` is the very end, where Python's may stand before a last line break."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


Validator = jsonschema.validators.extend(  # type: ignore[no-untyped-call]  # the stubs lack it
    jsonschema.Draft202012Validator, {"pattern": _pattern}
)


def _times_in_order(value: object) -> bool:
    """Whether each entry's time is at most the last one and one more for each entry before it.

    The schema says this in words only.
    """
    if isinstance(value, dict) and isinstance(value.get("entries"), list):
        times = [entry.get("at") for entry in value["entries"] if isinstance(entry, dict)]
        numbers = sorted(time for time in times if isinstance(time, int | float))
        return all(time <= LAST_TIME + index for index, time in enumerate(numbers))
    return True


class Schema:
    """What the published schemas say of a file, by its version."""

    def __init__(self, root: Path) -> None:
        self._validators = {version: Validator(published_schema(root, version)) for version in SAMPLES}

    def is_valid(self, file: Any) -> bool:
        version = file.get("version") if isinstance(file, dict) else None
        validator = self._validators[1 if version == 1 and version is not True else 2]
        return validator.is_valid(file) and all(map(_times_in_order, file["runs"]))


@pytest.fixture(scope="module")
def schema(root: Path) -> Schema:
    return Schema(root)


def verdicts(files: Sequence[Any]) -> list[str]:
    """What the reader says of each file: its problem and place, or nothing."""
    need("packages")
    lines = "".join(f"{json.dumps(json.dumps(file))}\n" for file in files)
    command = [str(need("node")), "--import", TYPESCRIPT, str(VERDICTS)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return [f"{result['problem']} {result['place']}".strip() for result in results]


def disagreements(schema: Schema, files: Sequence[Any]) -> list[str]:
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


PLACES = {version: list(places(sample)) for version, sample in SAMPLES.items()}


@VERSIONS
def test_a_file_with_every_property_is_read(schema: Schema, version: int) -> None:
    assert schema.is_valid(SAMPLES[version])
    assert verdicts([SAMPLES[version]]) == [""]


@VERSIONS
def test_one_other_value_anywhere(schema: Schema, version: int) -> None:
    files = [replaced(SAMPLES[version], place, value) for place in PLACES[version] for value in VALUES]
    assert not disagreements(schema, files)


@VERSIONS
def test_a_property_or_an_item_less(schema: Schema, version: int) -> None:
    files = [replaced(SAMPLES[version], place, ...) for place in PLACES[version] if place]
    assert not disagreements(schema, files)


@VERSIONS
def test_a_property_more(schema: Schema, version: int) -> None:
    sample = SAMPLES[version]
    objects = [place for place in PLACES[version] if isinstance(value_at(sample, place), dict)]
    names = ("more", "__proto__", "constructor", "toString", "At")
    files = [replaced(sample, (*place, name), "a") for place in objects for name in names]
    assert len(files) > 30
    assert not disagreements(schema, files)


def value_at(file: Any, place: Place) -> Any:
    """The value in a place of a file."""
    for key in place:
        file = file[key]
    return file


@pytest.mark.parametrize(
    ("version", "place", "limit"),
    [
        (1, ("runs",), 5000),
        (1, ("runs", 0, "seen", "steps"), 20_000),
        (1, ("runs", 0, "entries"), 20_000),
        (1, ("runs", 0, "entries", 1, "answer"), 200),
        (1, ("runs", 0, "entries", 3, "clear"), 20_000),
        (2, ("runs",), 5000),
        (2, ("runs", 0, "summary", "revisions"), 500),
        (2, ("runs", 0, "snapshots"), 500),
        (2, ("runs", 0, "snapshots", 0, "steps"), 20_000),
        (2, ("runs", 0, "snapshots", 0, "steps", 1, "options"), 200),
        (2, ("runs", 0, "snapshots", 0, "steps", 1, "values"), 200),
        (2, ("runs", 0, "entries"), 20_000),
    ],
)
def test_as_many_items_as_there_may_be(schema: Schema, version: int, place: Place, limit: int) -> None:
    item = value_at(SAMPLES[version], place)[0]
    if place == ("runs",):
        item = {**item, "entries": []}
    files = [replaced(SAMPLES[version], place, [item] * length) for length in (limit, limit + 1)]
    assert [schema.is_valid(file) for file in files] == [True, False]
    assert [not verdict for verdict in verdicts(files)] == [True, False]


def test_times_after_the_last_one_are_read_as_far_as_an_entry_can_be_appended(schema: Schema) -> None:
    files = []
    for beyond in (0, 1, 2, 3):
        entries = [{"at": LAST_TIME + beyond}, {"at": LAST_TIME + 1}, {"at": 5}]
        files.append(replaced(SAMPLES[2], ("runs", 0, "entries"), entries))
    assert [schema.is_valid(file) for file in files] == [True, True, True, False]
    assert not disagreements(schema, files)


FIELDS = {"name": "data-name", "by": "data-initials", "reason": "data-reason", "note": "data-note"}
"""What readers type, and the attribute of its field or of the element around it."""


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_takes_no_more_than_the_format(root: Path, name: str) -> None:
    templates = root / "generator/stegvis/theme/templates"
    text = "".join((templates / path).read_text() for path in ("checklist.html", "parts/run.html"))
    start = text.rindex("<", 0, text.index(FIELDS[name]))
    field = re.compile(r"<(?:input|textarea)[^>]*\bmaxlength=\"(\d+)\"").search(text, start)
    assert field
    entry = published_schema(root, 2)["$defs"]["entry"]["properties"]
    assert int(field[1]) <= entry[name]["maxLength"]
