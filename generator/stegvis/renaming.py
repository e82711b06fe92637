"""Renames an id wherever it stands: in YAML, texts, links, catalogs and rewordings."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from stegvis.diagnostics import Diagnostic, Id, Severity
from stegvis.graph.fingerprints import hash_text
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.rewordings import update_rewordings
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.rewording import REWORDINGS_PATH
from stegvis.model.step_kinds import Step
from stegvis.model.text import SourceText
from stegvis.names import find_id_fault, is_placeholder
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.occurrences import Occurrence, find_occurrences, keys_of
from stegvis.source.project import Project
from stegvis.source.yaml_nodes import compose_document
from stegvis.validate.rules import validate

_PLACEHOLDERS = ("label", "role")
_CODE_SPAN = re.compile(r"(`+)[^`].*?\1", re.DOTALL)


class RenameError(Exception):
    """An id can't be renamed; the message says why, and the cure if there is one."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a rename changes."""

    kind: str
    files: Mapping[str, bytes]
    """The new contents of all files that change, by path."""
    removed: tuple[str, ...]
    """The paths of files that are gone."""
    places: Mapping[str, int]
    """By path, how many lines change."""


def rename(project: Project, locales: tuple[str, ...], old: str, new: str) -> Renaming:
    """Return what changes when an id is renamed; raises RenameError where that can't be.

    `old` is `ID`, `PROCEDURE/STEP`, `PROCEDURE/STEP/OPTION` or `FACT/ANSWER`, perhaps with its kind before it
    (`label:ID`); `new` is the new id, or the new path of the same form. `locales` are those with catalogs.
    """
    loaded = load_library(project.files)
    library = loaded.library
    before = _errors(library, loaded.diagnostics, loaded.unread)
    occurrences = list(find_occurrences(library))
    kind, path = _resolve(occurrences, old)
    name = _new_name(kind, path, new)
    change = _Change(library, kind, path, name)
    files = dict(project.files)
    removed: tuple[str, ...] = ()
    for file, raw in project.files.items():
        if changed := change.edit(
            file, raw, [found for found in occurrences if found.id.location.path == file]
        ):
            files[file] = changed
    if kind == "procedure" and path in library.procedures:
        former = str(library.procedures[path].procedure.location.path)
        present = f"{former.rpartition('/')[0]}/{name}.yaml"
        if present in files:
            message = f"{present} exists already"
            raise RenameError(message)
        files[present] = files.pop(former)
        removed = (former,)
    renamed = load_library(files)
    added = _errors(renamed.library, renamed.diagnostics, renamed.unread) - before
    if added:
        message = f"the project would then have errors: {'; '.join(sorted(added)[:3])}"
        raise RenameError(message)
    files |= update_catalogs(renamed.library, files, locales, layout=project.catalogs).value
    rewordings = update_rewordings(renamed.library, (), (), (), change.former_hashes(renamed.library))
    if rewordings is not None:
        files[REWORDINGS_PATH] = rewordings
    changed_files = {file: raw for file, raw in files.items() if raw != _former(project, file)}
    places = {file: _count_changes(project, file, raw) for file, raw in changed_files.items()}
    return Renaming(kind, changed_files, removed, places)


def _former(project: Project, path: str) -> bytes | None:
    """Return what a file contains now; templates are not among the files that a project reads."""
    if not path.endswith(".pot"):
        return project.files.get(path)
    file = project.root / path
    return file.read_bytes() if file.exists() else None


def _count_changes(project: Project, path: str, raw: bytes) -> int:
    before = Counter((_former(project, path) or b"").splitlines())
    return sum((Counter(raw.splitlines()) - before).values())


def _errors(
    library: Library[SourceText], diagnostics: tuple[Diagnostic, ...], unread: frozenset[str]
) -> set[str]:
    found = (*diagnostics, *validate(library, unread))
    return {f"{each.message} ({each.code})" for each in found if each.severity is Severity.ERROR}


