"""The one package that knows MkDocs: its plugin, and its commands for ours.

MkDocs is the shell: it reads mkdocs.yml, runs other plugins, writes the files and serves them. The pages
are made before it cleans anything, so that a project that can't be built leaves the last site as it was.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from stegvis.adapters.mkdocs import live_preview
from stegvis.adapters.mkdocs.files import create_file, create_page_file, create_static_file, is_page
from stegvis.adapters.mkdocs.writer import WriterProcess
from stegvis.diagnostics import Diagnostic, Severity, render_text
from stegvis.i18n import pseudo
from stegvis.model.site import SiteConfig, normalize_site_url
from stegvis.outputs.pdf import pdfs
from stegvis.pages.plan import Page
from stegvis.pipeline import Builder, BuiltSite, CheckedProject, PlannedSite, has_no_errors, plan_files
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config

log = logging.getLogger("mkdocs.plugins.stegvis")

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

Progress = Callable[[int, int], None]

_MOST_TOLD = 20
"""Findings that a build tells one by one."""

SHEETS = ".print_cache"
"""Folder below the project's in which finished sheets are kept."""

_NOTHING_PRINTED = pdfs.PdfOutput({}, (), ())

_NOT_BUILT = "The site was not built; the last one is as it was."


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What a command adds to a site."""

    pseudo: tuple[str, ...] = ()
    """Pseudo-locales."""
    translate: str = ""
    """The locale whose messages a preview shows."""


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs registers subclasses untyped
    """What mkdocs.yml may say below `stegvis`: nothing; a project decides in content/site.yaml."""


class StegvisPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # likewise
    """Puts the generator's pages in the place of MkDocs' own."""

    progress: Progress | None = None
    """Told how many pages of how many are made."""
    extras: PreviewOptions = PreviewOptions()
    """What the site has besides what the project decided."""

    def __init__(self) -> None:
        self._is_serving = False
        self._builder = Builder()
        self._built = BuiltSite({}, ())
        self._plan: PlannedSite | None = None
        self._printed = _NOTHING_PRINTED
        self._helper: WriterProcess | None = None
        self._published: Path | None = None
        self._beside: Path | None = None

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return len(self._plan.site.pages) if self._plan else 0

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what is done; MkDocs keeps a plugin with this hook, and what it knows, between builds."""
        self._is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Plan the site, and turn the build to a folder beside the last one."""
        config.theme.static_templates.clear()  # MkDocs' own sitemap
        if self._is_serving:
            self._built = self._made(config)
            return config
        self._plan = self._planned(config)
        self._published = Path(config.site_dir)
        self._published.parent.mkdir(parents=True, exist_ok=True)
        self._beside = Path(tempfile.mkdtemp(prefix=".site-", dir=self._published.parent))
        self._beside.chmod(0o755)
        config.site_dir = str(self._beside)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  # MkDocs' signature
        """Ours instead of those in docs_dir, which are sources."""
        if self._plan is None:
            return Files([create_file(*one, config) for one in self._built.files.items()])
        plan = self._plan
        made = {**plan.files(), **self._printed.files}
        static = [create_static_file(path, content, config) for path, content in made.items()]
        found = [page for page in plan.site.pages if is_page(page.path)]
        static += [
            create_static_file(page.path, plan.html(page).encode(), config)
            for page in plan.site.pages
            if not is_page(page.path)
        ]
        files_ = [
            create_page_file(page.path, partial(self._page, plan, page, number), config)
            for number, page in enumerate(found)
        ]
        if list(config.plugins) == ["stegvis"] and WriterProcess.can_help():
            paths = [file.abs_dest_path for file in files_]
            self._helper = WriterProcess(paths, lambda number: plan.html(found[number]).encode())
        return Files([*static, *files_])

    def _page(self, plan: PlannedSite, page: Page, number: int) -> str:
        """The page, or nothing if the helper makes it: MkDocs documents that it skips an empty one."""
        taken = self._helper is not None and self._helper.takes(number)
        if self.progress:
            made = number if self._helper is None else number + self._helper.made
            self.progress(min(made, self.page_count), self.page_count)
        return "" if taken else plan.html(page)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Swap the new site in, unless MkDocs is about to refuse it for another plugin's warning."""
        made, published = self._beside, self._published
        if made is None or published is None:
            return
        config.site_dir = str(published)
        if self._helper is not None:
            self._helper.join()
            self._helper = None
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

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self._clear()

    def _clear(self) -> None:
        if self._helper is not None:
            self._helper.stop()
            self._helper = None
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
        server.observer = live_preview.create_observer()  # type: ignore[assignment]  # declared as the one that polls
        server.build_delay = 0.02
        for path in watched:
            server.watch(path)
        if list(config.plugins) == ["stegvis"]:
            settings = live_preview.SettingsFile(config)

            def rebuild() -> None:
                if settings.changed():
                    builder()
                else:
                    self._rebuild(config, Path(server.root))

            server.builder = rebuild
        return server

    def _planned(self, config: MkDocsConfig) -> PlannedSite:
        """The plan of the site; its sources are not kept, as one build needs them once."""
        gc.disable()  # all that is read now stays; looking for garbage in it takes a tenth of the time
        source, decided = _read(config, self.extras, preview=False)
        checked = Builder().check(source, decided)
        _report(source, checked.diagnostics)
        if not checked.is_sound:
            gc.enable()
            raise Abort(_NOT_BUILT)
        self._printed = self._sheets(source, checked, decided)
        plan = plan_files(checked, decided, source, self._printed.pdf_files, once=True)
        gc.freeze()
        gc.enable()
        return plan

    def _sheets(self, source: Project, checked: CheckedProject, decided: SiteConfig) -> pdfs.PdfOutput:
        """The sheets that the project wants with its site."""
        options = pdfs.site_pdf_options(decided, source.root / SHEETS)
        if options is None:
            return _NOTHING_PRINTED
        printed = pdfs.make_pdfs(checked, decided, options, self.progress)
        _report(source, printed.diagnostics)
        if not has_no_errors(printed.diagnostics):
            raise Abort(_NOT_BUILT)
        return printed

    def _made(self, config: MkDocsConfig) -> BuiltSite:
        source, decided = _read(config, self.extras, preview=True)
        built = self._builder.build(source, decided)
        _report(source, built.diagnostics, warning=logging.INFO)
        if not has_no_errors(built.diagnostics):
            raise Abort(_NOT_BUILT)
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


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent


