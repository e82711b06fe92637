"""Makes and writes the pages of a site, half of them in a process of its own.

Rendering is Python's work and making a file the kernel's; neither uses a second processor by itself.
The helper goes through the pages from the last one, this process from the first, and both stop where
they meet. Where processes can't be forked, this process does all of it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess

Make = Callable[[int], bytes]
"""Makes the page of a number."""


class FileWriter:
    """Writes each file at once."""

    def __init__(self) -> None:
        self._folders: set[str] = set()

    def __call__(self, path: str, content: bytes) -> None:
        """Make the file, and its folder if it is new."""
        folder = os.path.dirname(path)  # noqa: PTH120  # thousands of times
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # likewise
            self._folders.add(folder)
        with open(path, "wb") as file:  # noqa: PTH123  # likewise
            file.write(content)


class WriterProcess:
    """A process that makes pages from the end of a list, until it meets the one that began at its start."""

    def __init__(self, paths: Sequence[str], make: Make) -> None:
        """Fork it; `paths` says where each page is written, in the order of their numbers."""
        context = multiprocessing.get_context("fork")
        self._total = len(paths)
        self._front = context.RawValue("q", 0)
        self._back = context.RawValue("q", len(paths))
        self._process: BaseProcess = context.Process(target=self._run, args=(paths, make), daemon=True)
        self._process.start()

    @staticmethod
    def can_help() -> bool:
        """Whether there are processes to fork and a second processor to run one."""
        return "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1

    def takes(self, number: int) -> bool:
        """Whether the helper makes this page, and whoever asks need not; asked in the order of numbers."""
        if number >= self._back.value:
            return True
        self._front.value = number
        return False

    @property
    def made(self) -> int:
        """How many pages it has taken so far."""
        return self._total - int(self._back.value)

    def join(self) -> None:
        """Wait until it has made its pages; raises OSError if it could not."""
        self._process.join()
        if self._process.exitcode:
            message = f"pages could not be written (exit code {self._process.exitcode})"
            raise OSError(message)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.terminate()
        self._process.join()

    def _run(self, paths: Sequence[str], make: Make) -> None:
        write = FileWriter()
        for number in range(len(paths) - 1, -1, -1):
            if number <= self._front.value + 1:
                return
            # Claimed before it is made: where both meet, a page may be made twice, but never by nobody.
            self._back.value = number
            write(paths[number], make(number))
