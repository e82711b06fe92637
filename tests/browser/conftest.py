"""Who looks at pages, and the small sites that have pages which the project's own site does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.hosts import hosted
from tests.browser.looks import Visitor
from tests.browser.small import CATALOG, site_of, starter
from tests.conftest import need
from tests.projects import edited
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def visitor(chromium: Browser, root: Path) -> Iterator[Visitor]:
    """Looks at pages, each once."""
    need("packages")
    one = Visitor(chromium, root / "node_modules/axe-core/axe.min.js")
    yield one
    one.close()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that know nothing yet."""
    opened: list[BrowserContext] = []

    def one(**options: Any) -> BrowserContext:
        context = chromium.new_context(service_workers="block", **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield one
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
