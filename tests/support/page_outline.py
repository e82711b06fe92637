"""A page as readable text: its headings, steps, boxes and words in their order, without any markup.

A link is ‹so›, a button [so], a box to tick [ ], one of several answers ( ), what opens > so, a picture
‹picture: so›, a line of a command | so, and a cell of a table so |."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.html_tree import Node

BLOCKS = frozenset(
    [
        "section",
        "nav",
        "div",
        "form",
        "fieldset",
        "details",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tr",
        "article",
        "header",
        "footer",
    ]
)
"""What holds lines and has no words of its own."""
SILENT = frozenset(("script", "style", "template", "noscript", "svg"))
HEADING = re.compile(r"h([1-6])")
BOXES = {
    "checkbox": "[ ]",
    "radio": "( )",
    "text": "[____]",
    "": "[____]",
    "date": "[date]",
    "file": "[file]",
}


def outline(page: Node) -> str:
    """The page's title, then its main part line by line."""
    lines = [f"title: {page.one('head').one('title').text}", "", *_lines(page.one("main"), 0)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(node: Node, depth: int) -> Iterator[str]:
    line: list[str] = []
    for part in node.parts:
        if isinstance(part, str) or not _is_block(part):
            line.append(part if isinstance(part, str) else _words(part))
            continue
        yield from _told(line, depth)
        line = []
        yield from _block(part, depth)
    yield from _told(line, depth)


def _block(node: Node, depth: int) -> Iterator[str]:
    if node.tag in SILENT or _is_hidden(node):
        if node.tag == "svg" and node["role"] == "img":
            yield f"{'  ' * depth}picture: {node.one('title').text}"
        return
    heading = HEADING.fullmatch(node.tag)
    if heading:
        yield ""
        yield f"{'#' * int(heading[1])} {_words(node).strip()}"
        return
    if node.tag == "pre":
        yield from (f"{'  ' * depth}| {line}" for line in _verbatim(node).rstrip("\n").split("\n"))
        return
    if node.tag in {"ul", "ol"}:
        for item in node.children:
            inner = list(_lines(item, depth + 1))
            if inner and not _is_hidden(item):
                yield f"{'  ' * depth}- {inner[0].strip()}"
                yield from inner[1:]
        return
    yield from _lines(node, depth)


def _verbatim(node: Node) -> str:
    return "".join(part if isinstance(part, str) else _verbatim(part) for part in node.parts)


def _told(parts: list[str], depth: int) -> Iterator[str]:
    words = " ".join(re.split(r"[ \t\n]+", "".join(parts))).strip()
    if words:
        yield f"{'  ' * depth}{words}"


def _words(node: Node) -> str:  # noqa: PLR0911  # one a tag
    if node.tag in SILENT or _is_hidden(node):
        return ""
    inner = "".join(part if isinstance(part, str) else _words(part) for part in node.parts)
    match node.tag:
        case "input":
            return f"{BOXES[node['type']]} "
        case "progress":
            return "[progress] "
        case "img":
            return f"‹picture: {node['alt']}›"
        case "summary":
            return f"> {inner}"
        case "a":
            return f"‹{inner}›"
        case "button":
            return f"[{inner}]"
        case "td" | "th":
            return f" {inner} |"
        case _:
            return inner


def _is_block(node: Node) -> bool:
    is_line = node.tag in {"p", "li", "dt", "dd", "legend", "label", "summary", "td", "th", "a"} and any(
        _is_block(child) for child in node.children
    )
    return (
        node.tag in BLOCKS | {"p", "pre", "dt", "dd", "legend", "summary"}
        or bool(HEADING.fullmatch(node.tag))
        or is_line
        or (node.tag == "svg" and node["role"] == "img")
    )


def _is_hidden(node: Node) -> bool:
    return "hidden" in node or node["aria-hidden"] == "true"
