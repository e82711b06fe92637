"""What a browser needs to keep the site: the build's id, what there is, and the service worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from stegvis._version import __version__
from stegvis.outputs.html.assets import asset_files, assets_version, service_worker, template_files
from stegvis.pages.plan import SitePlan
from stegvis.pages.site import Site

_PAGE = "index.html"


def compute_build_id(sources: Mapping[str, bytes]) -> str:
    """Return a hash of everything that the site is made of: twelve hexadecimal digits."""
    digest = sha256(f"{__version__}\0{assets_version()}".encode())
    for path, content in sorted({**template_files(), **sources}.items()):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def files(site: Site) -> Mapping[str, bytes]:
    """Return the service worker and its data by path; nothing in a preview.

    `offline.json` lists what browsers can keep of each locale.
    """
    return {} if site.plan.preview else offline_files(site.plan, site.build_id)


def offline_files(site: SitePlan, build: str) -> dict[str, bytes]:
    """Return the files that make a site usable offline, by path; `build` is the site's build id."""
    listed = {
        "build": build,
        "assets": sorted(asset_files()),
        "kept": {locale: _files_by_kind(site, locale) for locale in site.offline_paths},
    }
    return {
        "sw.js": service_worker(),
        "build.json": _json({"build": build}),
        "offline.json": _json(listed),
    }


def _files_by_kind(site: SitePlan, locale: str) -> dict[str, list[str]]:
    """By kind, the paths that the service worker keeps: pages, and the PDFs of each paper size."""
    offline = site.offline_paths[locale]
    files = [page.path for page in site.pages() if page.path.startswith(f"{locale}/")]
    pages = [path.removesuffix(_PAGE) for path in files if path.endswith(_PAGE)]
    checklists = [path for path in pages if path.endswith("/checklist/")]
    return {
        "checklists": [*checklists, *offline.originals, *offline.lists, *offline.media],
        "pages": [*pages, *offline.originals, *offline.media],
        **{paper: list(paths) for paper, paths in offline.sheets.items() if paths},
    }


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
