"""The wheel: what it installs, and that it needs nothing of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.projects import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (path,) = folder.glob("*.whl")
    return path


def test_the_only_top_level_module_is_stegvis(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top = {name.partition("/")[0] for name in archive.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"stegvis"}


def test_a_new_project_builds_with_nothing_but_the_wheel(wheel: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(package)
    environment = {**os.environ, "PYTHONPATH": str(package), "NO_MKDOCS_2_WARNING": "1"}

    def stegvis(*arguments: str) -> str:
        run = "import stegvis.adapters.cli.main as cli; print(cli.__file__); cli.main()"
        command = [sys.executable, "-c", run, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True, timeout=300
        )
        assert done.stdout.startswith(str(package))
        return done.stdout

    stegvis("new", "office")
    assert " pages in " in stegvis("-C", "office", "build")
    assert (tmp_path / "office/site/nl/office/open-office/index.html").exists()
