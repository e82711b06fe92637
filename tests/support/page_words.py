"""Pages as a reader meets them: their words, by the part of the page in which they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

WHOLE = ""
"""The key of all words of a page's body."""

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SILENT = {"script", "style", "template", "title"}
_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_VALUE = re.compile(r"\{\{([a-z][a-z0-9-]*)\}\}")
_LINK = re.compile(r"\[([^\]]*)\]\[[^\]]*\]")
_EMPHASIS = re.compile(r"\*+")
_CODE = re.compile(r"`([^`]+)`")
_HIDDEN = "\0"
_PLACE = re.compile(f"{_HIDDEN}(\\d+){_HIDDEN}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, list[str]] = {WHOLE: []}
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        name = dict(attrs).get("id")
        if name is not None:
            self.parts.setdefault(name, [])
        self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            last, _ = self._open.pop()
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(tag in _SILENT for tag, _ in self._open):
            return
        for name in {name for _, name in self._open if name is not None} | {WHOLE}:
            self.parts[name].append(data)


def words_of(html: str) -> dict[str, str]:
    """The words of a page, in one line, by the id of the element that holds them; all of them at WHOLE."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return {name: in_one_line("".join(words)) for name, words in reader.parts.items()}


def in_one_line(words: str) -> str:
    """Words with any white space between them made a plain space."""
    return " ".join(words.split())


def as_read(text: str, names: Mapping[str, str]) -> str:
    """A text as it reads on a page: names in the place of placeholders and values, no markup; code as it is."""
    pieces = _CODE.split(_VALUE.sub(lambda match: names.get(match[1], match[0]), text))
    said = [_NAME.sub(lambda match: names.get(match[1], match[0]), piece) for piece in pieces[::2]]
    plain = [_EMPHASIS.sub("", piece) for piece in said]
    code = [*pieces[1::2], ""]
    joined = "".join(f"{words}{_HIDDEN}{at}{_HIDDEN}" for at, words in enumerate(plain))
    linked = _LINK.sub(r"\1", joined)
    return in_one_line(_PLACE.sub(lambda match: code[int(match[1])], linked))
