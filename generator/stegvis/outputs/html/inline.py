"""Inline CommonMark of one locale to HTML: markup, names of controls and roles, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

from stegvis.inline.markdown import PLACEHOLDER, SCHEMES, Inline
from stegvis.model.text import LocalizedText
from stegvis.outputs.html.environment import Html, escape_text
from stegvis.pages.plan import LocaleRenderContext

_ROOT = "\x1d"
"""Stands in remembered HTML for the way up to the site's root; no text can hold it."""


class ProseHtml:
    """HTML by words, for the pages of one locale that are equally deep."""

    __slots__ = ("_known", "_own", "_root", "_setter")

    def __init__(self, setter: HtmlSetter, root: str) -> None:
        """Take the HTML from a setter, links relative to `root`."""
        self._known = setter.known
        self._own: dict[str, Html] = {}
        self._setter = setter
        self._root = root

    def __getitem__(self, words: LocalizedText) -> Html:
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


class HtmlSetter:
    """Sets the text of one locale, and remembers it."""

    __slots__ = ("_inline", "_names", "_speech", "known")

    def __init__(self, speech: LocaleRenderContext) -> None:
        """Take names and addresses from a locale's speech."""
        self._speech = speech
        self.known: dict[str, Html] = {}
        """What was set, by the words' key; the way to the site's root is left open in it."""
        self._names = {name: self._name(name, words, speech) for name, words in speech.names.items()}
        self._inline = Inline(self._names, speech.addresses, _href)
        self._inline.markdown.add_render_rule("name", _naming(self._names))

    def html(self, words: LocalizedText) -> str:
        """The HTML of words, in which the way to the site's root is left open."""
        text = words.text
        if not self._inline.is_marked(text):
            html = escape_text(text)
            if "{" in text:
                html = PLACEHOLDER.sub(self._named, html)
        else:
            html = self._inline.markdown.renderInline(text, self._inline.env(text))
        if words.is_untranslated:
            html = f'<span lang="{self._speech.source_language}" dir="ltr">{html}</span>'
        return html

    def _named(self, found: re.Match[str]) -> str:
        return self._names.get(found[1], found[0])

    @staticmethod
    def _name(name: str, words: LocalizedText, speech: LocaleRenderContext) -> str:
        kind = "role" if name in speech.roles else "label"
        lang = f' lang="{speech.source_language}"' if words.is_untranslated else ""
        source = speech.source_names.get(name) if kind == "label" else None
        also = f' data-source="{escape(source)}"' if source else ""
        return f'<b class="{kind}"{lang}{also}>{escape(words.text)}</b>'


def _naming(names: Mapping[str, str]) -> Callable[..., str]:
    """A rule of markdown-it that sets names in their HTML."""

    def render(_renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: Any) -> str:
        return names[tokens[index].content]

    return render


def _href(address: str) -> str:
    """An address for `href`; raises ValueError for a scheme that no page may link to."""
    if ":" not in address.partition("/")[0]:
        return f"{_ROOT}{address}"
    if not address.lower().startswith(SCHEMES):
        raise ValueError(f"a link to {address!r}: only https, http and mailto are linked to")
    return address
