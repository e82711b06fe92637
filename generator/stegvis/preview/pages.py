"""The translator's view of a preview: pages that name their messages, and what is known of each.

Nothing of it is ever a part of a built site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files as package_files
from typing import Any

from stegvis.i18n.catalogs import po_format
from stegvis.inline.annotations import strip_annotations
from stegvis.pages.page import Page
from stegvis.pages.plan import SitePlan
from stegvis.pages.site import Site
from stegvis.pages.views.view import FramedView, View
from stegvis.preview import message_data
from stegvis.preview.annotations import resolve_annotations

FOLDER = "translate"
_WORDS = (
    "count_translated",
    "count_fuzzy",
    "count_missing",
    "status_machine",
    "status_unreviewed",
    "glossary_avoid",
    "glossary_kept",
)
"""What the view says besides the words that begin with `view_`."""


def annotate_page(plan: SitePlan, page: Page, view: View, html: str) -> str:
    """A page of the locale that is translated, its messages named; any other page without annotations.

    The page gets the preview's script and style.
    """
    if not plan.translate:
        return html
    if page.locale != plan.translate or not isinstance(view, FramedView):
        return strip_annotations(html)
    place = f"{view.head.root}{FOLDER}/"
    added = (
        f'<link rel="stylesheet" href="{place}translate.css">\n'
        f'<script type="module" src="{place}translate.js" data-translate="{page.locale}"></script>\n</head>'
    )
    return resolve_annotations(html).replace("</head>", added, 1)


def files(site: Site) -> Mapping[str, bytes]:
    """The preview's script, its style, and every message of the locale by key; nothing in other builds."""
    sources = site.translator
    if sources is None:
        return {}
    read = {domain: po_format.read_po(path, raw) for domain, (path, raw) in sources.catalogs.items()}
    catalogs = {domain: catalog for domain, catalog in read.items() if isinstance(catalog, po_format.PoFile)}
    entries = message_data.collect_messages(sources.library, catalogs, sources.locale)
    messages = {key: message_data.message_as_json(entry) for key, entry in entries.items()}
    return preview_files(sources.locale, messages, vars(site.plan.render_contexts[sources.locale].ui))


def preview_files(
    locale: str, messages: Mapping[str, Mapping[str, Any]], interface: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of a preview with these messages; `interface` are the words of the locale by key."""
    words = {
        key: strip_annotations(words)
        for key, words in interface.items()
        if key.startswith("view_") or key in _WORDS
    }
    known = {"words": words, "messages": messages}
    folder = package_files("stegvis") / "theme" / "translate"
    own = {name: (folder / name).read_bytes() for name in ("translate.css", "translate.js")}
    own[f"{locale}.json"] = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
    return {f"{FOLDER}/{name}": content for name, content in own.items()}
