"""Our pages and files as MkDocs has them: finished, with nothing for it to read or render."""

from __future__ import annotations

import logging
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page


class _NotSkipped(logging.Filter):
    """MkDocs says of every page that the helper makes that it was skipped."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record of MkDocs' build is worth telling."""
        return not str(record.msg).startswith("Page skipped")


logging.getLogger("mkdocs.commands.build").addFilter(_NotSkipped())


class BuiltPage(Page):
    """A page that the generator makes: MkDocs neither reads nor renders Markdown for it."""

    def __init__(self, make: Callable[[], str], file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self._make = make

    @property
    def html(self) -> str:
        """The page's text, made when the theme's one template asks for it."""
        return self._make()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """There is no source to read."""
        self.markdown = ""
        self.meta = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """There is nothing to render."""
        self.content = ""

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """The generator made the anchors; its tests follow them."""


def is_page(path: str) -> bool:
    """Whether MkDocs has a page for it: it knows them by their folder."""
    return path.rpartition("/")[2] == "index.html"


def create_file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """A file whose content is there: a page, or anything else."""
    if is_page(path):
        return create_page_file(path, content.decode, config)
    return create_static_file(path, content, config)


def create_page_file(path: str, make: Callable[[], str], config: MkDocsConfig) -> File:
    """A page that is made when MkDocs writes it."""
    folder = path.rpartition("/")[0]
    uri = f"{folder}/index.md" if folder else "index.md"
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    BuiltPage(make, file, config)
    return file


def create_static_file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """A file that MkDocs only writes."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
