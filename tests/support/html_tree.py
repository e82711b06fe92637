"""A page's HTML as a tree, to ask it what it holds; the pages' validity is html-validate's to judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

_SPACES = re.compile(r"[ \t\n\r\f]+")
"""What HTML takes for one space; those that don't break a line are words' own."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """An element; what it holds is text and elements, in their order."""

    tag: str
    attributes: dict[str, str]
    parts: list[Node | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """An attribute's value, or nothing."""
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self["class"].split()

    @property
    def children(self) -> list[Node]:
        """The elements that it holds itself."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def raw(self) -> str:
        """All text in it, as it stands."""
        return "".join(part if isinstance(part, str) else part.raw for part in self.parts)

    @property
    def text(self) -> str:
        """All text in it, in one line."""
        return " ".join(_SPACES.split(self.raw)).strip()

    def walk(self) -> Iterator[Node]:
        """Every element in it, in the order of the page."""
        for child in self.children:
            yield child
            yield from child.walk()

    def all(self, *tags: str, **attributes: str) -> list[Node]:
        """The elements in it with one of these names and all these attributes (`http_equiv="refresh"`)."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [
            node
            for node in self.walk()
            if (not tags or node.tag in tags)
            and all(node.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, *tags: str, **attributes: str) -> Node:
        """The only such element."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {attributes}"
        return found[0]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].parts.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].parts.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        last = self._open.pop()
        assert last.tag == tag, f"<{last.tag}> is ended by </{tag}>"

    def handle_data(self, data: str) -> None:
        self._open[-1].parts.append(data)


def parsed(html: str | bytes) -> Node:
    """A page as a tree; its root has no name."""
    parser = _Parser()
    parser.feed(html if isinstance(html, str) else html.decode())
    parser.close()
    return parser.root


def is_moved(page: Node) -> bool:
    """Whether a page only leads on: the short addresses on printed sheets."""
    return bool(page.all("meta", http_equiv="refresh"))


def findings(pages: Mapping[str, Node], look: Callable[[str, Node], Iterator[str]]) -> dict[str, list[str]]:
    """What a look at each page found, by the page's path; nothing for pages in order."""
    found = {path: list(look(path, page)) for path, page in pages.items()}
    return {path: lines for path, lines in found.items() if lines}


def need_none(found: Mapping[str, list[str]]) -> None:
    """Fail with what was found, page by page."""
    if found:
        pytest.fail(
            "\n".join(f"{path}\n    " + "\n    ".join(lines) for path, lines in sorted(found.items())),
            pytrace=False,
        )
