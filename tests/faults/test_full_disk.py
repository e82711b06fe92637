"""A full or read-only disk, a kill, a second editor: files are old or new, all of a command or none."""

from __future__ import annotations

import errno
import io
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any, Self

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.files import WriteError, replace_files
from stegvis.i18n.catalogs import xliff
from tests.support.dutch_catalogs import catalog, translated
from tests.support.dutch_catalogs import written as write_project
from tests.support.faults import attempts
from tests.support.projects import ROOT, Files, edited, files_in
from tests.support.starter_site import STARTER

OFFICE = "procedures/office/open-office.yaml"
LABELS = "content/labels.yaml"
ACTION = "open-office/unlock-door.action"
RUN = "from stegvis.adapters.cli.main import main; main()"

OPERATIONS = ("open", "write", "fsync", "mkdir", "link", "replace")
REASONS = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied; check the owner",
    errno.EIO: os.strerror(errno.EIO),
}

COMMANDS: dict[str, tuple[str, ...]] = {
    "update": ("catalog", "update"),
    "review": ("catalog", "review", "nl", "open-office", "labels/", "--by", "Anna"),
    "allow": ("catalog", "allow", "nl", "C204", ACTION, "the door speaks"),
    "add": ("catalog", "add", "sv"),
    "export": ("catalog", "export", "nl", "{root}/out"),
    "import": ("catalog", "import", "nl", "{root}/office.nl.xlf", "{root}/labels.nl.xlf", "--approve"),
    "new": ("new", "{root}/made"),
    "schema": ("schema",),
    "print": ("print", "--locale", "nl", "--to", "{root}/sheets"),
}


class Disk:
    """Lets one operation on files fail, the nth of its kind, or does something else in its place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.counts = dict.fromkeys(OPERATIONS, 0)
        self.plan: tuple[str, int, Callable[[], None]] | None = None
        self.is_lasting = False
        self._root = str(root)
        for name in ("fsync", "mkdir", "link", "replace"):
            monkeypatch.setattr(os, name, partial(self._call, name, getattr(os, name)))
        monkeypatch.setattr(io, "open", partial(self._open, io.open))

    def fail(self, operation: str, number: int, action: Callable[[], None], *, is_lasting: bool) -> None:
        self.counts = dict.fromkeys(OPERATIONS, 0)
        self.plan, self.is_lasting = (operation, number, action), is_lasting

    @property
    def has_failed(self) -> bool:
        return self.plan is not None and self.counts[self.plan[0]] > self.plan[1]

    def _happen(self, operation: str) -> None:
        number = self.counts[operation]
        self.counts[operation] += 1
        planned, first, action = self.plan or ("", 0, interrupt)
        if planned == operation and (number == first or (self.is_lasting and number > first)):
            action()

    def _call(self, name: str, original: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        if name == "fsync" or any(str(argument).startswith(self._root) for argument in arguments):
            self._happen(name)
        return original(*arguments, **options)

    def _open(
        self, original: Callable[..., Any], file: Any, mode: str = "r", *rest: Any, **options: Any
    ) -> Any:
        is_ours = not isinstance(file, int) and str(file).startswith(self._root)
        if not is_ours or not set(mode) & set("wxa"):
            return original(file, mode, *rest, **options)
        self._happen("open")
        opened = original(file, mode, *rest, **options)
        write = opened.write

        def write_or_fail(content: Any) -> Any:
            try:
                self._happen("write")
            except BaseException:
                write(content[: len(content) // 2])
                opened.flush()
                raise
            return write(content)

        return _File(opened, write_or_fail)


class _File:
    def __init__(self, file: Any, write: Callable[[Any], Any]) -> None:
        self._file, self.write = file, write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def fail_with(number: int) -> None:
    raise OSError(number, os.strerror(number))


def interrupt() -> None:
    raise KeyboardInterrupt


def run(root: Path, command: str) -> Result:
    arguments = [argument.format(root=root) for argument in COMMANDS[command]]
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


@cache
def project() -> Files:
    """A translated project whose English has changed in two domains."""
    files = edited(translated(), OFFICE, "Unlock the door.", "Turn the key.")
    return edited(files, LABELS, "name: ", "name: New ")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project on disk, with files of an agency to import."""
    folder = write_project(tmp_path_factory.mktemp("origin"), project())
    assert run(folder, "export").exit_code == 0
    for file in (folder / "out").iterdir():
        text = file.read_text(encoding="utf-8").replace(">NL ", ">Nieuw ")
        (folder / file.name).write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "out")
    return folder


