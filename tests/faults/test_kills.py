"""Killed builds, full disks and two builds at once: the site is the old or the new one, whole."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from stegvis.adapters import site_folder
from stegvis.adapters.cli.main import main
from stegvis.adapters.mkdocs import commands, site_writer
from stegvis.adapters.site_folder import MARKER, recover_site, recover_sites, stage_site
from tests.support.faults import attempts
from tests.support.kills import run_killed
from tests.support.projects import FIXTURES, files_in

OWN = {"CNAME": b"office.example", ".git/HEAD": b"ref: main", ".well-known/a/b.txt": b"b"}
"""What the owner of a site keeps in its folder."""
OLD = {MARKER: b"", "index.html": b"old", "en/index.html": b"old", "en/gone/index.html": b"old", **OWN}
NEW = {"index.html": b"new", "en/index.html": b"new", "nl/index.html": b"new", ".nojekyll": b""}
EXPECTED = {**NEW, MARKER: site_folder._MARKER_TEXT.encode(), **OWN}
"""The folder after a build of NEW."""


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def build_new(site: Path) -> None:
    """Build NEW in a folder, as the plugin does."""
    staged = stage_site(site, lambda: None)
    try:
        write(staged.folder, NEW)
        staged.publish()
    finally:
        staged.discard()


def restore(site: Path) -> None:
    """Fill the folder of a site with OLD."""
    folder = Path(os.path.realpath(site))
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, OLD)


def is_whole(site: Path) -> bool:
    """Whether a site is the new one; it must be that or the old one, without anything left of a build."""
    files = files_in(Path(os.path.realpath(site)))
    assert files in (OLD, EXPECTED)
    assert leftovers(site) == []
    return files == EXPECTED


def leftovers(site: Path) -> list[str]:
    """Work folders beside and in a site."""
    folder = Path(os.path.realpath(site))
    return [path.name for path in (*folder.parent.iterdir(), *folder.iterdir()) if "build" in path.name]


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, code: int, refuses: Callable[[str], bool]) -> None:
    """Let a function of `os` fail for some paths."""
    function = getattr(os, name)

    def call(path: str, *arguments: object, **options: object) -> object:
        if refuses(os.fspath(path)):
            raise OSError(code, os.strerror(code), os.fspath(path))
        return function(path, *arguments, **options)

    monkeypatch.setattr(os, name, call)


def nth(position: int) -> Callable[[str], bool]:
    """Return a function of a path that is true of the call with this position, from 0."""
    calls = count()
    return lambda _: next(calls) == position


def ordinary(_: Path, __: pytest.MonkeyPatch) -> None:
    """A folder beside which another one can be made."""


def mounted(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mount point, which can't be renamed."""
    refuse(monkeypatch, "rename", errno.EBUSY, lambda path: path == str(site))


