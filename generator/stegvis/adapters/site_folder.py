"""The folder of a site: what a build may replace, and how the new site takes the place of the former one.

The new site is staged in a work folder beside the site, and two renames put it in its place. Where that is
not possible, as with a mount point, the contents of the folder are exchanged instead. A build that is killed
leaves its work folder; from its names the next one knows whether the former site has to be put back.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from stegvis.names import canonicalize_locale, escape_unprintable
from stegvis.source.folders import SOURCE_FOLDERS

if sys.platform != "win32":
    import fcntl

MARKER = ".stegvis-site"
"""The file by which the folder of a site is known; readers of the site don't need it."""

_MARKER_TEXT = (
    "Stegvis built this site. The next build replaces everything in this folder,\n"
    "except CNAME and entries whose names begin with a dot.\n"
)
_WORK = ".stegvis-build"
_NEW, _READY, _MOVING, _FORMER = "new", "ready", "moving", "former"
"""The folders in a work folder: the new site in three states, and the former one."""

_IMMOVABLE = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
"""What the operating system answers if a folder can't be created or renamed beside the site."""

_FORMER_WORK = re.compile(r"\.site-[a-z0-9_]{8}(?P<former>-former)?")
"""The names of the work folders of version 0.1."""

_FILES = frozenset({
    *("index.html", "404.html", "sitemap.xml", "robots.txt", "sw.js", "build.json", "offline.json"),
    *("run-1.schema.json", "assets"),
})  # fmt: skip
_ASSETS = re.compile(r"[0-9a-f]{12}")


class SiteFolderError(Exception):
    """A folder must not be replaced by a site; the message says why, and states the cure."""


def check_site_folder(site: Path, root: Path) -> None:
    """Raise SiteFolderError unless a build of the project in `root` may replace the folder `site`.

    It may if the folder is missing, empty or the site of a former build, and has nothing to do with sources.
    """
    check_output_folder(site, root)
    if reason := _find_reason(_resolve(site), root):
        message = f"{site} {reason}. Nothing was changed."
        raise SiteFolderError(message)


def check_output_folder(output: Path, root: Path) -> None:
    """Raise SiteFolderError if files can't be written below a folder without mixing with sources."""
    folder = _resolve(output)
    if os.path.lexists(folder) and not folder.is_dir():
        message = f"{output} is a file. Name a folder."
        raise SiteFolderError(message)
    for source in _sources(root):
        if folder.is_relative_to(source):
            message = f"{output} is in {source}, which holds sources. Name another folder."
            raise SiteFolderError(message)


def _sources(root: Path) -> list[Path]:
    return [_resolve(root / name) for name in SOURCE_FOLDERS]


def _find_reason(folder: Path, root: Path) -> str:
    for precious in (*_sources(root), _resolve(root), *_home()):
        if precious.is_relative_to(folder):
            return f"can't hold a site: a build would delete {precious}"
    entries = [
        entry.name for entry in (folder.iterdir() if folder.is_dir() else ()) if not _is_kept(entry.name)
    ]
    if any((folder / path).exists() for path in ("mkdocs.yml", "content/site.yaml")):
        return "can't hold a site: it has the sources of a project"
    if entries and not _is_built(folder):
        return (
            f"holds {escape_unprintable(min(entries))}, which no build has made; name another folder, "
            f"or empty this one. If everything in it may be replaced, create the file {MARKER} in it"
        )
    return ""


def _home() -> Iterator[Path]:
    with suppress(RuntimeError):  # a user without a home
        yield _resolve(Path.home())


