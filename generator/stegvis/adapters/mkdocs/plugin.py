"""The plugin: puts the site that the pipeline builds in the place of MkDocs' own.

MkDocs is the shell: it reads mkdocs.yml, runs other plugins and serves the site. The site is planned before
MkDocs cleans anything, so that a project that can't be built leaves the last site as it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from stegvis.adapters.diagnostic_text import arrange, summarize
from stegvis.adapters.mkdocs.diagnostic_log import log_diagnostics
from stegvis.adapters.mkdocs.files import create_file
from stegvis.adapters.mkdocs.garbage_collection import pause_garbage_collection
from stegvis.adapters.mkdocs.site_writer import Progress, write_files, write_site
from stegvis.adapters.site_folder import (
    SiteFolderError,
    StagedSite,
    check_site_folder,
    recover_site,
    stage_site,
)
from stegvis.diagnostics import has_no_errors
from stegvis.files import describe_os_error
from stegvis.model.site import SiteConfig
from stegvis.outputs.pdf.cache import PDF_CACHE
from stegvis.pipeline import (
    Builder,
    BuildOptions,
    BuiltSite,
    build,
    configure,
)
from stegvis.source.project import Project, ProjectReader, read_project

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_NOT_BUILT = "The site was not built; the last one is as it was."


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs registers subclasses untyped
    """What mkdocs.yml may say below `stegvis`: nothing; a project decides in content/site.yaml."""


class StegvisPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # likewise
    """Builds the site in the place of MkDocs' own."""

    progress: Progress | None = None
    """Told how many PDFs, then how many files, of how many are made."""
    pseudo: tuple[str, ...] = ()
    """Pseudo-locales to add."""
    translate: str = ""
    """The locale whose messages a preview shows, or nothing."""
    translations: bool = False
    """Whether every untranslated text is logged on its own."""

    def __init__(self) -> None:
        self._is_serving = False
        self._is_only_plugin = True
        self._builder = Builder()
        self._reader: ProjectReader | None = None
        self._site = BuiltSite({}, ())
        self._staged: StagedSite | None = None
        self._published = ""

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return self._site.page_count

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember the command; MkDocs keeps a plugin with this hook, and its state, between builds."""
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Plan the site, and direct the build to a folder beside the last one."""
        config.theme.static_templates.clear()  # MkDocs' own sitemap
        self._is_only_plugin = list(config.plugins) == ["stegvis"]
        if self._is_serving:
            self._site = self._preview(config)
            return config
        self._published = config.site_dir
        recover_site(Path(config.site_dir))
        with _build_errors():
            check_site_folder(Path(config.site_dir), _root(config))
        self._site = self._build(config)
        with _build_errors():
            self._staged = stage_site(Path(config.site_dir), _report_wait)
        config.site_dir = str(self._staged.folder)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  # MkDocs' signature
        """None of those in docs_dir, which are sources; ours if another plugin is to see them."""
        site = self._site.files
        return Files([] if self._is_only_plugin else [create_file(site, path, config) for path in site])

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what MkDocs did not; swap the new site in, unless a warning stops the build."""
        if self._is_only_plugin and self._is_serving:
            write_files(self._site.files, self._site.files, Path(config.site_dir))  # rendered already
        if self._staged is None:
            return
        with _build_errors():
            if self._is_only_plugin:
                write_site(self._site.files, self._staged.folder, self.progress)
            if not (config.strict and _has_warnings()):
                self._staged.publish()
        config.site_dir = self._published
        self._clear()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002  # MkDocs' signature
        """Leave nothing beside the last good site."""
        self._clear()

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self._clear()

    def _clear(self) -> None:
        if self._staged is not None:
            self._staged.discard()
            self._staged = None

    @event_priority(100)
    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Take the place of MkDocs' server; rebuild only what a change concerns, without other plugins."""
        from stegvis.adapters.mkdocs.preview_server import PreviewServer, SettingsFile  # only a preview's

        settings = SettingsFile(config)

        def rebuild() -> None:
            if settings.has_changed() or not self._is_only_plugin:
                builder()
            else:
                self._update(config, Path(server.root))

        return PreviewServer(rebuild, server, config)

    def _build(self, config: MkDocsConfig) -> BuiltSite:
        """Return the site with its PDFs; raises Abort if there is an error."""
        with pause_garbage_collection():
            project, decided = _configured(read_project(_root(config)), self._options(config))
            site = build(project, decided, project.root / PDF_CACHE, self.progress)
        return self._without_errors(site, project.files)

    def _preview(self, config: MkDocsConfig) -> BuiltSite:
        with pause_garbage_collection():
            if self._reader is None or self._reader.root != _root(config):
                self._reader = ProjectReader(_root(config))
            project, decided = _configured(self._reader.read(), self._options(config))
            site = self._builder.build(project, decided)
        return self._without_errors(site, project.files, warning=logging.INFO)

    def _without_errors(
        self, site: BuiltSite, sources: Mapping[str, bytes], warning: int = logging.WARNING
    ) -> BuiltSite:
        """Log the diagnostics of a site and return it; raises Abort if one is an error."""
        arranged = arrange(site.diagnostics, translations=self.translations)
        log_diagnostics(arranged, sources, warning)
        if not has_no_errors(site.diagnostics):
            raise Abort(f"{summarize(arranged)}. {_NOT_BUILT}")
        return site

    def _options(self, config: MkDocsConfig) -> BuildOptions:
        return BuildOptions(
            url=config.site_url or "",
            strict=bool(config.strict),
            preview=self._is_serving,
            pseudo=self.pseudo,
            translate=self.translate,
        )

    def _update(self, config: MkDocsConfig, folder: Path) -> None:
        """Write the files that differ from the last build's, and delete those that are gone."""
        former, self._site = self._site, self._preview(config)
        files = self._site.files
        write_files(files, [path for path in files if files[path] != former.files.get(path)], folder)
        for path in former.files.keys() - files.keys():
            (folder / path).unlink(missing_ok=True)


def _report_wait() -> None:
    logging.getLogger("stegvis").warning("Waiting for another build to finish.")  # no warning for MkDocs


@contextmanager
def _build_errors() -> Iterator[None]:
    """Turn what keeps a site from being written into an error that MkDocs reports without a traceback."""
    try:
        yield
    except SiteFolderError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        path = f" {error.filename}" if error.filename else ""
        message = f"can't write{path}: {describe_os_error(error)}. {_NOT_BUILT}"
        raise PluginError(message) from error


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _configured(project: Project, options: BuildOptions) -> tuple[Project, SiteConfig]:
    """Return a project and its configuration; raises Abort if site.yaml can't be read."""
    loaded = configure(project, options)
    if loaded.config is None:
        log_diagnostics(arrange(loaded.diagnostics), project.files)
        raise Abort(_NOT_BUILT)
    return project, loaded.config


def _has_warnings() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)