def unwritable_parent(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of a folder in which nothing can be made."""
    refuse(monkeypatch, "mkdir", errno.EACCES, lambda path: path == f"{site.parent}/.site.stegvis-build")


def linked(site: Path, _: pytest.MonkeyPatch) -> None:
    """A link to a folder elsewhere."""
    (site.parent / "www").mkdir()
    site.symlink_to("www/site")


Kind = Callable[[Path, pytest.MonkeyPatch], None]
KINDS = (ordinary, mounted, unwritable_parent, linked)


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_is_whole_whichever_rename_a_build_is_killed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    site = tmp_path / "site"
    kind(site, monkeypatch)
    is_new, is_complete = [], False
    for operation in range(40):
        restore(site)
        is_complete = run_killed(lambda: build_new(site), operation, ("rename",))
        recover_site(site)
        is_new.append(is_whole(site))
        assert site.is_symlink() == (kind is linked)
        if is_complete:
            break
    assert is_complete
    assert is_new == sorted(is_new)
    assert not is_new[0]
    assert is_new[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_is_whole_whenever_a_build_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    site, chance = tmp_path / "site", Random(10)  # noqa: S311
    kind(site, monkeypatch)
    for _ in range(attempts(6)):
        restore(site)
        run_killed(lambda: build_new(site), chance.randrange(80))
        recover_site(site)
        assert is_whole(site) in {True, False}


@pytest.mark.parametrize("kind", [mounted, unwritable_parent])
def test_a_recovery_that_is_killed_is_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    site, chance = tmp_path / "site", Random(11)  # noqa: S311
    kind(site, monkeypatch)
    for _ in range(attempts(8)):
        restore(site)
        run_killed(lambda: build_new(site), chance.randrange(40))
        for _ in range(3):
            run_killed(lambda: recover_site(site), chance.randrange(8))
        recover_site(site)
        assert is_whole(site) in {True, False}


def test_the_next_build_of_a_killed_one_is_whole(tmp_path: Path) -> None:
    site, chance = tmp_path / "site", Random(12)  # noqa: S311
    for _ in range(attempts(8)):
        run_killed(lambda: build_new(site), chance.randrange(45))
        build_new(site)
        assert files_in(site) == {path: EXPECTED[path] for path in (*NEW, MARKER)}
        assert leftovers(site) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("kind", [ordinary, mounted])
def test_a_rename_that_fails_leaves_a_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, code: int
) -> None:
    site = tmp_path / "site"
    kind(site, monkeypatch)
    is_new = []
    for failing in range(12):
        restore(site)
        with monkeypatch.context() as patch:
            refuse(patch, "rename", code, nth(failing))
            with suppress(OSError):
                build_new(site)
        is_new.append(is_whole(site))
    assert not is_new[0]
    assert is_new[-1]


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    children = []
    for number in range(attempts(4)):
        if not (child := os.fork()):
            staged = stage_site(site, lambda: None)
            write(staged.folder, {f"{number}/{page}.html": b"" for page in range(30)})
            time.sleep(0.02)
            staged.publish()
            staged.discard()
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
    assert len(files_in(site)) == 31
    assert leftovers(site) == []


def test_a_recovery_leaves_a_build_alone_that_still_runs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    staged = stage_site(site, lambda: None)
    write(staged.folder, NEW)
    recover_site(site)
    recover_sites(tmp_path)
    assert files_in(staged.folder) == NEW
    staged.publish()
    staged.discard()
    assert files_in(site)["index.html"] == b"new"


# Whole builds


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that was built once."""
    root = Path(shutil.copytree(FIXTURES / "sites/single", tmp_path / "project"))
    commands.build(root)
    return root


def stegvis(root: Path, *arguments: str) -> tuple[int, str]:
    """Run a command; returns its exit code and what it printed."""
    result = CliRunner().invoke(main, ["-C", str(root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def reword(root: Path) -> None:
    """Change what the site says."""
    path = root / "content/index.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nAnother paragraph.\n", encoding="utf-8")


def test_a_build_killed_anywhere_leaves_a_whole_site(project: Path) -> None:
    chance = Random(13)  # noqa: S311
    old = files_in(project / "site")
    reword(project)
    commands.build(project)
    new = files_in(project / "site")
    assert new != old
    for _ in range(attempts(6)):
        shutil.rmtree(project / "site")
        write(project / "site", old)
        run_killed(lambda: commands.build(project), chance.randrange(250))
        assert stegvis(project, "check")[0] == 0
        assert files_in(project / "site") in (old, new)
        assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []
    assert stegvis(project, "build")[0] == 0
    assert files_in(project / "site") == new


def test_a_build_waits_for_the_writers_of_a_killed_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(14)  # noqa: S311
    monkeypatch.setattr(site_writer, "FEWEST", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    expected = files_in(project / "site")
    for _ in range(attempts(3)):
        run_killed(lambda: commands.build(project), chance.randrange(30))
        commands.build(project)
        assert files_in(project / "site") == expected
        assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


def test_a_preview_puts_the_site_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nsite_dir: ../public\n", encoding="utf-8")
    commands.build(project)
    public = project.parent / "public"
    before = files_in(public)
    work = public.with_name(".public.stegvis-build")
    (work / "new").mkdir(parents=True)
    public.rename(work / "former")
    monkeypatch.setattr("mkdocs.commands.serve.serve", lambda *_, **__: None)
    assert stegvis(project, "serve")[0] == 0
    assert files_in(public) == before
    assert not work.exists()


@pytest.mark.parametrize("place", ["elsewhere", "linked", "within"])
def test_any_command_puts_the_site_back_wherever_it_is(project: Path, place: str) -> None:
    site, settings = project / "site", project / "mkdocs.yml"
    if place == "elsewhere":
        site = site.rename(project.parent / "public")
        settings.write_text(
            f"{settings.read_text(encoding='utf-8')}\nsite_dir: ../public\n", encoding="utf-8"
        )
    elif place == "linked":
        site = site.rename(project.parent / "public")
        (project / "site").symlink_to(site)
    before = files_in(site)
    if place == "within":  # as a mount point has it, which can't be renamed
        work = site / ".site.stegvis-build"
        entries = list(site.iterdir())
        (work / "former").mkdir(parents=True)
        (work / "ready").mkdir()
        for entry in entries[::2]:
            entry.rename(work / "former" / entry.name)
    else:
        work = site.with_name(f".{site.name}.stegvis-build")
        (work / "new").mkdir(parents=True)
        site.rename(work / "former")
    assert stegvis(project, "catalog", "status")[0] == 0
    assert files_in(site) == before
    assert not work.exists()


@pytest.mark.parametrize("settings", ["site_dir: /", "site_dir: !ENV SITE", "- site", "site_dir: [", "\xff"])
def test_settings_of_any_kind_do_not_end_a_command(project: Path, settings: str) -> None:
    (project / "mkdocs.yml").write_bytes(settings.encode("latin-1"))
    assert stegvis(project, "catalog", "status")[0] == 0


def test_a_folder_made_after_a_kill_does_not_cost_the_former_site(project: Path) -> None:
    site, former = project / "site", project / ".site.stegvis-build/former"
    write(site, {"CNAME": b"desk.example"})
    before = files_in(site)
    former.parent.mkdir()
    site.rename(former)
    write(site, {"letter.txt": b"mine"})
    recover_site(site)
    assert files_in(site) == {"letter.txt": b"mine"}
    assert files_in(former) == before
    (site / "letter.txt").unlink()
    recover_site(site)
    assert files_in(site) == before
    assert not former.parent.exists()


def test_leftovers_of_version_0_1_are_cleaned_and_put_back(project: Path) -> None:
    site = project / "site"
    (site / MARKER).unlink()
    site.rename(project / ".site-abcd1234-former")
    write(project / ".site-abcd1234", {"index.html": b"half", "en/index.html": b"half"})
    write(project / ".site-mine1234", {"letter.txt": b"mine"})
    recover_site(site)
    assert (site / "404.html").is_file()
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == [".site-mine1234"]
    assert stegvis(project, "build")[0] == 0
    assert (site / MARKER).is_file()


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "error")]
)
def test_a_page_that_can_not_be_written_leaves_the_former_site(
    project: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    before = files_in(project / "site")
    reword(project)
    for failing in range(0, 20, max(1, 20 // attempts(3))):
        count = iter(range(1000))

        def opened(path: str, mode: str, failing: int = failing, count: object = count) -> object:
            if next(count) == failing:  # type: ignore[call-overload]
                raise OSError(code, os.strerror(code), path)
            return open(path, mode)  # noqa: PTH123

        monkeypatch.setattr(site_writer, "open", opened, raising=False)
        status, output = stegvis(project, "build")
        assert status == 1
        assert reason in output
        assert "The site was not built; the last one is as it was." in output
        assert "Traceback" not in output
        assert files_in(project / "site") == before
        assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


def test_a_file_larger_than_allowed_ends_the_build_with_a_message(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(project / "site")
    monkeypatch.setattr(site_writer, "FEWEST", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def build_within_limits() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        status, output = stegvis(project, "build")
        assert status == 1
        assert "the file is larger than allowed here" in output
        assert "Traceback" not in output

    assert run_killed(build_within_limits, sys.maxsize)
    assert files_in(project / "site") == before


def test_a_folder_in_which_nothing_can_be_made_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(project / "site")
    refuse(monkeypatch, "mkdir", errno.EROFS, lambda path: "stegvis-build" in path)
    status, output = stegvis(project, "build")
    assert (status, files_in(project / "site")) == (1, before)
    assert "the file system is read-only" in output
    assert "Traceback" not in output
