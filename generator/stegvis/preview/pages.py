"""The translator's view of a preview: annotated pages, and the data of each message.

A built site has none of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files as package_files
from typing import Any

from stegvis.i18n.catalogs import po_format
from stegvis.inline.annotations import strip_annotations
from stegvis.inline.phrase import Phrase
from stegvis.pages.page import Page
from stegvis.pages.plan import SitePlan
from stegvis.pages.site import Site
from stegvis.pages.views.view import FramedView, View
from stegvis.preview import message_data
from stegvis.preview.annotations import resolve_annotations

FOLDER = "translate"
_INTERFACE_KEYS = (
    "count_translated",
    "count_fuzzy",
    "count_missing",
    "status_machine",
    "status_unreviewed",
    "glossary_avoid",
    "glossary_kept",
)
"""Keys of the interface that the view uses besides those that begin with `view_`."""


def annotate_page(plan: SitePlan, page: Page, view: View, html: str) -> str:
    """Return the HTML of a page, annotated if it is in the locale that is translated.

    An annotated page gets the preview's script and style; from any other page, annotations are removed.
    """
    if not plan.translate:
        return html
    if page.locale != plan.translate or not isinstance(view, FramedView):
        return strip_annotations(html)
    folder = f"{view.head.root}{FOLDER}/"
    added = (
        f'<link rel="stylesheet" href="{folder}translate.css">\n'
        f'<script type="module" src="{folder}translate.js" data-translate="{page.locale}"></script>\n</head>'
    )
    return resolve_annotations(html).replace("</head>", added, 1)


def files(site: Site) -> Mapping[str, bytes]:
    """Return the files of the translator's view by path; none unless the site has translator sources."""
    sources = site.translator
    if sources is None:
        return {}
    read = {domain: po_format.read_po(path, raw) for domain, (path, raw) in sources.catalogs.items()}
    catalogs = {domain: catalog for domain, catalog in read.items() if isinstance(catalog, po_format.PoFile)}
    collected = message_data.collect_messages(sources.library, catalogs, sources.locale)
    messages = {key: message_data.message_as_json(message) for key, message in collected.items()}
    return preview_files(sources.locale, messages, vars(site.plan.render_contexts[sources.locale].ui))


def preview_files(
    locale: str, messages: Mapping[str, Mapping[str, Any]], interface: Mapping[str, Phrase | str]
) -> dict[str, bytes]:
    """Return the files of the translator's view by path: script, style, and `LOCALE.json`.

    `messages` are JSON values by key, `interface` the texts of the interface in the locale by key.
    """
    words = {
        key: strip_annotations(str(text))
        for key, text in interface.items()
        if key.startswith("view_") or key in _INTERFACE_KEYS
    }
    data = {"words": words, "messages": messages}
    folder = package_files("stegvis") / "theme" / "translate"
    view_files = {name: (folder / name).read_bytes() for name in ("translate.css", "translate.js")}
    view_files[f"{locale}.json"] = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return {f"{FOLDER}/{name}": content for name, content in view_files.items()}
