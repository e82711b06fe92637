"""The PDFs of a site: made before its pages, which state their sizes and link to them."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.pages.site import Site


def files(site: Site) -> Mapping[str, bytes]:
    """Return the PDFs, and the pages of their short addresses."""
    return site.pdfs
