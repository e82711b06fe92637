"""What an address may be, and where a link leads: the one place that decides it.

A text names a target, `[words][target]`; only a registry holds addresses, and only sources have registries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from stegvis.limits import MAX_ADDRESS

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CHARACTER = re.compile(r"[\w\-.~:/?#\[\]@!$&'()*+,;=]|%(?![01]|7[Ff])[0-9A-Fa-f]{2}")
"""What RFC 3986 allows, letters of all scripts (RFC 3987), and no percent-encoded control character."""
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*\.?"
_HEADER = r"(?:subject|body)=[^&=?]*"
_FORMS = {
    "https": re.compile(rf"https://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#].*)?"),
    "http": re.compile(rf"http://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#].*)?"),
    "mailto": re.compile(rf"mailto:[\w.+-]+@{_HOST}(?:\?{_HEADER}(?:&{_HEADER})?)?"),
    "tel": re.compile(r"tel:\+?[0-9][0-9().-]*(?:;ext=[0-9]+)?"),
}
"""The form of addresses by scheme. A mail has one recipient; a number dials no service code."""


def find_fault(address: str) -> str:
    """Return why no page may link to an absolute address, as the end of a sentence; empty if pages may."""
    if len(address) > MAX_ADDRESS:
        return f"has {len(address):,} characters; the maximum is {MAX_ADDRESS:,}"
    scheme = address.partition(":")[0]
    if scheme not in _FORMS:
        return f"has none of the schemes {', '.join(_FORMS)}"
    if strange := _CHARACTER.sub("", address):
        return f"has the character U+{ord(strange[0]):04X}, which must be percent-encoded or removed"
    if not _FORMS[scheme].fullmatch(address):
        return f"is not a valid {scheme} address"
    return _find_mixture(address)


def _find_mixture(address: str) -> str:
    """Report a host name that mixes scripts: an `а` in a Latin word may be Cyrillic."""
    host = re.split(r"[/?#]", address.partition(":")[2].removeprefix("//"), maxsplit=1)[0]
    for label in re.split(r"[.@:]", host):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
        if len(scripts) > 1 and not scripts <= _JAPANESE:
            return f"mixes the letters of several scripts in `{label}`"
    return ""


_JAPANESE = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "LATIN"}


def locate(address: str, root: str) -> str:
    """Return an address as links hold it, absolute or below `root`; empty if no link may hold it."""
    if is_path(address):
        return f"{root}{address}"
    return "" if find_fault(address) else address


def is_path(address: str) -> bool:
    """Return whether an address is a path below the site's root, of which only the program makes some."""
    return not _SCHEME.match(address) and not address.startswith(("/", "\\"))


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
