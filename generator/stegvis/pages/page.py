"""Pages that can be built, and the types that they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, Protocol, TypeVar

from stegvis.pages.views.view import View


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be built."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    """Code of the page's locale; the source's for pages of all locales."""
    inputs: tuple[object, ...]
    """What the page depends on in addition to `SitePlan.common`; equal inputs give an equal page."""
    view: Callable[[], View] = field(compare=False, repr=False)
    """Builds what the page shows."""


@dataclass(frozen=True, slots=True)
class PageGroup:
    """The pages about one procedure in one locale: listed only if one of them may have changed."""

    key: tuple[str, str]
    """The locale's code and the procedure's id."""
    inputs: tuple[object, ...]
    """What any of its pages depends on in addition to `SitePlan.common`; equal inputs give equal pages."""
    pages: Callable[[], Iterator[Page]] = field(compare=False, repr=False)
    """Lists the pages."""


class Scope(Protocol):
    """What a page is about."""

    @property
    def locale(self) -> str:
        """Code of the page's locale."""


ScopeT = TypeVar("ScopeT", bound=Scope)


def no_inputs(_: object) -> tuple[object, ...]:
    """Return the inputs of a page that depends only on `SitePlan.common`: none."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageType(Generic[ScopeT]):
    """A row of the tables of page types: where its pages are, what they depend on, how they are built."""

    path: Callable[[ScopeT], str]
    """Path below the site's root: a folder ending in a slash, or a file; empty where there is no page."""
    inputs: Callable[[ScopeT], tuple[object, ...]] = no_inputs
    build: Callable[[ScopeT], View]
    is_indexed: bool = True
    """Whether the sitemap lists it."""

    def pages(self, scope: ScopeT) -> Iterator[Page]:
        """Yield the page of this type about a scope, if there is one."""
        path = self.path(scope)
        if path:
            yield Page(page_file(path), scope.locale, self.inputs(scope), partial(self.build, scope))


def page_file(path: str) -> str:
    """Return the path of a page's file: `index.html` in the folder, if the page's path is one."""
    return path if path.rpartition("/")[2] else f"{path}index.html"
