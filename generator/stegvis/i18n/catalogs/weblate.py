"""Components for Weblate, one per domain, in the format of `weblate import_json`.

Names and values are those of Weblate's documentation, "Component configuration".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from stegvis.model.catalog_layout import CatalogLayout

_MASTER = "labels"


def weblate_components(
    domains: Iterable[str], catalogs: CatalogLayout, source: str, repository: str, branch: str
) -> list[dict[str, Any]]:
    """Return the components; all share the repository of the first, that of the names."""
    ordered = sorted(domains, key=lambda name: name != _MASTER)
    return [
        {
            "name": domain.replace("-", " ").capitalize(),
            "slug": domain,
            "vcs": "git",
            "repo": repository if index == 0 else f"weblate://stegvis/{ordered[0]}",
            "branch": branch if index == 0 else "",
            "file_format": "po",
            "filemask": catalogs.file_mask(domain),
            "new_base": catalogs.template(domain),
            "template": "",
            "new_lang": "contact",
            "language_code_style": "bcp",
            "language_regex": f"^(?!{re.escape(source)}$).+$",
            "check_flags": "python-brace-format,md-text,safe-html",
            "allow_translation_propagation": False,
            "manage_units": False,
            "merge_style": "rebase",
            "license": "CC-BY-4.0",
        }
        for index, domain in enumerate(ordered)
    ]