def _resolve(occurrences: list[Occurrence], old: str) -> tuple[str, str]:
    """Return the kind and the path of what is renamed."""
    wanted, colon, path = old.rpartition(":")
    kinds = dict.fromkeys(
        found.kind for found in occurrences if found.path == path and wanted in ("", found.kind)
    )
    if len(kinds) == 1:
        return next(iter(kinds)), path
    if kinds:
        choices = " or ".join(f"`{kind}:{path}`" for kind in kinds)
        message = f"`{path}` is the id of several things: write {choices}"
        raise RenameError(message)
    known = {found.path for found in occurrences}
    similar = difflib.get_close_matches(path, sorted(known), 1, 0.6)
    hint = f": did you mean `{similar[0]}`?" if similar else "; write `ID`, `PROCEDURE/STEP` or `KIND:ID`"
    message = f"nothing has the id `{old if colon else path}`{hint}"
    raise RenameError(message)


def _new_name(kind: str, path: str, new: str) -> str:
    parent, _, name = new.removeprefix(f"{kind}:").rpartition("/")
    if parent and parent != path.rpartition("/")[0]:
        message = f"`{new}` is in another place than `{path}`; only the last part of a path can be renamed"
        raise RenameError(message)
    if kind in _PLACEHOLDERS:
        if not is_placeholder(name):
            message = f"`{name}` is not a valid placeholder: use lower-case words joined by underscores"
            raise RenameError(message)
    elif fault := find_id_fault(name):
        message = f"{fault[0]}. {fault[1]}"
        raise RenameError(message)
    if name == path.rpartition("/")[2]:
        message = f"`{name}` is its id already"
        raise RenameError(message)
    return name


