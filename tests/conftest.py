"""What tests share: the project's site built once, served, and a browser to look at it."""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.made_once import made_once, shared_folder
from tests.support.required_programs import CHROMIUM_ARGUMENTS, need
from tests.support.servers import SiteHandler, answering
from tools import programs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("stegvis", deadline=None, print_blob=True)
settings.load_profile("stegvis")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.getreports("skipped")
    lost = sum("MISSING" in str(report.longrepr) for report in skipped)
    if lost:
        terminalreporter.section("PROGRAMS ARE MISSING", red=True, bold=True)
        terminalreporter.line(f"{lost} tests did not run for want of a program; the lines SKIPPED say which")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return programs.ROOT


@pytest.fixture(scope="session")
def gettext() -> Path:
    """The folder of msgfmt, msgmerge, msgattrib and msgcat."""
    return need("gettext")


@pytest.fixture(scope="session")
def npm_program() -> Callable[[str], list[str]]:
    """The command that runs a program of the npm packages, by name."""
    need("node")
    need("packages")

    def command_of(name: str) -> list[str]:
        return programs.command(name) or []

    return command_of


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window; its tests are marked `browser`."""
    path = need("chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - costs half a second

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site with its PDFs, built once for all processes of the tests."""
    folder = shared_folder(tmp_path_factory) / "site"
    stegvis = Path(sys.executable).with_name("stegvis")
    command = [str(stegvis), "-C", str(root), "build", "--strict", "--site", str(folder)]

    def build() -> str:
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        return "" if built.returncode == 0 else built.stdout + built.stderr or str(built.returncode)

    problem = made_once(folder.with_name("site.outcome"), build)
    assert not problem, problem
    return folder


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built site on this machine, ending in a slash."""
    handler = functools.partial(SiteHandler, directory=str(site))
    with answering(handler) as address:
        yield f"{address}/"
