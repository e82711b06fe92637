"""The one module that knows MkDocs: its plugin, and its commands for ours.

MkDocs is the shell: it reads mkdocs.yml, runs other plugins, writes the files and serves them. The pages
are made before it cleans anything, so that a project that can't be built leaves the last site as it was.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from watchdog import events
from watchdog.observers import Observer

from generator import project
from generator.build import Builder, Built, is_sound
from generator.config import Config
from generator.diagnostics import Diagnostic, Severity, as_text

log = logging.getLogger("mkdocs.plugins.stegvis")

Report = Callable[[tuple[Diagnostic, ...]], None]


class BuiltPage(Page):
    """A page that is HTML already: MkDocs neither reads nor renders Markdown for it."""

    def __init__(self, html: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.html = html

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """There is no source to read."""
        self.markdown = ""
        self.meta = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """There is nothing to render."""
        self.content = ""

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """The generator made the anchors; its tests follow them."""


class Settings(base.Config):
    """What mkdocs.yml may say below `stegvis`: nothing; a project decides in content/site.yaml."""


class StegvisPlugin(BasePlugin[Settings]):
    """Puts the generator's pages in the place of MkDocs' own."""

    def __init__(self) -> None:
        self._builder = Builder()
        self._is_serving = False
        self._built = Built({}, ())
        self._published: Path | None = None
        self._beside: Path | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what is done; with this hook MkDocs keeps the plugin, and what it knows, between builds."""
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make all pages, and turn the build to a folder beside the last site."""
        self._built = self._made(config)
        config.theme.static_templates.clear()  # MkDocs' own sitemap
        if not self._is_serving:
            self._published = Path(config.site_dir)
            self._published.parent.mkdir(parents=True, exist_ok=True)
            self._beside = Path(tempfile.mkdtemp(prefix=".site-", dir=self._published.parent))
            self._beside.chmod(0o755)
            config.site_dir = str(self._beside)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  # MkDocs' signature
        """Ours instead of those in docs_dir, which are sources."""
        return Files([_file(path, content, config) for path, content in self._built.files.items()])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Swap the new site in, unless MkDocs is about to refuse it for another plugin's warning."""
        made, published = self._beside, self._published
        if made is None or published is None:
            return
        config.site_dir = str(published)
        if config.strict and _has_warnings():
            self._clear()
            return
        former = made.with_name(f"{made.name}-former")
        if published.exists():
            published.rename(former)
        made.rename(published)
        self._beside = None
        shutil.rmtree(former, ignore_errors=True)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002  # MkDocs' signature
        """Leave nothing beside the last good site."""
        self._clear()

    def _clear(self) -> None:
        if self._beside is not None:
            shutil.rmtree(self._beside, ignore_errors=True)
            self._beside = None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """See changes at once, and rebuild only what they change, if no other plugin wants a say."""
        watched = [config.docs_dir, *filter(None, [config.config_file_path])]
        for path in watched:
            server.unwatch(path)
        server.observer = _ChangesOnly()
        server.build_delay = 0.02
        for path in watched:
            server.watch(path)
        if list(config.plugins) == ["stegvis"]:
            settings = _SettingsFile(config)

            def rebuild() -> None:
                if settings.changed():
                    builder()
                else:
                    self._rebuild(config, Path(server.root))

            server.builder = rebuild
        return server

    def _made(self, config: MkDocsConfig) -> Built:
        found: list[Diagnostic] = []
        source = project.read(_root(config))
        decided = project.config_of(source, found)
        if decided is None:
            _report(source, tuple(found))
            raise Abort("The project can't be read.")
        built = self._builder.build(source, _with_shell(decided, config, preview=self._is_serving))
        _report(source, built.diagnostics)
        if not is_sound(built.diagnostics):
            raise Abort("The site was not built; the last one is as it was.")
        return built

    def _rebuild(self, config: MkDocsConfig, site: Path) -> None:
        """Write what differs from what was last written, and nothing else."""
        former, self._built = self._built, self._made(config)
        for path, content in self._built.files.items():
            if former.files.get(path) != content:
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                (site / path).write_bytes(content)
        for path in former.files.keys() - self._built.files.keys():
            (site / path).unlink(missing_ok=True)


class _ChangesOnly(Observer):  # type: ignore[misc,valid-type]  # a class chosen by platform
    """Watches for changes; watchdog also tells of reading, and a build reads everything."""

    def schedule(self, event_handler: Any, path: str, *, recursive: bool = False) -> Any:
        """Watch a path as the base class does, for changes of files."""
        changes = [
            events.FileModifiedEvent,
            events.FileCreatedEvent,
            events.FileDeletedEvent,
            events.FileMovedEvent,
        ]
        return super().schedule(event_handler, path, recursive=recursive, event_filter=changes)


class _SettingsFile:
    """Whether mkdocs.yml has changed."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._path = Path(config.config_file_path)
        self._content = self._path.read_bytes()

    def changed(self) -> bool:
        """Compare with the last time."""
        former, self._content = self._content, self._path.read_bytes()
        return former != self._content


def _file(path: str, content: bytes, config: MkDocsConfig) -> File:
    """A page for MkDocs to write, or a file for it to copy."""
    folder, _, name = path.rpartition("/")
    if name != "index.html":
        return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    uri = f"{folder}/index.md" if folder else "index.md"
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    BuiltPage(content.decode(), file, config)
    return file


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _with_shell(decided: Config, config: MkDocsConfig, *, preview: bool) -> Config:
    url = config.site_url or ""
    url = url if not url or url.endswith("/") else f"{url}/"
    return replace(decided, url=url, strict=bool(config.strict), preview=preview)


def _report(source: project.Project, diagnostics: tuple[Diagnostic, ...]) -> None:
    for found in diagnostics:
        level = logging.ERROR if found.severity is Severity.ERROR else logging.WARNING
        log.log(level, "%s", as_text(found, _lines(source.files, found)))


def _lines(files: Mapping[str, bytes], found: Diagnostic) -> list[str] | None:
    raw = files.get(found.location.path)
    return None if raw is None else raw.decode("utf-8", "replace").splitlines()


def _has_warnings() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)


def build(root: Path, site: Path | None = None, *, strict: bool | None = None) -> None:
    """Run `mkdocs build` on a project; raises Abort, a SystemExit, if it fails."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=site and str(site), strict=strict)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


def serve(root: Path, address: str, *, open_in_browser: bool = False) -> None:
    """Run `mkdocs serve` on a project, until interrupted."""
    mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address, open_in_browser=open_in_browser)
