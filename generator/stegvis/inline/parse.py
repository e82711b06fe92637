"""A text to its tree: CommonMark's inline part without HTML and images, with names in braces.

The grammar is markdown-it-py's; differences to CommonMark 0.31:

- `{admin_agent}` is a name, outside of code, whatever names exist.
- `[words][target]` is a link whatever targets exist. `[words]` and `[words][]` are no links: whether they
  were would depend on the registry, and brackets are also what an author writes around words.
- A line ending is a line ending; only a backslash makes a hard line break of it.
- Emphasis nested more than `DEEPEST` levels deep is text.
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
)
from stegvis.inline.serialize import serialize

DEEPEST = 20
"""Levels of emphasis; visitors may recurse."""

_NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_-]*)\}")
_has_markup = re.compile(r"[\\`*_\[<&]").search
"""Whether a character stands in a text that markup may begin with."""
_has_special = re.compile(r"[\\`*_\[<&{]").search
"""Whether one stands there that markup or a name may begin with."""

_CACHED = 4096
"""Texts with markup whose tree is kept; one procedure has a few hundred of them in all its locales."""

_Rule = Callable[[StateInline, bool], bool]


def parse(text: str) -> Nodes:
    """The tree of a text; never fails, as any text is CommonMark.

    `serialize` of it is the text. Most texts have no markup and take a path that costs less than looking
    them up in a cache would; the trees of the others are kept by text, not by locale: a tree depends on
    nothing else.
    """
    if not _has_special(text):
        return (Text(text),) if text else ()
    pieces = _NAME.split(text)
    if any(map(_has_markup, pieces[::2])):
        return _parse_markup(text)
    return tuple([Name(piece) if index % 2 else Text(piece) for index, piece in enumerate(pieces) if piece])


def is_literal(text: str) -> bool:
    """Whether a text has neither markup nor names, so that it reads as it is written.

    False for some texts without any, such as `2 * 3`: it asks for nothing but characters, to be quick.
    """
    return _has_special(text) is None


@lru_cache(_CACHED)
def _parse_markup(text: str) -> Nodes:
    return _Builder(_PARSER.inline.parse(text, _PARSER, {}, [])).nodes()


class _Builder:
    """Makes a tree of markdown-it's flat tokens."""

    __slots__ = ("_depth", "_tokens")

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._tokens = iter(tokens)
        self._depth = 0

    def nodes(self) -> Nodes:
        """The nodes up to the token that closes them, which is taken too, or to the end."""
        nodes: list[Node] = []
        flattened = 0
        for token in self._tokens:
            if token.nesting == 1 and token.type != "link_open" and self._depth == DEEPEST:
                flattened += 1
                _append_text(nodes, token.markup)
            elif token.nesting == -1 and flattened and token.type != "link_close":
                flattened -= 1
                _append_text(nodes, token.markup)
            elif token.nesting == -1:
                break
            elif token.nesting == 1:
                nodes.append(self._nested(token))
            elif token.type == "text" or (token.type == "text_special" and token.content == token.markup):
                _append_text(nodes, token.content)
            else:
                nodes.append(_leaf(token))
        return tuple(nodes)

    def _nested(self, token: Token) -> Node:
        if token.markup == "autolink":
            text, _ = next(self._tokens), next(self._tokens)
            return Autolink(text.content, str(token.attrGet("href")), token.meta["source"])
        if token.type == "link_open":
            content = self.nodes()
            closing = token.meta["source"][1 + len(serialize(content)) :]
            target = token.meta.get("target")
            if target is None:
                return Link(content, str(token.attrGet("href")), is_reference=False, closing=closing)
            return Link(content, target, is_reference=True, closing=closing)
        self._depth += 1
        content = self.nodes()
        self._depth -= 1
        return (Strong if token.type == "strong_open" else Emphasis)(content, token.markup)


def _append_text(nodes: list[Node], text: str) -> None:
    """Add text to a list of nodes; to its last one, if that is text."""
    if nodes and isinstance(last := nodes[-1], Text):
        nodes[-1] = Text(last.text + text)
    elif text:
        nodes.append(Text(text))


def _leaf(token: Token) -> Node:
    match token.type:
        case "text_special":
            return Escape(token.content, token.markup)
        case "name":
            return Name(token.content)
        case "code_inline":
            return Code(token.content, token.meta["source"])
        case "hardbreak":
            return Break(token.meta["source"])
        case _:
            raise AssertionError(f"markdown-it has made a token of the type {token.type}")


def _name(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
    """A name in braces."""
    if state.src[state.pos] != "{":
        return False
    found = _NAME.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("name", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
    """A link to a target, `[words][target]`, whether the target is known or not."""
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
    """A rule whose first token, if it makes some, knows the source that they were made from."""

    def run(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own call
        start, pending, count = state.pos, bool(state.pending), len(state.tokens)
        if not rule(state, silent):
            return False
        first = count + pending  # the text before is made a token first
        if not silent and len(state.tokens) > first:
            state.tokens[first].meta["source"] = state.src[start : state.pos]
        return True

    return run


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["image", "newline", "html_inline"])
    rules = parser.inline.ruler
    rules.before("escape", "name", _name)
    rules.at("escape", _with_source(escape))
    rules.at("backticks", _with_source(backtick))
    rules.at("link", _with_source(link))
    rules.after("link", "reference", _with_source(_reference))
    rules.at("autolink", _with_source(autolink))
    return parser


_PARSER = _parser()
