"""MkDocs' preview server, which sees a change when it is made and rebuilds what it concerns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog import events
from watchdog.observers import Observer

_CHANGES = [
    events.FileModifiedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
]
"""watchdog also reports that files are opened and closed, and a build opens all of them."""


class ChangeObserver(Observer):  # type: ignore[misc,valid-type]  # the operating system's, chosen at run time
    """Reports changes of files, and nothing else."""

    def schedule(
        self, event_handler: events.FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> object:
        """Watch a path; returns the watch, with which it can be unscheduled."""
        return super().schedule(event_handler, path, recursive=recursive, event_filter=_CHANGES)


class PreviewServer(LiveReloadServer):
    """Learns of changes from the operating system; MkDocs' own looks at all files twice a second."""

    def __init__(self, builder: Callable[[], None], former: LiveReloadServer, config: MkDocsConfig) -> None:
        """Take the place of MkDocs' server, which has not begun to listen."""
        host, port = config.dev_addr
        super().__init__(builder, host, port, root=former.root, mount_path=former.mount_path)
        self.error_handler = former.error_handler
        self.build_delay = 0.02
        self.observer = ChangeObserver()
        for path in filter(None, [config.docs_dir, config.config_file_path]):
            self.watch(path)
        former.server_close()


class SettingsFile:
    """Whether mkdocs.yml has changed."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._path = Path(config.config_file_path)
        self._content = self._path.read_bytes()

    def has_changed(self) -> bool:
        """Compare with the last time."""
        former, self._content = self._content, self._path.read_bytes()
        return former != self._content
