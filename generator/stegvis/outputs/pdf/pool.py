"""Makes many documents: from the cache where nothing changed, else in a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path

from stegvis.outputs.pdf.cache import PdfResult, PdfTask, cache_key, prune_cache, read_cached, write_cached
from stegvis.outputs.pdf.compiler import CompileError, Compiler
from stegvis.outputs.pdf.layout_checks import REFUSED, LayoutDiagnostic, check_layout
from stegvis.outputs.pdf.views import sheet_as_json

_POOL_THRESHOLD = 48
"""Documents that take longer than starting processes does."""
_BATCH_SIZE = 64
"""Documents that a process gets at once."""
_SMALL_PACKS = 2
"""Packs made before Typst forgets the largest, each being laid out twice or three times."""


_KeyedTask = tuple[str, PdfTask]
"""A task that is not in the cache, after its key."""


def make_documents(
    tasks: Iterable[PdfTask], folder: Path | None, jobs: int, progress: Callable[[], None]
) -> Iterator[PdfResult]:
    """Make every document, in any order; tasks of one locale should follow each other.

    `folder` is the cache's, None turns it off; `jobs` is the number of processes, 0 for one a processor;
    `progress` is called once for each document.
    """
    cached: list[PdfResult] = []
    missing = (
        _uncached(of_locale, folder, cached, progress)
        for _, of_locale in groupby(tasks, attrgetter("locale"))
    )
    count = 0
    for key, result in _compile_all(missing, jobs or os.cpu_count() or 1):
        if folder and result.pdf:
            write_cached(folder, key, result)
        count += 1
        progress()
        yield result
    yield from cached
    if folder and count:
        prune_cache(folder)


def _uncached(
    tasks: Iterable[PdfTask], folder: Path | None, cached: list[PdfResult], progress: Callable[[], None]
) -> list[_KeyedTask]:
    """The tasks that the cache lacks; the results of the others are added to `cached`."""
    missing: list[_KeyedTask] = []
    for task in tasks:
        key = cache_key(task) if folder else ""
        if folder and (result := read_cached(folder, key, task.path)):
            cached.append(result)
            progress()
        else:
            missing.append((key, task))
    return missing


def _compile_all(missing: Iterable[list[_KeyedTask]], processes: int) -> Iterator[tuple[str, PdfResult]]:
    """Compile the tasks of one locale while those of the next are built; yields the key and the result."""
    waiting: list[_KeyedTask] = []
    submitted: list[tuple[list[_KeyedTask], Future[list[PdfResult]]]] = []
    pool: ProcessPoolExecutor | None = None
    with ExitStack() as stack:
        for of_locale in missing:
            waiting += of_locale
            if pool is None and processes > 1 and len(waiting) >= _POOL_THRESHOLD:
                context = multiprocessing.get_context("spawn")
                pool = ProcessPoolExecutor(processes, context, initializer=_use_one_thread)
                stack.enter_context(pool)
            if pool:
                submitted += [(batch, pool.submit(_compile_batch, batch)) for batch in _batches(waiting)]
                waiting = []
        for batch, future in submitted:
            yield from zip((key for key, _ in batch), future.result(), strict=True)
    for batch in _batches(waiting):
        for key, task in batch:
            yield key, compile_task(task)


def _use_one_thread() -> None:
    """Keep Typst from starting as many threads as there are processors, in every process."""
    os.environ.setdefault("RAYON_NUM_THREADS", "1")


def _batches(tasks: Sequence[_KeyedTask]) -> Iterator[list[_KeyedTask]]:
    """Batches in one locale on one paper, as Typst remembers what their documents share."""
    groups: dict[tuple[str, str], list[_KeyedTask]] = {}
    for key, task in tasks:
        groups.setdefault((task.locale, task.document.paper), []).append((key, task))
    for group in groups.values():
        for start in range(0, len(group), _BATCH_SIZE):
            yield _spread_packs(group[start : start + _BATCH_SIZE])


def _spread_packs(batch: Sequence[_KeyedTask]) -> list[_KeyedTask]:
    """Place packs among the sheets that they consist of, the largest pack first.

    Typst forgets what none of the last ten documents contained. A sheet should be compiled close before or
    after a pack that contains it: small packs follow the largest, the others are spread evenly.
    """
    by_size = sorted(batch, key=_size, reverse=True)
    packs = [entry for entry in by_size if entry[1].document.cover]
    sheets = [entry for entry in by_size if not entry[1].document.cover]
    large = packs[: max(1, len(packs) - _SMALL_PACKS)]
    small = packs[len(large) :]
    placed = [
        (index / len(entries), entry)
        for entries in (large[1:], sheets)
        for index, entry in enumerate(entries)
    ]
    return [*large[:1], *small, *(entry for _, entry in sorted(placed, key=itemgetter(0)))]


def _size(entry: _KeyedTask) -> int:
    return sum(len(sheet_as_json(sheet)) for sheet in entry[1].document.sheets)


def _compile_batch(batch: list[_KeyedTask]) -> list[PdfResult]:
    return [compile_task(task) for _, task in batch]


@cache
def _compiler() -> Compiler:
    return Compiler()


def compile_task(task: PdfTask) -> PdfResult:
    """Compile a document; one that Typst refuses has no bytes, and a diagnostic with the reason."""
    try:
        compiled = _compiler().compile(task.document, task.checklist_urls, task.media)
    except CompileError as error:
        procedure = task.document.keywords[0]
        return PdfResult(task.path, b"", 0, (LayoutDiagnostic(REFUSED, procedure, "", str(error)),))
    return PdfResult(task.path, compiled.pdf, compiled.pages, tuple(check_layout(task.document, compiled)))
