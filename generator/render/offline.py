"""What a browser needs to keep the site: the build's id, what there is, and the service worker."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from generator import __version__
from generator.pages import Site
from generator.render.assets import assets, templates, version, worker

_PAGE = "index.html"


def build_id(sources: Mapping[str, bytes]) -> str:
    """A hash of everything that the site is made of: twelve hexadecimal digits."""
    digest = sha256(f"{__version__}\0{version()}".encode())
    for path, content in sorted({**templates(), **sources}.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def offline(site: Site, build: str) -> dict[str, bytes]:
    """The files by path; `offline.json` lists pages by their path below each locale."""
    tails = list(_tails(page.path for page in site.pages if page.locale == site.source))
    listed = {
        "build": build,
        "checklists": [tail for tail in tails if tail.endswith("/checklist/") or tail == "runs/"],
        "pages": tails,
        "assets": sorted(assets()),
    }
    return {
        "sw.js": worker(build),
        "build.json": _json({"build": build}),
        "offline.json": _json(listed),
    }


def _tails(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        _, slash, tail = path.partition("/")
        if slash and tail.endswith(_PAGE):
            yield tail.removesuffix(_PAGE)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
