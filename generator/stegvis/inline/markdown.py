"""Inline CommonMark as all text of a project is written: markup, names in braces, links to known targets.

Pages and printed sheets read it in the same way; each sets the tokens in its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")
"""The name of a control or a role."""
SCHEMES = ("https://", "http://", "mailto:")
"""What an address may begin with that is no path on the site."""

_MARKUP = re.compile(r"[\\`*_\[<&\n]|\]\(")
_TARGET = re.compile(r"\]\[([^\]#]+#[^\]]+)\]")


class Inline:
    """Reads the text of one locale; names come out as tokens of the type `name`."""

    __slots__ = ("_references", "markdown")

    def __init__(
        self, names: Container[str], addresses: Mapping[str, str], href: Callable[[str], str]
    ) -> None:
        """Know the names, and where `[words][target]` leads: `href` of its address; nowhere if empty."""
        self.markdown = _parser(names)
        self._references = {
            normalizeReference(target): {"title": "", "href": known}
            for target, address in addresses.items()
            if (known := href(address))
        }

    @staticmethod
    def is_marked(text: str) -> bool:
        """Whether there is more in a text than words and names."""
        return _MARKUP.search(text) is not None

    def env(self, text: str) -> dict[str, Any]:
        """The table of link targets that reading a text needs, with those that name a place on a page."""
        if "#" not in text:
            return {"references": self._references}
        table = dict(self._references)
        for target in _TARGET.findall(text):
            page, _, anchor = target.partition("#")
            known = self._references.get(normalizeReference(page))
            if known:
                table[normalizeReference(target)] = {"title": "", "href": f"{known['href']}#{anchor}"}
        return {"references": table}


def _parser(names: Container[str]) -> MarkdownIt:
    """CommonMark without HTML and images, with names in braces."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "newline"])

    def name(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
        found = PLACEHOLDER.match(state.src, state.pos)
        if not found or found[1] not in names:
            return False
        if not silent:
            state.push("name", "", 0).content = found[1]
        state.pos = found.end()
        return True

    parser.inline.ruler.before("escape", "name", name)
    return parser
