"""Extraction methods for `pybabel extract -F babel.cfg`: the same messages as `stegvis catalog update`.

Each function is an entry point of the group babel.extractors: it takes (fileobj, keywords, comment_tags,
options) and yields tuples of (line, function, messages, comments), as Babel specifies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from stegvis.i18n.catalogs.template import TemplateContext
from stegvis.i18n.catalogs.update import template_context
from stegvis.model.catalog_layout import CATALOG_FOLDER
from stegvis.source.loader import LoadedLibrary, load_library
from stegvis.source.project import read_project

Extracted = Iterator[tuple[int, str, tuple[str, str], list[str]]]
"""Line, `pgettext`, key and English, comments."""


def extract_procedure(
    file: IO[bytes],
    _keywords: Any,
    _comment_tags: Any,
    options: Mapping[str, Any],  # noqa: ARG001  # Babel passes it by name
) -> Extracted:
    """Yield the messages of procedures/COLLECTION/ID.yaml."""
    path, context, loaded = _project(file)
    return _messages(context, [loaded.library.procedures[Path(path).stem]])


def extract_registry(
    file: IO[bytes],
    _keywords: Any,
    _comment_tags: Any,
    options: Mapping[str, Any],  # noqa: ARG001  # Babel passes it by name
) -> Extracted:
    """Yield the messages of a registry, content/NAME.yaml."""
    path, context, loaded = _project(file)
    return _messages(context, getattr(loaded.library, Path(path).stem, {}).values())


def extract_article(
    file: IO[bytes],
    _keywords: Any,
    _comment_tags: Any,
    options: Mapping[str, Any],  # noqa: ARG001  # Babel passes it by name
) -> Extracted:
    """Yield the messages of content/SLUG.md."""
    path, context, loaded = _project(file)
    return _messages(context, [loaded.library.articles[Path(path).stem]])


def extract_interface(
    file: IO[bytes],
    _keywords: Any,
    _comment_tags: Any,
    options: Mapping[str, Any],  # noqa: ARG001  # Babel passes it by name
) -> Extracted:
    """Yield the messages of the interface."""
    _, context, loaded = _project(file)
    return _messages(context, loaded.library.interface.values())


def _messages(context: TemplateContext, records: Collection[Any]) -> Extracted:
    for record in records:
        for entry in context.entries_of(record):
            yield entry.line, "pgettext", (entry.key, entry.source), list(entry.comments)


def _project(file: IO[bytes]) -> tuple[str, TemplateContext, LoadedLibrary]:
    """Return the file's path below its project's folder, and the project that contains it."""
    path = Path(file.name).resolve()
    root = next(folder for folder in path.parents if (folder / "content" / "site.yaml").exists())
    context, loaded = _context(root)
    return path.relative_to(root).as_posix(), context, loaded


@cache
def _context(root: Path) -> tuple[TemplateContext, LoadedLibrary]:
    """Load a project, once for all files of a run."""
    files = read_project(root).files
    loaded = load_library(files)
    locales = sorted(path.name for path in (root / CATALOG_FOLDER).iterdir() if path.is_dir())
    return template_context(loaded.library, files, locales), loaded
