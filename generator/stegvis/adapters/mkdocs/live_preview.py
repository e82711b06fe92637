"""What MkDocs' preview needs to see changes at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver


def create_observer() -> BaseObserver:
    """Watches for changes of files; MkDocs' own looks at all of them twice a second."""
    from watchdog import events  # only a preview needs it
    from watchdog.observers import Observer  # likewise

    changes = [
        events.FileModifiedEvent,
        events.FileCreatedEvent,
        events.FileDeletedEvent,
        events.FileMovedEvent,
    ]  # watchdog also tells of reading, and a build reads everything
    watching = Observer()
    watching.schedule = partial(watching.schedule, event_filter=changes)  # type: ignore[method-assign]
    return watching


class SettingsFile:
    """Whether mkdocs.yml has changed."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._path = Path(config.config_file_path)
        self._content = self._path.read_bytes()

    def changed(self) -> bool:
        """Compare with the last time."""
        former, self._content = self._content, self._path.read_bytes()
        return former != self._content
