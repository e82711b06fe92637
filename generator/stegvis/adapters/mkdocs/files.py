"""Pages and files of a site as MkDocs has them: finished, with nothing for it to read or render.

Only used if mkdocs.yml has another plugin or a hook, which then sees every page.
"""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page


class BuiltPage(Page):
    """A page that Stegvis renders: MkDocs neither reads nor renders Markdown for it."""

    def __init__(self, site: Mapping[str, bytes], path: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._site = site
        self._path = path

    @property
    def html(self) -> str:
        """The page's text, rendered when the theme's only template asks for it."""
        return self._site[self._path].decode()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """There is no source to read."""
        self.markdown = ""
        self.meta = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """There is nothing to render."""
        self.content = ""

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Stegvis made the anchors; its tests follow them."""


def create_file(site: Mapping[str, bytes], path: str, config: MkDocsConfig) -> File:
    """Return a file of the site for MkDocs: `index.html` of a folder as a page, others as static files."""
    folder, _, name = path.rpartition("/")
    if name != "index.html":
        return File.generated(config, path, content=site[path], inclusion=InclusionLevel.NOT_IN_NAV)
    uri = f"{folder}/index.md" if folder else "index.md"
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    BuiltPage(site, path, file, config)
    return file
