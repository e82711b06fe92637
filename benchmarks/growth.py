"""Measure how the time of each reading grows with the size of its input.

    python benchmarks/growth.py [--size CHARACTERS] [--units COUNT]

Doubles the size of texts and files twice, for shapes that are hard to read, and prints the growth exponent of
each reading: 1 is linear, 2 quadratic. The limits of `stegvis.limits` are lifted, so that the readings
themselves are measured. `--units` adds random repeat units, drawn with a fixed seed, and prints the worst.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from stegvis.i18n.catalogs import po_format  # a script finds its own project first
from stegvis.i18n.catalogs.cache import read_translations
from stegvis.i18n.languages.table import language_for
from stegvis.i18n.lint import checks
from stegvis.i18n.lint.context import CheckContext, TranslationPair
from stegvis.inline.characters import find_hidden
from stegvis.inline.parse import parse
from stegvis.inline.plain import render_plain
from stegvis.inline.serialize import serialize
from stegvis.source.articles import read_article
from stegvis.source.loader import load_library
from stegvis.source.yaml_nodes import read_node
from stegvis.validate.rules import validate

SIZE = 4_000
"""Characters of the smallest input."""
DOUBLINGS = 2
SHORTEST = 0.004
"""Seconds below which a time is noise, and growth is not computed."""
MAX_BYTES = 1 << 40

_NUMBERS = count()
"""Tell texts apart, so that no cache has one of them."""

TEXTS: Mapping[str, str] = {
    "brackets": "[",
    "closed brackets": "[]",
    "link openings": "[a][",
    "addresses": "[a](b) ",
    "nested links": "[[a]",
    "emphasis": "*a ",
    "strong": "**a",
    "stars in words": "a**b",
    "underscores": "_",
    "backslashes": "\\",
    "backticks": "`a``",
    "quotes": "'",
    "quotation marks": "“",
    "placeholders": "{a}",
    "braces": "{",
    "angle brackets": "<a",
    "comments": "<!--",
    "references": "&amp;",
    "ampersands": "&a",
    "long word": "a",
    "words": "ab ",
    "sentences": "A b. ",
    "digits": "1",
    "numbers": "1,000 ",
    "dots": ".",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "at signs": "a@",
    "mail": "a@b.c ",
    "slashes": "//",
    "urls": "https://a.b/c ",
    "www": "www.",
    "hyphens": "a-",
    "isolates": "א\u2067",
    "overrides": "\u202e",
    "accents": "e\u0301",
}
"""Repeat units of texts, by name."""


def parse_text(text: str) -> None:
    """Parse a text, and read its tree."""
    nodes = parse(text)
    render_plain(nodes, {})
    serialize(nodes)


def lint_text(text: str) -> None:
    """Apply every check to a translation that differs at its end only."""
    known = CheckContext("nl", language_for("nl"), {"submit": ("Submit it", "Nu verzenden")})
    pair = TranslationPair("procedure/step.action", text, f"{text} b", known)
    for rule in checks.CHECKS:
        list(rule.check(pair))


TEXT_READINGS: Mapping[str, Callable[[str], object]] = {
    "parse": parse_text,
    "characters": lambda text: list(find_hidden(text)),
    "checks": lint_text,
}

_HEADER = 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\n'


def _procedure(steps: int) -> bytes:
    head = "procedure: many\nrevision: 1\nrevised: 2026-11-21\ntitle: Many\nsummary: A.\naudience: [staff]\n"
    lines = "".join(
        f'  - {{id: step-x{number}, action: "Do {{submit}} {number}.", system: desk}}\n'
        for number in range(steps)
    )
    rest = "roles: [owner]\nestimated_time: PT5M\nprerequisites: []\noutcome: All is done.\nsteps:\n"
    return f"{head}{rest}{lines}  - {{id: end, finish: All is done.}}\n".encode()


def _entries(count: int) -> str:
    return "".join(f'msgctxt "a/s{n}.action"\nmsgid "Do {n}."\nmsgstr "Doe {n}."\n\n' for n in range(count))


def _check_procedure(raw: bytes) -> None:
    files = {
        "procedures/desk/many.yaml": raw,
        "content/collections.yaml": b"desk: {title: Desk, summary: A desk.}\n",
        "content/labels.yaml": b"submit: {name: Submit, kind: button}\n",
    }
    loaded = load_library(files)
    validate(loaded.library, loaded.unread)


def _article(body: str) -> bytes:
    return f"---\ntitle: A\ndescription: B.\n---\n\n{body}\n".encode()


FILES: Mapping[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]] = {
    "steps of a procedure": (lambda size: _procedure(size // 60), _check_procedure),
    "unknown keys": (
        lambda size: b"procedure: a\n" + b"".join(b"key%d: x\n" % number for number in range(size // 10)),
        _check_procedure,
    ),
    "nested YAML in brackets": (lambda size: b"a: " + b"[" * size, lambda raw: read_node("a.yaml", raw)),
    "aliases in YAML": (
        lambda size: b"a: &a b\nc: [" + b"*a, " * (size // 4) + b"]\n",
        lambda raw: read_node("a.yaml", raw),
    ),
    "entries of a catalog": (
        lambda size: (_HEADER + _entries(size // 55)).encode(),
        lambda raw: read_translations("nl/x/a.po", raw),
    ),
    "lines of one entry": (
        lambda size: (_HEADER + 'msgctxt "a"\nmsgid "b"\nmsgstr ""\n' + '"abc"\n' * (size // 6)).encode(),
        lambda raw: po_format.read_po("a.po", raw),
    ),
    "comments of one entry": (
        lambda size: (_HEADER + "# abc\n" * (size // 6) + 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n').encode(),
        lambda raw: read_translations("nl/x/a.po", raw),
    ),
    "flags of one entry": (
        lambda size: (_HEADER + "#, a, b\n" * (size // 8) + 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n').encode(),
        lambda raw: read_translations("nl/x/a.po", raw),
    ),
    "nested lists": (
        lambda size: _article("\n".join("  " * depth + "- a" for depth in range(math.isqrt(size)))),
        lambda raw: read_article("content/a.md", raw),
    ),
    "nested quotations": (
        lambda size: _article(">" * size + " a"),
        lambda raw: read_article("content/a.md", raw),
    ),
    "list items": (
        lambda size: _article("- a\n" * (size // 4)),
        lambda raw: read_article("content/a.md", raw),
    ),
    "paragraphs": (
        lambda size: _article("abc\n\n" * (size // 5)),
        lambda raw: read_article("content/a.md", raw),
    ),
    "columns of a table": (
        lambda size: _article("|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n"),
        lambda raw: read_article("content/a.md", raw),
    ),
    "refused characters": (
        lambda size: _article("\u202e" * size),
        lambda raw: read_article("content/a.md", raw),
    ),
}
"""Shapes of files: what makes one of about so many bytes, and what reads it."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How the time of one reading grows with one shape."""

    reading: str
    shape: str
    seconds: tuple[float, ...]
    """The processor time of each size."""

    @property
    def exponent(self) -> float | None:
        """The exponent between the smallest and the largest size; None if the times are noise."""
        first, last = self.seconds[0], self.seconds[-1]
        return math.log2(last / first) / DOUBLINGS if first >= SHORTEST else None


