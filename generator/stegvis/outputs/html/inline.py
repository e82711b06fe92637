"""Renders the texts of one locale as HTML: markup, names of controls and roles, links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from markupsafe import escape

from stegvis.inline.addresses import locate, resolve_target
from stegvis.inline.nodes import (
    Autolink,
    Break,
    Code,
    Emphasis,
    Escape,
    Link,
    Name,
    Node,
    Nodes,
    Strong,
    Text,
    Value,
)
from stegvis.inline.parse import is_literal, parse
from stegvis.model.text import LocalizedText, owner_of
from stegvis.outputs.html.environment import Html, escape_text
from stegvis.pages.plan import LocaleRenderContext

_ROOT = "\x1d"
"""Stands in remembered HTML for the way up to the site's root; no text can hold it."""


class ProseHtml:
    """HTML by words, for the pages of one locale that are equally deep."""

    __slots__ = ("_html_by_key", "_own", "_root", "_visitor")

    def __init__(self, visitor: HtmlVisitor, root: str) -> None:
        """Take the HTML from a visitor; links are relative to `root`."""
        self._html_by_key = visitor.html_by_key
        self._own: dict[str, Html] = {}
        self._visitor = visitor
        self._root = root

    def __getitem__(self, words: LocalizedText) -> Html:
        """The HTML of words; a key has but one text in a locale."""
        key = words.key
        html = self._html_by_key.get(key)
        if html is None:
            html = self._html_by_key[key] = Html(self._visitor.render(words))
        if _ROOT not in html:
            return html
        own = self._own.get(key)
        if own is None:
            own = self._own[key] = Html(html.replace(_ROOT, self._root))
        return own


class HtmlVisitor:
    """Renders the syntax trees of one locale's texts as HTML."""

    __slots__ = ("_addresses", "_context", "_names", "_values", "html_by_key")

    def __init__(self, context: LocaleRenderContext) -> None:
        """Take names and addresses from a locale."""
        self._context = context
        self.html_by_key: dict[str, Html] = {}
        """HTML by the text's key; the way to the site's root is left open in it."""
        self._values: Mapping[str, LocalizedText] = {}
        """Labels of the values that the text which is rendered may name."""
        self._names = {name: self._name(name, words, context) for name, words in context.names.items()}
        self._addresses = {target: locate(address, _ROOT) for target, address in context.addresses.items()}

    def render(self, words: LocalizedText) -> str:
        """Return the HTML of a text, in which the way to the site's root is left open."""
        text = words.text
        if is_literal(text):
            html = escape_text(text)
        else:
            self._values = self._context.value_labels.get(owner_of(words.key), {}) if "{{" in text else {}
            html = self._html(parse(text))
        if words.is_untranslated:
            html = f'<span lang="{self._context.source_language}" dir="ltr">{html}</span>'
        return html

    def _html(self, nodes: Nodes) -> str:
        return "".join([self._node(node) for node in nodes])

    def _node(self, node: Node) -> str:  # noqa: PLR0911  # one for each kind of node
        match node:
            case Text() | Escape() | Autolink():
                return escape_text(node.text)
            case Name():
                return self._names.get(node.name) or f"{{{node.name}}}"
            case Value():
                return self._value(node.name)
            case Code():
                return f"<code>{escape_text(node.text)}</code>"
            case Emphasis():
                return f"<em>{self._html(node.content)}</em>"
            case Strong():
                return f"<strong>{self._html(node.content)}</strong>"
            case Link():
                address = resolve_target(node.target, self._addresses) if node.is_reference else ""
                words = self._html(node.content)
                return f'<a href="{escape_text(address)}">{words}</a>' if address else words
            case Break():
                return "<br>\n"
            case _:
                assert_never(node)

    def _value(self, name: str) -> str:
        label = self._values.get(name)
        if label is None:
            return f"{{{{{name}}}}}"
        lang = f' lang="{self._context.source_language}"' if label.is_untranslated else ""
        return f'<span class="value" data-value="{name}"{lang}>{escape_text(label.text)}</span>'

    @staticmethod
    def _name(name: str, words: LocalizedText, context: LocaleRenderContext) -> str:
        kind = "role" if name in context.roles else "label"
        lang = f' lang="{context.source_language}"' if words.is_untranslated else ""
        source = context.source_names.get(name) if kind == "label" else None
        also = f' data-source="{escape(source)}"' if source else ""
        return f'<b class="{kind}"{lang}{also}>{escape(words.text)}</b>'
