"""The pages of a site as HTML, rendered when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from stegvis.outputs.html.renderer import Renderer
from stegvis.pages.page import Page
from stegvis.pages.site import Site


class PageFiles(Mapping[str, bytes]):
    """The pages by path below the site's root; each look-up renders the page anew."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._renderer = Renderer(site.plan)

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.path: page for page in self._site.plan.pages()}

    def compile_templates(self) -> None:
        """Compile all templates, so that processes that are forked afterwards share them."""
        self._renderer.compile_templates()

    def render(self, page: Page) -> bytes:
        """The file of one of the pages."""
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
    """Every page of the site: HTML, `sitemap.xml` and `robots.txt`."""
    return PageFiles(site)
