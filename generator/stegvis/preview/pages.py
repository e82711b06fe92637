"""The translator's view of a preview: pages that name their messages, and what is known of each.

Nothing of it is ever a part of a built site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from stegvis.inline.annotations import strip_annotations
from stegvis.model.text import LocalizedText
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


def annotate_page(html: str, root: str, locale: str) -> str:
    """A page of the locale, its messages named, with the view's script and style."""
    place = f"{root}{FOLDER}/"
    added = (
        f'<link rel="stylesheet" href="{place}translate.css">\n'
        f'<script type="module" src="{place}translate.js" data-translate="{locale}"></script>\n</head>'
    )
    return resolve_annotations(html).replace("</head>", added, 1)


def preview_files(
    locale: str, messages: Mapping[str, Mapping[str, Any]], interface: Mapping[str, LocalizedText]
) -> dict[str, bytes]:
    """The files of the view: its script, its style, and every message of the locale, by key."""
    words = {
        key: strip_annotations(one.text)
        for key, one in interface.items()
        if key.startswith("view_") or key in _WORDS
    }
    known = {"words": words, "messages": messages}
    folder = files("stegvis") / "theme" / "translate"
    own = {name: (folder / name).read_bytes() for name in ("translate.css", "translate.js")}
    own[f"{locale}.json"] = json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
    return {f"{FOLDER}/{name}": content for name, content in own.items()}
