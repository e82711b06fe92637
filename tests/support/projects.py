"""Projects as tests hold them: files by path, from a folder or changed in memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stegvis.checking import CheckedProject
from stegvis.diagnostics import Diagnostic, sorted_unique
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.headers import plural_forms
from stegvis.i18n.catalogs.po_format import PoFile
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.lint import check
from stegvis.model.catalog_layout import DEFAULT_LAYOUT
from stegvis.model.library import Library
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText, SourceText
from stegvis.pipeline import Builder
from stegvis.source.loader import INTERFACE_PATH, load_library
from stegvis.source.project import Project
from stegvis.source.site_config import read_site_config

ROOT = Path(__file__).parents[2]
"""The repository, whose own project tests read."""
FIXTURES = ROOT / "tests" / "fixtures"
BROKEN = FIXTURES / "broken"
SOUND = BROKEN / "sound"
"""A whole tiny project without a fault; the broken ones are laid over it."""

INTERFACE = (ROOT / "generator" / INTERFACE_PATH).read_bytes()
"""The interface text of the theme."""

Files = Mapping[str, bytes]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path below it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sound() -> dict[str, bytes]:
    """The files of the sound project; it can be checked, but not built, for it has no interface text."""
    return files_in(SOUND)


def edited(files: Files, path: str, old: str, new: str) -> dict[str, bytes]:
    """The files with one piece of one of them replaced; it must be there."""
    text = files[path].decode()
    assert old in text, f"{path} has no {old!r}"
    return {**files, path: text.replace(old, new, 1).encode()}


def library_of(files: Files) -> Library[SourceText]:
    """What sound files hold."""
    loaded = load_library(files)
    assert not loaded.diagnostics, [str(found) for found in loaded.diagnostics]
    return loaded.library


def config_of(files: Files, root: Path = Path("project")) -> tuple[SiteConfig | None, list[Diagnostic]]:
    """What site.yaml decided, and what is wrong with it."""
    site = read_site_config(Project(root, files))
    return site.value, list(site.diagnostics)


def checked(files: Files) -> CheckedProject:
    """A project that has a readable site.yaml, checked."""
    config, found = config_of(files)
    assert config, found
    return Builder().check(Project(Path("project"), files), config)


def diagnostics(files: Files) -> list[Diagnostic]:
    """Everything that is wrong with a project, as `stegvis check` tells it."""
    config, found = config_of(files)
    if config is None:
        return sorted_unique(found)
    return [*found, *Builder().check(Project(Path("project"), files), config).diagnostics]


def walked(value: Any) -> Iterator[Any]:
    """Everything in a value of the model, found without knowing the model."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, SourceText | LocalizedText):
        for field in dataclasses.fields(value):
            if field.init:  # others are caches
                yield from walked(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from walked(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from walked(item)


def catalog_findings(files: Files, locale: str = "nl") -> list[Diagnostic]:
    """What is wrong with a locale's catalogs, as `stegvis catalog check` tells it."""
    library = load_library(files).library
    read = {
        domain: file
        for domain in records_by_domain(library)
        if (path := DEFAULT_LAYOUT.find(files, locale, domain)) in files
        and isinstance(file := po_format.read_po(path, files[path]), PoFile)
    }
    return check.check_catalogs(library, read, locale, plural_forms(locale))
