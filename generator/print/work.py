"""Makes many documents: from the cache where nothing changed, else in as many processes as there are."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path

from generator.print.press import TEMPLATES, Press, RefusedError
from generator.print.rules import REFUSED, Finding, findings
from generator.print.views import Document, as_json, frame, sheet_as_json

_WORTH_A_PROCESS = 24
"""Documents that take longer than starting a process does."""
_BATCH = 64
"""Documents that are given to a process at once."""
_KEPT_FOR = 30 * 24 * 3600
"""Seconds after which a finished sheet that nobody asked for is thrown away."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to make."""

    path: str
    group: str
    """Locale and paper: what documents of one group have in common is laid out once."""
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
    """Every document, in any order."""
    waiting: list[_Waiting] = []
    for task in tasks:
        key = _key(task) if store else ""
        if store and (kept := _kept(store, key, task.path)):
            progress()
            yield kept
        else:
            waiting.append((key, task))
    for key, made in _pressed(waiting, jobs):
        if store and made.pdf:
            _keep(store, key, made)
        progress()
        yield made
    if store and waiting:
        _prune(store)


def _pressed(waiting: Sequence[_Waiting], jobs: int) -> Iterator[tuple[str, Made]]:
    batches = list(_batches(waiting))
    processors = jobs or os.cpu_count() or 1
    workers = min(processors, len(batches), len(waiting) // _WORTH_A_PROCESS)
    if workers < 2:  # noqa: PLR2004  # one process is this one
        for batch in batches:
            for key, task in batch:
                yield key, _one(task)
        return
    context = multiprocessing.get_context("spawn")
    threads = (max(1, processors // workers),)
    with ProcessPoolExecutor(workers, context, initializer=_use, initargs=threads) as pool:
        for batch, made in zip(batches, pool.map(_many, batches), strict=True):
            yield from zip((key for key, _ in batch), made, strict=True)


def _use(threads: int) -> None:
    """Let Typst use no more threads than there are processors for this process."""
    os.environ.setdefault("RAYON_NUM_THREADS", str(threads))


def _batches(waiting: Sequence[_Waiting]) -> Iterator[list[_Waiting]]:
    """Documents of one group together, as one process remembers what they share; the largest first."""
    groups: dict[str, list[_Waiting]] = {}
    for one in waiting:
        groups.setdefault(one[1].group, []).append(one)
    pieces = (group[at : at + _BATCH] for group in groups.values() for at in range(0, len(group), _BATCH))
    yield from sorted(map(_spread, pieces), key=lambda piece: -sum(map(_size, piece)))


def _spread(piece: Sequence[_Waiting]) -> list[_Waiting]:
    """Packs evenly among the sheets that they are made of, the largest first.

    Typst forgets what none of the last ten documents had; so a sheet is there when a pack comes, or after it.
    """
    ordered = sorted(piece, key=_size, reverse=True)
    packs = [one for one in ordered if one[1].document.cover]
    sheets = [one for one in ordered if not one[1].document.cover]
    placed = [(index / len(those), one) for those in (packs, sheets) for index, one in enumerate(those)]
    return [one for _, one in sorted(placed, key=itemgetter(0))]


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
