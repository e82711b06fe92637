"""The translation domains of a project, and the records of each."""

from __future__ import annotations

from typing import Any

from stegvis.model.library import Library
from stegvis.model.registries import REGISTRIES
from stegvis.model.text import SourceText


def records_by_domain(library: Library[SourceText]) -> dict[str, list[Any]]:
    """The records of each translation domain, in the order of the catalogs.

    One domain a collection, then `labels` (all registries), `pages` and `interface`.
    """
    groups: dict[str, list[Any]] = {
        collection: list(library.shelf(collection)) for collection in library.collections
    }
    groups["labels"] = [entry for name in REGISTRIES for entry in getattr(library, name).values()]
    groups["pages"] = sorted(library.articles.values(), key=lambda one: (one.order, one.slug))
    groups["interface"] = list(library.interface.values())
    return groups
