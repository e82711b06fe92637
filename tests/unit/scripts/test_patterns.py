"""The patterns of noted values: Python and browsers match them alike, and soon."""

from __future__ import annotations

import json
import re
import subprocess
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.limits import MAX_VALUE
from stegvis.validate.patterns import find_pattern_fault, matches
from tests.support.required_programs import need

MATCHER = """
const cases = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
const found = cases.map(([pattern, texts]) =>
  ["u", "v"].map((flag) => texts.map((text) => new RegExp(`^(?:${pattern})$`, flag).test(text))));
console.log(JSON.stringify(found));
"""
"""As a browser compiles the `pattern` attribute: formerly with the flag `u`, now with `v`."""
SLOWEST = 0.5
"""Seconds of a match of the longest value."""

_ATOMS = (
    "a",
    "B",
    "0",
    "é",
    "-",
    ".",
    r"\.",
    r"\d",
    r"\w",
    "[a-c]",
    "[^0-9]",
    r"[\w.\-]",
    "[A-Z0-9_:]",
    r"\/",
    "@",
    " ",
)
_COUNTS = ("", "", "", "?", "*", "+", "{2}", "{0,3}", "{1,20}")
_pieces = st.tuples(st.sampled_from(_ATOMS), st.sampled_from(_COUNTS)).map("".join)
_branches = st.lists(_pieces, max_size=4).map("".join)
_groups = st.lists(_branches, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
patterns = st.lists(_pieces | _groups, min_size=1, max_size=5).map("".join)
texts = st.text(st.sampled_from("aBcZ09é-.:@/ _"), max_size=12)


def in_browsers(cases: list[tuple[str, list[str]]]) -> list[list[list[bool]]]:
    """Whether each text has the form of its pattern, with either flag."""
    command = [str(need("node")), "-e", MATCHER]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=True)
    answers: list[list[list[bool]]] = json.loads(done.stdout)
    return answers


def test_python_and_browsers_match_alike() -> None:
    cases: list[tuple[str, list[str]]] = []

    @settings(max_examples=300, database=None, deadline=None)
    @given(patterns, st.lists(texts, min_size=1, max_size=6))
    def collect(pattern: str, some: list[str]) -> None:
        if not find_pattern_fault(pattern):
            cases.append((pattern, some))

    collect()
    assert len(cases) > 100
    for (pattern, some), (formerly, now) in zip(cases, in_browsers(cases), strict=True):
        expected = [matches(pattern, text) for text in some]
        assert formerly == now == expected, pattern


@pytest.mark.parametrize(
    "pattern",
    [
        r"\x41", r"\p{L}", r"\b", r"\1", r"\-", "a**", "a+?", "(a)*", "(a){2}", "(?i)a", "(?<n>a)", "a{,3}",
        "[[a]]", "[a&&b]", "[]", "[^]", "[a-", "a}", "{", "^a$", "a/b", "[--a]",
    ],
)  # fmt: skip
def test_what_may_be_read_differently_is_refused(pattern: str) -> None:
    assert find_pattern_fault(pattern)


@pytest.mark.parametrize("pattern", [".*[0-9]", "(a|b)?.*c", "[^@]{1,64}@[^@]{1,64}", "a{0,99}a{0,99}b"])
def test_no_value_takes_long(pattern: str) -> None:
    assert not find_pattern_fault(pattern)
    start = perf_counter()
    assert re.fullmatch(pattern, "a" * MAX_VALUE, re.ASCII) is None
    assert perf_counter() - start < SLOWEST


def test_as_many_ways_as_there_may_be() -> None:
    assert not find_pattern_fault("a{0,99}" * 2)
    assert find_pattern_fault("a{0,99}" * 2 + "a?")
    assert find_pattern_fault("a*a*")
