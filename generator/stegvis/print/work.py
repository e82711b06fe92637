"""Makes many documents: from the cache where nothing changed, else in as many processes as there are."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path

from stegvis.print.press import TEMPLATES, Press, RefusedError
from stegvis.print.rules import REFUSED, Finding, findings
from stegvis.print.views import Document, as_json, frame, sheet_as_json

_WORTH_PROCESSES = 48
"""Documents that take longer than starting processes does."""
_BATCH = 64
"""Documents that are given to a process at once."""
_SMALL = 2
"""Packs that are made before Typst forgets the largest, each being laid out twice or three times."""
_KEPT_FOR = 30 * 24 * 3600
"""Seconds after which a finished sheet that nobody asked for is thrown away."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to make."""

    path: str
    locale: str
    document: Document
    live: Mapping[str, str]
    """Address of each procedure's live checklist, by its id."""


_Waiting = tuple[str, Task]
"""A document that is not in the cache, after its key."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document; without bytes if it could not be made."""

    path: str
    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]


def make(
    tasks: Iterable[Task], store: Path | None, jobs: int, progress: Callable[[], None]
) -> Iterator[Made]:
    """Every document, in any order; best if the tasks of one language follow each other."""
    kept: list[Made] = []
    fresh = (
        _fresh(of_locale, store, kept, progress) for _, of_locale in groupby(tasks, attrgetter("locale"))
    )
    count = 0
    for key, made in _pressed(fresh, jobs or os.cpu_count() or 1):
        if store and made.pdf:
            _keep(store, key, made)
        count += 1
        progress()
        yield made
    yield from kept
    if store and count:
        _prune(store)


def _fresh(
    tasks: Iterable[Task], store: Path | None, kept: list[Made], progress: Callable[[], None]
) -> list[_Waiting]:
    """Those that must be made, each after its key; what the store has is added to the kept."""
    fresh: list[_Waiting] = []
    for task in tasks:
        key = _key(task) if store else ""
        if store and (made := _kept(store, key, task.path)):
            kept.append(made)
            progress()
        else:
            fresh.append((key, task))
    return fresh


def _pressed(fresh: Iterable[list[_Waiting]], processes: int) -> Iterator[tuple[str, Made]]:
    """Those of one language are made while those of the next are put together."""
    waiting: list[_Waiting] = []
    given: list[tuple[list[_Waiting], Future[list[Made]]]] = []
    pool: ProcessPoolExecutor | None = None
    with ExitStack() as stack:
        for of_locale in fresh:
            waiting += of_locale
            if pool is None and processes > 1 and len(waiting) >= _WORTH_PROCESSES:
                context = multiprocessing.get_context("spawn")
                pool = ProcessPoolExecutor(processes, context, initializer=_use_one_thread)
                stack.enter_context(pool)
            if pool:
                given += [(batch, pool.submit(_many, batch)) for batch in _batches(waiting)]
                waiting = []
        for batch, future in given:
            yield from zip((key for key, _ in batch), future.result(), strict=True)
    for batch in _batches(waiting):
        for key, task in batch:
            yield key, _one(task)


def _use_one_thread() -> None:
    """Typst would use as many threads as there are processors, in every process."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def _batches(waiting: Sequence[_Waiting]) -> Iterator[list[_Waiting]]:
    """Documents in one language on one paper together, as a process remembers what they share."""
    groups: dict[tuple[str, str], list[_Waiting]] = {}
    for one in waiting:
        groups.setdefault((one[1].locale, one[1].document.paper), []).append(one)
    pieces = (group[at : at + _BATCH] for group in groups.values() for at in range(0, len(group), _BATCH))
    yield from map(_spread, pieces)


def _spread(piece: Sequence[_Waiting]) -> list[_Waiting]:
    """Packs among the sheets that they are made of, the largest first.

    Typst forgets what none of the last ten documents had; so a sheet is there when a pack comes, or after it:
    small packs follow the largest, others are spread evenly.
    """
    ordered = sorted(piece, key=_size, reverse=True)
    packs = [one for one in ordered if one[1].document.cover]
    sheets = [one for one in ordered if not one[1].document.cover]
    large = packs[: max(1, len(packs) - _SMALL)]
    small = packs[len(large) :]
    placed = [(index / len(those), one) for those in (large[1:], sheets) for index, one in enumerate(those)]
    return [*large[:1], *small, *(one for _, one in sorted(placed, key=itemgetter(0)))]


def _size(one: _Waiting) -> int:
    return sum(len(sheet_as_json(sheet)) for sheet in one[1].document.sheets)


def _many(batch: list[_Waiting]) -> list[Made]:
    return [_one(task) for _, task in batch]


@cache
def _press() -> Press:
    return Press()


def _one(task: Task) -> Made:
    try:
        pressed = _press().press(task.document, task.live)
    except RefusedError as refused:
        procedure = task.document.keywords[0]
        return Made(task.path, b"", 0, (Finding(REFUSED, procedure, "", str(refused)),))
    return Made(task.path, pressed.pdf, pressed.pages, tuple(findings(task.document, pressed)))


@cache
def _tools() -> bytes:
    """What else a sheet depends on: templates, fonts, code and versions."""
    parts = [version("typst"), version("segno")]
    folders = (TEMPLATES, Path(__file__).parent)
    files = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".typ", ".otf", ".py")
    )
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return "\n".join(parts).encode()


def _key(task: Task) -> str:
    known = hashlib.sha256(_tools())
    known.update(as_json(frame(task.document)).encode())
    for sheet in task.document.sheets:
        known.update(sheet_as_json(sheet).encode())
    known.update(json.dumps(task.live, sort_keys=True).encode())
    return known.hexdigest()


def _kept(store: Path, key: str, path: str) -> Made | None:
    try:
        raw = (store / key).read_bytes()
    except OSError:
        return None
    head, _, pdf = raw.partition(b"\n")
    try:
        pages, found = json.loads(head)
        kept = Made(path, pdf, pages, tuple(Finding(*one) for one in found))
        os.utime(store / key)
    except (ValueError, TypeError, OSError):
        return None
    return kept


def _keep(store: Path, key: str, made: Made) -> None:
    """Write beside and swap in, so that nobody reads half of it."""
    store.mkdir(parents=True, exist_ok=True)
    head = json.dumps([made.pages, [astuple(one) for one in made.findings]]).encode()
    beside = store / f".{key}-{os.getpid()}"
    beside.write_bytes(head + b"\n" + made.pdf)
    beside.replace(store / key)


def _prune(store: Path) -> None:
    oldest = time.time() - _KEPT_FOR
    for path in store.iterdir() if store.is_dir() else ():
        with suppress(FileNotFoundError):  # another build prunes too
            if path.stat().st_mtime < oldest:
                path.unlink()
