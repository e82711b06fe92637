"""Inline CommonMark of one locale to HTML: markup, names of controls and roles, links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import escape

from generator.model import Words
from generator.pages import Speech
from generator.render.environment import Html, escaped

_MARKUP = re.compile(r"[\\`*_\[<&\n]|\]\(")
_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_]*)\}")
_SCHEMES = ("https://", "http://", "mailto:")
_ROOT = "\x1d"
"""Stands in remembered HTML for the way up to the site's root; no text can hold it."""


class Prose:
    """HTML by words, for the pages of one locale that are equally deep."""

    __slots__ = ("_known", "_own", "_root", "_setter")

    def __init__(self, setter: Setter, root: str) -> None:
        """Take the HTML from a setter, links relative to `root`."""
        self._known = setter.known
        self._own: dict[str, Html] = {}
        self._setter = setter
        self._root = root

    def __getitem__(self, words: Words) -> Html:
        """The HTML of words; a key has but one text in a locale."""
        key = words.key
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Html(self._setter.html(words))
        if _ROOT not in known:
            return known
        own = self._own.get(key)
        if own is None:
            own = self._own[key] = Html(known.replace(_ROOT, self._root))
        return own


class Setter:
    """Sets the text of one locale, and remembers it."""

    __slots__ = ("_markdown", "_names", "_references", "_speech", "known")

    def __init__(self, speech: Speech) -> None:
        """Take names and addresses from a locale's speech."""
        self._speech = speech
        self.known: dict[str, Html] = {}
        """What was set, by the words' key; the way to the site's root is left open in it."""
        self._names = {name: self._name(name, words, speech) for name, words in speech.names.items()}
        self._references = {
            normalizeReference(target): {"title": "", "href": _href(address)}
            for target, address in speech.addresses.items()
        }
        self._markdown = _markdown(self._names)

    def html(self, words: Words) -> str:
        """The HTML of words, in which the way to the site's root is left open."""
        text = words.text
        if not _MARKUP.search(text):
            html = escaped(text)
            if "{" in text:
                html = _PLACEHOLDER.sub(self._named, html)
        else:
            env: dict[str, Any] = {"references": self._with_anchors(text)}
            html = self._markdown.renderInline(text, env)
        if words.is_foreign:
            html = f'<span lang="{self._speech.source_language}" dir="ltr">{html}</span>'
        return html

    def _named(self, found: re.Match[str]) -> str:
        return self._names.get(found[1], found[0])

    def _with_anchors(self, text: str) -> Mapping[str, Mapping[str, str]]:
        """The table of targets, with those that name a place on a page."""
        if "#" not in text:
            return self._references
        table = dict(self._references)
        for target in re.findall(r"\]\[([^\]#]+#[^\]]+)\]", text):
            page, _, anchor = target.partition("#")
            known = self._references.get(normalizeReference(page))
            if known:
                table[normalizeReference(target)] = {"title": "", "href": f"{known['href']}#{anchor}"}
        return table

    @staticmethod
    def _name(name: str, words: Words, speech: Speech) -> str:
        kind = "role" if name in speech.roles else "label"
        lang = f' lang="{speech.source_language}"' if words.is_foreign else ""
        source = speech.source_names.get(name) if kind == "label" else None
        also = f' data-source="{escape(source)}"' if source else ""
        return f'<b class="{kind}"{lang}{also}>{escape(words.text)}</b>'


def _href(address: str) -> str:
    """An address for `href`; raises ValueError for a scheme that no page may link to."""
    if ":" not in address.partition("/")[0]:
        return f"{_ROOT}{address}"
    if not address.lower().startswith(_SCHEMES):
        raise ValueError(f"a link to {address!r}: only https, http and mailto are linked to")
    return address


def _markdown(names: Mapping[str, str]) -> MarkdownIt:
    """CommonMark without HTML and images, with names in braces."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "newline"])

    def name(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
        found = _PLACEHOLDER.match(state.src, state.pos)
        if not found or found[1] not in names:
            return False
        if not silent:
            state.push("name", "", 0).content = found[1]
        state.pos = found.end()
        return True

    def render_name(_self: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return names[tokens[index].content]

    parser.inline.ruler.before("escape", "name", name)
    parser.add_render_rule("name", render_name)
    return parser
