"""Reports code that nothing uses: functions, classes, attributes, variables and arguments.

    python -m tools.dead_code

vulture reads Python alone, so the names that templates and Typst sources read count as used too. The product
is searched without the tests: what only a test uses is dead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import vulture

ROOT = Path(__file__).parent.parent
PRODUCT = ("generator", "tools", "benchmarks")
THEME = "generator/stegvis/theme"
CONFIDENCE = 60
"""vulture's least: a name that occurs nowhere else. Above it are only arguments and unreachable code."""

DECORATORS = ["@*.command*", "@pytest.*", "@given*", "@cache"]
"""What they decorate is called through a registry, or by the caller's protocol."""

ALLOWED = {
    "generator/stegvis/*__init__.py:__getattr__": "Python calls it for a name that a module lacks",
    "generator/stegvis/adapters/babel_extractors.py:extract_*": "entry points of Babel",
    "generator/stegvis/adapters/cli/main.py:obj": "click hands its context's object to the commands",
    "generator/stegvis/adapters/mkdocs/*:on_*": "events of MkDocs",
    "generator/stegvis/adapters/mkdocs/*:dirty": "an argument of an event of MkDocs, passed by name",
    "generator/stegvis/adapters/mkdocs/*:log_level": "an argument of a method of MkDocs, passed by name",
    "generator/stegvis/adapters/mkdocs/*:read_source": "MkDocs calls it on its pages",
    "generator/stegvis/adapters/mkdocs/*:validate_anchor_links": "MkDocs calls it on its pages",
    "generator/stegvis/adapters/mkdocs/*:markdown": "an attribute of a page of MkDocs",
    "generator/stegvis/adapters/mkdocs/*:observer": "an attribute of the server of MkDocs",
    "generator/stegvis/adapters/mkdocs/*:build_delay": "an attribute of the server of MkDocs",
    "generator/stegvis/model/*:[A-Z]*[A-Z]": "members of enums, made from values in sources",
    "generator/stegvis/outputs/pdf/options.py:[A-Z]*[A-Z]": "members of enums, made from options",
    "generator/stegvis/pipeline.py:site_files_of": "the files of a plan at once, for tests",
    "generator/stegvis/outputs/html/environment.py:template_class": "Jinja reads it",
    "generator/stegvis/i18n/catalogs/xliff.py:Start*Handler": "expat calls them",
    "generator/stegvis/source/yaml_format.py:versioned_resolver": "ruamel.yaml reads it",
    "generator/stegvis/source/yaml_format.py:Resolver": "a setting of ruamel.yaml",
    "generator/stegvis/source/yaml_format.py:preserve_quotes": "a setting of ruamel.yaml",
    "generator/stegvis/source/yaml_format.py:fold_pos": "ruamel.yaml reads it",
    "generator/stegvis/inline/parse.py:validateLink": "markdown-it calls it",
    "tests/oracles/traversal.py:next_for_me": "compared with the script's result as a mapping",
    "tests/*:pytest_*": "hooks of pytest",
    "tests/*:do_GET": "http.server calls it",
    "tests/*:log_message": "http.server calls it",
    "tests/*:args": "an argument of a method of http.server",
    "tests/*:close_connection": "an attribute of http.server",
    "tests/*:daemon_threads": "an attribute of socketserver",
    "tests/*:request_queue_size": "an attribute of socketserver",
    "tests/*:handle_*": "html.parser calls it",
    "tests/*:validateLink": "markdown-it calls it",
}
"""Names that are used by something that vulture does not see: `PATH:NAME`, and by what."""


def read_theme_names() -> frozenset[str]:
    """Return every word in the templates and Typst sources of the theme."""
    paths = (path for ending in ("html", "xml", "txt", "typ") for path in (ROOT / THEME).rglob(f"*.{ending}"))
    return frozenset(word for path in paths for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


def find_unused(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield each unused name in some folders as `PATH:NAME`, with the report of vulture."""
    search = vulture.Vulture(ignore_decorators=DECORATORS)
    search.scavenge([ROOT / folder for folder in folders])
    in_theme = read_theme_names()
    for item in search.get_unused_code(min_confidence=CONFIDENCE):
        path = item.filename.resolve().relative_to(ROOT).as_posix()
        if item.name not in in_theme or not path.startswith("generator/"):
            yield f"{path}:{item.name}", f"{path}:{item.first_lineno}: {item.message}"


def main() -> int:
    """Print unused names, and allowed ones that are used or gone; return 1 if there are any, else 0."""
    reports = dict(find_unused(*PRODUCT))
    reports |= {name: line for name, line in find_unused(*PRODUCT, "tests") if name.startswith("tests/")}
    dead = [
        line for name, line in reports.items() if not any(fnmatchcase(name, pattern) for pattern in ALLOWED)
    ]
    obsolete = [pattern for pattern in ALLOWED if not any(fnmatchcase(name, pattern) for name in reports)]
    for line in (*sorted(dead), *(f"tools/dead_code.py: {pattern} is used, or gone" for pattern in obsolete)):
        print(line)
    return 1 if dead or obsolete else 0


if __name__ == "__main__":
    sys.exit(main())
