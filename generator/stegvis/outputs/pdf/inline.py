"""Inline CommonMark of one locale to the tree that the sheets' templates draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markdown_it.token import Token

from stegvis.inline.markdown import PLACEHOLDER, SCHEMES, Inline
from stegvis.model.text import LocalizedText
from stegvis.outputs.pdf.views import InlineTree

_KINDS = {"strong": "strong", "em": "em", "link": "link"}


class TypstSetter:
    """Sets the text of one locale, and remembers it."""

    __slots__ = ("_inline", "_known", "_names", "_source_language")

    def __init__(
        self,
        names: Mapping[str, LocalizedText],
        addresses: Mapping[str, str],
        site: str,
        source_language: str,
    ) -> None:
        """Take names of controls and roles, what links lead to, and the site's address for relative ones."""
        self._names = names
        self._source_language = source_language
        self._known: dict[LocalizedText, InlineTree] = {}
        self._inline = Inline(names, addresses, partial(_href, site))

    def __call__(self, words: LocalizedText) -> InlineTree:
        """The tree of a text."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._set(words)
        return known

    def maybe(self, words: LocalizedText | None) -> InlineTree | None:
        """The tree of a text, if there is one."""
        return None if words is None else self(words)

    def _set(self, words: LocalizedText) -> InlineTree:
        if self._inline.is_marked(words.text):
            env = self._inline.env(words.text)
            tokens = self._inline.markdown.parseInline(words.text, env)[0].children or []
            tree = _tree(iter(tokens), self._name)
        else:
            tree = list(self._plain(words.text))
        return [["lang", tree, self._source_language]] if words.is_untranslated else tree

    def _plain(self, text: str) -> Iterator[Any]:
        pieces = PLACEHOLDER.split(text)
        for index, piece in enumerate(pieces):
            if index % 2:
                yield self._name(piece) if piece in self._names else f"{{{piece}}}"
            elif piece:
                yield piece

    def _name(self, name: str) -> list[Any]:
        words = self._names[name]
        tree: InlineTree = [words.text]
        return ["name", [["lang", tree, self._source_language]] if words.is_untranslated else tree]


def _tree(tokens: Iterator[Token], name: Any, closing: str = "") -> InlineTree:
    tree: InlineTree = []
    for token in tokens:
        if token.type == closing:
            return tree
        kind = _KINDS.get(token.type.removesuffix("_open"))
        if kind and token.nesting == 1:
            inner = _tree(tokens, name, token.type.replace("_open", "_close"))
            href = str(token.attrGet("href") or "")
            tree.append(["link", inner, href] if kind == "link" else [kind, inner])
        elif token.type == "name":
            tree.append(name(token.content))
        elif token.type == "code_inline":
            tree.append(["code", token.content])
        elif token.content:
            tree.append(token.content)
    return tree


def _href(site: str, address: str) -> str:
    """An absolute address, or nothing where there is none: on paper a relative link leads nowhere."""
    if address.lower().startswith(SCHEMES):
        return address
    return f"{site}{address}" if site else ""


def plain_tree(tree: Sequence[Any]) -> str:
    """The words of a tree, without what marks them."""
    return "".join(
        node if isinstance(node, str) else node[1] if node[0] == "code" else plain_tree(node[1])
        for node in tree
    )
