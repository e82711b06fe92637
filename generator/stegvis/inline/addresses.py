"""From the target of a reference link to an address."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMES = ("https://", "http://", "mailto:")
"""The schemes of absolute addresses. An address without one is a path below the site's root."""


def resolve_target(target: str, addresses: Mapping[str, str]) -> str:
    """Return the address of a target, such as `page:glossary#terms`, including its anchor.

    `addresses` maps targets without anchors to addresses. The result is empty if the target has no address.
    """
    address = addresses.get(target)
    if address is not None:
        return address
    page, number_sign, anchor = target.partition("#")
    address = addresses.get(page) if anchor else None
    return f"{address}{number_sign}{anchor}" if address else ""
