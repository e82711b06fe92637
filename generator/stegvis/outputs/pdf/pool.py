"""Makes many documents: from the cache where nothing changed, else in as many processes as there are."""

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

_WORTH_PROCESSES = 48
"""Documents that take longer than starting processes does."""
_BATCH = 64
"""Documents that are given to a process at once."""
_SMALL = 2
"""Packs that are made before Typst forgets the largest, each being laid out twice or three times."""


_Waiting = tuple[str, PdfTask]
"""A document that is not in the cache, after its key."""


def make_documents(
    tasks: Iterable[PdfTask], store: Path | None, jobs: int, progress: Callable[[], None]
) -> Iterator[PdfResult]:
    """Every document, in any order; best if the tasks of one language follow each other."""
    kept: list[PdfResult] = []
    fresh = (
        _fresh(of_locale, store, kept, progress) for _, of_locale in groupby(tasks, attrgetter("locale"))
    )
    count = 0
    for key, made in _compile_all(fresh, jobs or os.cpu_count() or 1):
        if store and made.pdf:
            write_cached(store, key, made)
        count += 1
        progress()
        yield made
    yield from kept
    if store and count:
        prune_cache(store)


def _fresh(
    tasks: Iterable[PdfTask], store: Path | None, kept: list[PdfResult], progress: Callable[[], None]
) -> list[_Waiting]:
    """Those that must be made, each after its key; what the store has is added to the kept."""
    fresh: list[_Waiting] = []
    for task in tasks:
        key = cache_key(task) if store else ""
        if store and (made := read_cached(store, key, task.path)):
            kept.append(made)
            progress()
        else:
            fresh.append((key, task))
    return fresh


def _compile_all(fresh: Iterable[list[_Waiting]], processes: int) -> Iterator[tuple[str, PdfResult]]:
    """Those of one language are made while those of the next are put together."""
    waiting: list[_Waiting] = []
    given: list[tuple[list[_Waiting], Future[list[PdfResult]]]] = []
    pool: ProcessPoolExecutor | None = None
    with ExitStack() as stack:
        for of_locale in fresh:
            waiting += of_locale
            if pool is None and processes > 1 and len(waiting) >= _WORTH_PROCESSES:
                context = multiprocessing.get_context("spawn")
                pool = ProcessPoolExecutor(processes, context, initializer=_use_one_thread)
                stack.enter_context(pool)
            if pool:
                given += [(batch, pool.submit(_compile_batch, batch)) for batch in _batches(waiting)]
                waiting = []
        for batch, future in given:
            yield from zip((key for key, _ in batch), future.result(), strict=True)
    for batch in _batches(waiting):
        for key, task in batch:
            yield key, _compile_one(task)


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


def _compile_batch(batch: list[_Waiting]) -> list[PdfResult]:
    return [_compile_one(task) for _, task in batch]


@cache
def _compiler() -> Compiler:
    return Compiler()


def _compile_one(task: PdfTask) -> PdfResult:
    try:
        pressed = _compiler().press(task.document, task.live)
    except CompileError as refused:
        procedure = task.document.keywords[0]
        return PdfResult(task.path, b"", 0, (LayoutDiagnostic(REFUSED, procedure, "", str(refused)),))
    return PdfResult(task.path, pressed.pdf, pressed.pages, tuple(check_layout(task.document, pressed)))
