"""Extraction methods for `pybabel extract -F babel.cfg`: the same messages as `stegvis catalog update`.

Each is a babel.extractors entry point: (fileobj, keywords, comment_tags, options) to tuples of
(line, function, messages, comments), as Babel's documentation of extraction methods asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from stegvis.catalogs import FOLDER, context_of
from stegvis.catalogs.template import Context
from stegvis.load import INTERFACE, Loaded, load

Extracted = Iterator[tuple[int, str, tuple[str, str], list[str]]]


def procedure(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Extracted:  # noqa: ARG001  # Babel's signature
    """The messages of procedures/COLLECTION/ID.yaml."""
    path, context, loaded = _project(file)
    return _messages(context, [loaded.library.procedures[Path(path).stem]])


def registry(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Extracted:  # noqa: ARG001  # Babel's signature
    """The messages of a registry, content/NAME.yaml."""
    path, context, loaded = _project(file)
    return _messages(context, getattr(loaded.library, Path(path).stem, {}).values())


def article(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Extracted:  # noqa: ARG001  # Babel's signature
    """The messages of content/SLUG.md."""
    path, context, loaded = _project(file)
    return _messages(context, [loaded.library.articles[Path(path).stem]])


def interface(file: IO[bytes], keywords: Any, comment_tags: Any, options: Mapping[str, Any]) -> Extracted:  # noqa: ARG001  # Babel's signature
    """The messages of the interface's words."""
    _, context, loaded = _project(file)
    return _messages(context, loaded.library.interface.values())


def _messages(context: Context, records: Collection[Any]) -> Extracted:
    for record in records:
        for entry in context.entries_of(record):
            yield entry.line, "pgettext", (entry.key, entry.source), list(entry.comments)


def _project(file: IO[bytes]) -> tuple[str, Context, Loaded]:
    """The file's path below its project's folder, and the project around it."""
    path = Path(file.name).resolve()
    root = next(one for one in path.parents if (one / "content" / "site.yaml").exists())
    context, loaded = _context(root)
    return path.relative_to(root).as_posix(), context, loaded


@cache
def _context(root: Path) -> tuple[Context, Loaded]:
    """One reading of the project serves all the files of a run."""
    folders = (root / "procedures", root / "content", (root / INTERFACE).parent)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".yaml", ".md", ".po")
    }
    loaded = load(files)
    locales = sorted(path.name for path in (root / FOLDER).iterdir() if path.is_dir())
    return context_of(loaded.library, files, locales), loaded
