"""YAML is read as text: what the author wrote is what there is, whatever YAML would make of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.diagnostics import Diagnostic, Location
from stegvis.limits import MAX_SOURCE_BYTES
from stegvis.source.loader import load_library
from tests.support.projects import Files, diagnostics, edited, library_of, sound

OFFICE = "procedures/office/open-office.yaml"
AUDIENCES = "content/audiences.yaml"

NORWEGIAN = (
    "no", "on", "off", "yes", "y", "true", "null", "~", "1.10", "0x1F", "012", "1e3", "1_000", "12:30:45",
    "2026-11-21", ".inf", ".nan", "=",
)  # fmt: skip


@pytest.mark.parametrize("word", NORWEGIAN)
def test_a_word_stays_what_the_author_wrote(word: str) -> None:
    raw = f"staff: {{name: {word}, description: '{word}'}}\n{word}: {{name: A, description: B}}\n".encode()
    audiences = library_of({AUDIENCES: raw}).audiences
    assert audiences["staff"].name.source == word
    assert audiences["staff"].description.source == word
    assert list(audiences) == ["staff", word]


def diagnostics_in(raw: bytes) -> list[Diagnostic]:
    """What is wrong with a file of audiences."""
    return list(load_library({AUDIENCES: raw}).diagnostics)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_a_byte_order_mark_is_passed_over() -> None:
    audiences = library_of({AUDIENCES: b"\xef\xbb\xbfstaff: {name: A, description: B}\n"}).audiences
    assert audiences["staff"].name.location == Location(AUDIENCES, 1, 15)


def with_crlf(files: Files) -> dict[str, bytes]:
    return {path: raw.replace(b"\n", b"\r\n") for path, raw in files.items()}


def test_lines_that_end_as_on_windows_are_read_as_others() -> None:
    assert diagnostics(with_crlf(sound())) == []
    assert library_of(with_crlf(sound())) == library_of(sound())


def test_places_are_the_same_whatever_ends_the_lines() -> None:
    files = edited(sound(), OFFICE, ", again: true", "")
    assert diagnostics(with_crlf(files)) == diagnostics(files) != []


def test_a_column_counts_characters_not_bytes() -> None:
    (diagnostic,) = diagnostics_in("é😀: {name: ﬁﬃ, nam: B, description: C}\n".encode())
    assert (diagnostic.location.line, diagnostic.location.column) == (1, 16)


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\xff", 1, 1),
        ("é\né\n".encode() + b"\x80", 3, 1),
        ("a: é😀".encode() + b"\xc3(", 1, 6),
        (b"a: b\r\nc: \xe9", 2, 4),
        (b"\xff\xfea\x00", 1, 1),
    ],
)
def test_a_byte_that_is_not_utf_8_is_reported_with_its_line_and_column(
    raw: bytes, line: int, column: int
) -> None:
    (diagnostic,) = diagnostics_in(raw)
    assert (diagnostic.code, diagnostic.location) == ("Y001", Location(AUDIENCES, line, column))


def test_a_file_of_the_largest_size_is_read() -> None:
    raw = b"staff: {name: A, description: B}\n"
    assert diagnostics_in(raw + b"#" * (MAX_SOURCE_BYTES - len(raw))) == []
    assert codes(diagnostics_in(raw + b"#" * (MAX_SOURCE_BYTES - len(raw) + 1))) == ["Y002"]


def test_every_tab_and_control_character_is_reported_at_once() -> None:
    diagnostics = diagnostics_in("a:\tb\n\tc: d\x00\x1b\u2028\ufeff\n".encode())
    assert codes(diagnostics) == ["Y003", "Y003", "Y008", "Y008", "Y008", "Y008"]


BOMB = b"".join(
    b"l%d: &l%d [%s]\n" % (number, number, b", ".join([b"*l%d" % (number - 1) if number else b"lol"] * 9))
    for number in range(40)
)


def test_an_anchor_bomb_is_refused_before_it_grows() -> None:
    assert set(codes(diagnostics_in(BOMB))) == {"Y005"}


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [id]", "!!str a", "! a", "!<x> a", "!x a"])
def test_tags_are_refused(tag: str) -> None:
    assert codes(diagnostics_in(f"staff: {{name: A, description: {tag}}}\n".encode())) == ["Y006"]


def test_what_only_looks_like_an_anchor_or_a_tag_is_text() -> None:
    raw = b'staff: {name: "Salt & pepper", description: "Wow! 100 % *of* it, & more"}\n'
    assert library_of({AUDIENCES: raw}).audiences["staff"].name.source == "Salt & pepper"


def test_a_merge_key_is_a_key_that_nobody_knows() -> None:
    assert "S001" in codes(diagnostics_in(b"staff: {<<: {name: A}, name: A, description: B}\n"))


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"{a: " * 60_000,
        b"{a: " * 40_000 + b"b" + b"}" * 40_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"a: [{b: " * 30_000,
        b"[a, " * 60_000,
        b"".join(b" " * level + b"a:\n" for level in range(700)),
        b'"' + b"\\" * 100_000,
        b"&" * 100_000,
    ],
    ids=lambda raw: f"{raw[:8].decode()!r}",
)
def test_a_hostile_file_is_refused_and_does_not_end_the_program(raw: bytes) -> None:
    script = (
        "import sys; from stegvis.source.loader import load_library\n"
        f"found = load_library({{{AUDIENCES!r}: sys.stdin.buffer.read()}}).diagnostics\n"
        "print(' '.join(sorted({one.code for one in found})))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], input=raw, capture_output=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr.decode()[-500:] or run.returncode
    assert run.stdout.decode().split()


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused_in_words(raw: bytes) -> None:
    loaded = load_library(
        {AUDIENCES: raw, OFFICE: raw, "content/index.md": b"---\n" + raw + b"\n---\n" + raw}
    )
    assert all(diagnostic.message and diagnostic.location.line > 0 for diagnostic in loaded.diagnostics)


@given(st.text(alphabet=st.sampled_from("ab:-#?&*!|>'\"%@`{}[],\n \\<~=é\u202f"), max_size=60))
def test_whatever_text_a_file_holds_it_is_read_or_refused_in_words(text: str) -> None:
    loaded = load_library(
        {AUDIENCES: text.encode(), "content/index.md": f"---\n{text}\n---\n{text}".encode()}
    )
    for diagnostic in loaded.diagnostics:
        lines = text.count("\n") + 1
        assert 1 <= diagnostic.location.line <= 2 * lines + 3


HOSTILE = {
    "<script>alert(1)</script>": "V503",
    "<img src=x onerror=alert(1)>": "V503",
    "</title><b>": "V503",
    "<!-- -->": "V503",
    "<?php ?>": "V503",
    "<javascript:alert(1)>": "V503",
    "[here](javascript:alert(1))": "V304",
    "[here](https://example.org)": "V304",
    "![here](https://example.org/x.png)": "V506",
    "[here][javascript:alert(1)]": "V304",
    "{__class__}": "V304",
    "\\u0000": "Y008",
    "\\u001b[31m": "Y008",
    "\\u2028": "Y008",
}


@pytest.mark.parametrize(("words", "code"), HOSTILE.items(), ids=HOSTILE)
def test_hostile_text_is_refused(words: str, code: str) -> None:
    files = edited(sound(), OFFICE, "Unlock the door.", f'"Unlock {words} the door."')
    assert code in codes(diagnostics(files))


@pytest.mark.parametrize("words", ["a < b and c > d", "`<script>`", "I <3 doors", "5 < 6", "``` `<b>` ```"])
def test_signs_that_are_no_html_are_text(words: str) -> None:
    files = edited(sound(), OFFICE, "Unlock the door.", f'"Unlock {words} the door."')
    assert diagnostics(files) == []
