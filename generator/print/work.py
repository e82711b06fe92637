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
from itertools import groupby
from pathlib import Path

from generator.print.press import TEMPLATES, Press, RefusedError
from generator.print.rules import REFUSED, Finding, findings
from generator.print.views import Document, as_json

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
    workers = min(jobs or os.cpu_count() or 1, len(batches), len(waiting) // _WORTH_A_PROCESS)
    if workers < 2:  # noqa: PLR2004  # one process is this one
        for batch in batches:
            for key, task in batch:
                yield key, _one(task)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for batch, made in zip(batches, pool.map(_many, batches), strict=True):
            yield from zip((key for key, _ in batch), made, strict=True)


def _batches(waiting: Sequence[_Waiting]) -> Iterator[list[_Waiting]]:
    """Documents of one group together, as one process remembers what they share."""
    for _, group in groupby(sorted(waiting, key=lambda one: one[1].group), key=lambda one: one[1].group):
        yield from _pieces(list(group))


def _pieces(group: list[_Waiting]) -> Iterator[list[_Waiting]]:
    """Pieces that are neither too large to be shared out nor too small to be worth it."""
    for begin in range(0, len(group), _BATCH):
        yield group[begin : begin + _BATCH]


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
    known.update(as_json(task.document).encode())
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
