"""Measure Stegvis beside two yardsticks in the same run: the bare floor and Hugo.

    python benchmarks/run.py [--procedures 250 --procedures 1000] [--repetitions 5] [--work DIR] [--json]

The bare floor is a loop that creates the folders of our site and writes its bytes, nothing else. The
yardsticks alternate with our builds, so that other load on the machine affects all alike; medians are
shown. CPU is the sum over all processes of a build; peak is their largest total memory, with shared pages
counted once.
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

from benchmarks.generate import COLLECTION_SIZE, LOCALES, generate

HERE = Path(__file__).parent
STEGVIS = Path(sys.executable).with_name("stegvis")
BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")
MB = 1_000_000
Result = TypeVar("Result")


class FailedError(Exception):
    """A command that was to be measured failed."""


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
    """A generated project of one size, with the commands that are measured on it."""

    count: int
    folder: Path

    @property
    def project(self) -> Path:
        """The folder of our project; its site is built into `site`."""
        return self.folder / "stegvis"

    @property
    def edited(self) -> Path:
        """The file of the procedure that is edited, in the middle of all."""
        number = self.count // 2
        return self.project / f"procedures/shelf-{number // COLLECTION_SIZE:02d}/procedure-{number:04d}.yaml"

    def cold(self) -> Measure:
        """Measure a strict build of our site in a new process, without any cache."""
        reset(self.project, self.folder / "sources")
        return measure((*BUILD, "--strict"), self.project, self.project / "site")

    def after_edit(self) -> Measure:
        """Measure a build in a new process after an edit of one sentence."""
        edit(self.edited)
        return measure(BUILD, self.project, self.project / "site")

    def floor(self) -> Measure:
        """Measure writing our site's bytes (Hugo's, if ours can't be built), without any other work."""
        site = next(path for path in (self.project / "site", self.folder / "hugo/public") if path.exists())
        target = self.folder / "floor"
        shutil.rmtree(target, ignore_errors=True)
        completed = subprocess.run(
            (sys.executable, HERE / "floor.py", site, target), capture_output=True, text=True, check=True
        )
        return Measure(**json.loads(completed.stdout), **measure_site(target))

    def hugo(self) -> Measure:
        """Measure Hugo's build of a site with the same texts."""
        target = self.folder / "hugo/public"
        shutil.rmtree(target, ignore_errors=True)
        return measure(("hugo", "--quiet"), self.folder / "hugo", target)

    def seconds_until_shown(self, repetitions: int) -> list[float]:
        """Return the seconds from each edit until `stegvis serve` shows it on the guide."""
        path = self.edited.relative_to(self.project / "procedures").with_suffix("").as_posix()
        with serve(self.project, f"{LOCALES[0]}/{path}/") as url:
            return [self._shown(url) for _ in range(repetitions)]

    def _shown(self, url: str) -> float:
        word = edit(self.edited)
        start = time.perf_counter()
        wait_for(lambda: word in fetch(url), 30)
        return time.perf_counter() - start


def edit(path: Path) -> str:
    """Change the first expected result of a procedure; return a word that only the new text has."""
    word = f"edited{time.time_ns()}"
    lines = path.read_text(encoding="utf-8").splitlines()
    index = next(index for index, line in enumerate(lines) if "expect:" in line)
    lines[index] = f"    expect: This was {word} just now."
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return word


def reset(project: Path, sources: Path) -> None:
    """Restore a project as it was generated: without site, caches and edits."""
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(sources, project)


def measure_site(folder: Path) -> dict[str, int]:
    """Count the HTML pages of a site, and the bytes of all its files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"pages": sum(path.suffix == ".html" for path in files), "size": sum(map(_size, files))}


def _size(path: Path) -> int:
    return path.stat().st_size


def measure(command: Sequence[str], folder: Path, site: Path) -> Measure:
    """Run a command that builds `site`, and measure it; raises FailedError with the end of its output."""
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
    return Measure(usage.ru_utime, usage.ru_stime, wall, max(largest, watch.peak), **measure_site(site))


class Watch(threading.Thread):
    """Samples the memory of a process and its descendants until it ends; needs /proc."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        """Sample twenty times a second; the system itself reports the peak of a single process."""
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
    """The proportional set size of a process in bytes; 0 if it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


