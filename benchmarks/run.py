"""Measure Stegvis beside two yardsticks in the same run: the bare floor and Hugo.

    python benchmarks/run.py [--procedures 250 --procedures 1000] [--repetitions 5] [--work DIR] [--json]

The bare floor is a loop that makes the folders of our site and writes its bytes, nothing else. The
yardsticks take turns with our builds, so that a busy moment of the machine hits all alike; medians are
shown. CPU counts every process of a build; the peak is the largest memory of all of them together, what
they share counted once.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import LOCALES, SHELF, generate

HERE = Path(__file__).parent
STEGVIS = Path(sys.executable).with_name("stegvis")
BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")
MB = 1_000_000
Result = TypeVar("Result")


class FailedError(Exception):
    """What was to be measured did not work."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One run; times in seconds, sizes in bytes."""

    user: float
    system: float
    wall: float
    peak: int
    pages: int
    size: int

    @property
    def cpu(self) -> float:
        """User and system time."""
        return self.user + self.system


@dataclass(frozen=True, slots=True)
class Bench:
    """One generated size with the commands that are measured on it."""

    count: int
    folder: Path

    @property
    def project(self) -> Path:
        """Our project; its site is built into `site`."""
        return self.folder / "stegvis"

    @property
    def edited(self) -> Path:
        """The procedure that is edited, in the middle of them."""
        number = self.count // 2
        return self.project / f"procedures/shelf-{number // SHELF:02d}/procedure-{number:04d}.yaml"

    def cold(self) -> Measure:
        """Build our site strictly, in a fresh process, with nothing left of an earlier build."""
        fresh(self.project, self.folder / "sources")
        return measured((*BUILD, "--strict"), self.project, self.project / "site")

    def after_edit(self) -> Measure:
        """Build again in a fresh process after one sentence of one procedure was changed."""
        edit(self.edited)
        return measured(BUILD, self.project, self.project / "site")

    def floor(self) -> Measure:
        """Write our site's bytes (Hugo's, where ours can't be built) with nothing to think about."""
        site = next(path for path in (self.project / "site", self.folder / "hugo/public") if path.exists())
        target = self.folder / "floor"
        shutil.rmtree(target, ignore_errors=True)
        told = subprocess.run(
            (sys.executable, HERE / "floor.py", site, target), capture_output=True, text=True, check=True
        )
        return Measure(**json.loads(told.stdout), **counted(target))

    def hugo(self) -> Measure:
        """Build Hugo's site from the same words."""
        target = self.folder / "hugo/public"
        shutil.rmtree(target, ignore_errors=True)
        return measured(("hugo", "--quiet"), self.folder / "hugo", target)

    def seconds_until_shown(self, repetitions: int) -> list[float]:
        """Time from saving an edit until `stegvis serve` shows it on the guide."""
        path = self.edited.relative_to(self.project / "procedures").with_suffix("").as_posix()
        with served(self.project, f"{LOCALES[0]}/{path}/") as url:
            return [self._shown(url) for _ in range(repetitions)]

    def _shown(self, url: str) -> float:
        word = edit(self.edited)
        start = time.perf_counter()
        wait_for(lambda: word in fetched(url), 30)
        return time.perf_counter() - start


def edit(path: Path) -> str:
    """Change the first result of a procedure; return the word that is new in it."""
    word = f"edited{time.time_ns()}"
    lines = path.read_text(encoding="utf-8").splitlines()
    index = next(index for index, line in enumerate(lines) if "expect:" in line)
    lines[index] = f"    expect: This was {word} just now."
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return word


def fresh(project: Path, sources: Path) -> None:
    """Put a project back as it was generated: no site, no caches, no edits."""
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(sources, project)


