"""Styles, scripts and the icon, under an address that changes when any of them does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_KINDS = (".css", ".js", ".svg")


@cache
def _read() -> tuple[str, tuple[tuple[str, bytes], ...]]:
    folder = files("stegvis") / "theme" / "assets"
    assets = sorted((path, entry.read_bytes()) for path, entry in _below(folder))
    digest = sha256()
    for name, content in assets:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12], tuple(assets)


def _below(
    folder: Traversable, path: str = "", kinds: tuple[str, ...] = _KINDS
) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{path}{entry.name}/", kinds)
        elif entry.name.endswith(kinds):
            yield f"{path}{entry.name}", entry


def service_worker() -> bytes:
    """Return the service worker's script; its place is the site's root, as its scope is its folder."""
    return (files("stegvis") / "theme" / "worker" / "sw.js").read_bytes()


def assets_version() -> str:
    """Return the hash of all assets' names and bytes: twelve hexadecimal digits."""
    return _read()[0]


def asset_files() -> dict[str, bytes]:
    """Return all assets by path below the site's root: `assets/HASH/base.css`."""
    digest, assets = _read()
    return {f"assets/{digest}/{name}": content for name, content in assets}


def template_files() -> dict[str, bytes]:
    """Return the templates by path, from which the build id is computed."""
    folder = files("stegvis") / "theme" / "templates"
    return {path: entry.read_bytes() for path, entry in _below(folder, kinds=(".html", ".xml", ".txt"))}


def run_schema_files() -> dict[str, bytes]:
    """Return the JSON Schemas of run files, one for each version, by their paths, which are permanent."""
    names = ("run-1.schema.json", "run-2.schema.json")
    return {name: (files("stegvis") / "theme" / name).read_bytes() for name in names}
