"""What has to stay as it is in the English: placeholders, links, emphasis, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from stegvis.i18n.lint.context import TranslationPair
from stegvis.inline.nodes import Autolink, Code, Emphasis, Escape, Strong
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.plain import collect_literal_text, find_placeholders, find_references, walk

_BRACE = re.compile(r"[{}]")
_STRANGE_BRACE = re.compile("[｛｝❴❵]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[A-Za-z]\w+);", re.IGNORECASE)
_BLOCK = re.compile(r"#{1,6} |[-+*] |\d{1,9}[.)] |> ?|(?:[-*_] ?){3,}$|```|~~~|\||\t| {4}")


_CACHE_SIZE = 4096
"""The English of a project is compared once per locale."""


@dataclass(frozen=True, slots=True)
class _Markup:
    """What a text contains besides words."""

    placeholders: tuple[str, ...]
    targets: tuple[str, ...]
    """The target of each reference link, in source order."""
    emphasis: Counter[str]
    """How often each kind of emphasis occurs."""
    code: tuple[str, ...]
    """The content of each code span, in source order."""
    html: frozenset[str]
    """HTML tags, and autolinks and character references, which CommonMark has but no text needs."""
    literal: str
    """As `collect_literal_text` returns it."""


@lru_cache(_CACHE_SIZE)
def _read_markup(text: str) -> _Markup:
    if is_literal(text):
        return _Markup((), (), Counter(), (), frozenset(), text)
    nodes = parse(text)
    literal = collect_literal_text(nodes)
    kinds = {Strong: "strong emphasis", Emphasis: "emphasis"}
    emphasis, code, forms = Counter[str](), [], []
    for node in walk(nodes):
        if isinstance(node, Strong | Emphasis):
            emphasis[kinds[type(node)]] += 1
        elif isinstance(node, Code):
            code.append(node.text)
        elif isinstance(node, Escape | Autolink) and node.source[0] in "&<":
            forms.append(node.source)
    return _Markup(
        placeholders=find_placeholders(nodes),
        targets=tuple(link.target for link in find_references(nodes)),
        emphasis=emphasis,
        code=tuple(code),
        html=frozenset([*_HTML.findall(literal), *forms]),
        literal=literal,
    )


def check_placeholders(case: TranslationPair) -> Iterator[str]:
    """A translation has the placeholders of the English, each as it is written there."""
    source, words = map(_read_markup, case.texts)
    yield from describe_difference("placeholder", source.placeholders, words.placeholders, "{%s}")


def check_links(case: TranslationPair) -> Iterator[str]:
    """A translation has the link targets of the English; only the words between them are translated."""
    source, words = (_read_markup(text).targets for text in case.texts)
    yield from describe_difference("link", dict.fromkeys(source), dict.fromkeys(words), "[…][%s]")
    if set(source) == set(words) and len(source) != len(words):
        yield "has a link more or less than the English, or one that is broken"


def describe_difference(what: str, source: Iterable[str], words: Iterable[str], shown: str) -> Iterator[str]:
    """What one has and the other has not."""
    source, words = tuple(source), tuple(words)
    missing = [shown % name for name in source if name not in words]
    extra = [shown % name for name in words if name not in source]
    said = [f"lacks the {what} {', '.join(missing)}"] if missing else []
    if extra:
        said.append(f"has the {what} {', '.join(extra)}, which the English has not")
    if said:
        yield " and ".join(said)


def check_braces(case: TranslationPair) -> Iterator[str]:
    """A placeholder is a name between braces, with nothing else between them; braces have no other use."""
    source, words = (_read_markup(text).literal for text in case.texts)
    if _STRANGE_BRACE.search(words):
        yield "has a brace of another alphabet"
    elif _BRACE.search(words) and not _BRACE.search(source):
        yield "has a brace that belongs to no placeholder"


def check_emphasis(case: TranslationPair) -> Iterator[str]:
    """What is emphasized in the English is emphasized in the translation, and nothing else."""
    source, words = map(_read_markup, case.texts)
    for kind in source.emphasis | words.emphasis:
        if source.emphasis[kind] != words.emphasis[kind]:
            yield f"has {words.emphasis[kind]} × {kind}, the English has {source.emphasis[kind]}"
    if source.emphasis == words.emphasis and source.literal.count("*") != words.literal.count("*"):
        yield "has stars that mark nothing"


def check_code(case: TranslationPair) -> Iterator[str]:
    """Code stays as it is, with its backticks."""
    source, words = map(_read_markup, case.texts)
    yield from describe_difference("code", dict.fromkeys(source.code), dict.fromkeys(words.code), "`%s`")
    if "`" in words.literal:
        yield "has a backtick that belongs to no code"


def check_html(case: TranslationPair) -> Iterator[str]:
    """There is no HTML in a text; what looks like it would be shown as it is written."""
    source, words = map(_read_markup, case.texts)
    for form in sorted(words.html - source.html):
        yield f"has the HTML `{form}`"


def check_block(case: TranslationPair) -> Iterator[str]:
    """A text begins with its words, not with what would make a heading, a list or a quotation of it."""
    match = _BLOCK.match(case.words)
    if match and not _BLOCK.match(case.source):
        yield f"begins with `{match[0].strip()}`, which makes something else of it"