@contextmanager
def serve(project: Path, path: str, *options: str) -> Iterator[str]:
    """Run `stegvis serve`; yield the URL of a page once it is served. Raises FailedError if it isn't."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (str(STEGVIS), "-C", str(project), "serve", "--port", str(port), *options)
    with (project.parent / "serve.txt").open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        url = f"http://127.0.0.1:{port}/{path}"
        wait_for(lambda: server.poll() is not None or bool(fetch(url)), 120)
        if server.poll() is not None:
            raise FailedError((project.parent / "serve.txt").read_text()[-300:].strip())
        yield url
    finally:
        server.terminate()
        server.wait()


def fetch(url: str) -> str:
    """Return a page of a local server; empty if it can't be fetched."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            return str(answer.read(), "utf-8")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    """Poll a condition every 5 ms until it holds; raises FailedError after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise FailedError(f"the condition does not hold after {seconds} s")
        time.sleep(0.005)


def median(runs: Sequence[Measure]) -> Measure:
    """Return the median of each figure."""
    return Measure(
        *(type(values[0])(statistics.median(values)) for values in zip(*map(_figures, runs), strict=True))
    )


def _figures(run: Measure) -> tuple[float, ...]:
    return tuple(asdict(run).values())


def run_size(count: int, work: Path, repetitions: int) -> tuple[dict[str, Measure], float | None]:
    """Measure one size; return the medians by name, and the seconds until `serve` shows an edit, or None."""
    bench = Bench(count, work / str(count))
    generate(count, bench.folder)
    relax(bench.project / "mkdocs.yml")
    shutil.copytree(bench.project, bench.folder / "sources")
    table = {"cold build": bench.cold, "after an edit": bench.after_edit, "bare floor": bench.floor}
    table = ({"Hugo": bench.hugo} if shutil.which("hugo") else {}) | table
    runs: dict[str, list[Measure]] = {name: [] for name in table}
    for _ in range(repetitions):
        for name, build in table.items():
            os.sync()  # so that a run does not pay for the writes of the previous one
            runs[name] += attempt(name, build)
    shown = attempt("serve", lambda: statistics.median(bench.seconds_until_shown(repetitions)))
    return {name: median(measures) for name, measures in runs.items() if measures}, next(iter(shown), None)


def relax(path: Path) -> None:
    """Make a project not strict, so that it builds with an edited sentence; the cold build is `--strict`."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("strict: true", "strict: false"), encoding="utf-8")


def attempt(name: str, action: Callable[[], Result]) -> list[Result]:
    """Return a list of the action's result; if it fails, print why and return an empty list."""
    try:
        return [action()]
    except (FailedError, OSError) as error:
        print(f"{name} failed: {error}\n", file=sys.stderr)
        return []


def show(count: int, medians: dict[str, Measure], shown: float | None) -> None:
    """Print the medians of one size as a table."""
    print(f"\n{count} procedures in {len(LOCALES)} languages")
    print(" " * 16 + "user s   sys s   CPU s  wall s  ms/page  peak MB  pages     MB")
    for name, measure in medians.items():
        print(
            f"{name:14}{measure.user:8.2f}{measure.system:8.2f}{measure.cpu:8.2f}{measure.wall:8.2f}"
            f"{1000 * measure.cpu / measure.pages:9.2f}{measure.peak / MB:9.0f}"
            f"{measure.pages:7}{measure.size / MB:7.1f}"
        )
    if shown is not None:
        print(f"{'serve':14}an edit is on the page after {shown:.2f} s")


def main() -> None:
    """Measure every requested size, and print tables or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--procedures", type=int, action="append", help="a size; may be repeated")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument(
        "--work", type=Path, default=HERE / ".work", help="folder, on the disk to be measured"
    )
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = {}
    for count in arguments.procedures or [250, 1000]:
        medians, shown = run_size(count, arguments.work.resolve(), arguments.repetitions)
        builds = {name: asdict(measure) for name, measure in medians.items()}
        results[count] = {"builds": builds, "shown_after": shown}
        if not arguments.json:
            show(count, medians, shown)
    if arguments.json:
        print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
