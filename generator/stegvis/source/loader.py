"""Loads a library from the files of a project, with diagnostics for what can't be read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.diagnostics import Diagnostic, Id, Location, Result
from stegvis.model.article import Article
from stegvis.model.catalog_layout import THEME_FOLDER
from stegvis.model.library import Library
from stegvis.model.media import MediaFile, is_media
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, InterfaceText
from stegvis.model.rewording import REWORDINGS_PATH, Rewording
from stegvis.model.text import SourceText
from stegvis.source import yaml_nodes
from stegvis.source.articles import read_article
from stegvis.source.deserialize import FileReader, read_mapping, read_record
from stegvis.source.former_ids import resolve_former_ids
from stegvis.source.media import read_media_file
from stegvis.source.site_config import SITE_PATH

INTERFACE_PATH = f"{THEME_FOLDER}/interface.yaml"
"""The path of the interface text, below whatever folder the package is in."""


@dataclass(frozen=True, slots=True)
class LoadedLibrary:
    """The readable part of a project's sources, and the diagnostics about the rest."""

    library: Library[SourceText]
    diagnostics: tuple[Diagnostic, ...]
    unread: frozenset[str]
    """The ids of files and entries that exist but can't be read, and the paths of unreadable registries.

    References to these are not reported as unknown.
    """


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a registry or of the interface text."""

    by_id: Mapping[str, Any] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """The ids of the entries that can't be read, or the path if that holds for the file."""


Reader = Callable[[str, bytes], Result[Any]]
"""From the path and the bytes of a file to what it holds."""


@dataclass(slots=True)
class _Draft:
    """A library while it is loaded."""

    procedures: dict[str, Procedure[SourceText]] = field(default_factory=dict)
    articles: dict[str, Article[SourceText]] = field(default_factory=dict)
    registries: dict[str, Mapping[str, Any]] = field(
        default_factory=lambda: {name: {} for name in REGISTRIES}
    )
    interface: Mapping[str, SourceText] = field(default_factory=dict)
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    media: dict[str, MediaFile] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def add_procedure(self, id_: str, result: Result[Procedure[SourceText] | None]) -> None:
        """Add what was read of a procedure's file; of two procedures with one id, the first."""
        procedure = result.value
        self.diagnostics += result.diagnostics
        if procedure is None:
            self.unread.add(id_)
        elif procedure.id in self.procedures:
            self.diagnostics.append(_duplicate_procedure(procedure, self.procedures[procedure.id]))
        else:
            self.procedures[procedure.id] = procedure

    def add_article(self, slug: str, result: Result[Article[SourceText] | None]) -> None:
        """Add what was read of an article's file."""
        self.diagnostics += result.diagnostics
        if result.value is None:
            self.unread.add(slug)
        else:
            self.articles[slug] = result.value

    def add_media(self, path: str, result: Result[MediaFile | None]) -> None:
        """Add a file that is published as it is."""
        self.diagnostics += result.diagnostics
        if result.value is None:
            self.unread.add(path)
        else:
            self.media[path] = result.value

    def add_registry(self, name: str, result: Result[Entries]) -> None:
        """Add what was read of a registry."""
        self.diagnostics += result.diagnostics
        self.registries[name] = result.value.by_id
        self.unread |= result.value.unread