def counted(folder: Path) -> dict[str, int]:
    """Count the HTML pages of a site, and the bytes of all its files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"pages": sum(path.suffix == ".html" for path in files), "size": sum(map(_size, files))}


def _size(path: Path) -> int:
    return path.stat().st_size


def measured(command: Sequence[str], folder: Path, site: Path) -> Measure:
    """Run a command to its end; raise FailedError with what it said if it fails."""
    start = time.perf_counter()
    with (folder.parent / "output.txt").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
        if process.returncode:
            output.seek(0)
            raise FailedError(output.read()[-300:].strip() or f"exit code {process.returncode}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measure(usage.ru_utime, usage.ru_stime, wall, max(largest, watch.peak), **counted(site))


class Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it ends (where there is /proc)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        """Look twenty times a second: a peak of one process alone is told by the system anyway."""
        while resident := sum(map(_resident, _tree(self.pid))):
            self.peak = max(self.peak, resident)
            time.sleep(0.05)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            inner = children.read_text().split()
        except OSError:  # it ended while we looked
            continue
        for child in inner:
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    """Memory of a process, what it shares divided among those who share it."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def served(project: Path, path: str, *options: str) -> Iterator[str]:
    """Run `stegvis serve`; yield the address of a page once it is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (str(STEGVIS), "-C", str(project), "serve", "--port", str(port), *options)
    with (project.parent / "serve.txt").open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}/{path}"
        wait_for(lambda: server.poll() is not None or bool(fetched(url)), 120)
        if server.poll() is not None:
            raise FailedError((project.parent / "serve.txt").read_text()[-300:].strip())
        yield url
    finally:
        server.terminate()
        server.wait()


def fetched(url: str) -> str:
    """Fetch a page of this machine; empty if it isn't there."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            return str(answer.read(), "utf-8")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Look every 5 ms until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise FailedError(f"nothing to see after {seconds} s")
        time.sleep(0.005)


def median(runs: Sequence[Measure]) -> Measure:
    """Take the median of each figure."""
    return Measure(*(type(one[0])(statistics.median(one)) for one in zip(*map(_figures, runs), strict=True)))


def _figures(run: Measure) -> tuple[float, ...]:
    return tuple(asdict(run).values())


def run_size(count: int, work: Path, repetitions: int) -> tuple[dict[str, Measure], float | None]:
    """Measure one size: the medians by name, and the seconds until an edit is shown under `serve`."""
    bench = Bench(count, work / str(count))
    generate(count, bench.folder)
    relax(bench.project / "mkdocs.yml")
    shutil.copytree(bench.project, bench.folder / "sources")
    table = {"cold build": bench.cold, "after an edit": bench.after_edit, "bare floor": bench.floor}
    table = ({"Hugo": bench.hugo} if shutil.which("hugo") else {}) | table
    runs: dict[str, list[Measure]] = {name: [] for name in table}
    for _ in range(repetitions):
        for name, build in table.items():
            os.sync()  # nobody pays for what the one before left to be written
            runs[name] += attempt(name, build)
    shown = attempt("serve", lambda: statistics.median(bench.seconds_until_shown(repetitions)))
    return {name: median(found) for name, found in runs.items() if found}, next(iter(shown), None)


def relax(path: Path) -> None:
    """Let an edited English sentence build; the cold build asks for strictness on its command line."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("strict: true", "strict: false"), encoding="utf-8")


def attempt(name: str, act: Callable[[], Result]) -> list[Result]:
    """Do it and return the one result, or none after telling why it could not be measured."""
    try:
        return [act()]
    except (FailedError, OSError) as error:
        print(f"{name} failed: {error}\n", file=sys.stderr)
        return []


def show(count: int, medians: dict[str, Measure], shown: float | None) -> None:
    """Print one size as a table."""
    print(f"\n{count} procedures in {len(LOCALES)} languages")
    print(" " * 16 + "user s   sys s   CPU s  wall s  ms/page  peak MB  pages     MB")
    for name, one in medians.items():
        print(
            f"{name:14}{one.user:8.2f}{one.system:8.2f}{one.cpu:8.2f}{one.wall:8.2f}"
            f"{1000 * one.cpu / one.pages:9.2f}{one.peak / MB:9.0f}{one.pages:7}{one.size / MB:7.1f}"
        )
    if shown is not None:
        print(f"{'serve':14}an edit is on the page after {shown:.2f} s")


def main() -> None:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--procedures", type=int, action="append", help="a size; may be repeated")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--work", type=Path, default=HERE / ".work", help="folder, on the disk to be measured"
    )
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = {}
    for count in given.procedures or [250, 1000]:
        medians, shown = run_size(count, given.work.resolve(), given.repetitions)
        found[count] = {"builds": {name: asdict(one) for name, one in medians.items()}, "shown_after": shown}
        if not given.json:
            show(count, medians, shown)
    if given.json:
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
