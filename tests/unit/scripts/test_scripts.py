"""The scripts by themselves: node's own test runner, and what of them is published."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stegvis.outputs.html.assets import asset_files, service_worker
from tests.support.required_programs import need

FOLDER = Path(__file__).parent
LARGEST = 18 * 1024
"""Of all scripts of a checklist together, gzipped; the project's own budget."""


@pytest.fixture(scope="module")
def node() -> Path:
    need("packages")
    return need("node")


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.js")))
def test_the_pure_parts_in_node(node: Path, name: str) -> None:
    done = subprocess.run([node, "--test", FOLDER / name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def published() -> dict[str, bytes]:
    found = {
        path.split("/", 2)[2]: content for path, content in asset_files().items() if path.endswith(".js")
    }
    return {**found, "sw.js": service_worker()}


@pytest.mark.parametrize("name", sorted(published()))
def test_a_published_script_is_whole(node: Path, name: str) -> None:
    command = [str(node), "--input-type=module", "--check"]
    done = subprocess.run(command, input=published()[name], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert b"/**" not in published()[name]


def test_the_types_of_every_script_are_checked(root: Path, npm_program: Callable[[str], list[str]]) -> None:
    checked: set[Path] = set()
    for settings in ("tsconfig.json", "tsconfig.worker.json"):
        command = [*npm_program("tsc"), "--listFiles", "--project", settings]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        checked |= {Path(line) for line in done.stdout.splitlines()}
    assert set((root / "generator/stegvis/theme").rglob("*.js")) <= checked


def closure(name: str) -> set[str]:
    """A script with all that it imports, at once or later."""
    met: set[str] = set()
    waiting = [name]
    while waiting:
        path = waiting.pop()
        if path in met:
            continue
        met.add(path)
        named = re.findall(r'(?:from |import\()"(\.[^"]+)"', published()[path].decode())
        folder = Path(path).parent
        waiting += [_plain(folder / one) for one in named]
    return met


def _plain(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_the_scripts_of_a_checklist_stay_small() -> None:
    names = closure("checklist.js") | closure("page.js")
    size = sum(len(gzip.compress(published()[name], 9)) for name in names)
    assert size <= LARGEST, f"{size} bytes: {sorted(names)}"


def test_no_script_holds_words() -> None:
    for name, content in published().items():
        spoken = re.findall(r'"([A-Z][a-z]+ [a-z ]{4,})"', content.decode())
        assert not spoken, f"{name}: {spoken}"
