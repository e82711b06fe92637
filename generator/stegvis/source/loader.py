"""Files to the model, or diagnostics with file, line and column."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.diagnostics import Diagnostic, Location
from stegvis.model.article import Article
from stegvis.model.catalog_layout import THEME_FOLDER
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, Phrase
from stegvis.model.text import SourceText
from stegvis.source import yaml_nodes
from stegvis.source.articles import read_article
from stegvis.source.deserialize import FileReader, read_mapping, read_record

INTERFACE_PATH = f"{THEME_FOLDER}/interface.yaml"
"""The path of the interface text, below whatever folder the package is in."""

OTHER_FILES = ("content/site.yaml", "content/glossary.yaml")
"""Files of content/ that others read."""


@dataclass(frozen=True, slots=True)
class LoadedLibrary:
    """What could be read, and what is wrong with the rest."""

    library: Library[SourceText]
    diagnostics: tuple[Diagnostic, ...]
    unread: frozenset[str]
    """Names whose file or entry was found but could not be read: no reference to them is wrong.

    A registry that could not be read at all stands here with its path: no reference into it is wrong.
    """


@dataclass(slots=True)
class Loader:
    """Reads the files of a project; keeps what it made of each, for the next time."""

    _kept: dict[str, tuple[bytes, Any, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def load(self, files: Mapping[str, bytes]) -> LoadedLibrary:
        """Read a project from its files by path; files that are none of ours are passed over."""
        found: list[Diagnostic] = []
        unread: set[str] = set()
        procedures: dict[str, Procedure[SourceText]] = {}
        articles: dict[str, Article[SourceText]] = {}
        registries: dict[str, dict[str, Any]] = {name: {} for name in REGISTRIES}
        interface: dict[str, SourceText] = {}
        for path in sorted(files):
            match path.split("/"):
                case ["procedures", _, name] if name.endswith(".yaml"):
                    one = self._read(_procedure, path, files[path], found)
                    if one is None:
                        unread.add(name.removesuffix(".yaml"))
                    elif one.id in procedures:
                        found.append(_twice(one, procedures[one.id]))
                    else:
                        procedures[one.id] = one
                case ["procedures", *_]:
                    found += _misplaced(path)
                case ["content", name] if name.endswith(".md"):
                    one = self._read(read_article, path, files[path], found)
                    slug = name.removesuffix(".md")
                    articles |= {slug: one} if one else {}
                    unread |= set() if one else {slug}
                case ["content", name] if name.removesuffix(".yaml") in REGISTRIES:
                    entries, broken = self._read(_registry, path, files[path], found)
                    registries[name.removesuffix(".yaml")] = entries
                    unread |= broken
                case ["content", name] if name.endswith((".yaml", ".yml")) and path not in OTHER_FILES:
                    found.append(_unknown_registry(path))
                case _ if f"/{path}".endswith(f"/{INTERFACE_PATH}"):
                    interface = self._read(_interface, path, files[path], found)
        library = Library(procedures=procedures, articles=articles, interface=interface, **registries)
        return LoadedLibrary(library, tuple(found), frozenset(unread))

    def _read(
        self,
        reader: Callable[[str, bytes, list[Diagnostic]], Any],
        path: str,
        raw: bytes,
        found: list[Diagnostic],
    ) -> Any:
        kept = self._kept.get(path)
        if kept is None or kept[0] != raw:
            own: list[Diagnostic] = []
            value = reader(path, raw, own)
            kept = self._kept[path] = (raw, value, tuple(own))
        found += kept[2]
        return kept[1]


def load_library(files: Mapping[str, bytes]) -> LoadedLibrary:
    """Read a project from its files by path."""
    return Loader().load(files)


def _procedure(path: str, raw: bytes, found: list[Diagnostic]) -> Procedure[SourceText] | None:
    _, collection, name = path.split("/")
    node = _root(path, raw, found)
    if node is None:
        return None
    read: Procedure[SourceText] | None = read_record(
        FileReader(path, found),
        Procedure,
        node,
        name.removesuffix(".yaml"),
        given={"collection": collection},
    )
    return read


def _registry(path: str, raw: bytes, found: list[Diagnostic]) -> tuple[dict[str, Any], frozenset[str]]:
    """The entries that can be read, and the names of the others, or of the file if nothing can be read."""
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return _entries(path, raw, found, REGISTRIES[name], f"{name}/")


def _interface(path: str, raw: bytes, found: list[Diagnostic]) -> dict[str, SourceText]:
    phrases, _ = _entries(path, raw, found, Phrase, "")
    return {
        key: replace(phrase.text, key=key, comment=phrase.comment or "") for key, phrase in phrases.items()
    }


def _entries(
    path: str, raw: bytes, found: list[Diagnostic], type_: type[Any], key: str
) -> tuple[dict[str, Any], frozenset[str]]:
    node = _root(path, raw, found)
    reading = FileReader(path, found)
    entries = read_mapping(reading, node) if node is not None else None
    if entries is None:
        return {}, frozenset({path})
    read = {name: read_record(reading, type_, value, f"{key}{name}") for name, (_, value) in entries.items()}
    good = {name: value for name, value in read.items() if value is not None}
    return good, frozenset(read.keys() - good.keys())


def _root(path: str, raw: bytes, found: list[Diagnostic]) -> Any | None:
    text = yaml_nodes.decode_source(path, raw, found)
    return None if text is None else yaml_nodes.compose_node(path, text, found)


def _twice(one: Procedure[SourceText], other: Procedure[SourceText]) -> Diagnostic:
    message = f"the procedure `{one.id}` stands in {other.procedure.location.path} too"
    hint = "An id is a procedure's own; rename one of the files."
    return Diagnostic("V001", message, one.procedure.location, hint)


def _unknown_registry(path: str) -> Diagnostic:
    name = path.rpartition("/")[2].rpartition(".")[0]
    near = difflib.get_close_matches(name, REGISTRIES, 1, 0.6)
    hint = f"Did you mean `{near[0]}.yaml`?" if near else f"Registries are {', '.join(REGISTRIES)}."
    return Diagnostic("S012", "nothing reads this file", Location(path), hint)


def _misplaced(path: str) -> list[Diagnostic]:
    if not path.endswith((".yaml", ".yml", ".json")):
        return []
    message = "a procedure's file is procedures/COLLECTION/ID.yaml"
    return [Diagnostic("S012", message, Location(path), "Move or rename it.")]
