"""Measure `stegvis catalog update`, check and status on 12,000 messages in three locales.

    python benchmarks/catalogs.py [MESSAGES]

Prints wall time and peak memory of whole commands, process start included: an update without changes,
one after every tenth text was reworded, another after that, and the other commands. Every tenth
catalog entry is wrapped as Poedit wraps before the first, so that keeping lines is part of what is measured.
Then it saves a catalog of our own site and waits until the translator's view shows it.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import run  # a script finds its own project first
from stegvis.i18n.domains import records_by_domain
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.project import read_project

GENERATE = Path(__file__).with_name("generate.py")
MESSAGES = 12_000
PER_PROCEDURE = 22
"""An estimate of the number of messages in a generated procedure."""


def make_project(count: int, folder: Path) -> tuple[Path, int]:
    """Make a project with at least `count` messages; return its folder and its number of messages."""
    procedures = count // PER_PROCEDURE
    while True:
        subprocess.run([sys.executable, GENERATE, str(procedures), str(folder)], check=True)
        root = folder / "stegvis"
        library = load_library(read_project(root).files).library
        number = sum(1 for records in records_by_domain(library).values() for _ in iter_texts(records))
        if number >= count:
            return root, number
        procedures = procedures * count // number + 5


def wrap_entries(text: str) -> str:
    """Return a catalog with every tenth long translation wrapped to lines of 76 characters."""
    parts = text.split("\n")
    for index in range(0, len(parts), 10):
        match = re.fullmatch(r'msgstr "(.{60,})"', parts[index])
        if match and "\\" not in match[1]:
            lines = textwrap.wrap(match[1], 74, drop_whitespace=False, break_long_words=False)
            parts[index] = "\n".join(['msgstr ""', *(f'"{line}"' for line in lines)])
    return "\n".join(parts)


def reword_texts(root: Path) -> int:
    """Change every tenth text of the procedures; return the number of changed texts."""
    changed = 0
    for path in sorted((root / "procedures").rglob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for index in range(0, len(lines), 10):
            match = re.match(r"( +(?:action|expect|summary): )(.+)", lines[index])
            if match:
                lines[index] = lines[index].replace(match[2], match[2].replace(" ", " now ", 1))
                changed += 1
        path.write_text("".join(lines), encoding="utf-8")
    return changed


def measure(what: str, root: Path, *arguments: str) -> float:
    """Run a stegvis command, print its times and peak memory, and return its seconds."""
    command = [str(run.STEGVIS), "-C", str(root), *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(f"{what:<44} {wall:6.2f} s   {cpu:6.2f} s CPU   {peak:5.0f} MB")
    return wall


def measure_refresh(folder: Path, repetitions: int) -> None:
    """Print the seconds until the translator's view of our own site shows a saved catalog."""
    root = folder / "own"
    for name in ("content", "procedures"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    catalog = root / CATALOG_FOLDER / "nl/LC_MESSAGES/subscriptions.po"
    before = catalog.read_text(encoding="utf-8")
    key = 'msgctxt "purchase-azure-plan.title"'
    seconds = []
    with run.serve(root, "nl/subscriptions/purchase-azure-plan/", "--translate", "nl") as url:
        for number in range(repetitions):
            head, _, tail = before.partition(key)
            word = f"Bewerkt{number}"
            edited = tail.replace('msgstr "', f'msgstr "{word} ', 1)
            start = time.perf_counter()
            catalog.write_text(f"{head}{key}{edited}", encoding="utf-8")
            run.wait_for(partial(_shows, url, word), 30)
            seconds.append(time.perf_counter() - start)
    middle, most = statistics.median(seconds), max(seconds)
    print(f"{'saved, until the view shows it':<44} {middle:6.2f} s   {most:6.2f} s at most")


def _shows(url: str, word: str) -> bool:
    return word in run.fetch(url)


def main() -> None:
    """Make the project, and measure all commands."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    with tempfile.TemporaryDirectory(prefix="stegvis-") as folder:
        root, number = make_project(count, Path(folder))
        measure("first update of all", root, "catalog", "update")
        for path in root.glob(f"{CATALOG_FOLDER}/*/LC_MESSAGES/*.po"):
            path.write_text(wrap_entries(path.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{number} messages in {len(list(root.glob(f'{CATALOG_FOLDER}/*/')))} locales")
        measure("update, nothing changed", root, "catalog", "update")
        changed = reword_texts(root)
        measure(f"update, {changed} texts reworded", root, "catalog", "update")
        measure("update once more", root, "catalog", "update", "--check")
        measure("status", root, "catalog", "status", "--format", "json")
        measure("check of one locale", root, "catalog", "check", "nl")
        measure_refresh(Path(folder), 7)


if __name__ == "__main__":
    main()
