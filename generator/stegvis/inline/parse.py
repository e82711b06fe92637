"""Parses a text into its syntax tree with markdown-it-py.

The grammar is the inline part of CommonMark 0.31, without HTML and images, and with these differences:

- `{admin_agent}` outside of code spans is a name. Whether a label or a role has this id does not matter.
- `{{order-number}}` outside of code spans is a value. Whether the procedure notes it does not matter.
- `[words][target]` is a link. Whether the target exists does not matter, so `[words]` and `[words][]` are
  text: a link of these forms would depend on the registry, and brackets have other uses.
- A line ending is text. Only a backslash before it makes it a hard line break.
- Emphasis that is nested more than `MAX_EMPHASIS_DEPTH` levels deep is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, escape, link
from markdown_it.token import Token

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
from stegvis.inline.phrase import NAME, VALUE
from stegvis.inline.serialize import serialize
from stegvis.limits import MAX_EMPHASIS_DEPTH

_has_markup = re.compile(r"[\\`*_\[<&]").search
"""Finds a character that may begin markup."""
_has_special = re.compile(r"[\\`*_\[<&{]").search
"""Finds a character that may begin markup or a name."""

_CACHE_SIZE = 4096
"""Trees of texts with markup that are kept. A procedure has a few hundred such texts in all locales."""

_Rule = Callable[[StateInline, bool], bool]


def parse(text: str) -> Nodes:
    """Return the syntax tree of a text.

    Every text is valid CommonMark, so parsing never fails. `serialize` is the inverse function.

    Trees of texts with markup are cached by text alone, as they depend on nothing else; a text without
    markup is parsed in the time that a cache lookup takes.
    """
    if not _has_special(text):
        return (Text(text),) if text else ()
    pieces = NAME.split(text)
    if "{{" in text or any(map(_has_markup, pieces[::2])):
        return _parse_markup(text)
    return tuple([Name(piece) if index % 2 else Text(piece) for index, piece in enumerate(pieces) if piece])


def is_literal(text: str) -> bool:
    """Return whether a text clearly has neither markup nor names and reads as it is written.

    This is the quick test that visitors make before they parse. It is conservative: it returns False for
    `2 * 3`, although nothing in it is markup.
    """
    return _has_special(text) is None


@lru_cache(_CACHE_SIZE)
def _parse_markup(text: str) -> Nodes:
    return _Builder(_PARSER.inline.parse(text, _PARSER, {}, [])).build()


class _Builder:
    """Builds a tree from the flat list of markdown-it's tokens."""

    __slots__ = ("_depth", "_tokens")

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._tokens = iter(tokens)
        self._depth = 0

    def build(self) -> Nodes:
        """Consume tokens up to and including the next unmatched closing token; return their nodes."""
        nodes: list[Node] = []
        words: list[str] = []
        flattened = 0
        for token in self._tokens:
            if token.nesting == 1 and token.type != "link_open" and self._depth == MAX_EMPHASIS_DEPTH:
                flattened += 1
                words.append(token.markup)
            elif token.nesting == -1 and flattened and token.type != "link_close":
                flattened -= 1
                words.append(token.markup)
            elif token.nesting == -1:
                break
            elif token.nesting == 1:
                _flush_words(words, nodes)
                nodes.append(self._nested(token))
            elif token.type == "text" or (token.type == "text_special" and token.content == token.markup):
                words.append(token.content)
            else:
                _flush_words(words, nodes)
                nodes.append(_leaf(token))
        _flush_words(words, nodes)
        return tuple(nodes)

    def _nested(self, token: Token) -> Node:
        if token.markup == "autolink":
            text, _ = next(self._tokens), next(self._tokens)
            return Autolink(text.content, str(token.attrGet("href")), token.meta["source"])
        if token.type == "link_open":
            content = self.build()
            closing = token.meta["source"][1 + len(serialize(content)) :]
            target = token.meta.get("target")
            if target is None:
                return Link(content, str(token.attrGet("href")), is_reference=False, closing=closing)
            return Link(content, target, is_reference=True, closing=closing)
        self._depth += 1
        content = self.build()
        self._depth -= 1
        return (Strong if token.type == "strong_open" else Emphasis)(content, token.markup)


def _flush_words(words: list[str], nodes: list[Node]) -> None:
    """Move words into a node of their own, unless there are none."""
    if text := "".join(words):
        nodes.append(Text(text))
    words.clear()


def _leaf(token: Token) -> Node:
    match token.type:
        case "text_special":
            return Escape(token.content, token.markup)
        case "name":
            return Name(token.content)
        case "value":
            return Value(token.content)
        case "code_inline":
            return Code(token.content, token.meta["source"])
        case "hardbreak":
            return Break(token.meta["source"])
        case _:
            raise AssertionError(f"unexpected token type {token.type}")


def _placeholder(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
    """The rule for names and values in braces."""
    if state.src[state.pos] != "{":
        return False
    for kind, pattern in (("value", VALUE), ("name", NAME)):
        if found := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                state.push(kind, "", 0).content = found[1]
            state.pos = found.end()
            return True
    return False


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
    """The rule for full reference links, whether the target exists or not."""
    start, end = state.pos, state.posMax
    if state.src[start] != "[":
        return False
    words_end = state.md.helpers.parseLinkLabel(state, start, disableNested=True)
    target_start = words_end + 2
    if words_end < 0 or state.src[words_end + 1 : target_start] != "[" or target_start >= end:
        return False
    target_end = state.md.helpers.parseLinkLabel(state, words_end + 1)
    target = state.src[target_start:target_end]
    if target_end < 0 or not target.strip() or "[" in target:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, words_end
        state.push("link_open", "a", 1).meta["target"] = target
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
    state.pos, state.posMax = target_end + 1, end
    return True


def _with_source(rule: _Rule) -> _Rule:
    """Return a rule that stores the matched source in the `meta` of the first token that it emits."""

    def run(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
        start, pending, count = state.pos, bool(state.pending), len(state.tokens)
        if not rule(state, silent):
            return False
        first = count + pending  # push() flushes the text before into a token of its own
        if not silent and len(state.tokens) > first:
            state.tokens[first].meta["source"] = state.src[start : state.pos]
        return True

    return run


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "newline", "html_inline"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # checks report it
    rules = parser.inline.ruler
    rules.before("escape", "placeholder", _placeholder)
    rules.at("escape", _with_source(escape))
    rules.at("backticks", _with_source(backtick))
    rules.at("link", _with_source(link))
    rules.after("link", "reference", _with_source(_reference))
    rules.at("autolink", _with_source(autolink))
    return parser


_PARSER = _parser()
