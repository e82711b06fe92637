"""Suspends garbage collection during a build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Disable the garbage collector for a block, and exempt what the block has created from collection.

    The sources and views of a site live as long as the process, and examining them takes a third of a
    build's time. Afterwards the collector is enabled if it was before, whether or not the block raises.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
