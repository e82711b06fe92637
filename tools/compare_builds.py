"""Compare two builds of the site, for a change that must not alter what readers see.

    python tools/compare_builds.py BEFORE AFTER

Pages are compared without class names, data attributes, links to scripts and styles, and the hashes of
assets and builds; PDFs and all other files are compared byte for byte. Prints the paths that differ, the
first differing line of each, and exits with 1 where there are any.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_ASSETS = re.compile(r"assets/[0-9a-f]{12}/")
_BUILD = re.compile(r'"build":"[0-9a-f]{12}"')
_ASSET_LINK = re.compile(r'<link rel="stylesheet"[^>]*>\n?|<script type="module"[^>]*></script>\n?')
_CLASS = re.compile(r' class="[^"]*"')
_DATA = re.compile(r' data-[a-z-]+(?:="[^"]*")?')
_IGNORED = ("assets/", "sw.js", "offline.json", "build.json")
"""Scripts, styles and the list of them: they are what such a change renames."""


def normalize_page(text: str) -> str:
    """Return the HTML of a page without what may be renamed."""
    for pattern in (_ASSET_LINK, _CLASS, _DATA):
        text = pattern.sub("", text)
    return _BUILD.sub("", _ASSETS.sub("assets/", text))


def list_files(folder: Path) -> dict[str, Path]:
    """Return every file that is compared, by its path below the folder."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path for name, path in paths.items() if not name.startswith(_IGNORED)}


def describe_difference(before: Path, after: Path) -> str:
    """Describe how two files differ: the first differing line, or the sizes; empty if they don't."""
    old, new = before.read_bytes(), after.read_bytes()
    if old == new:
        return ""
    if before.suffix != ".html":
        return f"{len(old)} and {len(new)} bytes"
    old_lines = normalize_page(old.decode()).splitlines()
    new_lines = normalize_page(new.decode()).splitlines()
    for number, (line, other) in enumerate(zip(old_lines, new_lines, strict=False), 1):
        if line != other:
            return f"line {number}\n  - {line.strip()[:300]}\n  + {other.strip()[:300]}"
    return "" if len(old_lines) == len(new_lines) else f"{len(old_lines)} and {len(new_lines)} lines"


def main(before: str, after: str) -> int:
    """Print the differences between two builds; return 1 if there are any, else 0."""
    old, new = list_files(Path(before)), list_files(Path(after))
    differences = [f"only in {before}: {name}" for name in sorted(old.keys() - new.keys())]
    differences += [f"only in {after}: {name}" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        if difference := describe_difference(old[name], new[name]):
            differences.append(f"{name}: {difference}")
    print("\n".join(differences[:50]))
    print(f"{len(old)} and {len(new)} files compared, {len(differences)} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
