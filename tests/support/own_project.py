"""The project of this repository: read, checked and built once for all tests of a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from stegvis.checking import CheckedProject
from stegvis.model.site import SiteConfig
from stegvis.pipeline import Builder
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config
from tests.support.projects import ROOT

_BUILDER = Builder()


@cache
def source() -> Project:
    """The project's files."""
    return read_project(ROOT)


@cache
def config() -> SiteConfig:
    """What its site.yaml decides."""
    decided = read_site_config(source()).value
    assert decided
    return decided


@cache
def checked() -> CheckedProject:
    """The project in every locale."""
    return _BUILDER.check(source(), config())


@cache
def site_files() -> Mapping[str, bytes]:
    """The files of its site by path; no PDF is among them."""
    return _build(config())


def site_at(url: str) -> Mapping[str, bytes]:
    """The files of its site for another address."""
    return _build(replace(config(), url=url))


def _build(settings: SiteConfig) -> Mapping[str, bytes]:
    files = _BUILDER.build(source(), settings).files
    assert files, "the site was not built"
    return files
