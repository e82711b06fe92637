"""The translation domains of a project, and the records of each."""

from __future__ import annotations

from typing import Any

from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import SourceText


def records_by_domain(library: Library[SourceText]) -> dict[str, list[Any]]:
    """Return the records of each translation domain, in the order of its catalogs.

    There is one domain per collection; then follow `labels` (all registries), `pages` and `interface`, whose
    records are texts.
    """
    groups: dict[str, list[Any]] = {
        collection: list(library.procedures_in(collection)) for collection in library.collections
    }
    groups["labels"] = [entry for name in REGISTRIES for entry in getattr(library, name).values()]
    groups["pages"] = sorted(library.articles.values(), key=lambda article: (article.order, article.slug))
    groups["interface"] = list(library.interface.values())
    return groups