def _read(config: MkDocsConfig, extras: PreviewOptions, *, preview: bool) -> tuple[Project, SiteConfig]:
    """The project's files and what it decided; raises Abort where it says nothing that can be read."""
    source = read_project(_root(config))
    found: list[Diagnostic] = []
    decided = read_site_config(source, found)
    if decided is None:
        _report(source, tuple(found))
        raise Abort(_NOT_BUILT)
    url = normalize_site_url(config.site_url or "")
    strict = bool(config.strict) and not preview  # a preview shows what is missing
    translate = extras.translate if preview else ""  # nothing of the translator's view is ever published
    decided = replace(decided, url=url, strict=strict, preview=preview, translate=translate)
    return source, pseudo.add_pseudo_locales(decided, extras.pseudo)


def _report(source: Project, diagnostics: tuple[Diagnostic, ...], warning: int = logging.WARNING) -> None:
    """Log findings; MkDocs counts those at the level of warnings when it is strict."""
    on_terminal = sys.stderr.isatty()
    for found in diagnostics[:_MOST_TOLD]:
        level = logging.ERROR if found.severity is Severity.ERROR else warning
        log.log(level, "%s", render_text(found, _lines(source.files, found) if on_terminal else None))
    if len(diagnostics) > _MOST_TOLD:
        rest = len(diagnostics) - _MOST_TOLD
        log.log(warning, "and %d more; `stegvis check` tells all of them.", rest)


def _lines(files: Mapping[str, bytes], found: Diagnostic) -> list[str] | None:
    raw = files.get(found.location.path)
    return None if raw is None else raw.decode("utf-8", "replace").splitlines()


def _has_warnings() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(one, CountHandler) and one.get_counts() for one in handlers)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made."""

    site: Path
    pages: int


def build(
    root: Path,
    site: Path | None = None,
    *,
    strict: bool | None = None,
    extras: PreviewOptions = PreviewOptions(),
    progress: Progress | None = None,
) -> BuildResult:
    """Run `mkdocs build` on a project; raises Abort, a SystemExit, if it fails."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=site and str(site), strict=strict)
    ours = config.plugins.get("stegvis")
    if isinstance(ours, StegvisPlugin):
        ours.progress = progress
        ours.extras = extras
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    pages_made = ours.page_count if isinstance(ours, StegvisPlugin) else 0
    return BuildResult(Path(config.site_dir), pages_made)


def site_url(root: Path) -> str:
    """The site's address in mkdocs.yml, ending in a slash, or nothing."""
    path = root / "mkdocs.yml"
    return normalize_site_url((load_config(str(path)).site_url or "") if path.exists() else "")


def serve(
    root: Path, address: str, *, extras: PreviewOptions = PreviewOptions(), open_in_browser: bool = False
) -> None:
    """Run `mkdocs serve` on a project, until interrupted."""
    from mkdocs.commands import serve as mkdocs_serve  # a build does without its server

    # MkDocs reads the settings again, but keeps a plugin that has `on_startup`.
    ours = load_config(str(root / "mkdocs.yml")).plugins.get("stegvis")
    if isinstance(ours, StegvisPlugin):
        ours.extras = extras
    mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address, open_in_browser=open_in_browser)