def _resolve(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _is_built(folder: Path) -> bool:
    """Return whether a folder is a site: it has the marker, or what every site of version 0.1 had."""
    if (folder / MARKER).is_file():
        return True
    assets = folder / "assets"
    return (folder / "404.html").is_file() and any(
        _ASSETS.fullmatch(entry.name) for entry in (assets.iterdir() if assets.is_dir() else ())
    )


def _is_kept(name: str) -> bool:
    """Return whether an entry of a site's folder is its owner's: CNAME, .git, .nojekyll, .well-known."""
    return name == "CNAME" or (name.startswith(".") and name != MARKER)


@dataclass(slots=True)
class StagedSite:
    """A site that is written, but not in its place yet; other builds of the same folder wait for it."""

    site: Path
    """The folder of the site, links resolved."""
    work: Path
    """The work folder, beside the site or in it."""
    _lock: ExitStack = field(default_factory=ExitStack)

    @property
    def folder(self) -> Path:
        """The folder to write the new site into."""
        return self.work / _NEW

    def publish(self) -> None:
        """Put the new site in the place of the former one; raises OSError if that fails.

        `discard` must follow in any case.
        """
        (self.folder / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
        if self.work.parent == self.site:
            _exchange_contents(self.site, self.work)
        else:
            self._exchange_folders()

    def discard(self) -> None:
        """Remove what was staged, and let other builds go on; after a failure, put the former site back."""
        with self._lock, suppress(OSError):  # the next build tries again
            _recover(self.site)

    def _exchange_folders(self) -> None:
        if not self.site.exists():
            self.folder.rename(self.site)
            return
        shutil.copymode(self.site, self.folder)
        for entry in self.site.iterdir():
            if _is_kept(entry.name) and not _is_there(self.folder, entry.name):
                _copy(entry, self.folder / entry.name)
        former = self.work / _FORMER
        try:
            self.site.rename(former)
        except OSError as error:
            if error.errno not in _IMMOVABLE:
                raise
            inner = _name_work_in(self.site)
            shutil.rmtree(inner, ignore_errors=True)
            inner.mkdir()
            shutil.copytree(self.folder, inner / _NEW, symlinks=True)
            _exchange_contents(self.site, inner)
            return
        self.folder.rename(self.site)


def stage_site(site: Path, on_wait: Callable[[], None]) -> StagedSite:
    """Return a folder for a new site, empty; removes what killed builds have left.

    Waits for another build of the same folder, after calling `on_wait`. Raises OSError if nothing can be
    written beside the site nor in it.
    """
    folder = _resolve(site)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(_locked(folder.parent, on_wait))
        _recover(folder)
        work = _name_work_beside(folder)
        try:
            work.mkdir()
        except OSError as error:
            if error.errno not in _IMMOVABLE or not folder.is_dir():
                raise
            work = _name_work_in(folder)
            work.mkdir()
        staged = StagedSite(folder, work, stack.pop_all())
    staged.folder.mkdir()
    return staged


def recover_site(site: Path) -> None:
    """Put a site back that a killed build has moved away, unless another build runs."""
    folder = _resolve(site)
    with suppress(OSError), _locked(folder.parent, None):
        _recover(folder)


def recover_sites(root: Path) -> None:
    """Put the sites back that killed builds have moved away: in a project's folder, and at its `site_dir`."""
    for work in root.glob(f".*{_WORK}"):
        recover_site(root / work.name.removeprefix(".").removesuffix(_WORK))
    site = _resolve(root / _read_site_dir(root))
    if site.name and any(work.is_dir() for work in (_name_work_beside(site), _name_work_in(site))):
        recover_site(site)


def _read_site_dir(root: Path) -> str:
    """Return `site_dir` of mkdocs.yml without loading MkDocs; the default if it is not a plain text."""
    with suppress(OSError, UnicodeError, yaml.YAMLError):
        settings = yaml.compose((root / "mkdocs.yml").read_text(encoding="utf-8"), yaml.SafeLoader)
        for key, value in settings.value if isinstance(settings, yaml.MappingNode) else ():
            if key.value == "site_dir" and value.tag == "tag:yaml.org,2002:str":
                return str(value.value)
    return "site"


def _name_work_beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_WORK}")


def _name_work_in(folder: Path) -> Path:
    return folder / f".{folder.name}{_WORK}"


@contextmanager
def _locked(folder: Path, on_wait: Callable[[], None] | None) -> Iterator[None]:
    """Hold a lock on the folder in which a site lies; where it is taken, wait after calling `on_wait`.

    The lock ends with the process, and with those that it has forked to write files. Windows and some file
    systems have none; builds there do not wait for each other. If `on_wait` is None, raises OSError where the
    lock is taken or there is none.
    """
    if sys.platform == "win32":
        if on_wait is None:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if on_wait is None:
                raise
            if isinstance(error, BlockingIOError):
                on_wait()
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _recover(site: Path) -> None:
    """Put the former site back if it was moved away, and remove the work folders of killed builds."""
    beside, inner = _name_work_beside(site), _name_work_in(site)
    if (beside / _FORMER).is_dir() and not _is_built(site):
        with suppress(FileNotFoundError):
            site.rmdir()  # made after the kill; if it holds anything, both stay as they are
        (beside / _FORMER).rename(site)
    if (inner / _MOVING).is_dir():
        _move_entries(inner / _MOVING, site)
    elif (inner / _READY).is_dir() and (inner / _FORMER).is_dir():
        _move_entries(inner / _FORMER, site)
    for work in (beside, inner):
        shutil.rmtree(work, ignore_errors=True)
    _recover_former_version(site)


def _recover_former_version(site: Path) -> None:
    """Recover from killed builds of version 0.1, whose work folders had random names."""
    for work in site.parent.glob(".site-*"):
        match = _FORMER_WORK.fullmatch(work.name)
        if match is None or not work.is_dir():
            continue
        if match["former"] and _is_built(work) and not site.exists():
            work.rename(site)
        elif all(_is_site_entry(entry.name) for entry in work.iterdir()):
            shutil.rmtree(work, ignore_errors=True)


def _is_site_entry(name: str) -> bool:
    return name in _FILES or canonicalize_locale(name) == name


def _exchange_contents(site: Path, work: Path) -> None:
    """Exchange the contents of a folder that can't be renamed; `work` lies in it, with the new site.

    The names of the folders in `work` tell how far it came: until `moving`, the former site can be put back,
    from then on all of it is in `former`, and the rest of the new one has to be moved.
    """
    former = work / _FORMER
    former.mkdir()
    (work / _NEW).rename(work / _READY)
    try:
        for entry in site.iterdir():
            if entry != work and (not _is_kept(entry.name) or _is_there(work / _READY, entry.name)):
                entry.rename(former / entry.name)
    except OSError:
        _move_entries(former, site)
        raise
    (work / _READY).rename(work / _MOVING)
    _move_entries(work / _MOVING, site)


def _move_entries(source: Path, target: Path) -> None:
    for entry in source.iterdir():
        entry.rename(target / entry.name)


def _is_there(folder: Path, name: str) -> bool:
    return os.path.lexists(folder / name)


def _copy(entry: Path, target: Path) -> None:
    """Copy an entry of the former site; its files are hard links where the file system has them."""
    if entry.is_symlink():
        target.symlink_to(entry.readlink())
    elif entry.is_dir():
        shutil.copytree(entry, target, symlinks=True, copy_function=_link)
    else:
        _link(entry, target)


def _link(source: str | Path, target: str | Path) -> None:
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
