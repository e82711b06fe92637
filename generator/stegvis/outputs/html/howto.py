"""A guide for search engines: schema.org HowTo as JSON-LD (https://schema.org/HowTo)."""

from __future__ import annotations

import json

from stegvis.outputs.html.environment import Html
from stegvis.pages.views.procedure import Guide

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def build_howto(guide: Guide) -> Html:
    """Return the JSON of the guide's steps; `<` is escaped, so that nothing can end the data block."""
    url = guide.head.url
    steps = [
        {
            "@type": "HowToStep",
            "position": position,
            "name": line.name,
            "text": line.text,
            "url": f"{url}{line.href}",
        }
        for position, line in enumerate(guide.flowchart_lines, 1)
    ]
    block = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": guide.plain_title,
        "description": guide.head.description,
        "inLanguage": guide.head.language,
        "totalTime": guide.duration,
        "step": steps,
    }
    if url:
        block["url"] = url
    return Html(_ENCODE(block).replace("<", "\\u003c"))
