"""The pages of a site as HTML, rendered on access."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from stegvis.outputs.html.renderer import Renderer
from stegvis.pages.page import Page
from stegvis.pages.site import Site


class PageFiles(Mapping[str, bytes]):
    """The pages by path below the site's root; each access renders the page again."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._renderer = Renderer(site.plan)

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.path: page for page in self._site.plan.pages()}

    def compile_templates(self) -> None:
        """Compile what all sites use, so that processes that are forked afterwards share it."""
        self._renderer.compile_templates()

    def render(self, page: Page) -> bytes:
        """Return the file of a page: its HTML, transformed, as UTF-8."""
        view = page.view()
        html = self._renderer.render(view)
        for transform in self._site.transformers:
            html = transform(self._site.plan, page, view, html)
        return html.encode()

    def __getitem__(self, path: str) -> bytes:
        return self.render(self._pages[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, path: object) -> bool:
        return path in self._pages


def files(site: Site) -> PageFiles:
    """Return every page of the site by path: HTML, `sitemap.xml` and `robots.txt`."""
    return PageFiles(site)
