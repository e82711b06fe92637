"""Browsers, and the sites that they look at: the project's own, small ones, and one that a test may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.support.browser_waits import PATIENCE
from tests.support.page_visits import Visitor
from tests.support.projects import edited
from tests.support.required_programs import need
from tests.support.run_journeys import BASE, Stage, built
from tests.support.servers import answering
from tests.support.site_host import hosted
from tests.support.starter_site import CATALOG, site_of, starter

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def visitor(chromium: Browser, root: Path) -> Iterator[Visitor]:
    """Looks at pages, each once."""
    need("packages")
    visitor = Visitor(chromium, root / "node_modules/axe-core/axe.min.js")
    yield visitor
    visitor.close()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that know nothing yet."""
    opened: list[BrowserContext] = []

    def open_browser(**options: Any) -> BrowserContext:
        context = chromium.new_context(service_workers="block", **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_browser
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def withholding() -> Iterator[str]:
    """The address of a site whose Dutch lacks a caution, so that a procedure is withheld."""
    caution = 'msgstr "Na één minuut gaat het alarm af."'
    files = edited(starter(), CATALOG, caution, 'msgstr ""')
    with hosted(site_of(files)) as address:
        yield address


@pytest.fixture(scope="session")
def site_files(site: Path) -> Mapping[str, bytes]:
    """The project's own site by path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="session")
def below(site_files: Mapping[str, bytes]) -> Iterator[str]:
    """The address of the project's own site on a host where it stands below other things."""
    with hosted(site_files, "/some/where/") as address:
        yield address


@pytest.fixture(scope="session")
def journey_files(root: Path) -> Mapping[str, bytes]:
    """The real site's files."""
    return built(root)


@pytest.fixture(scope="session")
def journey_host(journey_files: Mapping[str, bytes]) -> Iterator[Stage]:
    """The host of all journeys."""
    stage: Stage

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if stage.is_down:
                self.close_connection = True
                return
            status, kind, content = stage.answer(urlsplit(self.path).path)
            self.send_response(status)
            self.send_header(
                "Content-Type", kind if not kind.startswith("text") else f"{kind}; charset=utf-8"
            )
            self.send_header("Content-Length", str(len(content)))
            for name, value in stage.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # a page that was left before it came
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    with answering(Handler) as address:
        stage = Stage(journey_files, f"{address}{BASE}")
        yield stage


@pytest.fixture
def stage(journey_host: Stage) -> Iterator[Stage]:
    """The host as it is at first, and again after the test."""
    yield journey_host
    journey_host.begin()


@pytest.fixture
def browser_of_one(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that know nothing of each other: one a person."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def person(**options: Any) -> BrowserContext:
        context = chromium.new_context(**{"accept_downloads": True, "service_workers": "block", **options})
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        opened.append(context)
        return context

    yield person
    for context in opened:
        context.close()
    assert not faults, faults


@pytest.fixture
def person(browser_of_one: Callable[..., BrowserContext]) -> BrowserContext:
    """The browser of one person."""
    return browser_of_one()
