"""Encodes JSON for the data blocks of pages, which scripts read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.graph.run_graph import build_run_graph
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import role_ids

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_data_block(value: object) -> str:
    """Encode a value as JSON that cannot end the `script` element around it."""
    return _ENCODE(value).replace("<", "\\u003c")


def encode_run_graph(library: Library[Any], procedure: Procedure[Any]) -> tuple[str, tuple[str, ...]]:
    """Encode the step graph of a procedure; return it with the ids of the roles that it names."""
    graph = build_run_graph(library, procedure)
    own = map(str, role_ids(procedure.roles))
    return encode_data_block(graph), tuple(dict.fromkeys([*own, *_roles(graph)]))


def _roles(part: Mapping[str, Any]) -> Iterator[str]:
    for step in part["steps"]:
        for roles in step.get("roles", ()):
            yield from [roles] if isinstance(roles, str) else roles
        if "part" in step:
            yield from _roles(step["part"])
    yield from part["readers"]
