"""What the documentation names exists: links, paths, commands, options, targets, codes, fields, records."""

from __future__ import annotations

import json
import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from stegvis.adapters.cli.explanations import all_codes
from stegvis.adapters.cli.main import main
from stegvis.pages.editions.table import SHEET_EDITIONS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator/stegvis"
PAGES = [page for pattern in ("*.md", "docs/**/*.md") for page in sorted(ROOT.glob(pattern))]
RECORDS = sorted((ROOT / "docs/decisions").glob("0*.md"))

OUTPUTS = frozenset({"build.json", "components.json", "data.json", "offline.json"})
"""Names of files that commands write and pages offer."""
OUTPUT_FOLDERS = (".print_cache/", ".venv/", "sheets/", "site/")
EXAMPLES = frozenset(
    {
        "content/locales/LOCALE/LC_MESSAGES/interface.po",
        "content/locales/de/LC_MESSAGES/",
        "content/facts.yaml",
        "content/files/",
        "content/pictures/",
        "content/rewordings.yaml",
        "procedures/reservations/look-up-purchases.yaml",
    }
)
"""Paths that a reader of a recipe creates."""
UNSEARCHED = frozenset({".git", ".venv", "dist", "node_modules", "sheets", "site"})

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(r"[\w.*-]*[\w*-][\w.*-]*(?:/[\w.*-]+)*/?")
FILE = re.compile(r".+\.(?:cfg|css|html|js|json|lock|md|mjs|po|pot|py|toml|ts|typ|xlf|yaml|yml)")
PLACEHOLDER = re.compile(r"[A-Z]{2,}")
STEGVIS = re.compile(r"(?:\.venv/bin/)?stegvis +(.+)")
TARGET = re.compile(r"\bmake ([a-z]+)")
DIAGNOSTIC = re.compile(r"\b[YSVLCP]\d{3}\b")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def code_of(page: Path) -> Iterator[str]:
    """The inline code of a page, and the lines of its shell blocks without their comments."""
    text = page.read_text(encoding="utf-8")
    for language, body in FENCE.findall(text):
        if language == "sh":
            yield from (line.partition("  #")[0].strip() for line in body.splitlines())
    yield from CODE.findall(FENCE.sub("", text))


def paths_of(page: Path) -> Iterator[str]:
    """The words in the code of a page that are paths of the repository, or names of its files."""
    rooms = {path.name for base in (ROOT, PACKAGE) for path in base.iterdir()}
    for word in (word for code in code_of(page) for word in code.split()):
        if PATH.fullmatch(word) and (FILE.fullmatch(word) or ("/" in word and word.split("/")[0] in rooms)):
            yield word


@cache
def file_names() -> frozenset[str]:
    """The names of all files of the repository."""
    names: set[str] = set()
    for _, folders, files in os.walk(ROOT):
        folders[:] = [folder for folder in folders if folder not in UNSEARCHED]
        names.update(files)
    return frozenset(names)


def path_exists(word: str, page: Path) -> bool:
    """Whether a path leads somewhere from the root, the package or the page; CAPITALS stand for any name."""
    if word in EXAMPLES or word in OUTPUTS or f"{word}/".startswith(OUTPUT_FOLDERS):
        return True
    pattern = PLACEHOLDER.sub("*", word.rstrip("/"))
    if any(next(iter(base.glob(pattern)), None) for base in (ROOT, PACKAGE, page.parent)):
        return True
    return "/" not in pattern and any(Path(name).match(pattern) for name in file_names())


