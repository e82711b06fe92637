"""Writes the files of a command: all of them or none, each whole.

Every file is written beside its target first, then all are renamed. A full disk, a crash or a second program
can therefore leave a file as it was or replaced, never truncated.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from stegvis.names import PathError, resolve_below

_SUFFIX = ".stegvis-tmp"
"""The end of the names of files that are written beside others."""

_ABANDONED = 3600
"""Seconds after which a file with this suffix counts as left over from a killed command."""

_UNREAD: Mapping[str, bytes | None] = MappingProxyType({})


class WriteError(Exception):
    """A file can't be written; the message states which, why, and the cure."""


def replace_files(
    folder: Path,
    files: Mapping[str, bytes],
    former: Mapping[str, bytes | None] = _UNREAD,
    *,
    removed: Collection[str] = (),
    is_durable: bool = True,
) -> None:
    """Write files by their paths below `folder`, in this order; creates the folders that they need.

    `former` holds the contents from which the new ones were made, None for a file that did not exist: files
    that another program has changed since are not overwritten. A file keeps its mode and its owner, a link
    stays a link. `removed` are the paths of files that are deleted. `is_durable` is whether the files must
    outlast a loss of power; false for those that can be made again. Raises WriteError, after which every file
    is as it was.
    """
    with ExitStack() as leftovers, ExitStack() as undo:
        targets = {path: _resolve_target(folder, path) for path in files}
        for parent in {target.parent for target in targets.values()}:
            _remove_abandoned(parent)
        staged = [
            _stage(path, targets[path], content, leftovers, is_durable=is_durable)
            for path, content in files.items()
        ]
        for path in former.keys() & files.keys():
            if _read(path, targets[path]) != former[path]:
                raise WriteError(
                    f"{path} was changed by another program while the command ran; nothing was written. "
                    "Run the command again."
                )
        for file in staged:
            _rename(file, undo)
        for path in removed:
            _set_aside(path, _resolve_target(folder, path), leftovers, undo)
        if is_durable:
            _sync_folders(target.parent for target in targets.values())
        undo.pop_all()


def describe_os_error(error: OSError) -> str:
    """Return what failed and the cure, such as "the disk is full; free some space and run it again"."""
    reason, cure = _REASONS.get(error.errno or 0, (error.strerror or str(error), ""))
    return f"{reason}; {cure}" if cure else reason


_SPACE = "free some space and run the command again"
_RIGHTS = "check the owner and the permissions of the file and its folder"
_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", _SPACE),
    errno.EDQUOT: ("the disk quota is used up", _SPACE),
    errno.EFBIG: ("the file is larger than allowed here", "raise the limit (`ulimit -f`)"),
    errno.EROFS: ("the file system is read-only", "use a writable copy of the project"),
    errno.EACCES: ("permission denied", _RIGHTS),
    errno.EPERM: ("operation not permitted", _RIGHTS),
    errno.EBUSY: ("the file is in use", "close the program that uses it, or unmount it"),
}


@dataclass(frozen=True, slots=True)
class _StagedFile:
    """A file that is written, but not in its place yet."""

    path: str
    target: Path
    """Its place; that of the file itself where the path is a link."""
    beside: Path
    former: Path | None
    """A second name or a copy of the file that it replaces."""


def _resolve_target(folder: Path, path: str) -> Path:
    try:
        return resolve_below(folder, path)
    except PathError as error:
        message = f"{error}. Nothing was changed."
        raise WriteError(message) from error


def _stage(path: str, target: Path, content: bytes, leftovers: ExitStack, *, is_durable: bool) -> _StagedFile:
    try:
        _make_folder(target.parent, leftovers)
        name = f".{target.name}.{secrets.token_hex(4)}"
        beside = target.with_name(f"{name}{_SUFFIX}")
        leftovers.callback(_remove, beside)
        with beside.open("xb") as file:
            file.write(content)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        former = _keep(target, beside, leftovers) if target.exists() else None
    except OSError as error:
        raise _to_write_error(path, error) from error
    return _StagedFile(path, target, beside, former)


def _make_folder(folder: Path, leftovers: ExitStack) -> None:
    if not folder.exists():
        _make_folder(folder.parent, leftovers)
        folder.mkdir(exist_ok=True)
        leftovers.callback(_remove_if_empty, folder)


def _keep(target: Path, beside: Path, leftovers: ExitStack) -> Path:
    """Give the new file the mode and owner of the former one, and the former one a second name."""
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    shutil.copymode(target, beside)
    if hasattr(os, "chown"):
        status = target.stat()
        with suppress(PermissionError):  # another user's file stays writable for its group
            os.chown(beside, status.st_uid, status.st_gid)
    former = beside.with_name(beside.name.removesuffix(_SUFFIX) + f"-former{_SUFFIX}")
    leftovers.callback(_remove, former)
    try:
        former.hardlink_to(target)
    except OSError:  # the file system has no hard links
        shutil.copy2(target, former)
    return former


def _rename(file: _StagedFile, undo: ExitStack) -> None:
    try:
        file.beside.replace(file.target)
    except OSError as error:
        raise _to_write_error(file.path, error) from error
    undo.callback(_restore, file)


def _set_aside(path: str, target: Path, leftovers: ExitStack, undo: ExitStack) -> None:
    """Give a file that is deleted another name, under which it is found again if the command fails."""
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_SUFFIX}")
    leftovers.callback(_remove, aside)
    try:
        target.replace(aside)
    except OSError as error:
        raise _to_write_error(path, error) from error
    undo.callback(aside.replace, target)


def _restore(file: _StagedFile) -> None:
    try:
        if file.former is None:
            file.target.unlink()
        else:
            file.former.replace(file.target)
    except OSError as error:
        message = f"{file.path} has been replaced and can't be restored: {describe_os_error(error)}"
        raise WriteError(message) from error


def _to_write_error(path: str, error: OSError) -> WriteError:
    return WriteError(f"can't write {path}: {describe_os_error(error)}. Nothing was changed.")


def _read(path: str, target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _to_write_error(path, error) from error


def _sync_folders(folders: Iterable[Path]) -> None:
    for folder in set(folders):
        with suppress(OSError):  # not every system can sync folders
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _remove_abandoned(folder: Path) -> None:
    """Remove what killed commands left in a folder."""
    oldest = time.time() - _ABANDONED
    with suppress(OSError):
        for path in folder.glob(f".*{_SUFFIX}"):
            if path.lstat().st_mtime < oldest:
                path.unlink()


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
