"""The one form of YAML files: reached from any other, kept once reached, with the same data and comments."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.source.yaml_format import LINE_LENGTH, FormatError, find_comments, format_yaml
from tests.support.projects import BROKEN, ROOT, files_in

OWN = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for folder in ("procedures", "content", "tests/fixtures/sites")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
}


def form(text: str) -> str:
    return format_yaml(text)


@pytest.mark.parametrize(
    ("text", "formatted"),
    [
        ("a:   b\n", "a: b\n"),
        ("a: 'b'\n", "a: b\n"),
        ('a: "b"\n', "a: b\n"),
        ("a: 'Yes'\n", 'a: "Yes"\n'),
        ("a: 'b: c'\n", 'a: "b: c"\n'),
        ("a: Yes\n", "a: Yes\n"),
        ("a: 1.10\nb: 007\nc: True\nd: 2026-11-21\n", "a: 1.10\nb: 007\nc: True\nd: 2026-11-21\n"),
        ("a:\n- b\n- c: d\n  e: f\n", "a:\n  - b\n  - c: d\n    e: f\n"),
        ("a:\n      b: c\n", "a:\n  b: c\n"),
        ("a: {b: 'c', d: 'e, f'}\n", 'a: {b: c, d: "e, f"}\n'),
        ("a: >-\n  one\n  two\n", "a: one two\n"),
        ("a: |\n  one\n  two\n", "a: |\n  one\n  two\n"),
        ("a: {b: Really?, c: d}\n", "a: {b: Really?, c: d}\n"),
        ('a: "{b} c"\n', 'a: "{b} c"\n'),
        ("a: b   # why\n\n\n", "a: b   # why\n"),
        ("# first\n\na: b\n# last\n", "# first\n\na: b\n# last\n"),
    ],
)
def test_the_form(text: str, formatted: str) -> None:
    assert form(text) == formatted


def test_what_does_not_fit_a_line_is_folded_or_put_below_its_key() -> None:
    words = " ".join(["word"] * 50)
    folded = form(f"a:\n  b: {words}\n  c: {{d: '{words}', e: f}}\n")
    assert folded.count(">-") == 2
    assert all(len(line) <= LINE_LENGTH for line in folded.split("\n"))
    assert max(map(len, folded.split("\n"))) > LINE_LENGTH - len(" word")
    assert yaml.safe_load(folded) == {"a": {"b": words, "c": {"d": words, "e": "f"}}}


@pytest.mark.parametrize("path", OWN)
def test_the_form_of_a_form_is_itself(path: str) -> None:
    once = form(OWN[path])
    assert form(once) == once
    assert list(find_comments(once)) == list(find_comments(OWN[path]))
    assert yaml.load(once, yaml.CBaseLoader) == yaml.load(OWN[path], yaml.CBaseLoader)  # noqa: S506  # text only


def test_files_of_broken_projects_are_formatted_or_refused() -> None:
    refused = 0
    for path, raw in files_in(BROKEN).items():
        if path.endswith(".yaml"):
            try:
                text = raw.decode()
                once = form(text)
            except (UnicodeDecodeError, FormatError):
                refused += 1
            else:
                assert form(once) == once, path
    assert refused < 40


def test_a_comment_stays_at_what_it_allows() -> None:
    words = " ".join(["word"] * 40)
    for text in (
        f"a: {words} # allow V210: reason\nb: c\n",
        f"a: {{b: {words}, c: d}} # allow V210: reason\nb: c\n",
        f"a:\n  - {words} # allow V210: reason\n  - b\n",
        f"# allow V210: reason\na: {words}\n",
    ):
        comments = list(find_comments(text))
        assert comments[0][2] == "allow V210: reason"
        assert list(find_comments(form(text))) == comments


TEXTS = st.text(st.sampled_from("ab {}[]:#-'\"!&*|>%@`,?.é1\\"), min_size=1, max_size=30)
LONG = st.lists(TEXTS, min_size=10, max_size=20).map(" ".join)
DATA = st.recursive(
    TEXTS | LONG | st.sampled_from(["yes", "no", "null", "~", "1.10", "true", "2026-11-21", "0x1"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
STYLES = st.fixed_dictionaries({
    "default_style": st.sampled_from([None, "'", '"']),
    "width": st.integers(20, 200),
    "indent": st.integers(2, 6),
    "default_flow_style": st.just(False),  # noqa: FBT003  # PyYAML's option
})  # fmt: skip


@given(st.dictionaries(TEXTS, DATA, min_size=1, max_size=4), STYLES)
@settings(max_examples=150, deadline=None)
def test_data_stay_whatever_they_are_and_however_they_are_written(
    data: dict[str, Any], style: dict[str, Any]
) -> None:
    written = yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, **style)
    try:
        once = form(written)
    except FormatError:
        return
    assert yaml.load(once, yaml.CBaseLoader) == yaml.load(written, yaml.CBaseLoader)  # noqa: S506  # text only
    assert form(once) == once
