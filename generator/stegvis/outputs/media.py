"""The files that steps show or offer: published as they are, under addresses that change with them."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.pages.site import Site


def files(site: Site) -> Mapping[str, bytes]:
    """Return the files that steps show or offer, by path below the site's root."""
    return site.media
