"""Measure sheets: of our own content, and of many procedures.

    python benchmarks/print.py [--procedures 125]     125 procedures x 4 locales x 2 papers are 1,000 sheets

Prints CPU (user and system, child processes included), wall, peak memory, sheets, pages and bytes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import generate  # a script finds its own project first
from stegvis.outputs.pdf.options import PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput
from stegvis.pages.editions.table import CHECKLIST, HAND_OVER, PACK, TRAINER
from stegvis.pipeline import Builder, print_pdfs
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config

SINGLE = (CHECKLIST, TRAINER, HAND_OVER)


def measured(name: str, make: Callable[[], PdfOutput]) -> None:
    """Run it, and print a line of what it took."""
    wall, cpu = time.perf_counter(), _cpu()
    printed = make()
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    count = len(printed.pdf_files)
    print(
        f"{name:44} {count:5} sheets {sum(one.pages for one in printed.pdf_files):6} pages "
        f"{sum(one.size for one in printed.pdf_files) / 1e6:6.1f} MB  wall {wall:6.2f} s  CPU {cpu:6.2f} s  "
        f"{1000 * wall / max(1, count):5.1f} ms a sheet (CPU {1000 * cpu / max(1, count):5.1f})  "
        f"peak {_peak()} MB"
    )


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _peak() -> int:
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )


def prepared(root: Path) -> Callable[[PdfOptions], PdfOutput]:
    """A project, read and checked; gives what prints it."""
    source = read_project(root)
    decided = read_site_config(source).value
    if decided is None:
        raise SystemExit(f"{root} can't be read")
    config = replace(decided, url="https://stegvis.example/")
    checked = Builder().check(source, config)
    return lambda options: print_pdfs(checked, config, options)


def main() -> None:
    """Measure everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--procedures", type=int, default=125, help="how many to draw; none if 0")
    count = parser.parse_args().procedures
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    ours = prepared(ROOT)
    with tempfile.TemporaryDirectory() as kept:
        options = PdfOptions(editions=SINGLE, cache=Path(kept))
        measured("our content, checklists", lambda: ours(PdfOptions(editions=(CHECKLIST,))))
        measured("our content, checklists, trainers, hand-overs", lambda: ours(options))
        measured("the same again, nothing changed", lambda: ours(options))
        measured("our content, packs", lambda: ours(PdfOptions(editions=(PACK,))))
    if count:
        folder = Path(tempfile.mkdtemp())
        try:
            generate.generate(count, folder)
            drawn = prepared(folder / "stegvis")
            measured(
                f"{count} drawn procedures, checklists",
                lambda: drawn(PdfOptions(editions=(CHECKLIST,))),
            )
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
