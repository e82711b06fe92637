"""Which folders a build replaces, and what stays in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from stegvis.adapters.cli.main import main
from stegvis.adapters.mkdocs import commands
from stegvis.adapters.site_folder import (
    MARKER,
    SiteFolderError,
    check_output_folder,
    check_site_folder,
    stage_site,
)
from tests.support.projects import FIXTURES, files_in


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project."""
    return Path(shutil.copytree(FIXTURES / "sites/single", tmp_path / "home/work/project"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's home, two folders above the project."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        ("procedures", "which holds sources"),
        ("content", "which holds sources"),
        ("content/new", "which holds sources"),
        ("procedures/office", "which holds sources"),
        (".", "can't hold a site: a build would delete"),
        ("..", "can't hold a site: a build would delete"),
        ("../..", "can't hold a site: a build would delete"),
        ("/", "can't hold a site: a build would delete"),
        ("link-to-sources", "which holds sources"),
        ("link-to-root", "can't hold a site"),
        ("mkdocs.yml", "is a file"),
        ("mine", "holds letter.txt, which no build has made"),
        ("other", "can't hold a site: it has the sources of a project"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_build_replaces_nothing_but_sites(project: Path, site: str, reason: str) -> None:
    (project / "mine").mkdir()
    (project / "mine/letter.txt").write_text("Dear …")
    (project / "mine/zebra.txt").write_text("")
    shutil.copytree(FIXTURES / "sites/gap", project / "other")
    (project / "other" / MARKER).write_text("")
    (project / "link-to-sources").symlink_to("content")
    (project / "link-to-root").symlink_to(".")
    before = files_in(project)
    with pytest.raises(SiteFolderError, match=reason):
        check_site_folder(project / site, project)
    run = CliRunner().invoke(main, ["-C", str(project), "build", "--site", str(project / site)])
    assert run.exit_code == 1
    assert files_in(project) == before


def test_the_home_of_the_user_is_no_site(project: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = home / "account"
    (elsewhere / "site").mkdir(parents=True)
    (elsewhere / MARKER).write_text("")
    monkeypatch.setenv("HOME", str(elsewhere / "me"))
    with pytest.raises(SiteFolderError, match="a build would delete"):
        check_site_folder(elsewhere, project)
    check_site_folder(elsewhere / "site", project)


def test_folders_without_files_of_others_are_replaced(project: Path) -> None:
    for name, entries in {
        "absent": None,
        "empty": [],
        "kept": [".git", "CNAME"],
        "marked": ["a", MARKER],
    }.items():
        if entries is not None:
            (project / name).mkdir()
        for entry in entries or ():
            (project / name / entry).write_text("")
        check_site_folder(project / name, project)


def test_what_the_owner_keeps_survives_and_the_rest_is_replaced(project: Path) -> None:
    kept = {
        "CNAME": b"office.example",
        ".nojekyll": b"",
        ".htaccess": b"Options -Indexes",
        ".well-known/security.txt": b"Contact: mailto:office@example.org",
        ".git/objects/ab/cd": b"object",
    }
    commands.build(project)
    built = files_in(project / "site")
    for path, content in {**kept, "en/gone.html": b"gone"}.items():
        (project / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / path).write_bytes(content)
    (project / "site/.git/latest").symlink_to("objects")
    (project / "site/.git/objects/ab/cd").chmod(0o444)
    (project / "site").chmod(0o2775)
    for _ in range(2):
        commands.build(project)
        assert {**built, **kept} == {
            path: content
            for path, content in files_in(project / "site").items()
            if not path.startswith(".git/latest")
        }
        assert (project / "site/.git/latest").readlink() == Path("objects")
        assert (project / "site/.git/objects/ab/cd").stat().st_mode & 0o777 == 0o444
        assert (project / "site").stat().st_mode & 0o7777 == 0o2775


def test_what_the_build_makes_goes_before_what_the_owner_keeps(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for content in ("first", "second"):
        staged = stage_site(site, lambda: None)
        (staged.folder / ".nojekyll").write_text(content)
        staged.publish()
        staged.discard()
        assert (site / ".nojekyll").read_text() == content


def test_a_site_of_version_0_1_is_known_without_its_marker(project: Path) -> None:
    commands.build(project)
    (project / "site" / MARKER).unlink()
    commands.build(project)
    assert (project / "site" / MARKER).is_file()


def test_the_target_of_a_link_is_updated(project: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (project / "site").symlink_to(tmp_path / "www/office")
    for _ in range(2):
        commands.build(project)
        assert (project / "site").is_symlink()
        assert (tmp_path / "www/office/index.html").is_file()
    assert [entry.name for entry in (tmp_path / "www").iterdir()] == ["office"]


@pytest.mark.skipif(os.name != "posix", reason="mount points are of POSIX")
def test_the_contents_of_a_mount_point_are_exchanged(project: Path) -> None:
    site = project / "site"
    site.mkdir()
    (site / "CNAME").write_text("office.example")
    if subprocess.run(["mount", "--bind", site, site], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        for _ in range(2):
            commands.build(project)
            assert (site / "index.html").is_file()
            assert (site / "CNAME").read_text() == "office.example"
            assert not [entry for entry in site.iterdir() if "build" in entry.name and entry.is_dir()]
    finally:
        subprocess.run(["umount", site], check=True)


def test_sheets_are_not_printed_into_sources(project: Path) -> None:
    for target in ("procedures", "content/sheets", "mkdocs.yml"):
        with pytest.raises(SiteFolderError):
            check_output_folder(project / target, project)
        run = CliRunner().invoke(main, ["-C", str(project), "print", "--to", str(project / target)])
        assert run.exit_code == 1
        assert run.output.startswith("Error: ")
    check_output_folder(project / "sheets", project)
    check_output_folder(project, project)