@dataclass(slots=True)
class Loader:
    """Reads the files of a project; caches the result of each file until its bytes change."""

    _cache: dict[str, tuple[bytes, Result[Any]]] = field(default_factory=dict)

    def load(self, files: Mapping[str, bytes]) -> LoadedLibrary:
        """Read a project from its files by path; ignores files that are no source."""
        draft = _Draft()
        for path in sorted(files):
            self._load_file(draft, path, files[path])
        library = Library(
            procedures=draft.procedures,
            articles=draft.articles,
            interface=draft.interface,
            rewordings=draft.rewordings,
            media=draft.media,
            **draft.registries,
        )
        resolved = resolve_former_ids(library)
        diagnostics = (*draft.diagnostics, *resolved.diagnostics)
        return LoadedLibrary(resolved.value, diagnostics, frozenset(draft.unread))

    def _load_file(self, draft: _Draft, path: str, raw: bytes) -> None:
        match path.split("/"):
            case ["procedures", _, name] if name.endswith(".yaml"):
                draft.add_procedure(name.removesuffix(".yaml"), self._read(_read_procedure, path, raw))
            case ["procedures", *_]:
                draft.diagnostics += _misplaced_procedure(path)
            case _ if is_media(path):
                draft.add_media(path, self._read(read_media_file, path, raw))
            case ["content", name] if name.endswith(".md"):
                draft.add_article(name.removesuffix(".md"), self._read(read_article, path, raw))
            case ["content", name] if name.removesuffix(".yaml") in REGISTRIES:
                draft.add_registry(name.removesuffix(".yaml"), self._read(_read_registry, path, raw))
            case _ if path == REWORDINGS_PATH:
                rewordings = self._read(_read_rewordings, path, raw)
                draft.rewordings = rewordings.value.by_id
                draft.diagnostics += rewordings.diagnostics
            case ["content", name] if name.endswith((".yaml", ".yml")) and path != SITE_PATH:
                draft.diagnostics.append(_unknown_registry(path))
            case _ if f"/{path}".endswith(f"/{INTERFACE_PATH}"):
                interface = self._read(_read_interface, path, raw)
                draft.interface = interface.value
                draft.diagnostics += interface.diagnostics

    def _read(self, reader: Reader, path: str, raw: bytes) -> Result[Any]:
        cached = self._cache.get(path)
        if cached is None or cached[0] != raw:
            cached = self._cache[path] = (raw, reader(path, raw))
        return cached[1]


def load_library(files: Mapping[str, bytes]) -> LoadedLibrary:
    """Read a project from its files by path."""
    return Loader().load(files)


def _read_procedure(path: str, raw: bytes) -> Result[Procedure[SourceText] | None]:
    _, collection, name = path.split("/")
    node = yaml_nodes.read_node(path, raw)
    if node.value is None:
        return Result(None, node.diagnostics)
    reader = FileReader(path)
    procedure: Procedure[SourceText] | None = read_record(
        reader, Procedure, node.value, name.removesuffix(".yaml"), given={"collection": collection}
    )
    return Result(procedure, tuple(reader.diagnostics))


def _read_registry(path: str, raw: bytes) -> Result[Entries]:
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return _read_entries(path, raw, REGISTRIES[name], f"{name}/")


def _read_rewordings(path: str, raw: bytes) -> Result[Entries]:
    return _read_entries(path, raw, Rewording, "")


def _read_interface(path: str, raw: bytes) -> Result[Mapping[str, SourceText]]:
    entries = _read_entries(path, raw, InterfaceText, "")
    texts = {
        str(key): replace(entry.text, key=str(key), comment=entry.comment or "")
        for key, entry in entries.value.by_id.items()
    }
    return Result(texts, entries.diagnostics)


def _read_entries(path: str, raw: bytes, record: type[Any], prefix: str) -> Result[Entries]:
    """Read the entries of a file; `prefix` stands before their ids in the keys of their texts."""
    node = yaml_nodes.read_node(path, raw)
    if node.value is None:
        return Result(Entries(unread=frozenset({path})), node.diagnostics)
    reader = FileReader(path)
    entries = read_mapping(reader, node.value)
    if entries is None:
        return Result(Entries(unread=frozenset({path})), tuple(reader.diagnostics))
    read: dict[str, Any] = {
        Id(id_, reader.location(name)): read_record(reader, record, value, f"{prefix}{id_}")
        for id_, (name, value) in entries.items()
    }
    by_id = {id_: entry for id_, entry in read.items() if entry is not None}
    return Result(Entries(by_id, frozenset(read.keys() - by_id.keys())), tuple(reader.diagnostics))


def _duplicate_procedure(procedure: Procedure[SourceText], other: Procedure[SourceText]) -> Diagnostic:
    message = f"duplicate procedure `{procedure.id}`, already in {other.procedure.location.path}"
    hint = "Ids are unique across collections: rename one of the files."
    return Diagnostic("V001", message, procedure.procedure.location, hint)


def _unknown_registry(path: str) -> Diagnostic:
    name = path.rpartition("/")[2].rpartition(".")[0]
    similar = difflib.get_close_matches(name, REGISTRIES, 1, 0.6)
    hint = f"Did you mean `{similar[0]}.yaml`?" if similar else f"Registries are {', '.join(REGISTRIES)}."
    return Diagnostic("S012", "the file is not used", Location(path), hint)


def _misplaced_procedure(path: str) -> list[Diagnostic]:
    if not path.endswith((".yaml", ".yml", ".json")):
        return []
    message = "the path of a procedure is procedures/COLLECTION/ID.yaml"
    return [Diagnostic("S012", message, Location(path), "Move or rename the file.")]
