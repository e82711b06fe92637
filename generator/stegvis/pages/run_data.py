"""What the checklist's script needs of a procedure, as JSON for a data block of the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.graph.run_graph import build_run_graph
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_data_block(value: object) -> str:
    """JSON in which nothing can end the script element that holds it."""
    return _ENCODE(value).replace("<", "\\u003c")


def encode_run_graph(library: Library[Any], procedure: Procedure[Any]) -> tuple[str, tuple[str, ...]]:
    """The step graph, and the roles that it names; the same in every language."""
    graph = build_run_graph(library, procedure)
    return encode_data_block(graph), tuple(dict.fromkeys([*map(str, procedure.roles), *_roles(graph)]))


def _roles(part: Mapping[str, Any]) -> Iterator[str]:
    for step in part["steps"]:
        yield from step.get("roles", ())
        if "part" in step:
            yield from _roles(step["part"])
    yield from part["readers"]