def measure(reading: str, shape: str, read: Callable[[int], Callable[[], object]], size: int) -> Growth:
    """Return the growth of a reading; `read` prepares one of an input of a given size."""
    seconds = []
    for doubling in range(DOUBLINGS + 1):
        run = read(size << doubling)
        gc.collect()
        gc.disable()
        begun = time.process_time()
        run()
        seconds.append(time.process_time() - begun)
        gc.enable()
    return Growth(reading, shape, tuple(seconds))


def measure_texts(units: Mapping[str, str], size: int) -> Iterator[Growth]:
    """Yield the growth of each reading of texts with each repeat unit."""
    for reading, read in TEXT_READINGS.items():
        for name, unit in units.items():

            def prepare(
                size: int, unit: str = unit, read: Callable[[str], object] = read
            ) -> Callable[[], object]:
                text = f"{(unit * (size // len(unit) + 1))[:size]}{next(_NUMBERS)}"
                return lambda: read(text)

            yield measure(reading, name, prepare, size)


def measure_files(size: int) -> Iterator[Growth]:
    """Yield the growth of each reading of files."""
    for name, (make, read) in FILES.items():

        def prepare(
            count: int, make: Callable[[int], bytes] = make, read: Callable[[bytes], object] = read
        ) -> Callable[[], object]:
            raw = make(count)
            return lambda: read(raw)

        yield measure("file", name, prepare, size)


def draw_units(count: int) -> dict[str, str]:
    """Return random repeat units of one to five pieces of markup."""
    draw = random.Random(1)  # noqa: S311 - the same units in every run
    pieces = [*"[]()*_`<>&;{}aA1 .:@/'-!#’«\\\n\""]
    drawn = ("".join(draw.choices(pieces, k=draw.randint(1, 5))) for _ in range(count))
    return {repr(unit): unit for unit in drawn}


def main() -> None:
    """Print a table of what was measured, the steepest growth first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--units", type=int, default=0)
    arguments = parser.parse_args()
    lifted = {
        "stegvis.source.yaml_nodes.MAX_SOURCE_BYTES": MAX_BYTES,
        "stegvis.source.deserialize.MAX_ITEMS": MAX_BYTES,
    }
    patches = [patch(name, value) for name, value in lifted.items()]
    for lift in patches:
        lift.start()
    units = {**TEXTS, **draw_units(arguments.units)}
    found = [*measure_files(20 * arguments.size), *measure_texts(units, arguments.size)]
    known = [growth for growth in found if growth.exponent is not None]
    for growth in sorted(known, key=lambda growth: growth.exponent or 0, reverse=True):
        times = ", ".join(f"{1000 * seconds:.0f}" for seconds in growth.seconds)
        sys.stdout.write(f"{growth.exponent:.2f}  {growth.reading:<10}  {growth.shape:<26} {times} ms\n")


if __name__ == "__main__":
    main()
