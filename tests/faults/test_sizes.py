"""Sizes: what is too large is told with a place, and what is read grows no faster than its input.

Work is counted as calls of functions, never timed. The steps within regular expressions are not calls: the
limits of texts bound them, and benchmarks/growth.py measures them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from itertools import count
from types import FrameType

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stegvis import limits
from stegvis.diagnostics import Diagnostic, Severity
from stegvis.i18n.catalogs import po_format, po_strings
from stegvis.i18n.languages.table import language_for
from stegvis.i18n.lint import checks
from stegvis.i18n.lint.context import CheckContext, TranslationPair
from stegvis.inline.characters import find_hidden
from stegvis.inline.parse import parse
from stegvis.inline.plain import render_plain
from stegvis.inline.serialize import serialize
from stegvis.model.text import TranslationState
from tests.support.dutch_catalogs import catalog, shown, translated
from tests.support.faults import attempts
from tests.support.projects import catalog_findings, diagnostics, edited, sound

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"
PIECES = (
    "[", "]", "](", "][", "(", ")", "*", "**", "_", "`", "``", "\\", "<", "<a", ">", "&", "&a", "&amp;", ";",
    "{", "{a}", "}", "a", "A", "é", "1", " ", "\n", ".", ":", "@", "//", "/", "www.", "-", "'", '"', "’", "“",
    "«", "!", "\u00a0", "\u202f", "\u200b", "א", "\u2067", "\u2069", "e\u0301",
)  # fmt: skip
units = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
dutch = cache(translated)
_numbers = count()


def count_calls(read: Callable[[], object]) -> int:
    """How many functions a reading calls, those of C among them; not the steps within a pattern."""
    calls = 0

    def see(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        read()
    finally:
        sys.setprofile(before)
    return calls


def repeated(unit: str, size: int) -> str:
    """A text of some size that no cache has."""
    return f"{unit * (size // len(unit))}{next(_numbers)}"


def read_text(text: str) -> None:
    """Parse a text, read its tree, and look for hidden characters."""
    nodes = parse(text)
    render_plain(nodes, {})
    assert serialize(nodes) == text
    list(find_hidden(text))


def check_text(text: str) -> None:
    """Apply every check of translations."""
    known = CheckContext("nl", language_for("nl"), {"submit": ("Submit it", "Nu verzenden")})
    pair = TranslationPair("procedure/step.action", text, f"{text} b", known)
    for rule in checks.CHECKS:
        list(rule.check(pair))


FEW = settings(
    max_examples=attempts(12), phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)


@FEW
@given(units, st.sampled_from([read_text, check_text]))
def test_a_text_of_twice_the_size_takes_no_more_than_twice_the_calls(
    unit: str, read: Callable[[str], None]
) -> None:
    half, whole = (
        count_calls(lambda size=size: read(repeated(unit, size)))  # type: ignore[misc]
        for size in (limits.MAX_TEXT // 4, limits.MAX_TEXT // 2)
    )
    assert whole <= 2.3 * half + 500, f"{unit!r}: {half} and {whole} calls"


@settings(max_examples=attempts(20))
@given(units)
def test_a_text_that_is_too_long_is_told_with_its_place(unit: str) -> None:
    visible = re.sub(r"[^\x21-\x7e]|[{}]", "a", unit).replace("\\", "/").replace('"', "'")
    words = visible * (limits.MAX_TEXT // len(visible) + 1)
    found = diagnostics(edited(sound(), OFFICE, "action: Unlock the door.", f'action: "{words}"'))
    told = [diagnostic for diagnostic in found if diagnostic.code == "Y011"]
    assert [(each.location.path, each.location.line, each.severity) for each in told] == [
        (OFFICE, 14, Severity.ERROR)
    ]
    assert told[0].hint


@settings(max_examples=attempts(20))
@given(units)
def test_a_translation_that_is_too_long_is_not_used_and_not_checked_further(unit: str) -> None:
    words = unit * (limits.MAX_TEXT // len(unit) + 1)
    entry = "\n".join(po_strings.quote("msgstr", words)).removeprefix("msgstr ")
    files = edited(dutch(), catalog("office"), '"NL Unlock the door."', entry)
    assert shown(files)[ACTION] == ("Unlock the door.", TranslationState.FUZZY)
    of_it = {found.code for found in catalog_findings(files) if ACTION in found.message}
    assert of_it == {"C508"}
    assert {found.code for found in diagnostics(files)} == {"C508", "L002"}


def test_the_longest_texts_that_fit_are_no_fault() -> None:
    words = "Unlock the door. " * (limits.MAX_TEXT // 17)
    assert diagnostics(edited(sound(), OFFICE, "Unlock the door.", words.strip())) == []
    placeholders = "{disarm} " * (limits.MAX_TEXT // (limits.MAX_NAME + len("{disarm} ")))
    assert diagnostics(edited(sound(), OFFICE, "Unlock the door.", f'"{placeholders.strip()}"')) == []


def test_a_placeholder_leaves_room_for_its_name() -> None:
    names = limits.MAX_TEXT // limits.MAX_NAME + 1
    assert limits.measure_text("{a}" * names) > limits.MAX_TEXT
    assert limits.measure_text("😀") == 2  # as JavaScript counts


def test_each_refused_character_is_reported_up_to_a_number() -> None:
    found = diagnostics(edited(sound(), OFFICE, "Unlock the door.", "\u202e" * 20_000))
    assert [diagnostic.code for diagnostic in found] == ["Y008"] * limits.MAX_REPORTED


def test_a_catalog_is_read_up_to_a_size() -> None:
    entry = 'msgctxt "a"\nmsgid "b"\nmsgstr ""\n'
    header = po_format.new_header("nl", "nplurals=2; plural=(n != 1);")
    lines = ['"abcdefghij"\n'] * (limits.MAX_STRING // 10)
    fits = "".join([header, "\n", entry, *lines])
    assert isinstance(po_format.read_po("a.po", fits.encode()), po_format.PoFile)
    endless = po_format.read_po("a.po", f"{fits}{lines[0]}".encode())
    assert isinstance(endless, Diagnostic)
    assert (endless.code, endless.location.line) == ("C007", fits.count("\n") + 1)
    large = po_format.read_po("a.po", b"#" * (limits.MAX_CATALOG_BYTES + 1))
    assert isinstance(large, Diagnostic)
    assert large.code == "C007"
