"""Styles, scripts, pictures and schemas: the same on every site."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.outputs.html.assets import asset_files, run_schema_files
from stegvis.pages.site import Site


def files(_: Site) -> Mapping[str, bytes]:
    """Return the assets and the JSON Schema of run files, by path."""
    return {**asset_files(), **run_schema_files()}
