"""A builder that has built before makes the same site as a new one, whatever was edited in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.diagnostics import Diagnostic, has_no_errors
from stegvis.pipeline import Builder
from stegvis.source.loader import INTERFACE_PATH
from stegvis.source.project import Project
from tests.support import pdf_reading
from tests.support.dutch_catalogs import translated
from tests.support.projects import Files, config_of

PROCEDURE = "procedures/office/close-office.yaml"
ORIGINAL = translated(pdf_reading.files())
"""Two procedures with every kind of step, in English and Dutch."""
SOURCES = sorted(path for path in ORIGINAL if path != INTERFACE_PATH)
"""The files of the project; the words of the interface are the theme's."""
WORDS = sorted(set(re.findall(r"[\w-]{2,}", b"\n".join(ORIGINAL.values()).decode())))
NEW_FILES = {
    "content/new-page.md": b"---\ntitle: New page\nsummary: A new page.\n---\nNew words.\n",
    "content/glossary.yaml": b'- term: door\n  translations: {nl: {use: deur, avoid: ["poort"]}}\n',
    "procedures/office/copy-office.yaml": ORIGINAL[PROCEDURE].replace(b"close-office", b"copy-office"),
    "procedures/office/empty.yaml": b"",
    "content/notes.txt": b"nothing of ours",
}

Outcome = tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]
Edit = Callable[[Files], Files]


def build(builder: Builder, files: Files) -> Outcome | None:
    """The site's files and the diagnostics; None if site.yaml cannot be read."""
    config, _ = config_of(files)
    if config is None:
        return None
    built = builder.build(Project(Path("project"), files), config)
    return built.files, built.diagnostics


def differences(warm: Outcome | None, cold: Outcome | None) -> list[str]:
    """The paths of which two builds made different files, and the diagnostics that only one has."""
    if warm is None or cold is None:
        return [] if warm is cold else ["only one build could read site.yaml"]
    paths = sorted(path for path in {*warm[0], *cold[0]} if warm[0].get(path) != cold[0].get(path))
    return [*paths, *(str(diagnostic) for diagnostic in set(warm[1]) ^ set(cold[1]))]


def edited_lines(path: str, edit: Callable[[list[str]], list[str]]) -> Edit:
    """The edit that changes the lines of a file, if it is there."""

    def apply(files: Files) -> Files:
        if path not in files:
            return files
        return {**files, path: "".join(edit(files[path].decode().splitlines(keepends=True))).encode()}

    return apply


@st.composite
def line_edits(draw: st.DrawFn) -> Edit:
    """Edits within a file: a line deleted, doubled or moved, a word replaced, words added, a fuzzy mark."""
    path = draw(st.sampled_from(SOURCES))
    share = draw(st.floats(0, 1, exclude_max=True))
    second_share = draw(st.floats(0, 1, exclude_max=True))
    word = draw(st.sampled_from(WORDS))
    kind = draw(st.sampled_from(["delete", "double", "move", "replace", "lengthen", "lengthen", "mark"]))

    def edit(lines: list[str]) -> list[str]:
        if not lines:
            return [f"{word}\n"]
        at, target = int(share * len(lines)), int(second_share * len(lines))
        line = lines[at]
        match kind:
            case "delete":
                return [*lines[:at], *lines[at + 1 :]]
            case "double":
                return [*lines[:at], line, *lines[at:]]
            case "move":
                others = [*lines[:at], *lines[at + 1 :]]
                return [*others[:target], line, *others[target:]]
            case "replace":
                words = list(re.finditer(r"[\w-]{2,}", line))
                if words:
                    chosen = words[int(second_share * len(words))]
                    line = line[: chosen.start()] + word + line[chosen.end() :]
            case "mark":
                line = f"#, fuzzy\n{line}"
            case _:
                line = re.sub(r'([.?]"?)\n$', rf" {word}\1\n", line)
        return [*lines[:at], line, *lines[at + 1 :]]

    return edited_lines(path, edit)


def without(path: str) -> Edit:
    return lambda files: {name: raw for name, raw in files.items() if name != path}


def with_new(path: str) -> Edit:
    return lambda files: {**files, path: NEW_FILES[path]}


EDITS = st.one_of(
    line_edits(),
    line_edits(),
    line_edits(),
    st.sampled_from(SOURCES).map(without),
    st.sampled_from(sorted(NEW_FILES)).map(with_new),
)


@cache
def original() -> Outcome:
    """The first build."""
    outcome = build(Builder(), ORIGINAL)
    assert outcome
    assert outcome[0], outcome[1]
    return outcome


@settings(max_examples=15)
@given(st.lists(st.tuples(EDITS, st.booleans()), min_size=1, max_size=3))
def test_a_build_after_any_edits_is_the_build_of_a_new_builder(edits: list[tuple[Edit, bool]]) -> None:
    builder, cold = Builder(), original()
    files: Files = ORIGINAL
    build(builder, files)
    for edit, is_undone in edits:
        edited = edit(files)
        outcome = build(Builder(), edited)
        assert differences(build(builder, edited), outcome) == []
        if outcome is None or is_undone or not has_no_errors(outcome[1]):
            assert differences(build(builder, files), cold) == []
        else:
            files, cold = edited, outcome


def test_a_build_without_any_one_file_is_the_build_of_a_new_builder() -> None:
    builder = Builder()
    stale: dict[str, list[str]] = {}
    for path in SOURCES:
        files = without(path)(ORIGINAL)
        stale[path] = differences(build(builder, files), build(Builder(), files))
        stale[f"{path} put back"] = differences(build(builder, ORIGINAL), original())
    assert {path: paths for path, paths in stale.items() if paths} == {}