def anchors_of(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_file_and_a_heading() -> None:
    dead = []
    for page in PAGES:
        for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists() or (anchor and anchor not in anchors_of(target)):
                dead.append(f"{name_of(page)}: {link}")
    assert not dead


def test_every_path_exists() -> None:
    checked = [(page, word) for page in PAGES for word in paths_of(page)]
    assert len(checked) > 70, "hardly any path was recognized"
    assert not [f"{name_of(page)}: {word}" for page, word in checked if not path_exists(word, page)]


@pytest.mark.parametrize(
    "word", ["generator/stegvis/nowhere.py", "docs/nowhere/", "nowhere.toml", "tests/NO.x"]
)
def test_a_path_that_leads_nowhere_is_noticed(word: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"See `{word}`.\n")
    assert list(paths_of(page)) == [word]
    assert not path_exists(word, page)


def commands_of(page: Path) -> Iterator[str]:
    """The arguments of every call of stegvis that a page shows."""
    for code in code_of(page):
        if match := STEGVIS.fullmatch(code):
            yield match[1]


def unknown_in(arguments: str) -> str:
    """The first subcommand or option that stegvis does not have; nothing if it has all."""
    command: click.Command = main
    words = iter(shlex.split(arguments))
    for word in words:
        if word.startswith("-"):
            options = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
            if word not in options | {"--help"}:
                return word
            if word == "-C":
                next(words)
        elif isinstance(command, click.Group):
            if word not in command.commands:
                return "" if command.name == "new" else word  # the folder of a new project
            command = command.commands[word]
    return ""


def test_every_command_and_option_exists() -> None:
    commands = [(page, arguments) for page in PAGES for arguments in commands_of(page)]
    assert len(commands) > 30, "hardly any command was recognized"
    unknown = [
        f"{name_of(page)}: stegvis {arguments}" for page, arguments in commands if unknown_in(arguments)
    ]
    assert not unknown


@pytest.mark.parametrize(
    ("arguments", "unknown"),
    [
        ("buidl", "buidl"),
        ("catalog updat", "updat"),
        ("build --stric", "--stric"),
        ("-C DIR serve --port 1", ""),
    ],
)
def test_a_command_that_does_not_exist_is_noticed(arguments: str, unknown: str) -> None:
    assert unknown_in(arguments) == unknown


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    mentioned = {
        (name_of(page), target) for page in PAGES for code in code_of(page) for target in TARGET.findall(code)
    }
    assert {target for _, target in mentioned} >= {"site", "test"}
    assert not sorted(f"{page}: make {target}" for page, target in mentioned if target not in targets)


def test_every_diagnostic_code_exists() -> None:
    codes = {
        (name_of(page), code)
        for page in PAGES
        for code in DIAGNOSTIC.findall(page.read_text(encoding="utf-8"))
    }
    assert len(codes) > 30, "hardly any code was recognized"
    assert not sorted(f"{page}: {code}" for page, code in codes if code not in all_codes())


NAME = re.compile(r"(?:[A-Z][a-z0-9]+){2,}|[A-Z]+(?:_[A-Z]+)+|[a-z]+(?:_[a-z]+)+")
"""A name of the code: `SourceText`, `STEP_KINDS`, `build_runs_page`."""


def test_every_name_of_the_code_that_the_architecture_mentions_is_in_the_code() -> None:
    sources = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*.py")]
    defined = {name for path in sources for name in NAME.findall(path.read_text(encoding="utf-8"))}
    mentioned = {
        name
        for code in CODE.findall(FENCE.sub("", (ROOT / "docs/architecture.md").read_text(encoding="utf-8")))
        for name in re.findall(r"[\w.-]+", code)
        if NAME.fullmatch(name)
    }
    assert len(mentioned) > 20, "hardly any name was recognized"
    assert not sorted(mentioned - defined)


def test_the_layers_are_those_that_the_imports_are_held_to() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `(\w+)(?:/|\.py)` \|", page, re.MULTILINE)
    layers = {int(number): {name for layer, name in rows if layer == number} for number, _ in rows}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    contract_layers = {number: set(names.split(" | ")) for number, names in enumerate(reversed(contract), 1)}
    assert layers == contract_layers


def test_every_edition_and_every_layout_check_is_documented() -> None:
    documented = (ROOT / "docs/printing.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `?([\w-]+)`? \|", documented, re.MULTILINE))
    codes = {code for code in all_codes() if code.startswith("P")}
    assert codes
    assert not ({edition.key for edition in SHEET_EDITIONS} | codes) - rows


