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


def measure(name: str, make: Callable[[], PdfOutput]) -> None:
    """Make PDFs, and print a line with their numbers, times and memory."""
    wall, cpu = time.perf_counter(), _cpu()
    printed = make()
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    count = len(printed.pdf_files)
    pages = sum(pdf_file.pages for pdf_file in printed.pdf_files)
    size = sum(pdf_file.size for pdf_file in printed.pdf_files)
    print(
        f"{name:44} {count:5} sheets {pages:6} pages "
        f"{size / 1e6:6.1f} MB  wall {wall:6.2f} s  CPU {cpu:6.2f} s  "
        f"{1000 * wall / max(1, count):5.1f} ms a sheet (CPU {1000 * cpu / max(1, count):5.1f})  "
        f"peak {_peak()} MB"
    )


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak() -> int:
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )


def prepare(root: Path) -> Callable[[PdfOptions], PdfOutput]:
    """Read and check a project; return a function that makes its PDFs."""
    source = read_project(root)
    site = read_site_config(source).value
    if site is None:
        raise SystemExit(f"{root} can't be read")
    config = replace(site, url="https://stegvis.example/")
    checked = Builder().check(source, config)
    return lambda options: print_pdfs(checked, config, options)


def main() -> None:
    """Measure the PDFs of our own content, then those of a generated project."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--procedures", type=int, default=125, help="number of generated procedures; none if 0"
    )
    count = parser.parse_args().procedures
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    ours = prepare(ROOT)
    with tempfile.TemporaryDirectory() as cache:
        options = PdfOptions(editions=SINGLE, cache=Path(cache))
        measure("our content, checklists", lambda: ours(PdfOptions(editions=(CHECKLIST,))))
        measure("our content, checklists, trainers, hand-overs", lambda: ours(options))
        measure("the same again, nothing changed", lambda: ours(options))
        measure("our content, packs", lambda: ours(PdfOptions(editions=(PACK,))))
    if count:
        folder = Path(tempfile.mkdtemp())
        try:
            generate.generate(count, folder)
            generated = prepare(folder / "stegvis")
            measure(
                f"{count} generated procedures, checklists",
                lambda: generated(PdfOptions(editions=(CHECKLIST,))),
            )
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
