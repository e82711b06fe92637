"""Writes the files of a site, in a process for each processor.

Each process renders and writes an equal share of the files. Where processes can't be forked, this one does
all of it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from multiprocessing.queues import SimpleQueue
from pathlib import Path

Progress = Callable[[int, int], None]

FEWEST = 50
"""Files that are worth a process of their own."""


def write_site(files: Mapping[str, bytes], folder: Path, progress: Progress | None = None) -> None:
    """Write all files below a folder; raises OSError if one can't be written.

    `progress` receives the number of files written and the total, estimated from the share of this process.
    """
    paths = list(files)
    shares = share_out(paths, _process_count(len(paths)))
    context = multiprocessing.get_context("fork") if len(shares) > 1 else multiprocessing
    errors = context.SimpleQueue()
    processes = [
        context.Process(target=_write_share, args=(files, share, folder, errors)) for share in shares[1:]
    ]
    for process in processes:
        process.start()
    try:
        write_files(files, _counted(shares[0], len(paths), len(shares), progress), folder)
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for process in processes:
            process.join()
    if not errors.empty():
        raise OSError(*errors.get())
    if any(process.exitcode for process in processes):
        message = "some files of the site could not be written"
        raise OSError(message)


def share_out(paths: Sequence[str], count: int) -> list[Sequence[str]]:
    """Return the paths in `count` equal runs, so that pages of one locale are rendered by one process."""
    size = -(-len(paths) // count) if paths else 1
    return [paths[start : start + size] for start in range(0, len(paths), size)] or [()]


def _process_count(files: int) -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return max(1, min(os.cpu_count() or 1, files // FEWEST))


def _write_share(
    files: Mapping[str, bytes],
    paths: Iterable[str],
    folder: Path,
    errors: SimpleQueue[tuple[int, str, str]],
) -> None:
    """Write some of the files in a process of its own, which passes on what keeps it from writing."""
    try:
        write_files(files, paths, folder)
    except OSError as error:
        errors.put((error.errno or 0, error.strerror or str(error), error.filename or ""))


def _counted(paths: Sequence[str], total: int, processes: int, progress: Progress | None) -> Iterable[str]:
    """The paths, telling the progress before each: the other processes are as fast as this one."""
    for number, path in enumerate(paths):
        if progress:
            progress(min(number * processes, total), total)
        yield path


def write_files(files: Mapping[str, bytes], paths: Iterable[str], folder: Path) -> None:
    """Write some of the files below a folder; raises OSError if one can't be written."""
    root = os.fspath(folder)
    created: set[str] = set()
    for path in paths:
        target = f"{root}/{path}"
        parent = os.path.dirname(target)  # noqa: PTH120  # thousands of times; a Path costs more than the file
        if parent not in created:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103  # likewise
            created.add(parent)
        with open(target, "wb") as file:  # noqa: PTH123  # likewise
            file.write(files[path])
