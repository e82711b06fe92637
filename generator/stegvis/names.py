"""The grammar of names: ids, slugs and locales, and the paths that consist of them.

Names become files, folders and addresses. What this grammar accepts is the same on every file system and in
every browser: no name leads out of its folder, and no two differ only in case.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

MAX_ID = 64
"""The maximum length of an id: a path has several of them, and Windows allows 260 characters."""

MAX_LOCALE = 35
"""The maximum length of a locale, as RFC 5646 recommends in section 4.4.1."""

MAX_FILE_NAME = 255
"""The maximum length of a file name in bytes, on every common file system."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LOCALE = re.compile(
    r"(?P<language>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
)
_DEVICES = frozenset(
    [
        *("con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    ]
)
"""Names that Windows reserves for devices, whatever their case and extension."""

_NOT_PORTABLE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*\ud800-\udfff]|[. ]$')
"""Characters that Windows allows in no file name, and those that stand for bytes that are not UTF-8."""


class PathError(ValueError):
    """A path leads out of its folder, or a name in it is not portable; the message says which."""


def find_id_fault(name: str) -> tuple[str, str] | None:
    """Return what is wrong with an id or slug, and the cure; None for words joined by hyphens."""
    if not _SLUG.fullmatch(name) or len(name) > MAX_ID:
        cure = f"Use lower-case words joined by hyphens, such as `open-account`; at most {MAX_ID} characters."
        return f"`{name}` is not a valid id", cure
    if is_device(name):
        return f"the id `{name}` names a device on Windows", "Rename it: Windows can't create such a file."
    return None


def make_anchor(path: str) -> str:
    """Return the id that the element of a step has on pages: its path, with dots.

    Ids have no dots, so that no two steps share an anchor. They don't begin with an underscore either: all
    ids that pages have of their own do.
    """
    return path.replace("/", ".")


def is_placeholder(name: str) -> bool:
    """Return whether a name is a placeholder in gettext's brace format: words joined by underscores."""
    return _PLACEHOLDER.fullmatch(name) is not None and len(name) <= MAX_ID


def is_device(name: str) -> bool:
    """Return whether Windows reserves a file name for a device."""
    return name.partition(".")[0].lower() in _DEVICES


def canonicalize_locale(code: str) -> str | None:
    """Return a locale in the spelling of BCP 47, such as `zh-Hant` for `zh_hant`; None if it is not valid.

    The grammar is that of `Intl.getCanonicalLocales` in browsers, without extensions and private use: a
    language with an optional script, region and variants.
    """
    match = _LOCALE.fullmatch(code.replace("_", "-").lower())
    if match is None or len(code) > MAX_LOCALE:
        return None
    variants = match["variants"].split("-")[1:]
    if len(set(variants)) < len(variants):
        return None
    parts = (match["language"], (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join([*filter(None, parts), *sorted(variants)])


def find_path_fault(path: str) -> str | None:
    """Return why a relative path with forward slashes can't be written on every system; None if it can."""
    for name in path.split("/"):
        if name in {"", ".", ".."}:
            return "it leads out of its folder"
        if _NOT_PORTABLE.search(name) or is_device(name):
            return f"{escape_unprintable(name)} is not a valid file name on every system"
        if len(name.encode()) > MAX_FILE_NAME:
            return f"{name[:20]}… has more than {MAX_FILE_NAME} bytes"
    return None


def resolve_below(root: Path, path: str) -> Path:
    """Return the file at a relative path below a folder, links resolved; raises PathError.

    Neither the path nor a link may lead out of the folder.
    """
    folder = Path(os.path.realpath(root))
    fault = find_path_fault(path)
    target = folder if fault else Path(os.path.realpath(folder / path))
    if not target.is_relative_to(folder):
        fault = f"a link leads to {target}"
    if fault:
        message = f"{escape_unprintable(path)} is not allowed: {fault}"
        raise PathError(message)
    return target


def escape_unprintable(name: str) -> str:
    """Return a name with escapes in place of bytes that are not UTF-8 and of control characters."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in name
    )