class _Change:
    """One rename, and what it does to a file."""

    def __init__(self, library: Library[SourceText], kind: str, path: str, name: str) -> None:
        self.library = library
        self.kind = kind
        self.path = path
        self.old = path.rpartition("/")[2]
        self.new = name
        self.keys = [
            (key, f"{key.removesuffix(self.old)}{name}")
            for key in dict.fromkeys(keys_of(library, kind, path))
        ]
        self.patterns = list(self._patterns())

    def edit(self, file: str, raw: bytes, occurrences: list[Occurrence]) -> bytes | None:
        """Return the new content of a file; None if it stays as it is."""
        text = raw.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
        edited = text
        if file.endswith(".yaml"):
            edited = self._edit_ids(file, edited, occurrences)
            edited = self._edit_texts(edited)
            if file == REWORDINGS_PATH:
                edited = self._edit_keys(edited, r"^()")
        elif file.endswith(".md"):
            edited = self._edit_texts(edited)
        elif file.endswith(".po"):
            lines = edited.split("\n")
            edited = "\n".join(
                line if line.startswith(("# ", "#.")) else self._edit_texts(line) for line in lines
            )
            edited = self._edit_keys(edited, r'^((?:#~ )?msgctxt ")')
        if edited == text:
            return None
        encoded = (edited.replace("\n", "\r\n") if b"\r\n" in raw else edited).encode(
            "utf-8", "surrogateescape"
        )
        return b"\xef\xbb\xbf" + encoded if raw.startswith(b"\xef\xbb\xbf") else encoded

    def former_hashes(self, renamed: Library[SourceText]) -> dict[str, str]:
        """Return the former hashes of the texts in which the id stood, by their present keys."""
        former = {
            self._present_key(text.key): hash_text(self.library, text.source)
            for procedure in self.library.procedures.values()
            for text in iter_texts(procedure)
        }
        return {
            text.key: former[text.key]
            for procedure in renamed.procedures.values()
            for text in iter_texts(procedure)
            if text.key in former and hash_text(renamed, text.source) != former[text.key]
        }

    def _present_key(self, key: str) -> str:
        for old, new in self.keys:
            if re.match(rf"{re.escape(old)}(?=[./]|$)", key):
                return new + key[len(old) :]
        return key

    def _patterns(self) -> Iterator[tuple[re.Pattern[str], str]]:
        """Yield what stands for the id in texts, with what replaces it."""
        old, new = re.escape(self.old), self.new
        match self.kind:
            case "label" | "role":
                yield re.compile(rf"(?<!\{{)\{{{old}\}}(?!\}})"), f"{{{new}}}"
            case "value":
                yield re.compile(rf"\{{\{{{old}\}}\}}"), f"{{{{{new}}}}}"
            case "link":
                yield re.compile(rf"\]\[{old}\]"), f"][{new}]"
            case "procedure":
                yield re.compile(rf"\]\[procedure:{old}(?=[\]#])"), f"][procedure:{new}"
            case "step":
                owner = self.path.rpartition("/")[0]
                pattern = rf"(\]\[procedure:{re.escape(owner)}#(?:[a-z0-9-]+[./])?){old}(?=[\]./])"
                yield re.compile(pattern), rf"\g<1>{new}"

    def _edit_texts(self, text: str) -> str:
        for pattern, replacement in self.patterns:
            if self.kind == "value":  # commands are no code spans
                text = pattern.sub(replacement, text)
                continue
            pieces, end = [], 0
            for span in _CODE_SPAN.finditer(text):
                pieces += [pattern.sub(replacement, text[end : span.start()]), span[0]]
                end = span.end()
            text = "".join([*pieces, pattern.sub(replacement, text[end:])])
        return text

    def _edit_keys(self, text: str, before: str) -> str:
        for old, new in self.keys:
            text = re.sub(rf"{before}{re.escape(old)}(?=[./\"])", rf"\g<1>{new}", text, flags=re.MULTILINE)
        return text

    def _edit_ids(self, file: str, text: str, occurrences: list[Occurrence]) -> str:
        lines = text.split("\n")
        places = {
            (found.id.location.line, found.id.location.column)
            for found in occurrences
            if (found.kind, found.path) == (self.kind, self.path)
        }
        for line, column in sorted(places, reverse=True):
            lines[line - 1] = self._replace_at(lines[line - 1], column - 1)
        edited = "\n".join(lines)
        if self.kind == "procedure":
            renamed = self.library.procedures.get(self.path)
            if renamed and renamed.procedure.location.path == file:
                return self._add_former_procedure(edited, renamed)
        if self.kind == "step":
            procedure = self.library.procedures.get(self.path.rpartition("/")[0])
            steps = procedure.all_steps if procedure else ()
            step = next((step for step in steps if step.id == self.old), None)
            if step and step.id.location.path == file:
                return self._add_former_step(edited, step)
        return edited

    def _replace_at(self, line: str, column: int) -> str:
        begin = column + (line[column : column + 1] in ('"', "'"))
        end = begin + len(self.old)
        return f"{line[:begin]}{self.new}{line[end:]}" if line[begin:end] == self.old else line

    def _add_former_step(self, text: str, step: Step[SourceText]) -> str:
        lines = text.split("\n")
        row, column = step.id.location.line - 1, step.id.location.column - 1
        line = lines[row]
        if step.was is not None:
            return _replace_scalar(text, step.was, self.old)
        key = line.rindex("id", 0, column)
        if "{" in line[:key]:
            end = column + len(self.new) + 2 * (line[column] in "\"'")
            lines[row] = f"{line[:end]}, was: {self.old}{line[end:]}"
        else:
            lines.insert(row + 1, f"{' ' * key}was: {self.old}")
        return "\n".join(lines)

    def _add_former_procedure(self, text: str, procedure: Procedure[SourceText]) -> str:
        former = [name for name in procedure.was if name != self.new] + [self.old]
        node = compose_document(text)
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value == "was":
                begin, end = value.start_mark.index, value.end_mark.index
                tail = "\n" if text[begin:end].endswith("\n") else ""
                return f"{text[:begin]}[{', '.join(former)}]{tail}{text[end:]}"
        lines = text.split("\n")
        lines.insert(procedure.procedure.location.line, f"was: [{', '.join(former)}]")
        return "\n".join(lines)


def _replace_scalar(text: str, id_: Id, new: str) -> str:
    lines = text.split("\n")
    row, column = id_.location.line - 1, id_.location.column - 1
    begin = column + (lines[row][column] in "\"'")
    lines[row] = f"{lines[row][:begin]}{new}{lines[row][begin + len(id_) :]}"
    return "\n".join(lines)
