"""Kills a process at one of its operations on files, as a crash or a loss of power would."""

from __future__ import annotations

import builtins
import io
import os
import signal
import traceback
from collections.abc import Callable, Collection
from typing import Any

OPERATIONS = ("rename", "replace", "mkdir", "link", "unlink", "rmdir", "symlink")
"""The functions of `os` that change folders."""

COMPLETED, FAILED = 0, 1


def run_killed(
    action: Callable[[], object], operation: int, names: Collection[str] = (*OPERATIONS, "open")
) -> bool:
    """Run an action in a process that is killed before its nth operation on files; whether it was completed.

    `names` are the operations that count. Writing a file counts twice: before and after it is opened, which
    truncates it. Raises AssertionError if the action fails by itself.
    """
    child = os.fork()
    if not child:
        _run(action, operation, names)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == COMPLETED
    return True


def _run(action: Callable[[], object], operation: int, names: Collection[str]) -> None:
    """Run an action and end the process, which never returns into the tests."""
    count = 0

    def step() -> None:
        nonlocal count
        if count == operation:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            step()
            return function(*arguments, **options)

        return call

    def open_counted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not set(mode) & set("wxa+"):
            return opened(file, mode, *arguments, **options)
        step()
        stream = opened(file, mode, *arguments, **options)
        step()
        return stream

    opened = builtins.open
    try:
        for name in set(names) & set(OPERATIONS):
            setattr(os, name, counted(getattr(os, name)))
        if "open" in names:
            builtins.open = io.open = open_counted
        action()
        os._exit(COMPLETED)
    except BaseException:  # noqa: BLE001  # whatever it is, the child must not go on with the tests
        traceback.print_exc()
        os._exit(FAILED)
