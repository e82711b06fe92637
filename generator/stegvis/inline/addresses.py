"""Where links lead: from the target that a text names to an address."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMES = ("https://", "http://", "mailto:")
"""What an address may begin with that is no path on the site."""


def resolve(target: str, addresses: Mapping[str, str]) -> str:
    """The address of a target, `page:glossary#terms`, with its anchor; empty where it leads nowhere."""
    address = addresses.get(target)
    if address is not None:
        return address
    page, number_sign, anchor = target.partition("#")
    address = addresses.get(page) if anchor else None
    return f"{address}{number_sign}{anchor}" if address else ""
