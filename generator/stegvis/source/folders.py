"""Finds the sources of a project below its folders, and refuses what must not be read or published."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stegvis.diagnostics import Diagnostic, Location
from stegvis.model.media import is_media
from stegvis.names import escape_unprintable, find_path_fault

SOURCE_FOLDERS = ("procedures", "content")
"""The folders of a project that hold sources."""

_SUFFIXES = (".yaml", ".yml", ".md", ".po", ".json")


@dataclass(frozen=True, slots=True)
class _Walk:
    """A search for sources."""

    roots: Sequence[str]
    """The folders that a link may lead into, resolved."""
    diagnostics: list[Diagnostic]
    """What was refused."""

    def find_files(
        self, folder: str, prefix: str, parents: frozenset[str]
    ) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield the sources below a folder; `parents` are the resolved folders on the way to it."""
        try:
            entries = os.scandir(folder)
        except OSError as error:
            self.diagnostics.append(diagnose_unreadable(prefix, error))
            return
        with entries:
            for entry in entries:
                if not entry.name.startswith("."):  # of editors, version control and macOS
                    yield from self._visit(entry, f"{prefix}/{entry.name}", parents)

    def _visit(
        self, entry: os.DirEntry[str], path: str, parents: frozenset[str]
    ) -> Iterator[tuple[str, os.DirEntry[str]]]:
        if entry.is_symlink() and (fault := self._find_link_fault(entry, parents)):
            self._refuse("S013", path, *fault)
        elif entry.is_dir():
            yield from self._visit_portable(entry, path, parents)
        elif (entry.name.endswith(_SUFFIXES) or is_media(path)) and entry.is_file():
            yield from self._visit_portable(entry, path, None)

    def _visit_portable(
        self, entry: os.DirEntry[str], path: str, parents: frozenset[str] | None
    ) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield a file, or the sources in a folder that has `parents`, unless the name is refused."""
        if find_path_fault(entry.name):
            hint = "Rename it: use letters, digits, hyphens and dots, in UTF-8."
            self._refuse("S014", path, "the name is not a valid file name on every system", hint)
        elif parents is None:
            yield path, entry
        else:
            yield from self.find_files(entry.path, path, parents | {os.path.realpath(entry.path)})

    def _find_link_fault(self, entry: os.DirEntry[str], parents: frozenset[str]) -> tuple[str, str] | None:
        target = os.path.realpath(entry.path)
        if not any(Path(target).is_relative_to(root) for root in self.roots):
            return "the link leads out of the sources", "Replace the link by a copy of what it leads to."
        if target in parents:
            return "the link leads back to a folder that contains it", "Delete the link."
        return None if Path(target).exists() else ("the link leads to nothing", "Delete the link.")

    def _refuse(self, code: str, path: str, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(code, message, Location(escape_unprintable(path)), hint))


def find_sources(
    root: Path, folders: Sequence[str], diagnostics: list[Diagnostic]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the sources below folders of a project, with their paths below its root.

    Names that begin with a dot are ignored. Links are followed if they lead to sources of the project. All
    else that is refused is added to `diagnostics`.
    """
    present = [folder for folder in folders if os.path.lexists(root / folder)]
    walk = _Walk([os.path.realpath(root / folder) for folder in present], diagnostics)
    for folder in present:
        yield from walk.find_files(str(root / folder), folder, frozenset({os.path.realpath(root / folder)}))


def diagnose_unreadable(path: str, error: OSError) -> Diagnostic:
    """Return the diagnostic of a file or folder that the operating system refuses to read."""
    reason = error.strerror or str(error)
    hint = "Check its permissions, and those of its folder."
    return Diagnostic("S015", f"it can't be read: {reason}", Location(escape_unprintable(path)), hint)