@pytest.fixture(autouse=True)
def quick_converter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(xliff, "_convert", _CONVERT)
    return iter(())


_CONVERT = cache(xliff._convert)


def contents(root: Path) -> dict[str, bytes]:
    """Every file, and every folder as an empty one, but for the cache of sheets."""
    files = {f"{path.relative_to(root)}/": b"" for path in root.rglob("*") if path.is_dir()} | files_in(root)
    return {path: raw for path, raw in files.items() if not path.startswith(".print_cache")}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_failure_leaves_all_old_or_all_new(
    command: str, origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, root = contents(origin), tmp_path / "project"
    disk = Disk(monkeypatch, root)

    def start_again() -> None:
        disk.plan = None
        cached = root / ".print_cache"
        kept = shutil.move(cached, tmp_path / "cache") if cached.exists() else None
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(origin, root)
        if kept:
            shutil.move(kept, cached)

    start_again()
    done = run(root, command)
    assert done.exit_code == 0, done.output
    new, total = contents(root), dict(disk.counts)
    assert new != old
    assert total["replace"]
    assert total["write"] == total["open"]
    refused = 0
    for operation in OPERATIONS:
        for number in spread(total[operation], attempts(2)):
            reasons = list(REASONS)
            reason = reasons[(number + OPERATIONS.index(operation)) % len(reasons)]
            failure = partial(fail_with, reason)
            for action in (failure, interrupt) if operation in {"write", "replace"} else (failure,):
                start_again()
                disk.fail(operation, number, action, is_lasting=operation == "write")
                done = run(root, command)
                has_failed, disk.plan = disk.has_failed, None
                assert isinstance(done.exception, SystemExit | None), done.exception
                if done.exit_code == 0:
                    assert contents(root) == new, (operation, number)
                    continue
                refused += 1
                assert has_failed
                assert done.exit_code == 1
                assert contents(root) == old, (operation, number)
                if action is not interrupt:
                    assert "Error: can't write" in done.output
                    assert REASONS[reason] in done.output
                    assert "Nothing was changed." in done.output
    assert refused >= 4


def spread(count: int, wanted: int) -> list[int]:
    """At most so many of the first numbers, the first and the last among them."""
    if count <= wanted:
        return list(range(count))
    return sorted({round(index * (count - 1) / (wanted - 1)) for index in range(wanted)})


def test_a_file_system_that_turns_read_only_between_two_renames_is_told(
    origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    shutil.copytree(origin, root)
    old = files_in(root)
    disk = Disk(monkeypatch, root)
    disk.fail("replace", 1, partial(fail_with, errno.EROFS), is_lasting=True)
    done = run(root, "update")
    disk.plan = None
    assert done.exit_code == 1
    assert "has been replaced and can't be restored: the file system is read-only" in done.output
    mixed = files_in(root)
    assert run(root, "update").exit_code == 0
    new = files_in(root)
    assert all(mixed[path] in (old[path], new[path]) for path in new)
    assert mixed.keys() == new.keys()


@pytest.mark.parametrize("command", ["update", "review", "allow", "add", "import"])
def test_what_an_editor_saved_meanwhile_is_not_overwritten(
    command: str, origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    shutil.copytree(origin, root)
    files = [root / "content/site.yaml", *root.rglob("*.po")]
    saved: list[dict[str, bytes]] = []

    def save() -> None:
        for file in files:
            os.write(descriptor := os.open(file, os.O_WRONLY | os.O_APPEND), b"# saved\n")
            os.close(descriptor)
        saved.append(files_in(origin) | {str(file.relative_to(root)): file.read_bytes() for file in files})

    Disk(monkeypatch, root).fail("open", 0, save, is_lasting=False)
    done = run(root, command)
    assert done.exit_code == 1
    assert "was changed by another program while the command ran; nothing was written" in done.output
    assert files_in(root) == saved[0]


KILLED = """
import io, os, sys
from pathlib import Path
from stegvis.adapters.cli.main import main
operation, number, *arguments = sys.argv[1:]
left = [int(number)]
def killing(original):
    def call(*arguments, **options):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return original(*arguments, **options)
    return call
setattr(os, operation, killing(getattr(os, operation)))
main(arguments)
"""


@pytest.mark.parametrize(
    ("operation", "number"),
    [
        (operation, number)
        for number in range(min(attempts(1), 12))
        for operation in ("fsync", "replace", "unlink")
    ],
)
def test_a_killed_update_leaves_whole_files_and_the_next_one_ends_it(
    operation: str, number: int, origin: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(origin, root)
    old = files_in(root)
    arguments = [operation, str(number + 1), "-C", str(root), "catalog", "update"]
    killed = subprocess.run([sys.executable, "-c", KILLED, *arguments], capture_output=True, check=False)
    left = files_in(root)
    beside = {path for path in left if path.endswith(".stegvis-tmp")}
    # The last unlinks are of files that were renamed before: nothing is beside the others any more.
    assert killed.returncode in ((9,) if beside or not number else (0, 9)), killed.stderr
    for path in beside:
        os.utime(root / path, (time.time() - 7200,) * 2)
    assert run(root, "update").exit_code == 0
    assert run(root, "allow").exit_code == 0
    new = files_in(root)
    whole = left.keys() - beside - {catalog("office")}
    assert all(left[path] in (old[path], new[path]) for path in whole)
    folder = str(Path(catalog("office")).parent)
    assert not any(path.startswith(folder) and path.endswith(".stegvis-tmp") for path in new)


def test_a_checkout_that_may_not_be_written_is_told(origin: Path, tmp_path: Path) -> None:
    """A real one: folders and files without permission to write; what needs no file in them works."""
    root, site = tmp_path / "checkout", tmp_path / "site"
    shutil.copytree(origin, root)
    shutil.copy(STARTER / "mkdocs.yml", root)
    before = files_in(root)
    paths = [root, *root.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        built = run_as_owner(root, "build", "--no-strict", "--site", str(site))
        updated = run_as_owner(root, "catalog", "update")
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
    assert built.returncode == 0, built.stderr
    assert (site / "nl/index.html").is_file()
    assert updated.returncode == 1
    assert "permission denied; check the owner" in updated.stderr
    assert "Traceback" not in updated.stderr
    assert files_in(root) == before


def run_as_owner(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to which permissions apply: the superuser's are taken away."""
    drop = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    command = [*drop, sys.executable, "-c", RUN, "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_limit_of_the_system_is_told(origin: Path, tmp_path: Path) -> None:
    """A real one: files of more than 2,000 bytes can't be written."""
    root = tmp_path / "project"
    shutil.copytree(origin, root)
    limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (2000, 2000))
    command = [sys.executable, "-c", RUN, "-C", str(root), "catalog", "update"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited, cwd=ROOT)
    assert done.returncode == 1
    assert "the file is larger than allowed here" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(root) == files_in(origin)


def test_a_link_stays_a_link_and_a_mode_a_mode(origin: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(origin, root)
    path, elsewhere = root / catalog("office"), root / "content/elsewhere/office.po"
    elsewhere.parent.mkdir()
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    elsewhere.chmod(0o640)
    before = elsewhere.read_bytes()
    assert run(root, "update").exit_code == 0
    assert path.is_symlink()
    assert elsewhere.read_bytes() != before
    assert elsewhere.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in elsewhere.parent.iterdir()] == ["office.po"]
    labels = root / catalog("labels")
    umask = os.umask(0)
    os.umask(umask)
    replace_files(root, {"new.po": b"new"})
    assert (root / "new.po").stat().st_mode & 0o777 == 0o666 & ~umask
    assert labels.stat().st_mode == (origin / catalog("labels")).stat().st_mode


def test_a_write_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.po").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write everything
    with pytest.raises(WriteError, match=r"can't write a\.po: permission denied"):
        replace_files(tmp_path, {"b.po": b"new", "a.po": b"new"})
    assert files_in(tmp_path) == {"a.po": b"old"}


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    with pytest.raises(WriteError, match=r"can't write a\.po"):
        replace_files(tmp_path, {"new/b.po": b"new", "a.po": b"new"})
    assert [path.name for path in tmp_path.rglob("*")] == ["a.po"]
