"""Renders the texts of one locale as the trees that the sheets' templates draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from stegvis.inline.addresses import is_path, locate, resolve_target
from stegvis.inline.nodes import (
    Autolink,
    Break,
    Code,
    Emphasis,
    Escape,
    Link,
    Name,
    Node,
    Strong,
    Text,
    Value,
)
from stegvis.inline.parse import parse
from stegvis.model.text import LocalizedText, owner_of
from stegvis.outputs.pdf.views import InlineTree


class TypstVisitor:
    """Renders the syntax trees of one locale's texts for Typst, and remembers them."""

    __slots__ = ("_addresses", "_names", "_source_language", "_trees", "_value_labels", "_values")

    def __init__(
        self,
        names: Mapping[str, LocalizedText],
        value_labels: Mapping[str, Mapping[str, LocalizedText]],
        addresses: Mapping[str, str],
        site: str,
        source_language: str,
    ) -> None:
        """Take names of controls and roles, labels of values by procedure, and where links lead.

        `site` is the address for relative ones.
        """
        self._names = names
        self._value_labels = value_labels
        self._values: Mapping[str, LocalizedText] = {}
        """Labels of the values that the text which is rendered may name."""
        self._source_language = source_language
        self._trees: dict[LocalizedText, InlineTree] = {}
        self._addresses = {
            target: "" if is_path(address) and not site else locate(address, site)
            for target, address in addresses.items()
        }
        """On paper a link to a page leads nowhere if the site has no address."""

    def __call__(self, words: LocalizedText) -> InlineTree:
        """The tree of a text."""
        tree = self._trees.get(words)
        if tree is None:
            tree = self._trees[words] = self._render(words)
        return tree

    def maybe(self, words: LocalizedText | None) -> InlineTree | None:
        """Return the tree of a text; None for None."""
        return None if words is None else self(words)

    def _render(self, words: LocalizedText) -> InlineTree:
        self._values = self._value_labels.get(owner_of(words.key), {}) if "{{" in words.text else {}
        tree = self._tree(parse(words.text))
        return [["lang", tree, self._source_language]] if words.is_untranslated else tree

    def _tree(self, nodes: Iterable[Node]) -> InlineTree:
        return [drawn for node in nodes for drawn in self._node(node)]

    def _node(self, node: Node) -> InlineTree:  # noqa: PLR0911  # one for each kind of node
        """Return what is drawn of a node; a link without an address is drawn as its words."""
        match node:
            case Text() | Escape() | Autolink():
                return [node.text]
            case Name():
                return [self._label(self._names.get(node.name), "name") or f"{{{node.name}}}"]
            case Value():
                return [self._label(self._values.get(node.name), "value") or f"{{{{{node.name}}}}}"]
            case Code():
                return [["code", node.text]]
            case Emphasis():
                return [["em", self._tree(node.content)]]
            case Strong():
                return [["strong", self._tree(node.content)]]
            case Link():
                address = resolve_target(node.target, self._addresses) if node.is_reference else ""
                words = self._tree(node.content)
                return [["link", words, address]] if address else words
            case Break():
                return [["break"]]
            case _:
                assert_never(node)

    def _label(self, words: LocalizedText | None, kind: str) -> Any:
        if words is None:
            return None
        tree: InlineTree = [words.text]
        return [kind, [["lang", tree, self._source_language]] if words.is_untranslated else tree]


def plain_tree(tree: Sequence[Any]) -> str:
    """Return the text of a tree without its markup."""
    return "".join([_drawn_words(drawn) for drawn in tree])


def _drawn_words(drawn: Any) -> str:
    match drawn:
        case str():
            return drawn
        case ["code", text]:
            return str(text)
        case ["break"]:
            return "\n"
        case _:
            return plain_tree(drawn[1])