def test_every_code_of_catalogs_is_in_the_table_of_subjects() -> None:
    documented = (ROOT / "docs/translating.md").read_text(encoding="utf-8")
    ranges = re.findall(r"^\| C(\d+)–C(\d+) \|", documented, re.MULTILINE)
    rows = {f"C{number:03}" for first, last in ranges for number in range(int(first), int(last) + 1)}
    assert rows == {code for code in all_codes() if code.startswith("C")}


def properties_of(schema: Any) -> Iterator[str]:
    """The names of all fields that a JSON Schema describes."""
    match schema:
        case dict():
            properties = schema.get("properties")
            yield from properties if isinstance(properties, dict) else ()
            for part in schema.values():
                yield from properties_of(part)
        case list():
            for part in schema:
                yield from properties_of(part)
        case _:
            return


def test_every_field_of_the_sources_is_documented() -> None:
    documented = set(code_of(ROOT / "docs/authoring.md"))
    missing = [
        f"{path.stem}: {field}"
        for path in sorted((ROOT / "schemas").glob("*.json"))
        if path.stem != "interface"
        for field in dict.fromkeys(properties_of(json.loads(path.read_text(encoding="utf-8"))))
        if field not in documented
    ]
    assert not missing


def statement_of(record: Path) -> tuple[str, str, str]:
    """The number, title and status of a decision record."""
    match = re.match(
        r"# (\d+)\. (.+)\n\nDate: [\d-]{10}\. Status: (accepted|superseded)\b", record.read_text("utf-8")
    )
    assert match, f"{record.name} does not begin with number, title, date and status"
    return match[1], match[2], match[3]


def test_the_index_lists_every_decision_with_its_title_and_status() -> None:
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| \[(.+?)\]\((.+?)\) \| (\w+) \|", index, re.MULTILINE)
    assert rows == [
        (number, title, path.name, status)
        for path in RECORDS
        for number, title, status in [statement_of(path)]
    ]


def test_a_decision_that_supersedes_another_is_named_by_it() -> None:
    heads = {path.name: path.read_text(encoding="utf-8").partition("\n## ")[0] for path in RECORDS}
    superseding = {
        (name, superseded_name)
        for name, head in heads.items()
        for sentence in re.findall(r"Supersedes\s(?:[^.]|\.md)*", head)
        for superseded_name in re.findall(r"\((\d{4}-[\w-]+\.md)\)", sentence)
    }
    superseded = {
        (superseded_name, name)
        for name, head in heads.items()
        for sentence in re.findall(r"superseded\s+by\s(?:[^.]|\.md)*", head)
        for superseded_name in re.findall(r"\((\d{4}-[\w-]+\.md)\)", sentence)
    }
    assert superseding
    assert superseding == superseded


def test_every_id_in_the_table_of_sources_is_one_of_the_project() -> None:
    sources = [*ROOT.glob("procedures/*/*.yaml"), *ROOT.glob("content/*.yaml")]
    ids = {path.stem for path in sources}
    for path in sources:
        text = path.read_text(encoding="utf-8")
        ids.update(re.findall(r"\bid: ([\w-]+)", text), re.findall(r"^ *([\w-]+):", text, re.MULTILINE))
    page = (ROOT / "docs/sources.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\|.*\| ([^|]+) \|$", page, re.MULTILINE)
    mentioned = {name for cell in cells for code in CODE.findall(cell) for name in code.split("/")}
    mentioned = {name for name in mentioned if not FILE.fullmatch(name)} - {"content", "again"}
    assert len(mentioned) > 50, "hardly any id was recognized"
    assert not sorted(mentioned - ids)
