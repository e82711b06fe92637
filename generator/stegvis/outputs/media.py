"""The files of a project that steps show: published as they are, under addresses that change with them."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.pages.site import Site


def files(site: Site) -> Mapping[str, bytes]:
    """Return the files that steps show, by path."""
    return site.media
