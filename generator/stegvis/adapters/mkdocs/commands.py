"""MkDocs' commands `build` and `serve`, run on a project of ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from stegvis.adapters.mkdocs.plugin import StegvisPlugin
from stegvis.adapters.mkdocs.site_writer import Progress
from stegvis.adapters.site_folder import recover_site
from stegvis.model.site import normalize_site_url


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build."""

    site: Path
    """The folder of the site."""
    pages: int
    """How many pages it has."""


def build(  # noqa: PLR0913  # the options of the command
    root: Path,
    site: Path | None = None,
    *,
    strict: bool | None = None,
    pseudo: tuple[str, ...] = (),
    translations: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Run `mkdocs build` on the project in a folder; raises Abort, a SystemExit, if it fails.

    `site` is the folder to build into, and `strict` whether warnings are errors, if not as mkdocs.yml says.
    With `translations`, every untranslated text is logged.
    """
    config = load_config(str(root / "mkdocs.yml"), site_dir=site and str(site), strict=strict)
    plugin = _configured(config, pseudo, translations=translations)
    if plugin is not None:
        plugin.progress = progress
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()
    return BuildResult(Path(config.site_dir), plugin.page_count if plugin else 0)


def serve(  # noqa: PLR0913  # likewise
    root: Path,
    address: str,
    *,
    pseudo: tuple[str, ...] = (),
    translate: str = "",
    translations: bool = False,
    open_in_browser: bool = False,
) -> None:
    """Run `mkdocs serve` on the project in a folder, until interrupted; raises OSError if it can't listen."""
    from mkdocs.commands import serve as mkdocs_serve  # a build does without its server

    # MkDocs reads the settings again, but keeps a plugin that has `on_startup`.
    config = load_config(str(root / "mkdocs.yml"))
    recover_site(Path(config.site_dir))
    _configured(config, pseudo, translate, translations=translations)
    mkdocs_serve.serve(str(root / "mkdocs.yml"), dev_addr=address, open_in_browser=open_in_browser)


def _configured(
    config: MkDocsConfig, pseudo: tuple[str, ...], translate: str = "", *, translations: bool
) -> StegvisPlugin | None:
    """Our plugin with the command's options, or None if mkdocs.yml does without it."""
    plugin = config.plugins.get("stegvis")
    if not isinstance(plugin, StegvisPlugin):
        return None
    plugin.pseudo = pseudo
    plugin.translate = translate
    plugin.translations = translations
    return plugin


def site_url(root: Path) -> str:
    """Return the site's address in mkdocs.yml, ending in a slash, or nothing."""
    path = root / "mkdocs.yml"
    return normalize_site_url((load_config(str(path)).site_url or "") if path.exists() else "")
